package shipping

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tenaz/internal/contact"
	"tenaz/internal/money"
)

func sample() tariff {
	return tariff{code: "economica", name: "Econômica", carrier: "Correios", cubicDivisor: 6000, bands: []band{
		{maxGrams: 1000, price: 1500, daysMin: 2, daysMax: 4},
		{maxGrams: 10000, price: 3000, daysMin: 2, daysMax: 4},
		{maxGrams: 30000, price: 6000, daysMin: 3, daysMax: 6},
	}}
}

func TestPriceByWeight(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name     string
		items    []Item
		expected money.Cents
	}{
		{"light", []Item{{Grams: 200, Quantity: 2}}, 1500},
		{"exactly a band", []Item{{Grams: 1000, Quantity: 1}}, 1500},
		{"a gram over it", []Item{{Grams: 1001, Quantity: 1}}, 3000},
		{"several items", []Item{{Grams: 4000, Quantity: 2}, {Grams: 5000, Quantity: 1}}, 6000},
		{"large and light: 30 x 40 x 50 cm are 10 kg", []Item{{Grams: 900, LengthMM: 300, WidthMM: 400, HeightMM: 500, Quantity: 1}}, 3000},
		{"larger and light: 30 x 40 x 60 cm are 12 kg", []Item{{Grams: 900, LengthMM: 300, WidthMM: 400, HeightMM: 600, Quantity: 1}}, 6000},
		{"unknown weight counts as a kilogram", []Item{{Quantity: 2}}, 3000},
		{"two parcels", []Item{{Grams: 31000, Quantity: 1}}, 6000 + 1500},
		{"exactly two parcels", []Item{{Grams: 30000, Quantity: 2}}, 12000},
		{"five parcels and a half", []Item{{Grams: 15000, Quantity: 11}}, 5*6000 + 6000},
	}
	for _, c := range cases {
		got, possible := sample().price(c.items)
		if !possible || got.Price != c.expected {
			t.Errorf("%s: %d, %v; want %d", c.name, got.Price, possible, c.expected)
		}
	}
}

func TestMoreGoodsNeverCostLess(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		item := Item{
			Grams: rapid.IntRange(0, 40000).Draw(t, "grams"), LengthMM: rapid.IntRange(0, 900).Draw(t, "length"),
			WidthMM: rapid.IntRange(0, 900).Draw(t, "width"), HeightMM: rapid.IntRange(0, 900).Draw(t, "height"),
			Quantity: rapid.IntRange(1, 20).Draw(t, "quantity"),
		}
		more := item
		more.Quantity++
		less, _ := sample().price([]Item{item})
		dearer, possible := sample().price([]Item{more})
		if !possible || dearer.Price < less.Price {
			t.Fatalf("%d units cost %d, %d cost %d", item.Quantity, less.Price, more.Quantity, dearer.Price)
		}
	})
}

func TestQuoteIsCheapestFirst(t *testing.T) {
	t.Parallel()
	quick := sample()
	quick.code, quick.bands = "expressa", []band{{maxGrams: 1000, price: 1200, daysMin: 1, daysMax: 1}}
	none := tariff{code: "nada", cubicDivisor: 6000}
	var codes []string
	for _, o := range quote([]tariff{sample(), none, quick}, []Item{{Grams: 500, Quantity: 1}}) {
		codes = append(codes, o.Code)
	}
	if diff := cmp.Diff([]string{"expressa", "economica"}, codes); diff != "" {
		t.Errorf("options (-want +got):\n%s", diff)
	}
}

func TestNormaliseCEP(t *testing.T) {
	t.Parallel()
	for typed, expected := range map[string]string{
		"01310-100": "01310100", "01310100": "01310100", " 01.310-100 ": "01310100", "99999-999": "99999999",
		"": "", "0131010": "", "013101000": "", "0131O-100": "", "00999-999": "", "01310١٠٠": "",
	} {
		got, valid := contact.ParseCEP(typed)
		if got != expected || valid != (expected != "") {
			t.Errorf("NormaliseCEP(%q) = %q, %v; want %q", typed, got, valid, expected)
		}
	}
	if got := contact.FormatCEP("01310100"); got != "01310-100" {
		t.Errorf("FormatCEP = %q", got)
	}
}

func TestTrackingURLEscapesTheCode(t *testing.T) {
	t.Parallel()
	if got := trackingURL("https://x.test/?o={code}", "AB 1&x=<"); got != "https://x.test/?o=AB+1%26x%3D%3C" {
		t.Errorf("tracking URL %q", got)
	}
	if got := trackingURL("https://x.test/?o={code}", ""); got != "" {
		t.Errorf("tracking URL without a code: %q", got)
	}
}
