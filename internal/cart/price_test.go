package cart_test

import (
	"testing"
	"time"

	"tenaz/internal/cart"
	"tenaz/internal/money"
	"tenaz/internal/testdb"
)

func TestAChangedPriceIsSaidUntilTheShopperGoesOn(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s := service(tx)
	v := newVariant(t, tx, "Mouse", 1990, 9)
	c := filled(t, s, v, 2)
	exec(t, tx, `INSERT INTO scheduled_prices (variant_id, price_cents, starts_at) VALUES ($1, 1490, $2)`, v, now.Add(-time.Minute))

	get := func() cart.Line {
		t.Helper()
		read, err := s.Get(t.Context(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		return read.Lines[0]
	}
	before := get()
	if before.UnitPrice != 1490 || before.Total != 2980 || before.PriceBefore == nil || *before.PriceBefore != money.Cents(1990) {
		t.Errorf("line %+v; want 1490 now and 1990 before", before)
	}
	if err := s.SaveBuyer(t.Context(), shopper, cart.BuyerInput{CartID: c.ID, Checkout: typed()}); err != nil {
		t.Fatal(err)
	}
	if after := get(); after.PriceBefore != nil {
		t.Errorf("the change is said again: %d", *after.PriceBefore)
	}
	read, err := s.Get(t.Context(), c.ID)
	if err != nil || read.Revision != c.Revision {
		t.Errorf("revision %d, %v; seeing a price is no change of content", read.Revision, err)
	}
}

func TestWhatIsSoldOutStaysMarked(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s := service(tx)
	v := newVariant(t, tx, "Mouse", 1990, 3)
	c := filled(t, s, v, 2)
	exec(t, tx, `UPDATE stock_levels SET on_hand = 1 WHERE variant_id = $1`, v)
	read, err := s.Get(t.Context(), c.ID)
	if err != nil || read.Lines[0].Available != 1 || read.Lines[0].Buyable() || !read.Lines[0].OnSale() {
		t.Errorf("two wanted, one there: %+v, %v", read.Lines, err)
	}
	exec(t, tx, `UPDATE stock_levels SET on_hand = 0 WHERE variant_id = $1`, v)
	if read, err = s.Get(t.Context(), c.ID); err != nil || read.Lines[0].OnSale() || read.Lines[0].Quantity != 2 {
		t.Errorf("none there: %+v, %v", read.Lines, err)
	}
	progress, err := s.Progress(t.Context(), read)
	if err != nil || progress.Step != cart.AtCart || progress.Reason.ID != "cart.unavailable" {
		t.Errorf("progress %+v, %v; want back to the cart, naming the item", progress, err)
	}
}

// TestTheCartsOwnOrderDoesNotTakeItsStockAway: after placing, the last units are
// held by the shopper's own unpaid order and must not look sold out to him.
func TestTheCartsOwnOrderDoesNotTakeItsStockAway(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s := service(tx)
	v := newVariant(t, tx, "Mouse", 1990, 2)
	c := filled(t, s, v, 2)
	other := filled(t, s, v, 1)
	exec(t, tx, `
		WITH o AS (INSERT INTO orders (cart_id, content_hash, locale, email, name, document, phone, recipient, postal_code, street,
			number_in_street, district, city, uf, terms_version, shipping_code, shipping_name, shipping_days_min,
			shipping_days_max, payment_method, items_cents, shipping_cents, total_cents, placed_at)
			VALUES ($1, '', 'pt-BR', 'a@b.test', 'Ana', '', '', '', '', '', '', '', '', '', '', '', '', 1, 2, 'card', 3980, 0, 3980, now()) RETURNING id),
		l AS (INSERT INTO order_lines (order_id, position, product_id, variant_id, title, sku, unit_price_cents, quantity, total_cents)
			SELECT o.id, 1, v.product_id, v.id, 'Mouse', 'SKU', 1990, 2, 3980 FROM o, variants v WHERE v.id = $2 RETURNING order_id, id),
		s AS (UPDATE stock_levels SET reserved = 2 WHERE variant_id = $2 RETURNING location_id)
		INSERT INTO reservations (order_id, order_line_id, variant_id, location_id, quantity, state, expires_at)
		SELECT l.order_id, l.id, $2, s.location_id, 2, 'held', $3 FROM l, s`, c.ID, v, now.Add(time.Hour))
	for id, expected := range map[int64]int{c.ID: 2, other.ID: 0} {
		read, err := s.Get(t.Context(), id)
		if err != nil || read.Lines[0].Available != expected {
			t.Errorf("cart %d: %+v, %v; want %d available", id, read.Lines, err, expected)
		}
	}
}
