package demoshop

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func load(t *testing.T) []Product {
	t.Helper()
	products, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return products
}

func TestEveryCategoryHasItsProducts(t *testing.T) {
	count := map[string]int{}
	for _, p := range load(t) {
		count[p.Category]++
	}
	for _, c := range Categories() {
		if n := count[c.Slug]; n < 6 || n > 9 {
			t.Errorf("%s: %d products, want 6 to 9", c.Slug, n)
		}
		delete(count, c.Slug)
		if len(c.NCM) != 8 || c.Name == "" || c.Blurb == "" || c.Tint == "" || c.Position < 1 {
			t.Errorf("incomplete category %+v", c)
		}
	}
	if len(count) > 0 {
		t.Errorf("products in unknown categories: %v", count)
	}
}

func TestProductsAreComplete(t *testing.T) {
	slug := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	seen := map[string]bool{}
	featured := 0
	for _, p := range load(t) {
		for _, key := range []string{"slug " + p.Slug, "title " + p.Title, "model " + p.SKU} {
			if seen[key] {
				t.Errorf("%s twice", key)
			}
			seen[key] = true
		}
		if !slug.MatchString(p.Slug) {
			t.Errorf("slug %q", p.Slug)
		}
		for name, text := range map[string]string{"title": p.Title, "brand": p.Brand, "summary": p.Summary, "box": p.Box, "description": p.Description} {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s: no %s", p.Slug, name)
			}
			if strings.Contains(text, "!") {
				t.Errorf("%s: %s raises its voice", p.Slug, name)
			}
		}
		if n := len(strings.Split(p.Description, "\n\n")); n < 2 || n > 4 {
			t.Errorf("%s: description of %d paragraphs", p.Slug, n)
		}
		if len(p.Summary) > 160 {
			t.Errorf("%s: summary of %d bytes does not fit a search result", p.Slug, len(p.Summary))
		}
		if p.Featured {
			featured++
		}
	}
	if featured < 8 || featured > 24 {
		t.Errorf("%d featured products", featured)
	}
}

func TestAttributesAreEnoughAndOfOneKind(t *testing.T) {
	first := map[string]Attribute{}
	check := func(slug string, a Attribute) {
		if a.Group == "" {
			t.Errorf("%s: %q has no group", slug, a.Name)
		}
		if text, ok := a.Value.(string); ok && (text == "" || strings.Contains(text, "!")) {
			t.Errorf("%s: %q is %q", slug, a.Name, text)
		}
		f, known := first[a.Name]
		if !known {
			first[a.Name] = a
			return
		}
		if kind(f) != kind(a) || f.Unit != a.Unit {
			t.Errorf("%s: %q is %s %q, elsewhere %s %q", slug, a.Name, kind(a), a.Unit, kind(f), f.Unit)
		}
	}
	for _, p := range load(t) {
		names := map[string]bool{}
		for _, a := range p.Attributes {
			check(p.Slug, a)
			names[a.Name] = true
		}
		for _, v := range p.Variants {
			for _, a := range v.Attributes {
				check(p.Slug, a)
				names[a.Name] = true
			}
		}
		if len(names) < 8 {
			t.Errorf("%s: %d attributes, want 8", p.Slug, len(names))
		}
		if len(names) != len(p.Groups) {
			t.Errorf("%s: %d attributes but %d groups", p.Slug, len(names), len(p.Groups))
		}
	}
}

func kind(a Attribute) string {
	switch a.Value.(type) {
	case string:
		return "text"
	case bool:
		return "boolean"
	case float64:
		return "number"
	}
	return "nothing"
}

func TestVariantsCoverTheOptions(t *testing.T) {
	for _, p := range load(t) {
		want := 1
		for _, o := range p.Options {
			want *= len(o.Values)
			if len(o.Values) < 2 {
				t.Errorf("%s: option %s leaves no choice", p.Slug, o.Name)
			}
			for _, v := range o.Values {
				if _, ok := Swatches()[v.Swatch]; (o.Name == "Cor") != ok {
					t.Errorf("%s: %s %s has swatch %q", p.Slug, o.Name, v.Value, v.Swatch)
				}
			}
		}
		if len(p.Variants) != want {
			t.Errorf("%s: %d variants, want %d", p.Slug, len(p.Variants), want)
		}
		seen := map[string]bool{}
		for _, v := range p.Variants {
			var chosen []string
			for _, o := range p.Options {
				value := v.Options[o.Name]
				if !slices.ContainsFunc(o.Values, func(x OptionValue) bool { return x.Value == value }) {
					t.Errorf("%s: %s %q is not offered", v.SKU, o.Name, value)
				}
				chosen = append(chosen, value)
			}
			if len(v.Options) != len(p.Options) {
				t.Errorf("%s: options %v", v.SKU, v.Options)
			}
			key := strings.Join(chosen, "/")
			if seen[key] {
				t.Errorf("%s: %s twice", p.Slug, key)
			}
			seen[key] = true
		}
	}
}

func TestVariantsCanBeSoldAndShipped(t *testing.T) {
	digits := regexp.MustCompile(`^\d{8}$`)
	seen := map[string]bool{}
	stock := map[string]int{}
	for _, p := range load(t) {
		for _, v := range p.Variants {
			if seen[v.SKU] || seen[v.GTIN] || !strings.HasPrefix(v.SKU, p.SKU) {
				t.Errorf("%s: SKU or GTIN twice, or not of model %s", v.SKU, p.SKU)
			}
			seen[v.SKU], seen[v.GTIN] = true, true
			if !validGTIN(v.GTIN) || v.GTIN[0] != '2' {
				t.Errorf("%s: GTIN %s", v.SKU, v.GTIN)
			}
			if v.PriceCents < 2_000 || v.PriceCents > 1_500_000 || v.CostCents >= v.PriceCents || v.CostCents < v.PriceCents/2 {
				t.Errorf("%s: price %d, cost %d", v.SKU, v.PriceCents, v.CostCents)
			}
			if v.CompareAtCents != 0 && (v.CompareAtCents <= v.PriceCents || v.CompareAtCents > v.PriceCents*3/2) {
				t.Errorf("%s: price %d, before %d", v.SKU, v.PriceCents, v.CompareAtCents)
			}
			if !digits.MatchString(v.NCM) || (v.Origin != 0 && v.Origin != 2) {
				t.Errorf("%s: NCM %s, origin %d", v.SKU, v.NCM, v.Origin)
			}
			// The Correios carry up to 30 kg and 1 m a side; a parcel has three sides.
			if v.WeightGrams < 20 || v.WeightGrams > 30_000 || v.LengthMM < v.WidthMM || v.LengthMM > 1000 || v.WidthMM < 50 || v.HeightMM < 10 {
				t.Errorf("%s: %d g, %d × %d × %d mm", v.SKU, v.WeightGrams, v.LengthMM, v.WidthMM, v.HeightMM)
			}
			switch {
			case v.Stock == 0:
				stock["none"]++
			case v.Stock < 5:
				stock["low"]++
			case v.Stock <= 80:
				stock["good"]++
			default:
				t.Errorf("%s: stock %d", v.SKU, v.Stock)
			}
		}
	}
	if stock["none"] < 4 || stock["low"] < 10 || stock["good"] < 100 {
		t.Errorf("stock %v: want every state in the shop", stock)
	}
}

func validGTIN(s string) bool {
	if len(s) != 13 {
		return false
	}
	sum := 0
	for i, c := range s {
		if c < '0' || c > '9' {
			return false
		}
		sum += int(c-'0') * (1 + i%2*2)
	}
	return sum%10 == 0
}
