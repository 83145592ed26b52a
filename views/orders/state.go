package orders

import (
	"context"
	"time"

	"tenaz/internal/i18n"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/views/ui"
)

// state is the key of the order's texts: one word for where it stands.
func (m OrderPage) state() string {
	o := m.Order
	switch {
	case o.Held():
		return "held"
	case o.State == orders.StateCancelled && o.CancelReason == orders.ReasonRefunded:
		return "cancelled_refunded"
	case o.State == orders.StateCancelled && o.Paid > 0 && o.CancelReason == orders.ReasonStaff:
		return "cancelled_paid"
	case o.State == orders.StateCancelled && o.Paid > 0:
		return "cancelled_late"
	case o.State == orders.StateCancelled:
		return "cancelled_" + o.CancelReason
	case o.PaymentState == orders.PaymentPending && m.latest().CodeURL != "":
		return m.codeState()
	case o.PaymentState == orders.PaymentPending:
		return "confirming"
	case o.PaymentState == orders.Unpaid:
		return "unpaid"
	case o.PaymentState == orders.Refunded:
		return "refunded"
	case o.FulfilmentState == orders.Delivered:
		return "delivered"
	case o.FulfilmentState == orders.Shipped:
		return "shipped"
	case o.FulfilmentState == orders.Partial:
		return "partial"
	}
	return "paid"
}

// codeState says whether an issued code can still be paid, or only the bank's word
// is awaited.
func (m OrderPage) codeState() string {
	a := m.latest()
	switch {
	case a.CodeExpiresAt != nil && a.CodeExpiresAt.Before(m.Now):
		return "code_over"
	case a.Method == payments.Boleto:
		return "code_boleto"
	}
	return "code_pix"
}

func (m OrderPage) tone() ui.Tone {
	switch m.state() {
	case "paid", "partial", "shipped", "delivered":
		return ui.Success
	case "unpaid", "code_pix", "code_boleto", "code_over", "confirming":
		return ui.Warning
	}
	return ui.Info
}

// Changed reports whether the order stands elsewhere than a page that was shown
// before said.
func (m OrderPage) Changed(seen string) bool { return seen != "" && seen != m.state() }

// polls reports whether the page asks for itself again: while the answer comes from
// the bank alone.
func (m OrderPage) polls() bool {
	return m.Order.AwaitsPayment() && m.state() != "unpaid"
}

// watches reports whether only the words about the order's state are asked for
// again: a page that waits for the shopper stays as it is beside them, so that
// nothing closes under their hands.
func (m OrderPage) watches() bool {
	return m.state() == "unpaid" && m.latest().Live()
}

// payUntil is until when the order can be paid; zero if it cannot.
func (m OrderPage) payUntil() time.Time {
	a := m.latest()
	at := a.ExpiresAt
	if a.CodeExpiresAt != nil {
		at = *a.CodeExpiresAt
	}
	if !m.Order.AwaitsPayment() || !a.Live() || at.Before(m.Now) {
		return time.Time{}
	}
	return at
}

// due is until when the order can be paid and, when that is soon, how long it is
// still; empty if nothing is due.
func (m OrderPage) due(ctx context.Context) string {
	at := m.payUntil()
	if at.IsZero() {
		return ""
	}
	text := i18n.T(ctx, "orders.due", "At", i18n.DateTime(ctx, at))
	switch left := at.Sub(m.Now); {
	case left < time.Minute:
		text += " " + i18n.T(ctx, "orders.left.seconds")
	case left < 2*time.Hour:
		text += " " + i18n.N(ctx, "orders.left", int(left.Minutes()))
	}
	return text
}

// deliveredAt is when the last parcel of a delivered order arrived.
func (m OrderPage) deliveredAt() *time.Time {
	var last *time.Time
	for _, s := range m.Shipments {
		if s.DeliveredAt != nil && (last == nil || s.DeliveredAt.After(*last)) {
			last = s.DeliveredAt
		}
	}
	if m.Order.FulfilmentState != orders.Delivered {
		return nil
	}
	return last
}

// parcels are the shipments of an order that goes in several.
func (m OrderPage) parcels(ctx context.Context) []ui.Fact {
	if len(m.Shipments) < 2 {
		return nil
	}
	facts := make([]ui.Fact, len(m.Shipments))
	for i, s := range m.Shipments {
		value := s.Carrier + "."
		if s.TrackingCode != "" {
			value = i18n.T(ctx, "orders.tracking", "Carrier", s.Carrier, "Code", s.TrackingCode)
		}
		if s.DeliveredAt != nil {
			value += " " + i18n.T(ctx, "orders.parcel.delivered", "At", i18n.Date(ctx, *s.DeliveredAt))
		}
		facts[i] = ui.Fact{Label: i18n.T(ctx, "orders.parcel.shipped", "At", i18n.Date(ctx, s.ShippedAt)), Value: value}
	}
	return facts
}
