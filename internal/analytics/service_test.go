package analytics_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"tenaz/internal/analytics"
	"tenaz/internal/money"
	"tenaz/internal/testdb"
)

// now is in the night, when Brasília's day is not yet that of UTC.
var now = time.Date(2026, 11, 24, 1, 30, 0, 0, time.UTC)

// sale is an order as the test keeps it beside the database.
type sale struct {
	paidAt                    time.Time
	total, refunded, discount money.Cents
	shipping                  money.Cents
	quantities                []int
	prices                    []money.Cents
	products                  []int
	cancelled                 bool
}

func drawSale(t *rapid.T) sale {
	s := sale{
		// From five days before the earlier period to a day after the later.
		paidAt:    now.Add(-time.Duration(rapid.Int64Range(-int64(26*time.Hour/time.Microsecond), int64(65*24*time.Hour/time.Microsecond)).Draw(t, "age")) * time.Microsecond),
		shipping:  money.Cents(rapid.Int64Range(0, 9999).Draw(t, "shipping")),
		cancelled: rapid.Bool().Draw(t, "cancelled"),
	}
	items := money.Cents(0)
	for range rapid.IntRange(1, 3).Draw(t, "lines") {
		quantity := rapid.IntRange(1, 20).Draw(t, "quantity")
		price := money.Cents(rapid.Int64Range(0, 999_999).Draw(t, "price"))
		s.quantities, s.prices = append(s.quantities, quantity), append(s.prices, price)
		s.products = append(s.products, rapid.IntRange(0, 2).Draw(t, "product"))
		items += price.Times(quantity)
	}
	s.discount = money.Cents(rapid.Int64Range(0, int64(items)).Draw(t, "discount"))
	s.total = items - s.discount + s.shipping
	s.refunded = money.Cents(rapid.Int64Range(0, int64(s.total)).Draw(t, "refunded"))
	return s
}

// shares splits the discount over the lines as placing does.
func (s sale) shares() []money.Cents {
	weights := make([]money.Cents, len(s.prices))
	for i, p := range s.prices {
		weights[i] = p.Times(s.quantities[i])
	}
	return money.Split(s.discount, weights)
}

func TestDashboardEqualsTheOrdersToTheCentavo(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	shelf := stock(t, tx)
	// Brasília is three hours behind UTC; the test does not ask the same code.
	today := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	middle, from, until := today.AddDate(0, 0, -29), today.AddDate(0, 0, -59), today.AddDate(0, 0, 1)
	rapid.Check(t, func(rt *rapid.T) {
		sales := rapid.SliceOfN(rapid.Custom(drawSale), 0, 12).Draw(rt, "sales")
		inner, err := tx.Begin(t.Context())
		if err != nil {
			rt.Fatal(err)
		}
		defer inner.Rollback(context.Background()) //nolint:errcheck // the outer one is rolled back too
		insert(rt, inner, shelf, sales)
		got, err := analytics.New(analytics.Deps{DB: inner}).Dashboard(t.Context(), now)
		if err != nil {
			rt.Fatal(err)
		}
		var current, before analytics.Totals
		days := map[string]analytics.Totals{}
		units, revenue := map[int64]int{}, map[int64]money.Cents{}
		for _, s := range sales {
			if s.paidAt.Before(from) || !s.paidAt.Before(until) {
				continue
			}
			one := analytics.Totals{Sales: s.total, Refunds: s.refunded, Orders: 1}
			for _, n := range s.quantities {
				one.Units += n
			}
			if s.paidAt.Before(middle) {
				before = sum(before, one)
				continue
			}
			current = sum(current, one)
			day := s.paidAt.Add(-3 * time.Hour).Format(time.DateOnly)
			days[day] = sum(days[day], one)
			for i, share := range s.shares() {
				id := shelf[s.products[i]].productID
				units[id] += s.quantities[i]
				revenue[id] += s.prices[i].Times(s.quantities[i]) - share
			}
		}
		if diff := cmp.Diff(current, got.Now); diff != "" {
			rt.Errorf("this period (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(before, got.Then); diff != "" {
			rt.Errorf("the period before (-want +got):\n%s", diff)
		}
		if len(got.Days) != analytics.Days || len(got.Before) != analytics.Days {
			rt.Errorf("%d and %d days", len(got.Days), len(got.Before))
		}
		for _, d := range got.Days {
			if diff := cmp.Diff(days[d.At.Format(time.DateOnly)], d.Totals); diff != "" {
				rt.Errorf("%s (-want +got):\n%s", d.At, diff)
			}
		}
		if len(got.ByUnits) != len(units) || len(got.ByRevenue) != len(units) {
			rt.Errorf("%d and %d best sellers, want %d", len(got.ByUnits), len(got.ByRevenue), len(units))
		}
		for i, s := range got.ByUnits {
			if s.Units != units[s.ProductID] || s.Revenue != revenue[s.ProductID] {
				rt.Errorf("product %d sold %d for %d, want %d for %d", s.ProductID, s.Units, s.Revenue, units[s.ProductID], revenue[s.ProductID])
			}
			if i > 0 && s.Units > got.ByUnits[i-1].Units || i > 0 && got.ByRevenue[i].Revenue > got.ByRevenue[i-1].Revenue {
				rt.Error("best sellers are out of order")
			}
		}
	})
}

func sum(a, b analytics.Totals) analytics.Totals {
	return analytics.Totals{Sales: a.Sales + b.Sales, Refunds: a.Refunds + b.Refunds, Orders: a.Orders + b.Orders, Units: a.Units + b.Units}
}

func TestDashboardShowsWhatWaits(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	shelf := stock(t, tx)
	service := analytics.New(analytics.Deps{DB: tx})
	empty, err := service.Dashboard(t.Context(), now)
	if err != nil {
		t.Fatal(err)
	}
	if empty.ToShip != 0 || empty.Now != (analytics.Totals{}) || empty.Now.AverageTicket() != 0 || len(empty.ByUnits) != 0 {
		t.Errorf("an empty store shows %+v", empty)
	}
	// Of three variants with 5, 6 and 9 units of which 9 are reserved, two are low.
	want := []analytics.Stock{
		{VariantID: shelf[2].variantID, SKU: shelf[2].sku, Title: "Produto 2", Available: 0},
		{VariantID: shelf[0].variantID, SKU: shelf[0].sku, Title: "Produto 0", Available: 5},
	}
	if diff := cmp.Diff(want, empty.LowStock); diff != "" || empty.LowStockCount != 2 {
		t.Errorf("%d low (-want +got):\n%s", empty.LowStockCount, diff)
	}
	insert(t, tx, shelf, []sale{
		{paidAt: now, quantities: []int{1}, prices: []money.Cents{100}, products: []int{0}, total: 100},
		{paidAt: now, quantities: []int{1}, prices: []money.Cents{100}, products: []int{0}, total: 100, cancelled: true},
	})
	d, err := service.Dashboard(t.Context(), now)
	if err != nil || d.ToShip != 1 || d.Now.Orders != 2 {
		t.Errorf("%d to ship, %d orders, %v, want 1 and 2", d.ToShip, d.Now.Orders, err)
	}
}

// variant is what the test sells.
type variant struct {
	productID, variantID int64
	sku                  string
}

// stock makes three products of one variant.
func stock(t *testing.T, tx pgx.Tx) []variant {
	t.Helper()
	var shelf []variant
	for i, level := range [][2]int{{5, 0}, {6, 0}, {9, 9}} {
		v := variant{sku: fmt.Sprintf("AN-%d", testdb.Serial())}
		err := tx.QueryRow(t.Context(), `
			WITH b AS (INSERT INTO brands (slug, name) VALUES ($1, $1) RETURNING id),
			c AS (INSERT INTO categories (slug, name) VALUES ($1, $1) RETURNING id),
			p AS (INSERT INTO products (slug, title, brand_id, category_id) SELECT $1, $2, b.id, c.id FROM b, c RETURNING id),
			v AS (INSERT INTO variants (product_id, sku, price_cents) SELECT p.id, $1, 100 FROM p RETURNING id, product_id),
			s AS (INSERT INTO stock_levels (variant_id, location_id, on_hand, reserved) SELECT v.id, (SELECT min(id) FROM locations), $3, $4 FROM v)
			SELECT product_id, id FROM v`, v.sku, fmt.Sprintf("Produto %d", i), level[0], level[1]).Scan(&v.productID, &v.variantID)
		if err != nil {
			t.Fatal(err)
		}
		shelf = append(shelf, v)
	}
	return shelf
}

func insert(t interface{ Fatal(...any) }, tx pgx.Tx, shelf []variant, sales []sale) {
	batch := &pgx.Batch{}
	for _, s := range sales {
		state := "open"
		if s.cancelled {
			state = "cancelled"
		}
		items := s.total + s.discount - s.shipping
		var ids, products, prices, quantities, shares []int64
		for i, share := range s.shares() {
			v := shelf[s.products[i]]
			ids, products = append(ids, v.variantID), append(products, v.productID)
			prices, quantities = append(prices, int64(s.prices[i])), append(quantities, int64(s.quantities[i]))
			shares = append(shares, int64(share))
		}
		batch.Queue(`
			WITH o AS (
				INSERT INTO orders (cart_id, content_hash, state, payment_state, locale, email, name, document, phone, recipient, postal_code, street,
					number_in_street, district, city, uf, terms_version, shipping_code, shipping_name, shipping_days_min, shipping_days_max,
					payment_method, items_cents, discount_cents, shipping_cents, total_cents, paid_cents, refunded_cents, placed_at, paid_at)
				VALUES (1, '', $1, 'paid', 'pt-BR', 'a@b.co', 'A', '1', '1', 'A', '01001000', 'R', '1', 'D', 'C', 'SP', '1', 'e', 'E', 1, 2,
					'card', $2, $3, $4, $5, $5, $6, $7, $7)
				RETURNING id)
			INSERT INTO order_lines (order_id, position, product_id, variant_id, title, sku, unit_price_cents, quantity, total_cents, discount_cents)
			SELECT o.id, l.position, l.product, l.variant, 'T', 'S', l.price, l.quantity::int, l.price * l.quantity, l.share
			FROM o, unnest($8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[]) WITH ORDINALITY
				AS l (variant, product, price, quantity, share, position)`,
			state, items, s.discount, s.shipping, s.total, s.refunded, s.paidAt, ids, products, prices, quantities, shares)
	}
	if err := tx.SendBatch(context.Background(), batch).Close(); err != nil {
		t.Fatal(err)
	}
}
