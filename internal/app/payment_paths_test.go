package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"tenaz/internal/storetest"
	"tenaz/internal/stripesandbox"
)

// Three declines, the back link, the order's link on another device, paid there.
func TestDeclinedThenPaidOnAnotherDevice(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	_, payment, _ := buy(t, s, "card")
	for _, card := range []string{"4000000000000002", "4000000000009995", "4000000000000069"} {
		declined := payment.PayByCard(card)
		if declined.Status != http.StatusPaymentRequired {
			t.Fatalf("card %s answered %d", card, declined.Status)
		}
	}
	back := payment.Link("/orders/")
	if back == "" {
		t.Fatal("the payment page has no way back")
	}
	s.Clock.Advance(3 * time.Second)
	order := s.Client(t).Get(back).Want(http.StatusOK)
	if !order.Has("Falta pagar") || strings.Count(order.Text(), "limite suficiente") != 1 {
		t.Errorf("the order's page says:\n%s", order.Text())
	}
	s.WantCount(t, 3, `SELECT count(*) FROM payment_declines`)
	paid := order.Submit("/pay").Want(http.StatusOK).PayByCard(goodCard).Want(http.StatusOK)
	if !paid.Has("Pagamento confirmado") {
		t.Errorf("paying elsewhere ended with:\n%s", paid.Text())
	}
	s.WantCount(t, 1, `SELECT count(*) FROM payment_attempts`)
	wantPaid(t, s)
}

// An abandoned order keeps its stock until its session has expired at Stripe,
// and gives it back then.
func TestAbandonedOrderGivesItsStockBack(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{NoWebhooks: true})
	client, _, session := buy(t, s, "card")
	const reserved = `SELECT sum(reserved) FROM stock_levels`
	s.Clock.Advance(30 * time.Minute)
	if _, err := s.App.Orders.ReleaseDue(t.Context(), 10); err != nil {
		t.Fatal(err)
	}
	s.WantCount(t, 4, reserved)
	s.Clock.Advance(7 * time.Minute)
	// Stripe does not answer: the clock alone releases nothing.
	s.Sandbox.Inject(stripesandbox.Fault{Path: "/v1/checkout/sessions", Status: 503, Times: 20})
	if _, err := s.App.Orders.ReleaseDue(t.Context(), 10); err == nil {
		t.Error("releasing without Stripe's word was no error")
	}
	s.WantCount(t, 4, reserved)
	s.Sandbox.ResetFaults()
	if _, err := s.App.Orders.ReleaseDue(t.Context(), 10); err != nil {
		t.Fatal(err)
	}
	s.WantCount(t, 0, reserved)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE state = 'cancelled' AND cancel_reason = 'expired'`)
	if made, _ := s.Sandbox.Session(session); made.Status != "expired" {
		t.Errorf("the session is %s", made.Status)
	}
	if cart := client.Get("/cart").Want(http.StatusOK); !cart.Has("Cabo 💡") {
		t.Error("the cart lost its content")
	}
}

// The hold has run out, but the shopper paid in the last second: the sweep finds
// the money instead of releasing the stock.
func TestPaidInTheLastSecond(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{NoWebhooks: true})
	_, _, session := buy(t, s, "card")
	pay(t, s, session)
	s.Clock.Advance(40 * time.Minute)
	if _, err := s.App.Orders.ReleaseDue(t.Context(), 10); err != nil {
		t.Fatal(err)
	}
	wantPaid(t, s)
}

func TestPlacingTwiceIsOneOrder(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	goods := s.Product(t, "Monitor 27", 149900, 5)
	c := s.Client(t)
	c.Add(goods, 1)
	review := c.Review("card")
	type answer struct{ url string }
	answers := make(chan answer, 4)
	for range cap(answers) {
		go func() {
			page := review.Submit("/checkout/place")
			answers <- answer{page.URL.String()}
		}()
	}
	first := <-answers
	for range cap(answers) - 1 {
		if next := <-answers; next != first {
			t.Errorf("one click led to %s, another to %s", first.url, next.url)
		}
	}
	// Back, and placed once more.
	if again := c.Get("/checkout/review").Want(200).Submit("/checkout/place"); again.URL.String() != first.url {
		t.Errorf("placing again led to %s", again.URL)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM orders`)
	s.WantCount(t, 1, `SELECT count(*) FROM payment_attempts`)
	s.WantCount(t, 1, `SELECT sum(reserved) FROM stock_levels`)
	if n := len(s.Sandbox.Sessions()); n != 1 {
		t.Errorf("%d sessions at Stripe, want 1", n)
	}
}

func TestChangedCartReplacesTheOrder(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	goods := s.Product(t, "Última unidade", 149900, 2)
	c := s.Client(t)
	c.Add(goods, 1)
	c.Place("card")
	c.Add(goods, 1)
	payment := c.Place("card")
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE state = 'cancelled' AND cancel_reason = 'replaced'`)
	s.WantCount(t, 2, `SELECT sum(reserved) FROM stock_levels`)
	payment.PayByCard(goodCard).Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
}

func TestStripeOutOfReachWhilePlacing(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	goods := s.Product(t, "Teclado", 29900, 3)
	c := s.Client(t)
	c.Add(goods, 1)
	review := c.Review("card")
	s.Sandbox.Inject(stripesandbox.Fault{Path: "/v1/checkout/sessions", Status: 503, Times: 3})
	order := review.Submit("/checkout/place").Want(http.StatusOK)
	if !strings.HasPrefix(order.URL.Path, "/orders/") || !order.Has("Falta pagar") {
		t.Fatalf("placing without Stripe ended at %s:\n%s", order.URL, order.Text())
	}
	s.Sandbox.ResetFaults()
	order.Submit("/pay").Want(http.StatusOK).PayByCard(goodCard).Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
	s.WantCount(t, 1, `SELECT count(*) FROM payment_attempts`)
}

// Stripe did the work but its answer was lost: the retry finds the same session.
func TestAnswerLostWhilePlacing(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	goods := s.Product(t, "Mouse", 9900, 3)
	c := s.Client(t)
	c.Add(goods, 1)
	review := c.Review("card")
	s.Sandbox.Inject(stripesandbox.Fault{Path: "/v1/checkout/sessions", Status: stripesandbox.DropConnection, Times: 1, AfterExecution: true})
	payment := review.Submit("/checkout/place").Want(http.StatusOK)
	payment.PayByCard(goodCard).Want(http.StatusOK)
	if n := len(s.Sandbox.Sessions()); n != 1 {
		t.Errorf("%d sessions at Stripe, want 1", n)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
}

func TestDelayedMethods(t *testing.T) {
	t.Parallel()
	cases := []struct {
		method              string
		issue, pay, lapse   func(s *storetest.Store, session string) error
		holdAtLeast, expiry time.Duration
	}{
		{
			"pix",
			func(s *storetest.Store, id string) error { return s.Sandbox.IssuePix(id) },
			func(s *storetest.Store, id string) error { return s.Sandbox.PayPix(id) },
			func(s *storetest.Store, id string) error { return s.Sandbox.ExpireSession(id) },
			30 * time.Minute, time.Hour,
		},
		{
			"boleto",
			func(s *storetest.Store, id string) error { return s.Sandbox.IssueBoleto(id) },
			func(s *storetest.Store, id string) error { return s.Sandbox.PayBoleto(id) },
			func(s *storetest.Store, id string) error { return s.Sandbox.ExpireBoleto(id) },
			72 * time.Hour, 96 * time.Hour,
		},
	}
	for _, c := range cases {
		for _, outcome := range []string{"paid", "lapsed"} {
			t.Run(c.method+" "+outcome, func(t *testing.T) {
				t.Parallel()
				s := storetest.Start(t, storetest.Options{})
				_, _, session := buy(t, s, c.method)
				if err := c.issue(s, session); err != nil {
					t.Fatal(err)
				}
				s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'pending'`)
				s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_received' AND state = 'sent'`)
				s.WantCount(t, 2, `SELECT count(*) FROM reservations WHERE state = 'held' AND expires_at > $1`, s.Clock.Now().Add(c.holdAtLeast))
				if outcome == "paid" {
					if err := c.pay(s, session); err != nil {
						t.Fatal(err)
					}
					wantPaid(t, s)
					return
				}
				if err := c.lapse(s, session); err != nil {
					t.Fatal(err)
				}
				s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE state = 'cancelled' AND cancel_reason = 'expired'`)
				s.WantCount(t, 0, `SELECT sum(reserved) FROM stock_levels`)
			})
		}
	}
}

// Signatures that do not hold change nothing.
func TestForgedWebhooks(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{NoWebhooks: true})
	_, _, session := buy(t, s, "card")
	now := time.Now()
	event := func(version string) []byte {
		return fmt.Appendf(nil, `{"id":"evt_forged","object":"event","api_version":%q,"created":%d,"type":"checkout.session.completed","data":{"object":{"id":%q,"object":"checkout.session","payment_status":"paid","status":"complete"}}}`, version, now.Unix(), session)
	}
	good := event(stripesandbox.APIVersion)
	cases := []struct {
		name      string
		payload   []byte
		signature string
		status    int
	}{
		{"no signature", good, "", 400},
		{"another secret", good, stripesandbox.Sign(good, "whsec_other", now), 400},
		{"an hour old", good, stripesandbox.Sign(good, storetest.WebhookSecret, now.Add(-time.Hour)), 400},
		{"of other bytes", good, stripesandbox.Sign([]byte("{}"), storetest.WebhookSecret, now), 400},
		{"another API version", event("2020-08-27"), stripesandbox.Sign(event("2020-08-27"), storetest.WebhookSecret, now), 400},
		{"no JSON", []byte("\xff"), stripesandbox.Sign([]byte("\xff"), storetest.WebhookSecret, now), 400},
	}
	for _, c := range cases {
		req, err := http.NewRequest(http.MethodPost, s.URL+"/webhooks/stripe", strings.NewReader(string(c.payload)))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Stripe-Signature", c.signature)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != c.status {
			t.Errorf("%s: %d, want %d", c.name, resp.StatusCode, c.status)
		}
	}
	s.WantCount(t, 0, `SELECT count(*) FROM provider_events`)
	s.WantCount(t, 0, `SELECT count(*) FROM payments`)
}
