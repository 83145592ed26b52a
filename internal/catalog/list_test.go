package catalog

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenaz/internal/money"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestListSQL(t *testing.T) {
	t.Parallel()
	low, high := money.Cents(10000), money.Cents(250000)
	cases := []struct {
		name string
		f    filter
		sort string
		w    window
	}{
		{"everything", filter{}, "featured", window{limit: 25}},
		{"a category, page 3, cheapest first", filter{category: 7}, "price_asc", window{offset: 48, limit: 25}},
		{"a category with others below it", filter{category: 7, parent: true}, "featured", window{limit: 25}},
		{"all filters", filter{category: 7, brand: 9, priceMin: &low, priceMax: &high, inStock: true}, "price_desc", window{limit: 25}},
		{"a search", filter{query: parseQuery("fone de ouvido wh-1000xm5")}, "relevance", window{limit: 25}},
		{"a search in a category by name", filter{category: 7, query: parseQuery("cartões")}, "name", window{limit: 25}},
		{"a search for some words", filter{query: parseQuery("fone azul"), any: true}, "relevance", window{limit: 25}},
		{"a code", filter{query: parseQuery("0095205603217")}, "relevance", window{limit: 25}},
		{"the last numbered page", filter{category: 7}, "newest", window{offset: (LastPage - 1) * PageSize, limit: 25}},
		{"after a product", filter{category: 7}, "discount", window{from: []string{"1200", "88"}, limit: 25}},
		{"before a product", filter{}, "price_asc", window{from: []string{"9990", "88"}, backwards: true, limit: 25}},
		{"after a hit", filter{query: parseQuery("fone")}, "relevance", window{from: []string{"0.6", "3", "88"}, limit: 25}},
		{"limits are clamped", filter{}, "name", window{offset: 1 << 40, limit: 1 << 30}},
	}
	var got strings.Builder
	for _, c := range cases {
		sql, args := listSQL(c.f, c.sort, c.w)
		fmt.Fprintf(&got, "-- %s\n%s\n-- %v\n", c.name, sql, args)
		sql, args = countSQL(c.f)
		fmt.Fprintf(&got, "%s\n-- %v\n\n", sql, args)
	}
	const golden = "testdata/list.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("statements differ from %s (-want +got):\n%s", golden, diff)
	}
}

func TestEverySortIsAnOrder(t *testing.T) {
	t.Parallel()
	if len(Sorts) != len(orders) {
		t.Errorf("%d sorts, %d orders", len(Sorts), len(orders))
	}
	for _, name := range Sorts {
		keys := orders[name].keys
		if len(keys) == 0 || keys[len(keys)-1].expr != "product_id" {
			t.Errorf("%s does not end in the product: two pages could show the same", name)
		}
	}
}

func TestCursor(t *testing.T) {
	t.Parallel()
	good := encodeCursor("price_asc", []string{"9990", "88"})
	if keys, err := decodeCursor("price_asc", good, filter{}); err != nil || len(keys) != 2 || keys[0] != "9990" {
		t.Errorf("decode = %v, %v", keys, err)
	}
	bad := []string{
		"", "!!", "YQ", good + "x", encodeCursor("price_desc", []string{"9990", "88"}), encodeCursor("price_asc", []string{"9990"}),
		encodeCursor("price_asc", []string{"9990; DROP", "88"}), encodeCursor("price_asc", []string{"99999999999999999999", "88"}),
		strings.Repeat("A", 5000),
	}
	for _, text := range bad {
		if _, err := decodeCursor("price_asc", text, filter{}); err == nil {
			t.Errorf("%q was read as a cursor", text)
		}
	}
	for _, c := range []struct {
		kind, text string
		ok         bool
	}{
		{"boolean", "true", true},
		{"boolean", "t'", false},
		{"real", "0.0607927", true},
		{"real", "1e-20", true},
		{"real", "0", true},
		{"real", "1e-46", false},
		{"real", "1e-300", false},
		{"real", "NaN", false},
		{"real", "e", false},
		{"timestamptz", "2026-11-23 12:00:00.5+00", true},
		{"timestamptz", "infinity", false},
		{"timestamptz", "0000-01-01 00:00:00+00", false},
		{"timestamptz", "2026-11-23 12:00:00+20", false},
		{"text", "a\x00", false},
		{"text", "'; DROP", true},
	} {
		if got := validKey(c.kind, c.text); got != c.ok {
			t.Errorf("validKey(%s, %q) = %v", c.kind, c.text, got)
		}
	}
}
