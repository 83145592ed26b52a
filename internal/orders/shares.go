package orders

import "tenaz/internal/money"

// Taken is what of a line went back already, or is on its way.
type Taken struct {
	Quantity        int
	Goods, Shipping money.Cents
}

// Share returns what units of the line are worth: their part of the line's net
// price and of its freight. It counts from what was taken before, so that
// refunding unit by unit, in any portions, ends at the line's net to the
// centavo.
func (l Line) Share(taken Taken, units int) (goods, shipping money.Cents) {
	until := taken.Quantity + units
	return max(part(l.Total-l.DiscountShare, until, l.Quantity)-taken.Goods, 0), max(part(l.ShippingShare, until, l.Quantity)-taken.Shipping, 0)
}

// part is what the first units of a line are worth of an amount; all of them
// are worth all of it.
func part(amount money.Cents, units, of int) money.Cents {
	return amount * money.Cents(units) / money.Cents(of)
}
