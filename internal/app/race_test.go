package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"tenaz/internal/storetest"
)

// Two hundred buyers at once for twenty units: twenty hold an order, each
// refusal names the item and keeps the rest of the cart; what expires can be
// bought by exactly as many others.
func TestTwoHundredBuyersForTwentyUnits(t *testing.T) {
	t.Parallel()
	const buyers, units, expiring = 200, 20, 5
	s := storetest.Start(t, storetest.Options{})
	rare := s.Product(t, "Console raro", 299900, units)
	common := s.Product(t, "Cabo comum", 1990, 10*buyers)
	reviews := make([]*storetest.Page, buyers)
	everybody(buyers, func(i int) {
		c := s.Client(t)
		c.Add(rare, 1)
		c.Add(common, 1)
		reviews[i] = c.Review("card")
	})
	held := rush(t, s, reviews)
	if len(held) != units {
		t.Fatalf("%d buyers hold an order, want %d", len(held), units)
	}
	s.WantCount(t, units, `SELECT reserved FROM stock_levels WHERE variant_id = $1`, rare.VariantID)
	for _, session := range held[:expiring] {
		if err := s.Sandbox.ExpireSession(session); err != nil {
			t.Fatal(err)
		}
	}
	s.WantCount(t, units-expiring, `SELECT reserved FROM stock_levels WHERE variant_id = $1`, rare.VariantID)
	var losers []*storetest.Page
	for _, review := range reviews {
		if review.URL.Path == "/cart" {
			losers = append(losers, review.Client().Get("/checkout/review").Want(http.StatusOK))
		}
	}
	if more := rush(t, s, losers); len(more) != expiring {
		t.Errorf("%d more buyers hold an order, want %d", len(more), expiring)
	}
	s.WantCount(t, 0, `SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`)
}

// rush places all reviews at once. It returns the sessions of those who got
// through, and leaves in reviews the cart page of those who did not.
func rush(t *testing.T, s *storetest.Store, reviews []*storetest.Page) (held []string) {
	t.Helper()
	var mu sync.Mutex
	everybody(len(reviews), func(i int) {
		if reviews[i].URL.Path != "/checkout/review" {
			return // refused before placing: the stock was gone already
		}
		page := reviews[i].Submit("/checkout/place")
		mu.Lock()
		defer mu.Unlock()
		reviews[i] = page
		switch {
		case strings.HasPrefix(page.URL.String(), s.SandboxURL) && page.Status == http.StatusOK:
			held = append(held, page.URL.Path[strings.LastIndex(page.URL.Path, "/")+1:])
		case page.Status != http.StatusOK || page.URL.Path != "/cart" || !page.Has("Console raro") || !page.Has("Cabo comum"):
			t.Errorf("a refusal answered %d at %s:\n%.500s", page.Status, page.URL, page.Text())
		}
	})
	return held
}

func everybody(n int, do func(i int)) {
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() { do(i) })
	}
	wait.Wait()
}

// Two carts with the same items in opposite order do not lock each other out.
func TestOppositeCartsDoNotDeadlock(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	var goods []storetest.Goods
	for i := range 6 {
		goods = append(goods, s.Product(t, fmt.Sprintf("Peça %d", i), 5000, 100))
	}
	reviews := make([]*storetest.Page, 30)
	everybody(len(reviews), func(i int) {
		c := s.Client(t)
		for k := range goods {
			if i%2 == 1 {
				k = len(goods) - 1 - k
			}
			c.Add(goods[k], 1)
		}
		reviews[i] = c.Review("card")
	})
	everybody(len(reviews), func(i int) { reviews[i] = reviews[i].Submit("/checkout/place").Want(http.StatusOK) })
	s.WantCount(t, len(reviews), `SELECT count(*) FROM orders WHERE state = 'open'`)
	s.WantCount(t, 0, `SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`)
}

// Staff ships a paid order once, however often the button is pressed.
func TestShippingMovesStockOnce(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	_, payment, _ := buy(t, s, "card")
	payment.PayByCard(goodCard).Want(http.StatusOK)
	wantPaid(t, s)
	staff := s.Staff(t)
	page := staff.Get("/admin/orders").Want(http.StatusOK)
	order := staff.Get(page.Link("/admin/orders/1")).Want(http.StatusOK)
	answers := make(chan *storetest.Page, 3)
	for range cap(answers) {
		go func() { answers <- order.Submit("/ship", "tracking_code", "AA123456785BR") }()
	}
	for range cap(answers) {
		if a := <-answers; a.Status >= 500 {
			t.Errorf("shipping answered %d", a.Status)
		}
	}
	s.WantCount(t, 2, `SELECT count(*) FROM stock_movements WHERE reason = 'sale'`)
	s.WantCount(t, 1, `SELECT count(*) FROM shipments`)
	s.WantCount(t, 16, `SELECT sum(on_hand) FROM stock_levels`)
	s.WantCount(t, 0, `SELECT sum(reserved) FROM stock_levels`)
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_shipped' AND state = 'sent'`)
	s.Clock.Advance(time.Minute)
	if shop := order.Client().Get(payment.Link("/orders/")); !shop.Has("AA123456785BR") {
		t.Errorf("the order's page does not tell the tracking code:\n%s", shop.Text())
	}
}
