package demoshop

import (
	"math/rand/v2"
	"slices"
)

// shelf is what the past buyers chose from, with how often each item sells.
type shelf struct {
	items   []Variant
	weights []float64
	small   []bool // cheap things, bought beside something else
}

func newShelf(products []Product) shelf {
	popular := map[string]float64{}
	var s shelf
	for _, p := range products {
		for _, v := range p.Variants {
			w := 1.0 / float64(len(p.Variants))
			switch {
			case v.PriceCents < 30_000:
				w *= 3
			case v.PriceCents < 120_000:
				w *= 2.2
			case v.PriceCents > 500_000:
				w *= .7
			}
			if p.Featured {
				w *= 2.6
			}
			if v.CompareAtCents > 0 {
				w *= 1.5
			}
			popular[v.SKU] = w
			s.items = append(s.items, v)
		}
	}
	slices.SortFunc(s.items, bySKU)
	for _, v := range s.items {
		s.weights = append(s.weights, popular[v.SKU])
		s.small = append(s.small, v.PriceCents < 40_000)
	}
	return s
}

// lines draws one to three different items. An order that came to nothing
// holds only what is plentiful, so that replaying the past never runs short.
func (s shelf) lines(r *rand.Rand, outcome Outcome) []PastLine {
	count := 1 + weighted(r, []float64{68, 24, 8})
	var lines []PastLine
	for len(lines) < count {
		i := weighted(r, s.weights)
		v := s.items[i]
		taken := slices.ContainsFunc(lines, func(l PastLine) bool { return l.SKU == v.SKU })
		scarce := (outcome == Expired || outcome == Cancelled) && v.Stock < 12
		if taken || scarce || (len(lines) > 0 && !s.small[i]) {
			continue
		}
		quantity := 1
		if s.small[i] && r.IntN(4) == 0 {
			quantity += 1 + r.IntN(2)
		}
		lines = append(lines, PastLine{SKU: v.SKU, Quantity: quantity})
	}
	return lines
}
