package app_test

import (
	"fmt"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"

	"tenaz/internal/storetest"
)

// PostgreSQL restarts while people shop: a request is answered or told that the
// store is not available, never 500, and the store heals by itself.
func TestConnectionsCutWhilePeopleShop(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	goods := s.Product(t, "Cabo", 4990, 10000)
	paths := []string{"/", "/products/" + goods.Slug, "/search?q=cabo", "/categories/categoria", "/cart", "/cart.json", "/checkout", "/account/login"}
	var cutting, refused atomic.Int64
	cutting.Store(30)
	everybody(6, func(i int) {
		if i == 0 {
			for cutting.Add(-1) > 0 {
				_, _ = s.DB.Exec(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
					WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()`) // it may hit itself
			}
			return
		}
		c := s.Client(t)
		form := map[string][]string{"variant_id": {strconv.FormatInt(goods.VariantID, 10)}, "quantity": {"1"}}
		for cutting.Load() > 0 {
			answers := []*storetest.Page{c.Post("/cart/items", form)}
			for _, path := range paths {
				answers = append(answers, c.Get(path))
			}
			for _, a := range answers {
				switch a.Status {
				case http.StatusOK:
				case http.StatusServiceUnavailable:
					refused.Add(1)
				default:
					t.Errorf("%s answered %d:\n%.300s", a.URL, a.Status, a.Text())
				}
			}
		}
	})
	t.Logf("%d answers were 503", refused.Load())
	// Each connection that was cut may fail once more.
	storetest.Eventually(t, func() error {
		for range 50 {
			if page := s.Client(t).Get("/products/" + goods.Slug); page.Status != http.StatusOK {
				return fmt.Errorf("answered %d", page.Status)
			}
		}
		return nil
	})
	c := s.Client(t)
	c.Add(goods, 1)
	c.Place("card").PayByCard(goodCard).Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
}
