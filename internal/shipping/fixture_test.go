package shipping_test

import (
	"fmt"
	"testing"

	"tenaz/internal/db"
	"tenaz/internal/testdb"
)

// newOrder makes an order with one line of two units.
func newOrder(t testing.TB, d db.DB) (orderID, lineID int64) {
	t.Helper()
	n := fmt.Sprint(testdb.Serial())
	err := d.QueryRow(t.Context(), `
		WITH c AS (INSERT INTO categories (slug, name) VALUES ('c' || $1::text, 'Categoria ' || $1::text) RETURNING id),
		b AS (INSERT INTO brands (slug, name) VALUES ('b' || $1::text, 'Marca ' || $1::text) RETURNING id),
		p AS (INSERT INTO products (slug, title, brand_id, category_id) SELECT 'p' || $1::text, 'Mouse', b.id, c.id FROM b, c RETURNING id),
		v AS (INSERT INTO variants (product_id, sku, price_cents) SELECT p.id, 'SKU-' || $1::text, 1000 FROM p RETURNING id, product_id),
		o AS (INSERT INTO orders (cart_id, content_hash, locale, email, name, document, phone, recipient, postal_code, street,
			number_in_street, district, city, uf, terms_version, shipping_code, shipping_name, shipping_days_min,
			shipping_days_max, payment_method, items_cents, shipping_cents, total_cents, placed_at)
			VALUES ($1::bigint, '', 'pt-BR', 'a@b.test', 'Ana', '', '', '', '', '', '', '', '', '', '', '', '', 1, 2, 'card', 2000, 0, 2000, now()) RETURNING id)
		INSERT INTO order_lines (order_id, position, product_id, variant_id, title, sku, unit_price_cents, quantity, total_cents)
		SELECT o.id, 1, v.product_id, v.id, 'Mouse', 'SKU', 1000, 2, 2000 FROM o, v
		RETURNING order_id, id`, n).Scan(&orderID, &lineID)
	if err != nil {
		t.Fatalf("order: %v", err)
	}
	return orderID, lineID
}
