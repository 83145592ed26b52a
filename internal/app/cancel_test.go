package app_test

import (
	"net/http"
	"testing"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/internal/storetest"
)

func cancel(t *testing.T, s *storetest.Store) {
	t.Helper()
	order := theOrder(t, s)
	if err := s.App.Orders.CancelByStaff(t.Context(), clerk, orders.CancelInput{Number: order.Number, Version: order.Version}); err != nil {
		t.Fatal(err)
	}
}

// An unpaid order is closed at Stripe, a paid one gives all money back; the
// stock is free and the customer told once.
func TestStaffCancels(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"card", "pix", "boleto"} {
		for _, paid := range []bool{false, true} {
			name := method + " unpaid"
			if paid {
				name = method + " paid"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				s := storetest.Start(t, storetest.Options{})
				_, _, session := buy(t, s, method)
				if paid {
					payBy(t, s, method, session)
					s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
				}
				order := theOrder(t, s)
				cancel(t, s)
				s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE state = 'cancelled' AND cancel_reason = 'staff'`)
				s.WantCount(t, 0, `SELECT sum(reserved) FROM stock_levels`)
				s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_cancelled' AND state = 'sent'`)
				s.WantCount(t, 1, `SELECT count(*) FROM audit_log WHERE action = 'order.cancel' AND actor_kind = 'staff' AND actor_id = $1`, clerk.ID)
				switch {
				case paid && method == "boleto":
					s.WantCount(t, int(order.Total), `SELECT amount_cents FROM refunds WHERE state = 'desk'`)
				case paid:
					s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'refunded' AND refunded_cents = total_cents`)
				default:
					if err := s.Sandbox.Pay(session, goodCard); err == nil {
						t.Error("a cancelled order could be paid")
					}
				}
				again := orders.CancelInput{Number: order.Number, Version: theOrder(t, s).Version}
				if err := s.App.Orders.CancelByStaff(t.Context(), clerk, again); !apperr.Is(err, apperr.Conflict) {
					t.Errorf("cancelled twice: %v", err)
				}
			})
		}
	}
}

// Whoever hears of the payment's end first cancels: the audit entry names the one
// who asked, and comes with the cancellation or not at all.
func TestCancellationIsAuditedWithItsEffect(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{NoWebhooks: true, River: idle})
	buy(t, s, "card")
	order := theOrder(t, s)
	const unaudited = `SELECT count(*) FROM orders o WHERE o.state = 'cancelled' AND NOT EXISTS (
		SELECT FROM audit_log a WHERE a.action = 'order.cancel' AND a.subject_id = o.id AND a.actor_kind = 'staff')`
	deaths := untilItLives(t, s, func(d db.DB) error {
		if n := s.Count(t, unaudited); n != 0 {
			t.Errorf("%d orders were cancelled without an audit entry", n)
		}
		now := theOrder(t, s)
		if now.State == orders.StateCancelled {
			return nil
		}
		return over(s, d).CancelByStaff(t.Context(), clerk, orders.CancelInput{Number: order.Number, Version: now.Version})
	})
	t.Logf("cancelling an unpaid order survived %d deaths", deaths)
	s.WantCount(t, 0, unaudited)
	s.WantCount(t, 1, `SELECT count(*) FROM audit_log WHERE action = 'order.cancel'`)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE state = 'cancelled' AND cancel_reason = 'staff'`)
}

// Money that comes for an order that was given up goes back by itself, to the
// desk by boleto; the order stays cancelled and the new one untouched.
func TestMoneyForAnOrderThatWasGivenUp(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"card", "boleto"} {
		for _, why := range []string{"replaced", "customer", "staff"} {
			t.Run(method+" "+why, func(t *testing.T) {
				t.Parallel()
				s := storetest.Start(t, storetest.Options{NoWebhooks: true})
				_, _, session := buy(t, s, method)
				order := theOrder(t, s)
				// The bank takes the money although the store has closed everything.
				if _, err := s.Owner.Exec(t.Context(), `UPDATE payment_attempts SET state = 'expired', close_reason = $1`, why); err != nil {
					t.Fatal(err)
				}
				if _, err := s.Owner.Exec(t.Context(), `UPDATE orders SET state = 'cancelled', cancel_reason = $1, cancelled_at = now()`, why); err != nil {
					t.Fatal(err)
				}
				if _, err := s.Owner.Exec(t.Context(), `WITH r AS (UPDATE reservations SET state = 'released', quantity = 0, expires_at = NULL) UPDATE stock_levels SET reserved = 0`); err != nil {
					t.Fatal(err)
				}
				payBy(t, s, method, session)
				attempts, err := s.App.Payments.OfOrder(t.Context(), order.ID)
				if err != nil {
					t.Fatal(err)
				}
				for range 2 {
					if err := s.App.Orders.Settle(t.Context(), actor.Stripe(), attempts[0].ID); err != nil {
						t.Fatal(err)
					}
				}
				if method == "boleto" {
					s.WantCount(t, 1, `SELECT count(*) FROM refunds WHERE state = 'desk' AND reason = 'late'`)
					s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_refund_desk' AND state = 'sent'`)
				} else {
					s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'refunded' AND refunded_cents = paid_cents`)
					s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_refunded' AND state = 'sent'`)
				}
				s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE state = 'cancelled' AND cancel_reason = $1`, why)
				s.WantCount(t, 1, `SELECT count(*) FROM order_events WHERE kind = 'paid_late'`)
				s.WantCount(t, 1, `SELECT count(*) FROM refunds`)
				s.WantCount(t, 0, `SELECT sum(reserved) FROM stock_levels`)
			})
		}
	}
}

// A second payment of a paid order goes back; the order stays paid and to be
// shipped.
func TestSecondPaymentGoesBack(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{NoWebhooks: true})
	client, payment, session := buy(t, s, "card")
	order := theOrder(t, s)
	link := payment.Link("/orders/")
	// The store has lost sight of the first session, which stays payable.
	if _, err := s.Owner.Exec(t.Context(), `UPDATE payment_attempts SET state = 'expired'`); err != nil {
		t.Fatal(err)
	}
	client.Get(link).Want(http.StatusOK).Submit("/pay").Want(http.StatusOK).PayByCard(goodCard).Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
	pay(t, s, session)
	attempts, err := s.App.Payments.OfOrder(t.Context(), order.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.App.Orders.Settle(t.Context(), actor.Stripe(), attempts[0].ID); err != nil {
		t.Fatal(err)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM refunds WHERE state = 'succeeded' AND reason = 'duplicate'`)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid' AND desk = 'to_ship' AND paid_cents = 2 * total_cents AND refunded_cents = total_cents`)
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_refunded' AND state = 'sent'`)
	order = theOrder(t, s)
	if err := s.App.Orders.Ship(t.Context(), clerk, orders.ShipInput{Number: order.Number, Version: order.Version}); err != nil {
		t.Errorf("the order cannot be shipped: %v", err)
	}
}

// A process that dies between any two statements of a refund or a cancellation
// leaves the books right, and the money leaves once.
func TestRefundKilledBetweenAnyTwoStatements(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{NoWebhooks: true, River: idle})
	client, _, session := buy(t, s, "card")
	pay(t, s, session)
	made, _ := s.Sandbox.Session(session)
	client.Get(string(made.SuccessURL)).Want(http.StatusOK)
	order := theOrder(t, s)
	var refunded payments.Refund
	deaths := untilItLives(t, s, func(d db.DB) (err error) {
		refunded, err = over(s, d).Refund(t.Context(), clerk, orders.RefundInput{
			Number: order.Number, Version: order.Version, Units: map[int64]int{order.Lines[1].ID: 1}, Reason: payments.ForDefect,
		})
		return err
	})
	t.Logf("asking for a refund survived %d deaths", deaths)
	deaths = untilItLives(t, s, func(d db.DB) error { return over(s, d).SendRefund(t.Context(), clerk, refunded.ID) })
	t.Logf("sending it survived %d deaths", deaths)
	order = theOrder(t, s)
	deaths = untilItLives(t, s, func(d db.DB) error {
		return over(s, d).CancelByStaff(t.Context(), clerk, orders.CancelInput{Number: order.Number, Version: order.Version})
	})
	t.Logf("cancelling survived %d deaths", deaths)
	if err := s.App.Orders.SendRefund(t.Context(), clerk, int64(s.Count(t, `SELECT max(id) FROM refunds`))); err != nil {
		t.Fatal(err)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE state = 'cancelled' AND payment_state = 'refunded' AND refunded_cents = total_cents`)
	s.WantCount(t, 0, `SELECT sum(reserved) FROM stock_levels`)
	if n := len(s.Sandbox.Refunds()); n != 2 {
		t.Errorf("%d refunds at Stripe, want 2", n)
	}
}
