package catalog_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/catalog"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/money"
	"tenaz/internal/testdb"
)

// monday is when the tests take place.
var monday = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

var staff = actor.Actor{Kind: actor.Staff, ID: 7, Name: "Ana", Permissions: []string{"catalogue"}}

// world is a catalogue on a database.
type world struct {
	*catalog.Service
	d     db.DB
	clock *clock.Fake
}

// newWorld returns a catalogue inside a transaction that is rolled back.
func newWorld(t testing.TB) *world {
	t.Helper()
	return worldOn(testdb.Tx(t))
}

func worldOn(d db.DB) *world {
	c := clock.NewFake(monday)
	return &world{d: d, clock: c, Service: catalog.New(catalog.Deps{DB: d, Clock: c, OpeningStockTx: openStock})}
}

// openStock stands for the inventory: it writes what the catalogue reads.
func openStock(ctx context.Context, tx pgx.Tx, _ actor.Actor, openings []catalog.Opening) error {
	for _, o := range openings {
		_, err := tx.Exec(ctx, `INSERT INTO stock_levels (variant_id, location_id, on_hand) VALUES ($1, (SELECT min(id) FROM locations), $2)`, o.VariantID, o.Quantity)
		if err != nil {
			return err
		}
	}
	return nil
}

// mouse is a product of one variant under keys of its own.
func mouse() catalog.ProductInput {
	n := testdb.Serial()
	return catalog.ProductInput{
		Title: fmt.Sprintf("Mouse Guará %d", n), Brand: "Guará", Category: "Teclados e mouses",
		Description: "Sem **fio**.",
		Variants:    []catalog.VariantInput{{SKU: fmt.Sprintf("GUA-%d", n), Price: 9990, Stock: 3}},
		Attributes: []catalog.AttributeInput{
			{Key: "Sensor", Group: "Uso", Value: catalog.Text("Óptico")},
			{Key: "Resolução máxima", Group: "Uso", Value: catalog.Number(3200, "DPI")},
			{Key: "Sem fio", Group: "Conexões", Value: catalog.Bool(true)},
		},
	}
}

// phone is a product of two options and three variants.
func phone() catalog.ProductInput {
	n := testdb.Serial()
	sku := func(s string) string { return fmt.Sprintf("PIR-%d-%s", n, s) }
	struck := money.Cents(259900)
	return catalog.ProductInput{
		Title: fmt.Sprintf("Celular Pirilampo %d", n), Brand: "Pirilampo", Category: "Celulares",
		Options: []catalog.OptionInput{
			{Name: "Cor", Values: []catalog.OptionValueInput{{Value: "Azul", Swatch: "blue"}, {Value: "Preto", Swatch: "#101010"}}},
			{Name: "Capacidade", Values: []catalog.OptionValueInput{{Value: "128 GB"}, {Value: "256 GB"}}},
		},
		Variants: []catalog.VariantInput{
			{SKU: sku("AZ128"), Price: 219900, CompareAt: &struck, Options: map[string]string{"Cor": "Azul", "Capacidade": "128 GB"}},
			{SKU: sku("AZ256"), Price: 249900, Stock: 9, Options: map[string]string{"Cor": "Azul", "Capacidade": "256 GB"}},
			{SKU: sku("PR128"), Price: 229900, Stock: 2, Options: map[string]string{"Cor": "Preto", "Capacidade": "128 GB"}},
		},
		Attributes: []catalog.AttributeInput{{Key: "NFC", Value: catalog.Bool(true)}},
	}
}

// save saves products and fails the test if one is refused.
func (w *world) save(t testing.TB, inputs ...catalog.ProductInput) []catalog.Saved {
	t.Helper()
	saved, err := w.SaveProducts(t.Context(), staff, inputs)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range saved {
		if s.Err != nil {
			t.Fatalf("product %d: %v", i, s.Err)
		}
	}
	return saved
}

// one returns the single value of a query.
func one[T any](t testing.TB, d db.DB, query string, args ...any) T {
	t.Helper()
	var value T
	if err := d.QueryRow(context.WithoutCancel(t.Context()), query, args...).Scan(&value); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return value
}
