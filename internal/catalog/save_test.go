package catalog_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tenaz/internal/catalog"
	"tenaz/internal/money"
)

func TestSavedProductIsShown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in := phone()
	saved := w.save(t, in)[0]
	p, err := w.Product(t.Context(), saved.Slug, 0)
	if err != nil {
		t.Fatal(err)
	}
	if p.Title != in.Title || p.Brand != "Pirilampo" || len(p.Variants) != 3 {
		t.Errorf("product = %q by %q with %d variants", p.Title, p.Brand, len(p.Variants))
	}
	if v := p.Variant(); v.SKU != in.Variants[2].SKU || v.Price != 229900 || v.Available != 2 || v.Stock() != catalog.LowStock {
		t.Errorf("the cheapest in stock is shown: got %+v", v)
	}
	got := p.Choices()
	want := []catalog.OptionChoice{
		{Name: "Cor", Chosen: "Preto", Values: []catalog.ValueChoice{
			{Value: "Azul", Swatch: "#2F5FA8", VariantID: p.Variants[0].ID, Stock: catalog.SoldOut},
			{Value: "Preto", Swatch: "#101010", VariantID: p.Variants[2].ID, Stock: catalog.LowStock, Chosen: true},
		}},
		{Name: "Capacidade", Chosen: "128 GB", Values: []catalog.ValueChoice{
			{Value: "128 GB", VariantID: p.Variants[2].ID, Stock: catalog.LowStock, Chosen: true},
			{Value: "256 GB", VariantID: p.Variants[1].ID, Stock: catalog.InStock},
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("choices (-want +got):\n%s", diff)
	}
	if _, err := w.Product(t.Context(), saved.Slug, 999999999); err == nil {
		t.Error("a variant of no such product was found")
	}
}

func TestSavingAgainChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	inputs := []catalog.ProductInput{mouse(), phone()}
	first := w.save(t, inputs...)
	state := func() string {
		return one[string](t, w.d, `SELECT string_agg(r::text, ' ') FROM (
			SELECT p.version, p.updated_at, v.id, v.version, v.updated_at, (SELECT count(*) FROM price_history h WHERE h.variant_id = v.id)
			FROM products p JOIN variants v ON v.product_id = p.id WHERE p.id = ANY ($1) ORDER BY v.id) r`, []int64{first[0].ProductID, first[1].ProductID})
	}
	before := state()
	w.clock.Advance(time.Hour)
	for i, s := range w.save(t, inputs...) {
		if s.Changed || s.Created || s.ProductID != first[i].ProductID || s.Slug != first[i].Slug {
			t.Errorf("saved again: %+v", s)
		}
	}
	if after := state(); after != before {
		t.Errorf("before %s\nafter  %s", before, after)
	}
}

func TestChangesAreWrittenOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in := mouse()
	id := w.save(t, in)[0].ProductID
	w.clock.Advance(time.Hour)
	in.Title += " Pro"
	in.Variants[0].Price = 8990
	in.Attributes = append(in.Attributes[:1:1], catalog.AttributeInput{Key: "Peso", Value: catalog.Number(90, "g")})
	if s := w.save(t, in)[0]; !s.Changed || s.Created {
		t.Errorf("saved = %+v", s)
	}
	type row struct {
		Title                     string
		Version, VariantVersion   int
		Price, Prices, Specs      int
		ListedPrice, ListedOnHand int
	}
	var got row
	err := w.d.QueryRow(t.Context(), `SELECT p.title, p.version, v.version, v.price_cents,
		(SELECT count(*) FROM price_history h WHERE h.variant_id = v.id), (SELECT count(*) FROM attribute_values a WHERE a.product_id = p.id),
		l.price_cents, l.available
		FROM products p JOIN variants v ON v.product_id = p.id JOIN listing l ON l.product_id = p.id WHERE p.id = $1`, id).
		Scan(&got.Title, &got.Version, &got.VariantVersion, &got.Price, &got.Prices, &got.Specs, &got.ListedPrice, &got.ListedOnHand)
	if err != nil {
		t.Fatal(err)
	}
	if want := (row{in.Title, 2, 2, 8990, 2, 2, 8990, 3}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestMatchBySKUThenGTIN(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := mouse(), mouse()
	a.Variants[0].GTIN, b.Variants[0].GTIN = "7891000100103", "7891000053508"
	saved := w.save(t, a, b)

	renamed := a
	renamed.Variants = []catalog.VariantInput{{SKU: a.Variants[0].SKU + "-NEW", GTIN: a.Variants[0].GTIN, Price: 100}}
	got := w.save(t, renamed)[0]
	if got.ProductID != saved[0].ProductID || got.Created || len(got.Warnings) != 1 {
		t.Errorf("found by GTIN: %+v", got)
	}
	if sku := one[string](t, w.d, `SELECT sku FROM variants WHERE product_id = $1`, saved[0].ProductID); sku != a.Variants[0].SKU {
		t.Errorf("SKU became %q", sku)
	}

	two := a
	two.Variants = []catalog.VariantInput{{SKU: a.Variants[0].SKU, GTIN: b.Variants[0].GTIN, Price: 100}}
	good := mouse()
	results, err := w.SaveProducts(t.Context(), staff, []catalog.ProductInput{two, good})
	if err != nil {
		t.Fatal(err)
	}
	if results[0].Err == nil || !strings.Contains(results[0].Err.Error(), "two different variants") || results[1].Err != nil || !results[1].Created {
		t.Errorf("a row that points at two variants: %+v", results)
	}
}

func TestSlugsAreUnique(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	base := mouse()
	var inputs []catalog.ProductInput
	for range 12 {
		in := mouse()
		in.Title = base.Title
		inputs = append(inputs, in)
	}
	seen := map[string]bool{}
	for _, s := range append(w.save(t, inputs...), w.save(t, base)...) {
		if seen[s.Slug] || !strings.HasPrefix(s.Slug, catalog.Slug(base.Title)) {
			t.Errorf("slug %q", s.Slug)
		}
		seen[s.Slug] = true
	}
	if want := catalog.Slug(base.Title) + "-13"; !seen[want] {
		t.Errorf("%s is missing in %v", want, seen)
	}
}

func TestRefusedProductsKeepNobodyBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	change := func(f func(*catalog.ProductInput)) catalog.ProductInput {
		in := mouse()
		f(&in)
		return in
	}
	good := mouse()
	cases := []struct {
		in     catalog.ProductInput
		reason string
	}{
		{change(func(p *catalog.ProductInput) { p.Title = " " }), "title is missing"},
		{change(func(p *catalog.ProductInput) { p.Brand = "" }), "brand is missing"},
		{change(func(p *catalog.ProductInput) { p.Category = "" }), "category is missing"},
		{change(func(p *catalog.ProductInput) { p.Variants = nil }), "no variant"},
		{change(func(p *catalog.ProductInput) { p.Variants[0].SKU = "" }), "SKU is missing"},
		{change(func(p *catalog.ProductInput) { p.Variants[0].Price = -1 }), "price is negative"},
		{change(func(p *catalog.ProductInput) { p.Variants[0].Price = money.Max + 1 }), "over the limit"},
		{change(func(p *catalog.ProductInput) { p.Variants[0].GTIN = "12x" }), "GTIN"},
		{change(func(p *catalog.ProductInput) { p.Title = "a\x00b" }), "NUL"},
		{change(func(p *catalog.ProductInput) { p.Title = "a\xffb" }), "UTF-8"},
		{change(func(p *catalog.ProductInput) { p.Title = strings.Repeat("x", 501) }), "too long"},
		{change(func(p *catalog.ProductInput) { p.Variants[0].SKU = good.Variants[0].SKU }), "earlier product"},
		{change(func(p *catalog.ProductInput) { p.Variants[0].Options = map[string]string{"Cor": "Azul"} }), "option"},
		{change(func(p *catalog.ProductInput) { p.Variants = append(p.Variants, p.Variants[0]) }), "twice"},
	}
	inputs := []catalog.ProductInput{good}
	for _, c := range cases {
		inputs = append(inputs, c.in)
	}
	saved, err := w.SaveProducts(t.Context(), staff, inputs)
	if err != nil {
		t.Fatal(err)
	}
	if saved[0].Err != nil || !saved[0].Created {
		t.Errorf("the good one: %+v", saved[0])
	}
	for i, c := range cases {
		if err := saved[i+1].Err; err == nil || !strings.Contains(err.Error(), c.reason) {
			t.Errorf("case %d: %v, want %q", i, err, c.reason)
		}
	}
}

func TestOddTextIsKeptAsTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, text := range []string{"D'Ávila", "<script>alert(1)</script>", "'; DROP TABLE products; --", "Fone 😀 日本", strings.Repeat("á", 200), `"quoted" & <b>`} {
		in := mouse()
		in.Title, in.Brand, in.Category = text, text, text
		in.Attributes = []catalog.AttributeInput{{Key: text, Group: text, Value: catalog.Text(text)}}
		saved := w.save(t, in)[0]
		p, err := w.Product(t.Context(), saved.Slug, 0)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if p.Title != text || p.Brand != text || p.Specs[0].Name != text || p.Specs[0].Lines[0].Name != text || p.Specs[0].Lines[0].Value.Text != text {
			t.Errorf("%q came back as %q, %q, %+v", text, p.Title, p.Brand, p.Specs)
		}
	}
}
