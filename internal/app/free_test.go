package app_test

import (
	"net/http"
	"strings"
	"testing"

	"tenaz/internal/apperr"
	"tenaz/internal/orders"
	"tenaz/internal/storetest"
)

// An order that costs nothing is paid at once: Stripe never hears of it, and it
// has its stock, its mail and its place among the orders to ship.
func TestOrderThatCostsNothing(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	if _, err := s.Owner.Exec(t.Context(), `UPDATE shipping_rates SET price_cents = 0`); err != nil {
		t.Fatal(err)
	}
	goods := s.Product(t, "Adesivo", 0, 5)
	client := s.Client(t)
	client.Add(goods, 2)
	review := client.Review("card")
	order := review.Submit("/checkout/place").Want(http.StatusOK)
	if !strings.HasPrefix(order.URL.String(), s.URL+"/orders/") || !order.Has("Pagamento confirmado") {
		t.Fatalf("placing ended at %s:\n%s", order.URL, order.Text())
	}
	// The form sent again leads to the same order.
	if again := review.Submit("/checkout/place").Want(http.StatusOK); again.URL.Path != order.URL.Path {
		t.Errorf("sent again, it ended at %s", again.URL)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid' AND total_cents = 0 AND paid_at IS NOT NULL AND desk = 'to_ship'`)
	s.WantCount(t, 0, `SELECT count(*) FROM payment_attempts`)
	s.WantCount(t, 2, `SELECT sum(quantity) FROM reservations WHERE state = 'committed' AND expires_at IS NULL`)
	s.WantCount(t, 0, `SELECT count(*) FROM cart_lines`)
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_paid' AND state = 'sent'`)
	if n := len(s.Sandbox.Sessions()); n != 0 {
		t.Errorf("%d sessions at Stripe", n)
	}
	placed := theOrder(t, s)
	if err := s.App.Orders.Ship(t.Context(), clerk, orders.ShipInput{Number: placed.Number, Version: placed.Version}); err != nil {
		t.Errorf("it cannot be shipped: %v", err)
	}
}

// One unit is left, and two want it for nothing: one gets it.
func TestLastUnitForNothing(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	if _, err := s.Owner.Exec(t.Context(), `UPDATE shipping_rates SET price_cents = 0`); err != nil {
		t.Fatal(err)
	}
	goods := s.Product(t, "Adesivo", 0, 1)
	reviews := make([]*storetest.Page, 2)
	for i := range reviews {
		client := s.Client(t)
		client.Add(goods, 1)
		reviews[i] = client.Review("card")
	}
	everybody(2, func(i int) { reviews[i].Submit("/checkout/place").Want(http.StatusOK) })
	s.WantCount(t, 1, `SELECT count(*) FROM orders`)
	s.WantCount(t, 1, `SELECT sum(reserved) FROM stock_levels`)
}

// Cancelled, it gives its stock back and no money.
func TestOrderThatCostsNothingCancelled(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	if _, err := s.Owner.Exec(t.Context(), `UPDATE shipping_rates SET price_cents = 0`); err != nil {
		t.Fatal(err)
	}
	goods := s.Product(t, "Adesivo", 0, 1)
	client := s.Client(t)
	client.Add(goods, 1)
	client.Place("pix")
	order := theOrder(t, s)
	units := orders.RefundInput{Number: order.Number, Version: order.Version, Units: map[int64]int{order.Lines[0].ID: 1}, Reason: "goodwill"}
	if _, err := s.App.Orders.Refund(t.Context(), clerk, units); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("nothing was refunded: %v", err)
	}
	cancel(t, s)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE state = 'cancelled'`)
	s.WantCount(t, 0, `SELECT sum(reserved) FROM stock_levels`)
	s.WantCount(t, 0, `SELECT count(*) FROM refunds`)
}
