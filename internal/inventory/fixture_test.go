package inventory_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/inventory"
	"tenaz/internal/testdb"
)

var (
	now   = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	staff = actor.Actor{Kind: actor.Staff, ID: 7, Name: "Dora"}
)

// newVariant makes a product with one variant and returns the variant's id.
func newVariant(t testing.TB, d db.DB, title string) int64 {
	t.Helper()
	n := testdb.Serial()
	var id int64
	err := d.QueryRow(t.Context(), `
		WITH c AS (INSERT INTO categories (slug, name) VALUES ('c' || $1::text, 'Categoria ' || $1::text) RETURNING id),
		b AS (INSERT INTO brands (slug, name) VALUES ('b' || $1::text, 'Marca ' || $1::text) RETURNING id),
		p AS (INSERT INTO products (slug, title, brand_id, category_id) SELECT 'p' || $1::text, $2, b.id, c.id FROM b, c RETURNING id)
		INSERT INTO variants (product_id, sku, price_cents) SELECT p.id, 'SKU-' || $1::text, 1000 FROM p RETURNING id`,
		fmt.Sprint(n), title).Scan(&id)
	if err != nil {
		t.Fatalf("variant: %v", err)
	}
	return id
}

// stocked makes a variant with its opening stock.
func stocked(t testing.TB, d db.DB, quantity int) int64 {
	t.Helper()
	id := newVariant(t, d, "Mouse")
	err := db.InTx(t.Context(), d, func(tx pgx.Tx) error {
		return inventory.OpeningTx(t.Context(), tx, staff, now, []inventory.Opening{{VariantID: id, Quantity: quantity}})
	})
	if err != nil {
		t.Fatalf("opening: %v", err)
	}
	return id
}

// newOrder makes an order with a line for each want and fills in the lines' ids.
func newOrder(ctx context.Context, d db.DB, wants []inventory.Want) (int64, error) {
	var id int64
	err := d.QueryRow(ctx, `
		INSERT INTO orders (cart_id, content_hash, locale, email, name, document, phone, recipient, postal_code, street,
			number_in_street, district, city, uf, terms_version, shipping_code, shipping_name, shipping_days_min,
			shipping_days_max, payment_method, items_cents, shipping_cents, total_cents, placed_at)
		VALUES ($1, '', 'pt-BR', 'a@b.test', 'Ana', '', '', '', '', '', '', '', '', '', '', '', '', 1, 2, 'card', 0, 0, 0, $2)
		RETURNING id`, testdb.Serial(), now).Scan(&id)
	if err != nil {
		return 0, err
	}
	for i := range wants {
		err := d.QueryRow(ctx, `
			INSERT INTO order_lines (order_id, position, product_id, variant_id, title, sku, unit_price_cents, quantity, total_cents)
			SELECT $1, $2, v.product_id, v.id, 'Mouse', v.sku, 0, $4, 0 FROM variants v WHERE v.id = $3
			RETURNING id`, id, i, wants[i].VariantID, wants[i].Quantity).Scan(&wants[i].OrderLineID)
		if err != nil {
			return 0, err
		}
	}
	return id, nil
}

// held is an order that holds its wants for half an hour.
func held(t testing.TB, tx pgx.Tx, wants []inventory.Want) int64 {
	t.Helper()
	id, err := newOrder(t.Context(), tx, wants)
	if err != nil {
		t.Fatalf("order: %v", err)
	}
	if err := inventory.ReserveTx(t.Context(), tx, id, wants, now.Add(30*time.Minute)); err != nil {
		t.Fatalf("reserve: %v", err)
	}
	return id
}

// committed is an order whose stock is its own for good.
func committed(t testing.TB, tx pgx.Tx, wants []inventory.Want) int64 {
	t.Helper()
	id := held(t, tx, wants)
	if kept, err := inventory.CommitTx(t.Context(), tx, id); err != nil || !kept {
		t.Fatalf("commit: %v, %v", kept, err)
	}
	return id
}

func service(d db.DB) *inventory.Service {
	return inventory.New(inventory.Deps{DB: d, Clock: clock.NewFake(now)})
}

// level reads on_hand and reserved over all locations.
func level(t testing.TB, d db.DB, variantID int64) (onHand, reserved int) {
	t.Helper()
	err := d.QueryRow(t.Context(), `SELECT coalesce(sum(on_hand), 0), coalesce(sum(reserved), 0) FROM stock_levels WHERE variant_id = $1`,
		variantID).Scan(&onHand, &reserved)
	if err != nil {
		t.Fatalf("level: %v", err)
	}
	return onHand, reserved
}

func wantLevel(t testing.TB, d db.DB, variantID int64, onHand, reserved int) {
	t.Helper()
	if h, r := level(t, d, variantID); h != onHand || r != reserved {
		t.Errorf("stock of %d: on hand %d, reserved %d; want %d and %d", variantID, h, r, onHand, reserved)
	}
}

// owed counts the units in open shortages.
func owed(t testing.TB, d db.DB, variantID int64) (units int) {
	t.Helper()
	err := d.QueryRow(t.Context(), `SELECT coalesce(sum(quantity), 0) FROM shortages WHERE variant_id = $1 AND resolved_at IS NULL`, variantID).Scan(&units)
	if err != nil {
		t.Fatalf("shortages: %v", err)
	}
	return units
}
