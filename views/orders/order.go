// Package orders holds the page by which a guest follows an order.
package orders

import (
	"context"
	"strconv"
	"time"

	"tenaz/internal/i18n"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/internal/shipping"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// OrderPage is what the order's page shows. Path is the address of the order's
// link, to which its forms go; Self is the page's own, which it asks for again.
type OrderPage struct {
	Page      layout.Page
	Path      string
	Self      string
	Order     orders.Order
	Attempts  []payments.Attempt
	Shipments []shipping.Shipment
	Refunds   []payments.Refund
	// Notes are all that staff wrote; the page shows those for the customer.
	Notes []orders.Note
	// Methods are the ways in which a waiting order can be paid.
	Methods []orders.MethodTotal
	// OwnCart: the cart of this browser is the order's.
	OwnCart bool
	// Own: the reader is known to be the buyer, and is shown all of it.
	Own bool
	// Claim offers to make an account of the order.
	Claim bool
	// Waits are the units that the customer was told to wait for.
	Waits int
	// Now is when the page is shown.
	Now time.Time
	// Email corrects the address, in the browser that placed the order.
	Email EmailForm
}

func (m OrderPage) methods(ctx context.Context) ui.RadioGroupProps {
	p := ui.RadioGroupProps{
		Name: "payment_method", Legend: i18n.T(ctx, "orders.change_method.legend"),
		Value: string(m.Order.PaymentMethod), Required: true,
	}
	for _, method := range m.Methods {
		p.Radios = append(p.Radios, ui.Radio{
			Value: string(method.Method), Label: i18n.T(ctx, "orders.method."+string(method.Method)), End: i18n.Money(ctx, method.Total),
		})
	}
	return p
}

func (m OrderPage) latest() payments.Attempt {
	if len(m.Attempts) == 0 {
		return payments.Attempt{}
	}
	return m.Attempts[len(m.Attempts)-1]
}

func (m OrderPage) payLabel(ctx context.Context) string {
	if m.Order.PaymentState == orders.PaymentPending && m.latest().CodeURL != "" {
		return i18n.T(ctx, "orders.open_code."+string(m.Order.PaymentMethod))
	}
	return i18n.T(ctx, "orders.pay_now")
}

// progress is the order's way from placed to delivered.
func (m OrderPage) progress(ctx context.Context) []ui.Event {
	o := m.Order
	steps := []ui.Event{event(ctx, "orders.step.placed", &o.PlacedAt)}
	if o.State == orders.StateCancelled {
		cancelled := event(ctx, "orders.step.cancelled", o.CancelledAt)
		cancelled.State = ui.EventBad
		return append(steps, cancelled)
	}
	paid := event(ctx, "orders.step.paid", o.PaidAt)
	shipped := event(ctx, "orders.step.shipped", o.ShippedAt)
	for _, s := range m.Shipments {
		if s.TrackingCode != "" {
			shipped.Note = i18n.T(ctx, "orders.tracking", "Carrier", s.Carrier, "Code", s.TrackingCode)
			shipped.Href, shipped.Link = s.TrackingURL, i18n.T(ctx, "orders.track")
		}
	}
	delivered := event(ctx, "orders.step.delivered", m.deliveredAt())
	steps = append(steps, paid, shipped, delivered)
	// The step that is being waited for says so: it has not happened.
	waits := []string{"", "orders.wait.paid", "orders.wait.shipped", "orders.wait.delivered"}
	for i := range steps {
		if steps[i].State == ui.EventTodo {
			steps[i].State, steps[i].Title = ui.EventNow, i18n.T(ctx, waits[i])
			break
		}
	}
	return steps
}

func event(ctx context.Context, id string, at *time.Time) ui.Event {
	if at == nil {
		return ui.Event{State: ui.EventTodo, Title: i18n.T(ctx, id)}
	}
	return ui.Event{
		State: ui.EventDone, Title: i18n.T(ctx, id),
		Time: i18n.DateTime(ctx, *at), DateTime: at.Format(time.RFC3339),
	}
}

// tries lists the refusals, so that a shopper sees what went wrong and when.
func (m OrderPage) tries(ctx context.Context) []ui.Fact {
	var facts []ui.Fact
	for _, a := range m.Attempts {
		for _, d := range a.Declines {
			facts = append(facts, ui.Fact{Label: i18n.DateTime(ctx, d.At), Value: declineText(ctx, d.Code)})
		}
	}
	return facts
}

// declineText explains a refusal without more than the bank tells (Stripe asks
// not to say that a card was reported lost or stolen).
func declineText(ctx context.Context, code string) string {
	switch code {
	case "insufficient_funds", "expired_card", "incorrect_cvc", "processing_error", "authentication_required":
		return i18n.T(ctx, "orders.decline."+code)
	}
	return i18n.T(ctx, "orders.decline.other")
}

func (m OrderPage) sums(ctx context.Context) []ui.Fact {
	o := m.Order
	facts := []ui.Fact{{Label: i18n.T(ctx, "orders.items"), Value: i18n.Money(ctx, o.Items)}}
	if o.Discount > 0 {
		facts = append(facts, ui.Fact{Label: i18n.T(ctx, "orders.discount"), Value: i18n.Money(ctx, -o.Discount)})
	}
	freight := i18n.Money(ctx, o.Shipping)
	if o.Shipping == 0 {
		freight = i18n.T(ctx, "orders.free")
	}
	return append(facts,
		ui.Fact{Label: i18n.T(ctx, "orders.shipping"), Value: freight},
		ui.Fact{Label: i18n.T(ctx, "orders.total"), Value: i18n.Money(ctx, o.Total), Total: true},
	)
}

// delivery says where the order goes, and how.
func (m OrderPage) delivery(ctx context.Context) []ui.Fact {
	o := m.Order
	return []ui.Fact{
		{Label: i18n.T(ctx, "orders.recipient"), Value: o.Recipient},
		{Label: i18n.T(ctx, "orders.place"), Value: m.place()},
		{Label: i18n.T(ctx, "orders.service"), Value: o.ShippingName + ", " + i18n.T(ctx, "orders.days", "Min", o.ShippingDaysMin, "Max", o.ShippingDaysMax)},
		{Label: i18n.T(ctx, "orders.method"), Value: i18n.T(ctx, "orders.method."+string(o.PaymentMethod))},
	}
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
