// Package cart shows the shopper's cart.
package cart

import (
	"context"
	"strconv"

	"github.com/a-h/templ"

	"tenaz/internal/cart"
	"tenaz/internal/contact"
	"tenaz/internal/i18n"
	"tenaz/internal/money"
	"tenaz/internal/shipping"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// Model is what the cart's page shows.
type Model struct {
	Page layout.Page
	Cart cart.Cart
	// Errors are what is wrong with single lines, by the line's id.
	Errors map[int64]string
	// Estimate is the freight that was asked for, nil if none was.
	Estimate *Estimate
}

// Estimate is an answer to "what does delivery cost": either Error says what is
// wrong with the postal code, or Options are the ways to deliver, none meaning
// that there is no delivery.
type Estimate struct {
	PostalCode string
	Error      string
	Options    []shipping.Option
}

func (m Model) postalCode() string {
	if m.Estimate != nil {
		return m.Estimate.PostalCode
	}
	return contact.FormatCEP(m.Cart.Checkout.PostalCode)
}

func (m Model) estimateError() string {
	if m.Estimate != nil {
		return m.Estimate.Error
	}
	return ""
}

// swap are the attributes by which a form of the cart brings it up to date in
// place; without scripts it is sent as it is.
func swap(action string) templ.Attributes {
	return templ.Attributes{"hx-post": action, "hx-target": "#cart", "hx-swap": "outerMorph", "hx-sync": "this:replace"}
}

func lineAction(l cart.Line) string { return "/cart/items/" + strconv.FormatInt(l.ID, 10) }

func lineID(prefix string, l cart.Line) string { return prefix + "-" + strconv.FormatInt(l.ID, 10) }

// Href is the product page of a line, with its variant chosen.
func Href(l cart.Line) string {
	return "/products/" + l.Sellable.Slug + "?variant=" + strconv.FormatInt(l.VariantID, 10)
}

// Picture is the address of a line's picture, empty for none.
func Picture(l cart.Line) string {
	if l.Sellable.ImageKey == "" {
		return ""
	}
	return "/media/" + l.Sellable.ImageKey
}

// Days says how long a delivery takes: "2 a 4 dias úteis".
func Days(ctx context.Context, o shipping.Option) string {
	if o.DaysMin == o.DaysMax {
		return i18n.N(ctx, "shipping.days", o.DaysMax)
	}
	return i18n.N(ctx, "shipping.between", o.DaysMax, "Min", o.DaysMin)
}

// Freight writes the price of a delivery; nothing to pay is said in words.
func Freight(ctx context.Context, price money.Cents) string {
	if price == 0 {
		return i18n.T(ctx, "checkout.free")
	}
	return i18n.Money(ctx, price)
}

// Sums are the rows of a total. Freight that is not known yet is said so.
func Sums(ctx context.Context, c cart.Cart) []ui.Fact {
	t := c.Totals
	facts := []ui.Fact{{Label: i18n.T(ctx, "cart.subtotal"), Value: i18n.Money(ctx, t.Items)}}
	if t.Discount > 0 {
		method := i18n.T(ctx, "checkout.method."+c.Checkout.PaymentMethod)
		facts = append(facts, ui.Fact{
			Label: i18n.T(ctx, "cart.discount", "Method", method), Value: "−" + i18n.Money(ctx, t.Discount),
		})
	}
	if c.Checkout.ShippingOption == "" {
		return append(facts,
			ui.Fact{Label: i18n.T(ctx, "cart.shipping"), Value: i18n.T(ctx, "cart.shipping_later")},
			ui.Fact{Label: i18n.T(ctx, "cart.total_without_shipping"), Value: i18n.Money(ctx, t.Total), Total: true})
	}
	return append(facts,
		ui.Fact{Label: i18n.T(ctx, "cart.shipping"), Value: Freight(ctx, t.Shipping)},
		ui.Fact{Label: i18n.T(ctx, "cart.total"), Value: i18n.Money(ctx, t.Total), Total: true})
}

// priceNote says that a price is another one than the shopper saw, or nothing.
func priceNote(ctx context.Context, l cart.Line) string {
	if l.PriceBefore == nil {
		return ""
	}
	id := "cart.price_rose"
	if l.UnitPrice < *l.PriceBefore {
		id = "cart.price_fell"
	}
	return i18n.T(ctx, id, "Before", i18n.Money(ctx, *l.PriceBefore), "Now", i18n.Money(ctx, l.UnitPrice))
}

// fewLeft is from how many units on the cart says how many are left.
const fewLeft = 5

func stockNote(l cart.Line) ui.StockProps {
	switch {
	case l.Available <= 0:
		return ui.StockProps{Band: ui.OutOfStock}
	case l.Available <= fewLeft || l.Quantity > l.Available:
		return ui.StockProps{Band: ui.FewLeft, Left: l.Available}
	}
	return ui.StockProps{}
}

func estimateFacts(ctx context.Context, options []shipping.Option) []ui.Fact {
	facts := make([]ui.Fact, len(options))
	for i, o := range options {
		facts[i] = ui.Fact{
			Label: i18n.T(ctx, "cart.estimate_line", "Name", o.Name, "Days", Days(ctx, o)), Value: Freight(ctx, o.Price),
		}
	}
	return facts
}
