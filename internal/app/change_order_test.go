package app_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"tenaz/internal/actor"
	"tenaz/internal/settings"
	"tenaz/internal/storetest"
)

// pixDiscount lets Pix cost five per cent less.
func pixDiscount(t *testing.T, s *storetest.Store) {
	t.Helper()
	current, err := s.App.Settings.Get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	current.Payment.PixDiscountBP = 500
	if _, err := s.App.Settings.Save(t.Context(), actor.Store("test"), settings.SaveInput{Settings: current}); err != nil {
		t.Fatal(err)
	}
}

// Back from the payment page, quantity changed, placed anew, the old tab tried:
// one paid order with the new quantity.
func TestBackAndChangedQuantity(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	goods := s.Product(t, "Última dupla", 149900, 2)
	c := s.Client(t)
	c.Add(goods, 1)
	old := c.Place("card")
	cart := c.Get("/cart").Want(http.StatusOK)
	if !cart.Has("espera o pagamento") {
		t.Errorf("the cart does not tell of its order:\n%s", cart.Text())
	}
	c.Add(goods, 1) // both units: one of them is held by the order itself
	payment := c.Place("card")
	if answer := old.PayByCard(goodCard); answer.Status < 400 {
		t.Errorf("the old tab took money: %d at %s", answer.Status, answer.URL)
	}
	payment.PayByCard(goodCard).Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid' AND total_cents > 2 * 149900`)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE cancel_reason = 'replaced'`)
	s.WantCount(t, 2, `SELECT sum(quantity) FROM reservations WHERE state = 'committed'`)
	s.WantCount(t, 1, `SELECT count(*) FROM payments`)
}

// The way of paying is changed on the order's page, on another device too: the
// same order, the new method's price, one charge.
func TestChangedMethodKeepsTheOrder(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	pixDiscount(t, s)
	_, payment, _ := buy(t, s, "card")
	order := s.Client(t).Get(payment.Link("/orders/")).Want(http.StatusOK)
	for _, method := range []string{"boleto", "card", "pix"} {
		page := order.Submit("/method", "payment_method", method).Want(http.StatusOK)
		if !strings.HasPrefix(page.URL.String(), s.SandboxURL) {
			t.Fatalf("changing to %s ended at %s:\n%s", method, page.URL, page.Text())
		}
		s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_method = $1 AND payment_state = 'unpaid'`, method)
		payment = page
	}
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE discount_cents = (items_cents * 5 + 50) / 100`)
	session := payment.URL.Path[strings.LastIndex(payment.URL.Path, "/")+1:]
	if made, _ := s.Sandbox.Session(session); made.AmountTotal != int64(s.Count(t, `SELECT total_cents FROM orders`)) {
		t.Errorf("Stripe asks for %d", made.AmountTotal)
	}
	if err := s.Sandbox.IssuePix(session); err != nil {
		t.Fatal(err)
	}
	if err := s.Sandbox.PayPix(session); err != nil {
		t.Fatal(err)
	}
	wantPaid(t, s)
	s.WantCount(t, 4, `SELECT count(*) FROM payment_attempts`)
}

// An issued boleto is void once the method is changed or the order given up.
func TestGivenUpAndOrderedAgain(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"card", "pix", "boleto"} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			s := storetest.Start(t, storetest.Options{})
			client, payment, session := buy(t, s, method)
			link := payment.Link("/orders/")
			switch method {
			case "pix":
				if err := s.Sandbox.IssuePix(session); err != nil {
					t.Fatal(err)
				}
			case "boleto":
				if err := s.Sandbox.IssueBoleto(session); err != nil {
					t.Fatal(err)
				}
			}
			s.Clock.Advance(3 * time.Second)
			cancelled := client.Get(link).Want(http.StatusOK).Submit("/cancel").Want(http.StatusOK)
			if !cancelled.Has("O pedido foi cancelado") {
				t.Errorf("cancelling says:\n%s", cancelled.Text())
			}
			s.WantCount(t, 0, `SELECT sum(reserved) FROM stock_levels`)
			s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE cancel_reason = 'customer'`)
			if err := s.Sandbox.PayBoleto(session); err == nil {
				t.Error("the voided boleto could be paid")
			}
			// On another device the cart is empty: the order fills it again.
			elsewhere := s.Client(t)
			cart := elsewhere.Get(link).Want(http.StatusOK).Submit("/redo").Want(http.StatusOK)
			if cart.URL.Path != "/cart" || !cart.Has("Cabo 💡") || !cart.Has("Colocamos os itens") {
				t.Errorf("ordering again ended at %s:\n%s", cart.URL, cart.Text())
			}
			elsewhere.Place("card").PayByCard(goodCard).Want(http.StatusOK)
			s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
		})
	}
}

func TestPaidOrderCannotBeGivenUp(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{NoWebhooks: true})
	client, payment, session := buy(t, s, "card")
	order := client.Get(payment.Link("/orders/")).Want(http.StatusOK)
	pay(t, s, session)
	if answer := order.Submit("/cancel").Want(http.StatusOK); !answer.Has("Pagamento confirmado") {
		t.Errorf("giving up a paid order says:\n%s", answer.Text())
	}
	wantPaid(t, s)
}
