package catalog_test

import (
	"strings"
	"testing"
	"time"

	"tenaz/internal/catalog"
)

// TestPlansOnALargeShop asks PostgreSQL how it answers what shoppers ask for
// over 15,000 products, and fails when a search or a code reads the whole table.
func TestPlansOnALargeShop(t *testing.T) {
	w := loadReal(t)
	cables, err := w.Category(t.Context(), "cabos-e-adaptadores")
	if err != nil {
		t.Fatal(err)
	}
	notebooks, err := w.Category(t.Context(), "notebooks")
	if err != nil {
		t.Fatal(err)
	}
	brand := ""
	for _, b := range cables.Brands {
		if b.Products > 100 {
			brand = b.Slug
		}
	}
	cases := []struct {
		name    string
		in      catalog.ListInput
		indexed bool
	}{
		{"largest category", catalog.ListInput{CategoryID: cables.Category.ID}, false},
		{"largest category, cheapest", catalog.ListInput{CategoryID: cables.Category.ID, Sort: "price_asc"}, false},
		{"category", catalog.ListInput{CategoryID: notebooks.Category.ID}, false},
		{"category, brand", catalog.ListInput{CategoryID: cables.Category.ID, Brand: brand}, false},
		{"everything, newest", catalog.ListInput{Sort: "newest"}, true},
		{"GTIN", catalog.ListInput{Query: "0095205603217"}, true},
		{"words", catalog.ListInput{Query: "usb hub"}, true},
		{"common word", catalog.ListInput{Query: "printer"}, false},
	}
	for _, c := range cases {
		sql, args, err := w.StatementOf(t.Context(), c.in)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		rows, err := w.d.Query(t.Context(), "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) "+sql, args...)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		var plan strings.Builder
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				t.Fatal(err)
			}
			plan.WriteString(line + "\n")
		}
		const rounds = 30
		start := time.Now()
		for range rounds {
			if _, err := w.List(t.Context(), c.in); err != nil {
				t.Fatal(err)
			}
		}
		t.Logf("%s: %s a page\n%s", c.name, (time.Since(start) / rounds).Round(10*time.Microsecond), plan.String())
		if c.indexed && strings.Contains(plan.String(), "Seq Scan") {
			t.Errorf("%s reads the whole table", c.name)
		}
	}
}
