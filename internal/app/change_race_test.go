package app_test

import (
	"net/http"
	"net/url"
	"testing"

	"tenaz/internal/storetest"
)

// Several tabs ask for several methods at the same time: what can be paid at
// Stripe is always what the order says, whoever was last.
func TestMethodsChangedAtOnceAgreeWithTheOrder(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	pixDiscount(t, s)
	for range 4 {
		client, payment, _ := buy(t, s, "card")
		link := payment.Link("/orders/")
		methods := []string{"pix", "boleto", "card", "boleto", "pix", "card"}
		everybody(len(methods), func(i int) {
			page := client.Post(link+"/method", url.Values{"payment_method": {methods[i]}})
			if page.Status != http.StatusOK {
				t.Errorf("changing to %s answered %d at %s:\n%.300s", methods[i], page.Status, page.URL, page.Text())
			}
		})
	}
	s.WantCount(t, 4, `SELECT count(*) FROM orders WHERE state = 'open'`)
	s.WantCount(t, 0, `SELECT count(*) FROM orders o WHERE NOT EXISTS (SELECT FROM payment_attempts a
		WHERE a.order_id = o.id AND a.state = 'open' AND a.method = o.payment_method AND a.amount_cents = o.total_cents)`)
}
