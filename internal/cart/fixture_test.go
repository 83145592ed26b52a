package cart_test

import (
	"fmt"
	"testing"
	"time"

	"tenaz/internal/actor"
	"tenaz/internal/cart"
	"tenaz/internal/catalog"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/money"
	"tenaz/internal/settings"
	"tenaz/internal/shipping"
	"tenaz/internal/testdb"
)

var (
	now     = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	shopper = actor.Actor{Kind: actor.Customer}
)

func service(d db.DB) *cart.Service {
	at := clock.NewFake(now)
	return cart.New(cart.Deps{
		DB: d, Clock: at, Catalog: catalog.New(catalog.Deps{DB: d, Clock: at}),
		Shipping: shipping.New(shipping.Deps{DB: d}), Settings: settings.New(settings.Deps{DB: d, Clock: at}),
	})
}

// newVariant makes a product with one variant and its stock.
func newVariant(t testing.TB, d db.DB, title string, price money.Cents, stock int) int64 {
	t.Helper()
	n := fmt.Sprint(testdb.Serial())
	var id int64
	err := d.QueryRow(t.Context(), `
		WITH c AS (INSERT INTO categories (slug, name) VALUES ('c' || $1::text, 'Categoria ' || $1::text) RETURNING id),
		b AS (INSERT INTO brands (slug, name) VALUES ('b' || $1::text, 'Marca ' || $1::text) RETURNING id),
		p AS (INSERT INTO products (slug, title, brand_id, category_id) SELECT 'p' || $1::text, $2, b.id, c.id FROM b, c RETURNING id),
		v AS (INSERT INTO variants (product_id, sku, price_cents, weight_grams) SELECT p.id, 'SKU-' || $1::text, $3, 500 FROM p RETURNING id)
		INSERT INTO stock_levels (variant_id, location_id, on_hand)
		SELECT v.id, (SELECT min(id) FROM locations), $4 FROM v RETURNING variant_id`, n, title, int64(price), stock).Scan(&id)
	if err != nil {
		t.Fatalf("variant: %v", err)
	}
	return id
}

// filled is a cart with units of one variant.
func filled(t testing.TB, s *cart.Service, variantID int64, quantity int) cart.Cart {
	t.Helper()
	c, err := s.Add(t.Context(), shopper, cart.AddInput{VariantID: variantID, Quantity: quantity})
	if err != nil {
		t.Fatalf("add: %v", err)
	}
	return c
}

// quantities are the cart's quantities by variant, read anew.
func quantities(t testing.TB, s *cart.Service, id int64) map[int64]int {
	t.Helper()
	c, err := s.Get(t.Context(), id)
	if err != nil {
		t.Fatalf("get: %v", err)
	}
	got := map[int64]int{}
	for _, l := range c.Lines {
		got[l.VariantID] = l.Quantity
	}
	return got
}

func exec(t testing.TB, d db.DB, sql string, args ...any) {
	t.Helper()
	if _, err := d.Exec(t.Context(), sql, args...); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}
