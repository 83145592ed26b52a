package app_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"tenaz/internal/storetest"
	"tenaz/internal/stripesandbox"
)

const goodCard = "4242424242424242"

// buy places a two-line cart and stops at the hosted payment page.
func buy(t *testing.T, s *storetest.Store, method string) (*storetest.Client, *storetest.Page, string) {
	t.Helper()
	notebook := s.Product(t, "Notebook D'Ávila <b>14\"</b>", 459900, 10)
	cable := s.Product(t, "Cabo 💡 '; DROP TABLE", 2990, 10)
	c := s.Client(t)
	c.Add(notebook, 1)
	c.Add(cable, 3)
	payment := c.Place(method)
	if !strings.HasPrefix(payment.URL.String(), s.SandboxURL) {
		t.Fatalf("placing ended at %s:\n%s", payment.URL, payment.Text())
	}
	return c, payment, payment.URL.Path[strings.LastIndex(payment.URL.Path, "/")+1:]
}

// wantPaid checks that one purchase had every effect once.
func wantPaid(t *testing.T, s *storetest.Store) {
	t.Helper()
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid' AND state = 'open' AND paid_cents = total_cents`)
	s.WantCount(t, 1, `SELECT count(*) FROM orders`)
	s.WantCount(t, 1, `SELECT count(*) FROM payments`)
	s.WantCount(t, 1, `SELECT count(*) FROM order_events WHERE kind = 'paid'`)
	s.WantCount(t, 2, `SELECT count(*) FROM reservations WHERE state = 'committed' AND expires_at IS NULL`)
	s.WantCount(t, 4, `SELECT sum(reserved) FROM stock_levels`)
	s.WantCount(t, 20, `SELECT sum(on_hand) FROM stock_levels`)
	s.WantCount(t, 0, `SELECT count(*) FROM cart_lines`)
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_paid' AND state = 'sent'`)
	s.WantCount(t, 0, `SELECT count(*) FROM river_job WHERE kind IN ('payment_event', 'mail_order_paid') AND state NOT IN ('completed')`)
	if n := len(mails(s, "confirmado")); n != 1 {
		t.Errorf("%d confirmation mails arrived, want 1", n)
	}
	charges := 0
	for _, c := range s.Sandbox.Charges() {
		if c.Status == "succeeded" {
			charges++
		}
	}
	if charges != 1 {
		t.Errorf("%d charges, want 1", charges)
	}
}

func mails(s *storetest.Store, subject string) (found []string) {
	for _, m := range s.Mail.Messages() {
		if strings.Contains(strings.ToLower(m.Subject), subject) {
			found = append(found, m.Subject)
		}
	}
	return found
}

func TestPurchaseWithoutJavaScript(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	_, payment, _ := buy(t, s, "card")
	order := payment.PayByCard(goodCard).Want(http.StatusOK)
	if !strings.HasPrefix(order.URL.String(), s.URL+"/orders/") {
		t.Fatalf("paying ended at %s", order.URL)
	}
	if !order.Has("Pagamento confirmado") || !order.Has("Notebook D'Ávila <b>14\"</b>") || !order.Has("Cabo 💡 '; DROP TABLE") {
		t.Errorf("the order's page says:\n%s", order.Text())
	}
	wantPaid(t, s)
}

// The webhook may come before the return page, after it, twice, three times at
// once, out of order, or never: the outcome is one.
func TestPurchaseWhateverTheWebhooksDo(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name string
		run  func(t *testing.T, s *storetest.Store, session string, back func())
	}{
		{"before the return", func(t *testing.T, s *storetest.Store, session string, back func()) {
			pay(t, s, session)
			s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
			back()
		}},
		{"after the return", func(t *testing.T, s *storetest.Store, session string, back func()) {
			s.Sandbox.Webhooks().HoldAll()
			pay(t, s, session)
			back()
			s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
			s.Sandbox.Webhooks().Release(stripesandbox.Reversed)
		}},
		{"three times at once", func(t *testing.T, s *storetest.Store, session string, back func()) {
			s.Sandbox.Webhooks().SetBehaviour(stripesandbox.Behaviour{Copies: 3})
			pay(t, s, session)
			back()
		}},
		{"again later", func(t *testing.T, s *storetest.Store, session string, back func()) {
			pay(t, s, session)
			back()
			for _, e := range s.Sandbox.Events() {
				if err := s.Sandbox.Webhooks().Resend(e.ID); err != nil {
					t.Fatal(err)
				}
			}
		}},
		{"shuffled", func(t *testing.T, s *storetest.Store, session string, back func()) {
			s.Sandbox.Webhooks().HoldAll()
			pay(t, s, session)
			s.Sandbox.Webhooks().Release(stripesandbox.Shuffled)
			back()
		}},
		{"only the webhook", func(t *testing.T, s *storetest.Store, session string, _ func()) {
			pay(t, s, session)
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := storetest.Start(t, storetest.Options{})
			client, _, session := buy(t, s, "card")
			made, _ := s.Sandbox.Session(session)
			c.run(t, s, session, func() { client.Get(string(made.SuccessURL)).Want(http.StatusOK) })
			if err := s.Sandbox.Webhooks().Wait(t.Context()); err != nil {
				t.Fatal(err)
			}
			wantPaid(t, s)
		})
	}
}

func TestPurchaseWithNoWebhookAtAll(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{NoWebhooks: true})
	_, payment, _ := buy(t, s, "card")
	payment.PayByCard(goodCard).Want(http.StatusOK)
	wantPaid(t, s)
}

// Neither webhook nor return: the sweep finds the money before the hold ends.
func TestPaymentThatNobodyReported(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{NoWebhooks: true})
	_, _, session := buy(t, s, "card")
	pay(t, s, session)
	s.Clock.Advance(11 * time.Minute)
	if _, err := s.App.Orders.SettleStale(t.Context(), 10*time.Minute, 10); err != nil {
		t.Fatal(err)
	}
	wantPaid(t, s)
}

func pay(t *testing.T, s *storetest.Store, session string) {
	t.Helper()
	if err := s.Sandbox.Pay(session, goodCard); err != nil {
		t.Fatal(err)
	}
}
