package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/internal/storetest"
	"tenaz/internal/stripesandbox"
)

var clerk = actor.Actor{Kind: actor.Staff, ID: 1, Name: "Dona", Permissions: []string{"orders"}}

// theOrder returns the newest order as staff see it now.
func theOrder(t *testing.T, s *storetest.Store) orders.Order {
	t.Helper()
	order, err := s.App.Orders.ByID(t.Context(), int64(s.Count(t, `SELECT max(id) FROM orders`)))
	if err != nil {
		t.Fatal(err)
	}
	return order
}

// bought is a paid order of one notebook and three cables.
func bought(t *testing.T, s *storetest.Store, method string) orders.Order {
	t.Helper()
	_, _, session := buy(t, s, method)
	payBy(t, s, method, session)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
	return theOrder(t, s)
}

func payBy(t *testing.T, s *storetest.Store, method, session string) {
	t.Helper()
	var err error
	switch method {
	case "card":
		err = s.Sandbox.Pay(session, goodCard)
	case "pix":
		err = s.Sandbox.PayPix(session)
	case "boleto":
		if err = s.Sandbox.IssueBoleto(session); err == nil {
			err = s.Sandbox.PayBoleto(session)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

func refund(t *testing.T, s *storetest.Store, in orders.RefundInput) payments.Refund {
	t.Helper()
	order := theOrder(t, s)
	in.Number, in.Version = order.Number, order.Version
	if in.Reason == "" {
		in.Reason = payments.ForWithdrawal
	}
	made, err := s.App.Orders.Refund(t.Context(), clerk, in)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// returnOne refunds one shipped unit of the newest order's last line, which goes
// back to the shelf.
func returnOne(t *testing.T, s *storetest.Store) {
	t.Helper()
	lines := theOrder(t, s).Lines
	refund(t, s, orders.RefundInput{Units: map[int64]int{lines[len(lines)-1].ID: 1}, Restock: true})
	s.WantCount(t, 1, `SELECT count(*) FROM refunds WHERE state = 'succeeded'`)
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_refunded' AND state = 'sent'`)
}

// Unit by unit, every line ends at its share of price, discount and freight, and
// all of them at what was paid.
func TestRefundUnitByUnit(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	pixDiscount(t, s)
	order := bought(t, s, "pix")
	for i := range 4 {
		for _, line := range theOrder(t, s).Lines {
			if line.RefundedQuantity < line.Quantity {
				refund(t, s, orders.RefundInput{Units: map[int64]int{line.ID: 1}})
				break
			}
		}
		s.WantCount(t, i+1, `SELECT count(*) FROM refunds WHERE state = 'succeeded'`)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'refunded' AND state = 'cancelled' AND refunded_cents = total_cents`)
	s.WantCount(t, int(order.Total), `SELECT sum(amount_cents) FROM refunds`)
	s.WantCount(t, 0, `SELECT sum(reserved) FROM stock_levels`)
	s.WantCount(t, 4, `SELECT count(*) FROM mail_log WHERE kind = 'order_refunded' AND state = 'sent'`)
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_cancelled' AND state = 'sent'`)
	if charge := s.Sandbox.Charges()[0]; charge.AmountRefunded != int64(order.Total) {
		t.Errorf("Stripe refunded %d of %d", charge.AmountRefunded, order.Total)
	}
}

// A unit that is refunded before dispatch is not sent; the rest is. What comes
// back afterwards returns to the shelf.
func TestRefundedUnitsAreNotShipped(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	cables := bought(t, s, "card").Lines[1]
	refund(t, s, orders.RefundInput{Units: map[int64]int{cables.ID: 1}})
	s.WantCount(t, 3, `SELECT sum(reserved) FROM stock_levels`)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'partially_refunded' AND desk = 'to_ship'`)
	order := theOrder(t, s)
	if err := s.App.Orders.Ship(t.Context(), clerk, orders.ShipInput{Number: order.Number, Version: order.Version}); err != nil {
		t.Fatal(err)
	}
	s.WantCount(t, 17, `SELECT sum(on_hand) FROM stock_levels`)
	s.WantCount(t, 0, `SELECT sum(reserved) FROM stock_levels`)
	refund(t, s, orders.RefundInput{Units: map[int64]int{cables.ID: 2}, Restock: true})
	s.WantCount(t, 19, `SELECT sum(on_hand) FROM stock_levels`)
	s.WantCount(t, 2, `SELECT sum(delta) FROM stock_movements WHERE reason = 'return'`)
	s.WantCount(t, 2, `SELECT count(*) FROM audit_log WHERE action = 'order.refund'`)
	s.WantCount(t, 2, `SELECT count(*) FROM refunds WHERE state = 'succeeded'`)
}

func TestRefundRefuses(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	order := bought(t, s, "card")
	line := order.Lines[0].ID
	version := order.Version
	cases := []struct {
		name string
		in   orders.RefundInput
		kind apperr.Kind
	}{
		{"nothing", orders.RefundInput{}, apperr.Invalid},
		{"both", orders.RefundInput{Units: map[int64]int{line: 1}, Amount: 1}, apperr.Invalid},
		{"less than nothing", orders.RefundInput{Amount: -1}, apperr.Invalid},
		{"no unit", orders.RefundInput{Units: map[int64]int{line: -1}}, apperr.Invalid},
		{"another reason", orders.RefundInput{Amount: 1, Reason: "dashboard"}, apperr.Invalid},
		{"a centavo too much", orders.RefundInput{Amount: order.Total + 1}, apperr.Conflict},
		{"more units than bought", orders.RefundInput{Units: map[int64]int{line: 2}}, apperr.Conflict},
		{"another order's line", orders.RefundInput{Units: map[int64]int{line + 100: 1}}, apperr.NotFound},
		{"stale", orders.RefundInput{Amount: 1, Version: version - 1}, apperr.Conflict},
		{"no such order", orders.RefundInput{Amount: 1, Number: 99999}, apperr.NotFound},
	}
	for _, c := range cases {
		if c.in.Reason == "" {
			c.in.Reason = payments.ForGoodwill
		}
		if c.in.Number == 0 {
			c.in.Number = order.Number
		}
		if c.in.Version == 0 {
			c.in.Version = version
		}
		if _, err := s.App.Orders.Refund(t.Context(), clerk, c.in); !apperr.Is(err, c.kind) {
			t.Errorf("%s: %v, want kind %d", c.name, err, c.kind)
		}
	}
	s.WantCount(t, 0, `SELECT count(*) FROM refunds`)
}

// Many clerks at once: the money leaves once.
func TestRefundsRace(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	order := bought(t, s, "card")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			_, err := s.App.Orders.Refund(t.Context(), clerk, orders.RefundInput{
				Number: order.Number, Version: order.Version, Amount: order.Total/2 + 1, Reason: payments.ForGoodwill,
			})
			if err != nil && !apperr.Is(err, apperr.Conflict) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	s.WantCount(t, 1, `SELECT count(*) FROM refunds WHERE state = 'succeeded'`)
	if n := len(s.Sandbox.Refunds()); n != 1 {
		t.Errorf("%d refunds at Stripe, want 1", n)
	}
}

// Stripe is out of reach, or its answer is lost: the money leaves once all the
// same.
func TestRefundWhileStripeFails(t *testing.T) {
	t.Parallel()
	faults := map[string]stripesandbox.Fault{
		"out of reach": {Method: http.MethodPost, Path: "/v1/refunds", Status: 503, Times: 5},
		"answer lost":  {Method: http.MethodPost, Path: "/v1/refunds", Status: stripesandbox.DropConnection, Times: 3, AfterExecution: true},
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := storetest.Start(t, storetest.Options{River: func(c *river.Config) {
				c.RetryPolicy = soon{}
			}})
			bought(t, s, "card")
			s.Sandbox.Inject(fault)
			refund(t, s, orders.RefundInput{Amount: 1000, Reason: payments.ForGoodwill})
			s.WantCount(t, 1, `SELECT count(*) FROM refunds WHERE state = 'succeeded'`)
			s.WantCount(t, 1000, `SELECT refunded_cents FROM orders`)
			if n := len(s.Sandbox.Refunds()); n != 1 {
				t.Errorf("%d refunds at Stripe, want 1", n)
			}
		})
	}
}

// A boleto cannot be refunded by Stripe: it waits until staff say to whom the
// money went, and counts as refunded only then.
func TestBoletoGoesToTheDesk(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	order := bought(t, s, "boleto")
	made := refund(t, s, orders.RefundInput{Amount: order.Total})
	s.WantCount(t, 1, `SELECT count(*) FROM refunds WHERE state = 'desk'`)
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_refund_desk' AND state = 'sent'`)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid' AND refunded_cents = 0`)
	in := orders.RefundInput{Number: order.Number, Version: theOrder(t, s).Version, Amount: 1, Reason: payments.ForGoodwill}
	if _, err := s.App.Orders.Refund(t.Context(), clerk, in); !apperr.HasID(err, payments.ErrRefundTooLarge) {
		t.Errorf("promised money was promised again: %v", err)
	}
	if err := s.App.Orders.ReturnRefund(t.Context(), clerk, orders.ReturnInput{RefundID: made.ID, Payee: " "}); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("returned to nobody: %v", err)
	}
	back := orders.ReturnInput{RefundID: made.ID, Payee: "529.982.247-25", Proof: "E2E-123"}
	if err := s.App.Orders.ReturnRefund(t.Context(), clerk, back); err != nil {
		t.Fatal(err)
	}
	if err := s.App.Orders.ReturnRefund(t.Context(), clerk, back); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("returned twice: %v", err)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'refunded' AND refunded_cents = total_cents`)
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_refunded' AND state = 'sent'`)
	s.WantCount(t, 0, `SELECT count(*) FROM audit_log WHERE coalesce(after::text, '') LIKE '%529%' OR coalesce(after::text, '') LIKE '%E2E%'`)
	if n := len(s.Sandbox.Refunds()); n != 0 {
		t.Errorf("Stripe heard of %d refunds", n)
	}
}

// A refund that fails days later puts the money state and the units back, and
// can be made again.
func TestRefundThatFailsLater(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	order := bought(t, s, "card")
	line := order.Lines[0].ID
	refund(t, s, orders.RefundInput{Units: map[int64]int{line: 1}})
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'partially_refunded'`)
	if err := s.Sandbox.FailRefund(s.Sandbox.Refunds()[0].ID); err != nil {
		t.Fatal(err)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid' AND refunded_cents = 0`)
	s.WantCount(t, 1, `SELECT count(*) FROM order_events WHERE kind = 'refund_failed'`)
	s.WantCount(t, 1, `SELECT count(*) FROM order_lines WHERE id = $1 AND refunded_quantity = 0 AND cancelled_quantity = 1`, line)
	refund(t, s, orders.RefundInput{Units: map[int64]int{line: 1}, Restock: true})
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'partially_refunded'`)
	s.WantCount(t, 0, `SELECT count(*) FROM stock_movements WHERE reason = 'return'`)
}

// A refund made in Stripe's dashboard appears on the order, in parts and whole,
// however its events come.
func TestDashboardRefund(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	order := bought(t, s, "card")
	s.Sandbox.Webhooks().SetBehaviour(stripesandbox.Behaviour{Copies: 3})
	dashboard(t, s, 1234)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'partially_refunded' AND refunded_cents = 1234`)
	dashboard(t, s, int64(order.Total)-1234)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'refunded' AND desk = 'cancelled'`)
	s.WantCount(t, 2, `SELECT count(*) FROM refunds WHERE reason = 'dashboard' AND state = 'succeeded'`)
	s.WantCount(t, 2, `SELECT count(*) FROM order_events WHERE kind = 'refunded' AND actor_kind = 'provider'`)
	s.WantCount(t, 2, `SELECT count(*) FROM mail_log WHERE kind = 'order_refunded' AND state = 'sent'`)
	// Nothing of it had left: its units are for others.
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE state = 'cancelled' AND cancel_reason = 'refunded'`)
	s.WantCount(t, 0, `SELECT sum(reserved) FROM stock_levels`)
	s.WantCount(t, 1, `SELECT count(*) FROM audit_log WHERE action = 'order.cancel' AND actor_kind = 'provider'`)
	now := theOrder(t, s)
	if err := s.App.Orders.Ship(t.Context(), clerk, orders.ShipInput{Number: now.Number, Version: now.Version}); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("a refunded order was shipped: %v", err)
	}
}

// What was shipped stays shipped, whatever goes back in the dashboard; and an order
// of which a part went back keeps its stock.
func TestDashboardRefundAfterDispatch(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	order := bought(t, s, "card")
	dashboard(t, s, 100)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'partially_refunded' AND state = 'open'`)
	s.WantCount(t, 4, `SELECT sum(reserved) FROM stock_levels`)
	now := theOrder(t, s)
	if err := s.App.Orders.Ship(t.Context(), clerk, orders.ShipInput{Number: now.Number, Version: now.Version}); err != nil {
		t.Fatal(err)
	}
	dashboard(t, s, int64(order.Total)-100)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'refunded' AND state = 'open' AND fulfilment_state = 'shipped'`)
	s.WantCount(t, 16, `SELECT sum(on_hand) FROM stock_levels`)
}

// dashboard refunds by Stripe's own API, without the store.
func dashboard(t *testing.T, s *storetest.Store, amount int64) {
	t.Helper()
	body := fmt.Sprintf("charge=%s&amount=%d", s.Sandbox.Charges()[0].ID, amount)
	req, err := http.NewRequest(http.MethodPost, s.SandboxURL+"/v1/refunds", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer sk_test_storetest")
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("the dashboard's refund answered %d", resp.StatusCode)
	}
}

// The events' newer names, whose object is the refund, lead to the order too.
func TestRefundEventsByTheirNewNames(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"refund.created", "refund.updated", "refund.failed", "charge.refund.updated"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s := storetest.Start(t, storetest.Options{NoWebhooks: true})
			client, _, session := buy(t, s, "card")
			pay(t, s, session)
			made, _ := s.Sandbox.Session(session)
			client.Get(string(made.SuccessURL)).Want(http.StatusOK)
			dashboard(t, s, 700)
			refund := s.Sandbox.Refunds()[0]
			payload := fmt.Appendf(nil, `{"id":"evt_refund","object":"event","api_version":%q,"created":%d,"type":%q,"data":{"object":{"id":%q,"object":"refund","status":"succeeded","payment_intent":%q}}}`,
				stripesandbox.APIVersion, time.Now().Unix(), kind, refund.ID, string(refund.PaymentIntent))
			for range 2 {
				if err := s.App.Payments.Ingest(t.Context(), payload, stripesandbox.Sign(payload, storetest.WebhookSecret, time.Now())); err != nil {
					t.Fatal(err)
				}
			}
			s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'partially_refunded' AND refunded_cents = 700`)
			s.WantCount(t, 1, `SELECT count(*) FROM refunds`)
		})
	}
}

// The bank takes its time and no event comes: the sweep asks.
func TestPendingRefundSettles(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{NoWebhooks: true})
	client, _, session := buy(t, s, "card")
	if err := s.Sandbox.Pay(session, "4000000000007726"); err != nil {
		t.Fatal(err)
	}
	made, _ := s.Sandbox.Session(session)
	client.Get(string(made.SuccessURL)).Want(http.StatusOK)
	refund(t, s, orders.RefundInput{Amount: 500, Reason: payments.ForGoodwill})
	s.WantCount(t, 1, `SELECT count(*) FROM refunds WHERE state = 'pending'`)
	s.Clock.Advance(7 * time.Hour)
	if _, err := s.App.Orders.SettleRefunds(t.Context(), 6*time.Hour, 10); err != nil {
		t.Fatal(err)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM refunds WHERE state = 'succeeded'`)
	s.WantCount(t, 1, `SELECT count(*) FROM order_events WHERE kind = 'refunded'`)
}

// soon lets a failed job be tried again at once.
type soon struct{}

// NextRetry implements river.ClientRetryPolicy.
func (soon) NextRetry(*rivertype.JobRow) time.Time { return time.Now() }

// idle works no payments: the test does.
func idle(c *river.Config) { delete(c.Queues, "payments") }
