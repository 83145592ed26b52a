package orders

import (
	"context"

	"tenaz/internal/i18n"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/views/ui"
)

// refunds says of every refund how much, since when and where it stands. One
// that failed is not shown: the store makes another.
func (m OrderPage) refunds(ctx context.Context) []ui.Fact {
	var facts []ui.Fact
	for _, r := range m.Refunds {
		at, id := r.CreatedAt, ""
		switch {
		case r.State == payments.RefundDesk:
			id = "orders.refund.desk"
		case r.State == payments.RefundCreated, r.State == payments.RefundPending:
			id = "orders.refund.pending"
		case r.Left():
			id = "orders.refund.left_" + string(r.Method)
		default:
			continue
		}
		if r.SettledAt != nil {
			at = *r.SettledAt
		}
		facts = append(facts, ui.Fact{Label: i18n.DateTime(ctx, at), Value: i18n.T(ctx, id, "Amount", i18n.Money(ctx, r.Amount))})
	}
	return facts
}

// notes are what staff wrote to the customer.
func (m OrderPage) notes() []orders.Note {
	var visible []orders.Note
	for _, n := range m.Notes {
		if n.Visible {
			visible = append(visible, n)
		}
	}
	return visible
}
