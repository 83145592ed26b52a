package orders

import (
	"testing"

	"pgregory.net/rapid"

	"tenaz/internal/cart"
	"tenaz/internal/money"
)

// sold draws an order as placing makes it: lines at any price, freight and the
// method's discount split over them, and perhaps a difference that staff accepted.
func sold(t *rapid.T) Order {
	var lines []cart.Line
	for i := range rapid.IntRange(1, 12).Draw(t, "lines") {
		lines = append(lines, cart.Line{
			ID: int64(i + 1), Quantity: rapid.IntRange(1, 9).Draw(t, "quantity"),
			UnitPrice: money.Cents(rapid.Int64Range(0, 9_999_999).Draw(t, "unit")),
		})
	}
	freight := money.Cents(rapid.Int64Range(0, 99_999).Draw(t, "freight"))
	totals := cart.Compute(lines, freight, rapid.Int64Range(0, 10_000).Draw(t, "basis points"))
	o := Order{Items: totals.Items, Discount: totals.Discount, Shipping: totals.Shipping, Total: totals.Total}
	if rapid.Bool().Draw(t, "paid too little") {
		missing := money.Cents(rapid.Int64Range(0, int64(o.Items-o.Discount)).Draw(t, "missing"))
		o.Discount, o.Total = o.Discount+missing, o.Total-missing
	}
	weights := make([]money.Cents, len(lines))
	for i, l := range lines {
		weights[i] = l.UnitPrice.Times(l.Quantity)
	}
	discounts, freights := money.Split(o.Discount, weights), money.Split(o.Shipping, weights)
	for i, l := range lines {
		o.Lines = append(o.Lines, Line{
			ID: l.ID, Quantity: l.Quantity, UnitPrice: l.UnitPrice, Total: weights[i], DiscountShare: discounts[i], ShippingShare: freights[i],
		})
	}
	return o
}

// The lines of any order add up to its total, and no line is discounted below
// nothing; refunded in any portions, in any order of the lines, partly shipped or
// not, they give back that total: not a centavo more or less.
func TestRefundsOfAnOrderAddUpToItsTotal(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o := sold(t)
		var net money.Cents
		left := map[int]int{}
		for i := range o.Lines {
			l := &o.Lines[i]
			if l.DiscountShare < 0 || l.DiscountShare > l.Total || l.ShippingShare < 0 {
				t.Fatalf("a line of %d has a discount of %d and %d of the freight", l.Total, l.DiscountShare, l.ShippingShare)
			}
			net += l.Total - l.DiscountShare + l.ShippingShare
			left[i] = l.Quantity
			l.ShippedQuantity = rapid.IntRange(0, l.Quantity).Draw(t, "shipped")
		}
		if net != o.Total {
			t.Fatalf("the lines are worth %d, the order %d", net, o.Total)
		}
		taken, back := make([]Taken, len(o.Lines)), money.Cents(0)
		for len(left) > 0 {
			p := plan{}
			for i := range o.Lines {
				if left[i] == 0 || rapid.IntRange(0, 2).Draw(t, "skip") == 0 {
					continue
				}
				units := rapid.IntRange(1, left[i]).Draw(t, "units")
				before := taken[i]
				p.add(o.Lines[i], before, units, 0, rapid.Bool().Draw(t, "restock"))
				goods, freight := o.Lines[i].Share(before, units)
				taken[i] = Taken{before.Quantity + units, before.Goods + goods, before.Shipping + freight}
				if left[i] -= units; left[i] == 0 {
					delete(left, i)
				}
			}
			if p.amount < 0 {
				t.Fatalf("a refund of %d", p.amount)
			}
			back += p.amount
		}
		if back != o.Total {
			t.Fatalf("%d of %d went back", back, o.Total)
		}
	})
}
