package app_test

import (
	"net/http"
	"strings"
	"testing"

	"tenaz/internal/storetest"
)

func sessionOf(payment *storetest.Page) string {
	return payment.URL.Path[strings.LastIndex(payment.URL.Path, "/")+1:]
}

// replaced places an order, goes back, changes its quantity and places anew. The
// last unit in stock is part of it.
func replaced(t *testing.T, s *storetest.Store, method string) (old, payment *storetest.Page) {
	t.Helper()
	goods := s.Product(t, "Última dupla", 149900, 2)
	c := s.Client(t)
	c.Add(goods, 1)
	old = c.Place(method)
	c.Add(goods, 1)
	payment = c.Place(method)
	if payment.URL.String() == old.URL.String() || !strings.HasPrefix(payment.URL.String(), s.SandboxURL) {
		t.Fatalf("placing anew ended at %s", payment.URL)
	}
	return old, payment
}

// Fewer of the last units: what is left can be bought by somebody else at once.
func TestBackAndFewerOfTheLastUnits(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	goods := s.Product(t, "Últimas três", 149900, 3)
	c := s.Client(t)
	c.Add(goods, 3)
	c.Place("card")
	c.Get("/cart").Want(http.StatusOK).Submit("/cart/items/"+itemID(t, s), "quantity", "1").Want(http.StatusOK)
	payment := c.Place("card")
	s.WantCount(t, 1, `SELECT sum(reserved) FROM stock_levels`)
	other := s.Client(t)
	other.Add(goods, 2)
	other.Place("card").PayByCard(goodCard).Want(http.StatusOK)
	payment.PayByCard(goodCard).Want(http.StatusOK)
	s.WantCount(t, 2, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE cancel_reason = 'replaced'`)
	s.WantCount(t, 3, `SELECT sum(quantity) FROM reservations WHERE state = 'committed'`)
	s.WantCount(t, 0, `SELECT count(*) FROM shortages`)
}

func itemID(t *testing.T, s *storetest.Store) string {
	t.Helper()
	var id string
	if err := s.DB.QueryRow(t.Context(), `SELECT max(id)::text FROM cart_lines`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return id
}

// The old payment tab is paid after the new one: its session is over, and money
// that comes through it all the same goes back by itself, to the desk by boleto.
func TestOldTabPaidAfterwards(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"card", "pix", "boleto"} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			s := storetest.Start(t, storetest.Options{})
			old, payment := replaced(t, s, method)
			payBy(t, s, method, sessionOf(payment))
			s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid' AND items_cents = 2 * 149900`)
			if answer := old.PayByCard(goodCard); answer.Status < 400 {
				t.Errorf("the old tab took money: %d at %s", answer.Status, answer.URL)
			}
			if err := s.Sandbox.PayLate(sessionOf(old)); err != nil {
				t.Fatal(err)
			}
			s.WantCount(t, 1, `SELECT count(*) FROM order_events WHERE kind = 'paid_late'`)
			state, mail := "succeeded", "order_refunded"
			if method == "boleto" {
				state, mail = "desk", "order_refund_desk"
			}
			s.WantCount(t, 1, `SELECT count(*) FROM refunds r JOIN orders o ON o.id = r.order_id
				WHERE r.state = $1 AND r.reason = 'late' AND o.cancel_reason = 'replaced' AND r.amount_cents = o.total_cents`, state)
			s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = $1 AND state = 'sent'`, mail)
			s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE state = 'open' AND payment_state = 'paid'`)
			s.WantCount(t, 2, `SELECT sum(quantity) FROM reservations WHERE state = 'committed'`)
			s.WantCount(t, 2, `SELECT sum(reserved) FROM stock_levels`)
			s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_paid' AND state = 'sent'`)
		})
	}
}

// Both tabs are paid at the same moment: one order is paid, with the new quantity.
func TestOldTabPaidFirst(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	old, payment := replaced(t, s, "card")
	if err := s.Sandbox.PayLate(sessionOf(old)); err != nil {
		t.Fatal(err)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM refunds WHERE state = 'succeeded' AND reason = 'late'`)
	payment.PayByCard(goodCard).Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid' AND items_cents = 2 * 149900`)
	s.WantCount(t, 2, `SELECT sum(reserved) FROM stock_levels`)
}
