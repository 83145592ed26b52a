package orders

import (
	"testing"

	"pgregory.net/rapid"

	"tenaz/internal/money"
)

// However the units of a line are split into refunds, and even when some of
// them fail and are made again, the shares add up to the line's net price and
// freight, and none is negative.
func TestSharesAddUpToTheLine(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		quantity := rapid.IntRange(1, 40).Draw(t, "quantity")
		unit := money.Cents(rapid.Int64Range(0, 99999).Draw(t, "unit"))
		line := Line{Quantity: quantity, UnitPrice: unit, Total: unit.Times(quantity)}
		line.DiscountShare = money.Cents(rapid.Int64Range(0, int64(line.Total)).Draw(t, "discount"))
		line.ShippingShare = money.Cents(rapid.Int64Range(0, 9999).Draw(t, "freight"))
		type refund struct {
			units           int
			goods, shipping money.Cents
		}
		var kept []refund
		taken := Taken{}
		for taken.Quantity < quantity {
			if len(kept) > 0 && rapid.IntRange(0, 3).Draw(t, "fails") == 0 {
				i := rapid.IntRange(0, len(kept)-1).Draw(t, "which")
				taken.Quantity -= kept[i].units
				taken.Goods -= kept[i].goods
				taken.Shipping -= kept[i].shipping
				kept = append(kept[:i], kept[i+1:]...)
			}
			units := rapid.IntRange(1, quantity-taken.Quantity).Draw(t, "units")
			goods, shipping := line.Share(taken, units)
			if goods < 0 || shipping < 0 {
				t.Fatalf("%d units are worth %d and %d", units, goods, shipping)
			}
			kept = append(kept, refund{units, goods, shipping})
			taken.Quantity += units
			taken.Goods += goods
			taken.Shipping += shipping
		}
		if taken.Goods != line.Total-line.DiscountShare || taken.Shipping != line.ShippingShare {
			t.Fatalf("refunded %d and %d of %d and %d", taken.Goods, taken.Shipping, line.Total-line.DiscountShare, line.ShippingShare)
		}
	})
}
