package jobs

import (
	"context"
	"strconv"
	"strings"

	"tenaz/internal/apperr"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/views/email"
)

// Refund tells of a refund: that the money left, or, from the desk, that the
// store needs to know where to send it. One that failed or was not sent yet is
// not spoken of.
func (m Mails) Refund(ctx context.Context, orderID, refundID int64) error {
	order, err := m.Orders.ByID(ctx, orderID)
	if err != nil {
		return err
	}
	refunds, err := m.Payments.RefundsOfOrder(ctx, orderID)
	if err != nil {
		return err
	}
	for _, r := range refunds {
		if r.ID != refundID {
			continue
		}
		show := email.Order{Refund: r.Amount, RefundMethod: string(r.Method)}
		switch {
		case r.State == payments.RefundDesk:
			return m.send(ctx, order, "order_refund_desk", r.ID, email.OrderRefundDesk, show)
		case r.Left():
			return m.send(ctx, order, "order_refunded", r.ID, email.OrderRefunded, show)
		}
		return nil
	}
	return apperr.New(apperr.NotFound, "")
}

// Cancelled says that an order was cancelled.
func (m Mails) Cancelled(ctx context.Context, orderID int64) error {
	order, err := m.Orders.ByID(ctx, orderID)
	if err != nil || order.State != orders.StateCancelled {
		return err
	}
	return m.send(ctx, order, "order_cancelled", order.ID, email.OrderCancelled, email.Order{})
}

// Link sends the order's link to the address that it has now.
func (m Mails) Link(ctx context.Context, orderID int64, version int) error {
	order, err := m.Orders.ByID(ctx, orderID)
	if err != nil {
		return err
	}
	m.again = "." + strconv.Itoa(version) + m.again
	return m.send(ctx, order, "order_link", order.ID, email.OrderLink, email.Order{})
}

// Again sends a mail of an order once more, as it would be written now. key is
// the first one's.
func (m Mails) Again(ctx context.Context, orderID int64, key, nonce string) error {
	m.again = "+" + nonce
	kind, rest, _ := strings.Cut(key, ":")
	cause, err := strconv.ParseInt(rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))], 10, 64)
	if err != nil {
		return apperr.Wrap(apperr.NotFound, err, "")
	}
	switch kind {
	case "order_paid":
		return m.Paid(ctx, orderID)
	case "order_received":
		return m.Code(ctx, orderID, cause)
	case "order_unpaid":
		return m.Unpaid(ctx, orderID)
	case "order_deadline":
		return m.Deadline(ctx, orderID, cause)
	case "order_expired":
		return m.Expired(ctx, orderID)
	case "order_shipped":
		return m.Shipped(ctx, orderID, cause)
	case "order_delivered":
		return m.Delivered(ctx, orderID, cause)
	case "order_refunded", "order_refund_desk":
		return m.Refund(ctx, orderID, cause)
	case "order_cancelled":
		return m.Cancelled(ctx, orderID)
	case "order_lookup":
		return m.Lookup(ctx, orderID, nonce)
	case "order_link":
		return m.Link(ctx, orderID, 0)
	case "order_backorder":
		return m.Backorder(ctx, orderID)
	case "staff_paid":
		return m.StaffPaid(ctx, orderID)
	}
	return apperr.New(apperr.NotFound, "")
}
