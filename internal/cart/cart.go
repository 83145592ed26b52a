// Package cart holds what a shopper wants to buy, priced now, and what was
// typed on the way to placing the order.
package cart

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"tenaz/internal/catalog"
	"tenaz/internal/money"
	"tenaz/internal/shipping"
)

const (
	// MaxQuantity is the most units that one line may hold.
	MaxQuantity = 999
	// MaxLines is the most lines that one cart may hold: Stripe's payment page
	// takes a hundred, and the freight is one of them.
	MaxLines = 99
)

// Line is a quantity of one variant with its price of now.
type Line struct {
	ID, VariantID    int64
	Quantity         int
	Sellable         catalog.Sellable
	UnitPrice, Total money.Cents
	// PriceBefore is the unit price that the shopper saw last, when it is
	// another one now.
	PriceBefore *money.Cents
	// Available is how many units this cart could have now; what its own
	// unpaid order holds is counted.
	Available int
}

// Buyable reports whether the line can be ordered as it stands.
func (l Line) Buyable() bool { return l.OnSale() && l.Quantity <= l.Available }

// OnSale reports whether any unit of the line can be ordered.
func (l Line) OnSale() bool { return l.Sellable.Active && l.Available > 0 }

// Cart is a cart as it is read: lines in the order in which they were added.
type Cart struct {
	ID       int64
	UserID   *int64
	Revision int
	Locale   string
	Lines    []Line
	Totals   Totals
	Checkout Checkout
}

// Units is the number of units in the cart.
func (c Cart) Units() int {
	units := 0
	for _, l := range c.Lines {
		units += l.Quantity
	}
	return units
}

// Blocked returns the lines that keep the cart from being ordered: not on sale
// any more, or more units than there are.
func (c Cart) Blocked() []Line {
	var blocked []Line
	for _, l := range c.Lines {
		if !l.Buyable() {
			blocked = append(blocked, l)
		}
	}
	return blocked
}

// Parcel returns the cart's lines as shipping weighs them.
func (c Cart) Parcel() []shipping.Item {
	items := make([]shipping.Item, len(c.Lines))
	for i, l := range c.Lines {
		items[i] = shipping.Item{
			Grams: l.Sellable.WeightGrams, LengthMM: l.Sellable.LengthMM,
			WidthMM: l.Sellable.WidthMM, HeightMM: l.Sellable.HeightMM, Quantity: l.Quantity,
		}
	}
	return items
}

// Totals is what a cart or an order costs: Total = Items - Discount + Shipping.
type Totals struct {
	Items, Discount, Shipping, Total money.Cents
	// MethodDiscount is the part of Discount that the payment method gives.
	MethodDiscount money.Cents
}

// Compute adds up. It is the one place where totals are made: the discount of
// the payment method (in basis points) applies to the items alone, never to the
// freight, and never takes more than they cost.
func Compute(lines []Line, freight money.Cents, methodDiscountBP int64) Totals {
	var t Totals
	for _, l := range lines {
		t.Items += l.UnitPrice.Times(l.Quantity)
	}
	t.MethodDiscount = t.Items.BasisPoints(min(max(methodDiscountBP, 0), 10000))
	t.Discount = t.MethodDiscount
	t.Shipping = freight
	t.Total = t.Items - t.Discount + t.Shipping
	return t
}

// ContentHash is the checkout token: SHA-256 in hex over everything that the
// shopper confirms by placing the order: the cart and its revision, each line
// with its price, buyer, address, freight and payment method. Same content, same
// hash; any change, another one.
func ContentHash(c Cart) string {
	type line struct {
		Variant   int64
		Quantity  int
		UnitPrice money.Cents
	}
	content := struct {
		Cart     int64
		Revision int
		Lines    []line
		Checkout Checkout
		Discount money.Cents
	}{Cart: c.ID, Revision: c.Revision, Checkout: c.Checkout, Discount: c.Totals.Discount}
	for _, l := range c.Lines {
		content.Lines = append(content.Lines, line{l.VariantID, l.Quantity, l.UnitPrice})
	}
	// Numbers and strings alone: this cannot fail.
	encoded, err := json.Marshal(content)
	if err != nil {
		panic(err)
	}
	sum := sha256.Sum256(encoded)
	return hex.EncodeToString(sum[:])
}

// Bought is how many units of a variant an order took out of its cart.
type Bought struct {
	VariantID int64
	Quantity  int
}
