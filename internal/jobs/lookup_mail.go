package jobs

import (
	"context"

	"tenaz/views/email"
)

// Lookup sends an order's link to its own address, because somebody who knew
// both asked for it. A look-up that found nothing has no order and sends nothing.
func (m Mails) Lookup(ctx context.Context, orderID int64, nonce string) error {
	if orderID == 0 {
		return nil
	}
	order, err := m.Orders.ByID(ctx, orderID)
	if err != nil {
		return err
	}
	m.again = "." + nonce
	return m.send(ctx, order, "order_lookup", order.ID, email.OrderLookup, email.Order{})
}
