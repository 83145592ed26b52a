package orders

import (
	"strings"
	"testing"
	"time"

	"tenaz/internal/i18n"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/internal/shipping"
)

var now = time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)

// standings are orders in every state, by the word for it.
func standings() map[string]OrderPage {
	in := func(minutes int) time.Time { return now.Add(time.Duration(minutes) * time.Minute) }
	page := func(state, payment, fulfilment string) OrderPage {
		return OrderPage{Now: now, Order: orders.Order{State: state, PaymentState: payment, FulfilmentState: fulfilment, PlacedAt: in(-10)}}
	}
	with := func(m OrderPage, a payments.Attempt) OrderPage {
		m.Attempts = []payments.Attempt{a}
		return m
	}
	cancelled := func(reason string, paid bool) OrderPage {
		m := page(orders.StateCancelled, orders.Unpaid, orders.Unfulfilled)
		m.Order.CancelReason = reason
		if paid {
			m.Order.Paid = 100
		}
		return m
	}
	soon, past, later := in(12), in(-5), in(60*30)
	open := page(orders.StateOpen, orders.Unpaid, orders.Unfulfilled)
	waits := page(orders.StateOpen, orders.PaymentPending, orders.Unfulfilled)
	held := waits
	held.Order.Hold = orders.HoldAmount
	code := func(method payments.Method, until time.Time) payments.Attempt {
		return payments.Attempt{Method: method, State: payments.Pending, CodeURL: "https://pay.test/", ExpiresAt: later, CodeExpiresAt: &until}
	}
	return map[string]OrderPage{
		"unpaid":             with(open, payments.Attempt{Method: payments.Card, State: payments.Open, ExpiresAt: soon}),
		"code_pix":           with(waits, code(payments.Pix, soon)),
		"code_boleto":        with(waits, code(payments.Boleto, later)),
		"code_over":          with(waits, code(payments.Boleto, past)),
		"confirming":         with(waits, payments.Attempt{Method: payments.Card, State: payments.Pending, ExpiresAt: past}),
		"held":               held,
		"paid":               page(orders.StateOpen, orders.Paid, orders.Unfulfilled),
		"partial":            page(orders.StateOpen, orders.Paid, orders.Partial),
		"shipped":            page(orders.StateOpen, orders.PartiallyRefunded, orders.Shipped),
		"delivered":          page(orders.StateOpen, orders.Paid, orders.Delivered),
		"refunded":           page(orders.StateOpen, orders.Refunded, orders.Shipped),
		"cancelled_expired":  cancelled(orders.ReasonExpired, false),
		"cancelled_replaced": cancelled(orders.ReasonReplaced, false),
		"cancelled_customer": cancelled(orders.ReasonCustomer, false),
		"cancelled_staff":    cancelled(orders.ReasonStaff, false),
		"cancelled_paid":     cancelled(orders.ReasonStaff, true),
		"cancelled_late":     cancelled(orders.ReasonCustomer, true),
	}
}

func TestEveryStateIsSaid(t *testing.T) {
	t.Parallel()
	for _, lang := range i18n.Languages {
		ctx := i18n.With(t.Context(), lang)
		said := map[string]string{}
		for word, m := range standings() {
			if m.state() != word {
				t.Errorf("%s is called %s", word, m.state())
			}
			var b strings.Builder
			if err := standing(m).Render(ctx, &b); err != nil {
				t.Fatal(err)
			}
			for _, id := range []string{"orders.title." + word, "orders.text." + word} {
				text := i18n.T(ctx, id)
				if text == id || !strings.Contains(b.String(), strings.ReplaceAll(text, "'", "&#39;")) {
					t.Errorf("%s: %s is not said", lang, id)
				}
			}
			text := i18n.T(ctx, "orders.text."+word)
			if other, twice := said[text]; twice {
				t.Errorf("%s and %s say the same", word, other)
			}
			said[text] = word
			if m.Changed("") || m.Changed(word) || !m.Changed("else") {
				t.Errorf("%s: a page knows not whether it is old", word)
			}
		}
	}
}

func TestTimeLeftIsSaidWhereSomethingExpires(t *testing.T) {
	t.Parallel()
	due := map[string]string{
		"unpaid": "Faltam 12 minutos.", "code_pix": "Faltam 12 minutos.", "code_boleto": "24/11/2026, 18:00 (horário de Brasília).",
	}
	for word, m := range standings() {
		text := m.due(t.Context())
		if want := due[word]; want == "" && text != "" || !strings.HasSuffix(text, want) {
			t.Errorf("%s: %q, want %q", word, text, want)
		}
		waits := word == "unpaid" || word == "code_pix" || word == "code_boleto" || word == "code_over" || word == "confirming"
		if (m.polls() || m.watches()) != waits || m.polls() && m.watches() {
			t.Errorf("%s: asks for itself %v, for its words %v", word, m.polls(), m.watches())
		}
	}
}

func TestDeliveredWithTheLastParcel(t *testing.T) {
	t.Parallel()
	first, last := now.Add(-48*time.Hour), now
	m := standings()["delivered"]
	m.Shipments = []shipping.Shipment{
		{Carrier: "Correios", TrackingCode: "AA1", ShippedAt: first, DeliveredAt: &last}, {Carrier: "Correios", ShippedAt: first, DeliveredAt: &first},
	}
	if at := m.deliveredAt(); at == nil || !at.Equal(last) {
		t.Errorf("delivered at %v, want %v", at, last)
	}
	facts := m.parcels(t.Context())
	if len(facts) != 2 || facts[0].Value != "Correios, código AA1. Entregue em 23/11/2026." || facts[1].Value != "Correios. Entregue em 21/11/2026." {
		t.Errorf("the parcels are %+v", facts)
	}
	m.Shipments = m.Shipments[:1]
	if facts := m.parcels(t.Context()); len(facts) != 0 {
		t.Errorf("one parcel is listed: %+v", facts)
	}
}
