// Package money holds amounts as integer centavos. The store has one currency,
// so an amount carries none.
package money

import (
	"fmt"
	"strconv"
	"strings"
)

// Cents is an amount in centavos (1/100 of the store's currency). It may be
// negative: a discount is a negative adjustment.
type Cents int64

// Max is the largest amount that the store accepts for one line, order or
// payment: ten million reais, far below what int64 and Stripe can hold, so
// that sums of amounts never overflow.
const Max Cents = 1_000_000_000

// Times returns c multiplied by a quantity.
func (c Cents) Times(quantity int) Cents { return c * Cents(quantity) }

// BasisPoints returns the share of c given in basis points (1/10000), rounded
// half away from zero to the centavo.
func (c Cents) BasisPoints(bp int64) Cents {
	product := int64(c) * bp
	if product < 0 {
		return Cents(-((-product + 5000) / 10000))
	}
	return Cents((product + 5000) / 10000)
}

// Plain formats c with two decimals, a point and no symbol ("1234.56"), for
// machines: CSV, JSON-LD, meta tags.
func (c Cents) Plain() string {
	sign, v := "", int64(c)
	if v < 0 {
		sign, v = "-", -v
	}
	return fmt.Sprintf("%s%d.%02d", sign, v/100, v%100)
}

// Format formats c for people: "R$ 1.234,56" in Portuguese and "R$1,234.56" in
// any other language. The space is a no-break space, so that an amount never
// breaks over two lines.
func (c Cents) Format(lang string) string {
	sign, v := "", int64(c)
	if v < 0 {
		sign, v = "-", -v
	}
	thousands, decimal, space := ".", ",", "\u00a0"
	if !strings.HasPrefix(lang, "pt") {
		thousands, decimal, space = ",", ".", ""
	}
	whole := strconv.FormatInt(v/100, 10)
	var grouped strings.Builder
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			grouped.WriteString(thousands)
		}
		grouped.WriteRune(digit)
	}
	return fmt.Sprintf("%sR$%s%s%s%02d", sign, space, grouped.String(), decimal, v%100)
}

// Split divides total over weights by largest remainder: the parts add up to
// total exactly, each differs from its exact share by less than one centavo,
// and ties go to the earlier part. Negative weights count as zero; when every
// weight is zero the parts are as equal as can be. It returns nil for no
// weights.
func Split(total Cents, weights []Cents) []Cents {
	if len(weights) == 0 {
		return nil
	}
	parts := make([]Cents, len(weights))
	sign := Cents(1)
	if total < 0 {
		sign, total = -1, -total
	}
	var sum int64
	for _, w := range weights {
		sum += max(int64(w), 0)
	}
	remainders := make([]int64, len(weights))
	var given Cents
	for i, w := range weights {
		weight, all := max(int64(w), 0), sum
		if sum == 0 {
			weight, all = 1, int64(len(weights))
		}
		// Amounts are at most Max (1e9), so the product stays below 1e18.
		product := int64(total) * weight
		parts[i] = Cents(product / all)
		remainders[i] = product % all
		given += parts[i]
	}
	for left := total - given; left > 0; left-- {
		best := 0
		for i, r := range remainders {
			if r > remainders[best] {
				best = i
			}
		}
		parts[best]++
		remainders[best] = -1
	}
	for i := range parts {
		parts[i] *= sign
	}
	return parts
}
