package app_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"tenaz/internal/apperr"
	"tenaz/internal/money"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/internal/storetest"
)

// oddMoney lets other money come for an order than it asks for.
func oddMoney(t *testing.T, s *storetest.Store, method string, part func(total int64) int64, currency string) (client *storetest.Client, link string, total int64) {
	t.Helper()
	client, payment, session := buy(t, s, method)
	total = int64(theOrder(t, s).Total)
	if err := s.Sandbox.PayOther(session, part(total), currency); err != nil {
		t.Fatal(err)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE hold <> ''`)
	return client, payment.Link("/orders/"), total
}

func half(total int64) int64   { return total / 2 }
func double(total int64) int64 { return 2 * total }
func same(total int64) int64   { return total }

// Less than the total: the order is held with its stock and cannot be shipped;
// accepted, the difference is a discount and the sums agree to the centavo.
func TestTooLittleMoneyAccepted(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	pixDiscount(t, s)
	client, link, total := oddMoney(t, s, "pix", func(total int64) int64 { return total - 3333 }, "")
	if page := client.Get(link).Want(http.StatusOK); !page.Has("Estamos conferindo o seu pagamento") || page.Has("Pagar agora") {
		t.Errorf("the order's page says:\n%s", page.Text())
	}
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE hold = 'amount' AND payment_state = 'pending' AND desk = 'held' AND paid_cents = total_cents - 3333`)
	s.WantCount(t, 4, `SELECT sum(quantity) FROM reservations WHERE state = 'committed'`)
	// Nothing releases what staff decide about.
	s.Clock.Advance(3 * time.Hour)
	if _, err := s.App.Orders.ReleaseDue(t.Context(), 10); err != nil {
		t.Fatal(err)
	}
	held := theOrder(t, s)
	if err := s.App.Orders.Ship(t.Context(), clerk, orders.ShipInput{Number: held.Number, Version: held.Version}); !apperr.HasID(err, "error.order_held") {
		t.Errorf("a held order was shipped: %v", err)
	}
	staff := s.Staff(t)
	if panel := staff.Get("/admin").Want(http.StatusOK); !panel.Has("1 pedido retido") {
		t.Errorf("the panel says:\n%s", panel.Text())
	}
	page := staff.Get(staff.Get("/admin/orders?filter=held").Want(http.StatusOK).Link("/admin/orders/1")).Want(http.StatusOK)
	if page.Has("Registrar envio") || !page.Has("Aceitar e dar o desconto") {
		t.Errorf("the back office says:\n%s", page.Text())
	}
	// Money that is not asked for any more is given away like money that goes back.
	small, limit := clerk, money.Cents(3332)
	small.RefundLimit = &limit
	if err := s.App.Orders.Resolve(t.Context(), small, orders.ResolveInput{Number: held.Number, Version: held.Version, Accept: true}); !apperr.HasID(err, "error.refund_limit") {
		t.Errorf("a role that may give back R$ 33,32 gave up R$ 33,33: %v", err)
	}
	page.Submit("/resolve").Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE hold = '' AND payment_state = 'paid' AND desk = 'to_ship' AND paid_cents = total_cents AND total_cents = $1`, total-3333)
	s.WantCount(t, 2, `SELECT count(*) FROM order_adjustments WHERE kind = 'discount'`)
	s.WantCount(t, 1, `SELECT count(*) FROM audit_log WHERE action = 'order.resolve'`)
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_paid' AND state = 'sent'`)
	order := theOrder(t, s)
	if err := s.App.Orders.Ship(t.Context(), clerk, orders.ShipInput{Number: order.Number, Version: order.Version}); err != nil {
		t.Errorf("the accepted order cannot be shipped: %v", err)
	}
	// And all of it can go back, unit by unit, to the centavo.
	units := map[int64]int{}
	for _, line := range theOrder(t, s).Lines {
		units[line.ID] = line.Quantity
	}
	refund(t, s, orders.RefundInput{Units: units, Restock: true})
	s.WantCount(t, int(total-3333), `SELECT coalesce(sum(amount_cents), 0) FROM refunds WHERE state = 'succeeded'`)
}

// More than the total: paid, held, and accepted with the surplus sent back.
func TestTooMuchMoneyAccepted(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"card", "boleto"} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			s := storetest.Start(t, storetest.Options{})
			_, _, total := oddMoney(t, s, method, double, "")
			s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE hold = 'amount' AND payment_state = 'paid' AND desk = 'held'`)
			staff := s.Staff(t)
			page := staff.Get(fmt.Sprintf("/admin/orders/%d", theOrder(t, s).Number)).Want(http.StatusOK)
			page.Submit("/resolve").Want(http.StatusOK)
			if method == "boleto" {
				s.WantCount(t, int(total), `SELECT coalesce(sum(amount_cents), 0) FROM refunds WHERE reason = 'surplus' AND state = 'desk'`)
			} else {
				s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid' AND refunded_cents = $1 AND desk = 'to_ship'`, total)
				s.WantCount(t, int(total), `SELECT coalesce(sum(amount_cents), 0) FROM refunds WHERE reason = 'surplus' AND state = 'succeeded'`)
			}
			// Sent twice, the form changes nothing.
			page.Submit("/resolve").Want(http.StatusConflict)
			s.WantCount(t, 1, `SELECT count(*) FROM refunds`)
		})
	}
}

// What is not accepted goes back whole, and the order ends.
func TestOddMoneyReturned(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		part     func(int64) int64
		currency string
	}{{"too little", half, ""}, {"too much", double, ""}, {"another currency", same, "usd"}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := storetest.Start(t, storetest.Options{})
			client, link, total := oddMoney(t, s, "card", c.part, c.currency)
			order := theOrder(t, s)
			if c.currency != "" {
				in := orders.ResolveInput{Number: order.Number, Version: order.Version, Accept: true}
				if err := s.App.Orders.Resolve(t.Context(), clerk, in); !apperr.HasID(err, orders.ErrHoldCurrency) {
					t.Errorf("money of another currency was accepted: %v", err)
				}
				s.WantCount(t, 0, `SELECT paid_cents FROM orders`)
			}
			staff := s.Staff(t)
			page := staff.Get(fmt.Sprintf("/admin/orders/%d", order.Number)).Want(http.StatusOK)
			page.Submit("/resolve", "decision", "refund").Want(http.StatusOK)
			s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE state = 'cancelled' AND cancel_reason = 'staff' AND hold = ''`)
			s.WantCount(t, int(c.part(total)), `SELECT coalesce(sum(amount_cents), 0) FROM refunds WHERE reason = 'mismatch' AND state = 'succeeded'`)
			s.WantCount(t, 0, `SELECT sum(reserved) FROM stock_levels`)
			s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_cancelled' AND state = 'sent'`)
			if page := client.Get(link).Want(http.StatusOK); !page.Has("cancelado") {
				t.Errorf("the order's page says:\n%s", page.Text())
			}
		})
	}
}

// Too little for an order that had run out of time: it stays cancelled until staff
// accept, and takes its stock again then.
func TestTooLittleMoneyAfterRelease(t *testing.T) {
	t.Parallel()
	for _, accept := range []bool{true, false} {
		t.Run(fmt.Sprint("accepted ", accept), func(t *testing.T) {
			t.Parallel()
			s := storetest.Start(t, storetest.Options{})
			_, _, session := buy(t, s, "card")
			if err := s.Sandbox.ExpireSession(session); err != nil {
				t.Fatal(err)
			}
			s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE cancel_reason = 'expired'`)
			total := theOrder(t, s).Total
			if err := s.Sandbox.PayOther(session, int64(total)-100, ""); err != nil {
				t.Fatal(err)
			}
			s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE state = 'cancelled' AND hold = 'amount' AND desk = 'held'`)
			s.WantCount(t, 0, `SELECT sum(reserved) FROM stock_levels`)
			order := theOrder(t, s)
			if err := s.App.Orders.Resolve(t.Context(), clerk, orders.ResolveInput{Number: order.Number, Version: order.Version, Accept: accept}); err != nil {
				t.Fatal(err)
			}
			if accept {
				s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE state = 'open' AND payment_state = 'paid' AND hold = '' AND total_cents = $1`, int(total)-100)
				s.WantCount(t, 4, `SELECT sum(reserved) FROM stock_levels`)
				return
			}
			s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE state = 'cancelled' AND hold = '' AND refunded_cents = paid_cents`)
		})
	}
}

// Not even the freight: nothing that a discount on items could explain.
func TestAlmostNoMoneyCannotBeAccepted(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	oddMoney(t, s, "card", func(int64) int64 { return 50 }, "")
	order := theOrder(t, s)
	in := orders.ResolveInput{Number: order.Number, Version: order.Version, Accept: true}
	if err := s.App.Orders.Resolve(t.Context(), clerk, in); !apperr.HasID(err, orders.ErrHoldTooLittle) {
		t.Errorf("accepted: %v", err)
	}
	// The ordinary cancellation sends it back, too.
	cancel(t, s)
	s.WantCount(t, 1, `SELECT count(*) FROM refunds WHERE state = 'succeeded' AND reason = $1 AND amount_cents = 50`, payments.ForCancelled)
}
