package jobs

import (
	"context"

	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/views/email"
)

// Code sends the link to an issued Pix or boleto code. Once it cannot be paid
// any more, or was, nothing is sent: it would only confuse.
func (m Mails) Code(ctx context.Context, orderID, attemptID int64) error {
	return m.code(ctx, orderID, attemptID, "order_received", email.OrderReceived)
}

// Deadline says that an issued code expires soon, while there is something to be
// done about it.
func (m Mails) Deadline(ctx context.Context, orderID, attemptID int64) error {
	return m.code(ctx, orderID, attemptID, "order_deadline", email.OrderDeadline)
}

func (m Mails) code(ctx context.Context, orderID, attemptID int64, kind string, write render) error {
	attempt, err := m.Payments.Attempt(ctx, attemptID)
	if err != nil {
		return err
	}
	order, err := m.Orders.ByID(ctx, orderID)
	if err != nil || !m.Orders.DeadlineStands(order, attempt) {
		return err
	}
	return m.send(ctx, order, kind, attempt.ID, write, email.Order{CodeURL: attempt.CodeURL, PayUntil: *attempt.CodeExpiresAt})
}

// Unpaid says that an order waits for its payment. One that was paid, cancelled or
// got a code meanwhile needs no such mail.
func (m Mails) Unpaid(ctx context.Context, orderID int64) error {
	order, err := m.Orders.ByID(ctx, orderID)
	if err != nil {
		return err
	}
	attempts, err := m.Payments.OfOrder(ctx, orderID)
	if err != nil {
		return err
	}
	var latest payments.Attempt
	if len(attempts) > 0 {
		latest = attempts[len(attempts)-1]
	}
	if !m.Orders.UnpaidStands(order, latest) {
		return nil
	}
	return m.send(ctx, order, "order_unpaid", order.ID, email.OrderUnpaid, email.Order{PayUntil: latest.ExpiresAt})
}

// Expired says that nobody paid in time, unless the payment has come after all.
func (m Mails) Expired(ctx context.Context, orderID int64) error {
	order, err := m.Orders.ByID(ctx, orderID)
	if err != nil || order.State != orders.StateCancelled || order.CancelReason != orders.ReasonExpired {
		return err
	}
	return m.send(ctx, order, "order_expired", order.ID, email.OrderExpired, email.Order{})
}
