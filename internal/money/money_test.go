package money

import (
	"testing"

	"pgregory.net/rapid"
)

func TestFormat(t *testing.T) {
	t.Parallel()
	cases := []struct {
		in       Cents
		lang     string
		expected string
	}{
		{0, "pt-BR", "R$\u00a00,00"},
		{5, "pt-BR", "R$\u00a00,05"},
		{123456, "pt-BR", "R$\u00a01.234,56"},
		{-123456789, "pt-BR", "-R$\u00a01.234.567,89"},
		{123456, "en", "R$1,234.56"},
		{99999, "en", "R$999.99"},
	}
	for _, c := range cases {
		if got := c.in.Format(c.lang); got != c.expected {
			t.Errorf("Cents(%d).Format(%q) = %q, want %q", c.in, c.lang, got, c.expected)
		}
	}
	if got := Cents(-5).Plain(); got != "-0.05" {
		t.Errorf("Plain = %q", got)
	}
}

func TestBasisPointsRoundsHalfAwayFromZero(t *testing.T) {
	t.Parallel()
	cases := []struct {
		in       Cents
		bp       int64
		expected Cents
	}{{1000, 500, 50}, {10, 500, 1}, {-10, 500, -1}, {9, 500, 0}, {33333, 10000, 33333}}
	for _, c := range cases {
		if got := c.in.BasisPoints(c.bp); got != c.expected {
			t.Errorf("Cents(%d).BasisPoints(%d) = %d, want %d", c.in, c.bp, got, c.expected)
		}
	}
}

func TestSplitAddsUpToTheCentavo(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		total := Cents(rapid.Int64Range(-int64(Max), int64(Max)).Draw(t, "total"))
		raw := rapid.SliceOfN(rapid.Int64Range(0, int64(Max)), 1, 30).Draw(t, "weights")
		weights := make([]Cents, len(raw))
		var sumWeights float64
		for i, w := range raw {
			weights[i] = Cents(w)
			sumWeights += float64(w)
		}
		var sum Cents
		for i, part := range Split(total, weights) {
			sum += part
			exact := float64(total) / float64(len(weights))
			if sumWeights > 0 {
				exact = float64(total) * float64(weights[i]) / sumWeights
			}
			if diff := float64(part) - exact; diff > 1.001 || diff < -1.001 {
				t.Fatalf("part %d is %d, its exact share %f", i, part, exact)
			}
		}
		if sum != total {
			t.Fatalf("parts add up to %d, not %d", sum, total)
		}
	})
}
