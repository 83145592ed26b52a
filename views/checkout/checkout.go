// Package checkout shows the steps from the cart to the order: details,
// delivery and payment, review.
package checkout

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"tenaz/internal/accounts"
	"tenaz/internal/cart"
	"tenaz/internal/contact"
	"tenaz/internal/i18n"
	"tenaz/internal/money"
	"tenaz/internal/privacy"
	"tenaz/internal/shipping"
	"tenaz/internal/taxid"
	vcart "tenaz/views/cart"
	vcontact "tenaz/views/contact"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// DetailsModel is what the first step shows: the values as they were typed,
// with a message at each that was refused.
type DetailsModel struct {
	Page   layout.Page
	Cart   cart.Cart
	Values cart.Checkout
	Errors map[string]string
	// CanLookup offers to look the postal code up; Lookup is how that ended:
	// found, city (the code is a whole city's), unknown or unavailable.
	CanLookup bool
	Lookup    string
	// Addresses are the saved ones of whoever is logged in; Chosen is the id of one
	// of them, 0 for another address.
	Addresses []accounts.Address
	Chosen    int64
	// CanKeep offers to keep what was typed in the account; Keep is the answer.
	CanKeep, Keep bool
}

// Address returns the saved address that is chosen, if one is.
func (m DetailsModel) Address() (contact.Address, bool) {
	for _, a := range m.Addresses {
		if a.ID == m.Chosen {
			return a.Address, true
		}
	}
	return contact.Address{}, false
}

// addresses are the saved addresses to choose from, and another one.
func (m DetailsModel) addresses(ctx context.Context) ui.RadioGroupProps {
	p := ui.RadioGroupProps{Name: "address", Legend: i18n.T(ctx, "checkout.address"), Error: m.Errors["address"], Required: true}
	for _, a := range m.Addresses {
		r := ui.Radio{Value: strconv.FormatInt(a.ID, 10), Label: a.Recipient, Text: strings.Join(a.Lines(), ", "), Icon: "map-pin"}
		if a.Default {
			r.Badge = i18n.T(ctx, "account.address.default")
		}
		if a.ID == m.Chosen {
			p.Value = r.Value
		}
		p.Radios = append(p.Radios, r)
	}
	if m.Chosen == 0 {
		p.Value = "new"
	}
	p.Radios = append(p.Radios, ui.Radio{Value: "new", Label: i18n.T(ctx, "checkout.address.new"), Icon: "plus"})
	return p
}

// Suggestion is the address that was probably meant when the mail's domain looks
// like a slip, else empty.
func (m DetailsModel) Suggestion() string { return cart.SuggestEmail(m.Values.Email) }

// ShippingModel is what the second step shows.
type ShippingModel struct {
	Page    layout.Page
	Cart    cart.Cart
	Choices cart.Choices
	// Option and Method are what is chosen.
	Option, Method string
	Errors         map[string]string
}

// ReviewModel is what the third step shows: all that is agreed to. Token stands
// for exactly this content.
type ReviewModel struct {
	Page   layout.Page
	Cart   cart.Cart
	Option shipping.Option
	Token  string
	// News is what can be agreed to beside the contract. Whoever agreed already is
	// asked all the same: the page tells nobody what an address has agreed to.
	News privacy.Offer
}

// Typed returns what was saved as a person writes it, for the form.
func Typed(c cart.Checkout) cart.Checkout {
	c.SetPerson(vcontact.TypedPerson(c.Person()))
	c.SetAddress(vcontact.TypedAddress(c.Address()))
	return c
}

// form are the fields of who buys and where it goes.
func (m DetailsModel) form() vcontact.Form {
	return vcontact.Form{
		Person: m.Values.Person(), Address: m.Values.Address(), Errors: m.Errors,
		Action: "/checkout", CanLookup: m.CanLookup, Lookup: m.Lookup,
	}
}

func optionRadios(ctx context.Context, options []shipping.Option) []ui.Radio {
	radios := make([]ui.Radio, len(options))
	for i, o := range options {
		radios[i] = ui.Radio{
			Value: o.Code, Label: o.Name, Icon: "truck", End: vcart.Freight(ctx, o.Price),
			Text: arrives(ctx, o),
		}
	}
	return radios
}

// arrives says when and by whom a delivery comes.
func arrives(ctx context.Context, o shipping.Option) string {
	return i18n.T(ctx, "checkout.shipping.arrives", "Days", vcart.Days(ctx, o), "Carrier", o.Carrier)
}

// methodIcons are the sprite's names for the ways to pay.
var methodIcons = map[string]string{"card": "credit-card", "pix": "pix", "boleto": "barcode"}

// methodRadios show prices only when the method makes one: of the items alone,
// as the freight may not be chosen yet.
func methodRadios(ctx context.Context, methods []cart.MethodPrice) []ui.Radio {
	differ := slices.ContainsFunc(methods, func(m cart.MethodPrice) bool { return m.Totals.MethodDiscount > 0 })
	radios := make([]ui.Radio, len(methods))
	for i, m := range methods {
		radios[i] = ui.Radio{
			Value: m.Code, Label: i18n.T(ctx, "checkout.method."+m.Code), Icon: methodIcons[m.Code],
			Text: i18n.T(ctx, "checkout.method."+m.Code+"_text"),
		}
		if m.Totals.MethodDiscount > 0 {
			radios[i].Badge = i18n.T(ctx, "checkout.method_off", "Percent", percent(m.Totals.MethodDiscount, m.Totals.Items))
		}
		if differ {
			radios[i].End = i18n.Money(ctx, m.Totals.Items-m.Totals.Discount)
		}
	}
	return radios
}

// percent is a discount in whole per cent, rounded half up.
func percent(part, whole money.Cents) string {
	return strconv.FormatInt(int64((part*200+whole)/(whole*2)), 10)
}

// address are the lines of the delivery address.
func address(c cart.Checkout) []string {
	first := c.Street + ", " + c.Number
	if c.Complement != "" {
		first += ", " + c.Complement
	}
	return []string{c.Recipient, first, c.District, c.City + ", " + c.State, "CEP " + contact.FormatCEP(c.PostalCode)}
}

// registrationKind is how a company without a number stands.
func registrationKind(c cart.Checkout) string {
	if c.StateRegistration == cart.Exempt {
		return contact.RegistrationExempt
	}
	return contact.RegistrationNone
}

// buyer are the lines that say who buys.
func buyer(ctx context.Context, c cart.Checkout) []string {
	lines := []string{c.Name}
	if c.CompanyName != "" {
		lines = append(lines, c.CompanyName)
	}
	kind := "CPF"
	if len(c.Document) == 14 {
		kind = "CNPJ"
	}
	lines = append(lines, i18n.T(ctx, "checkout.review.document", "Kind", kind, "Number", taxid.Format(c.Document)))
	switch {
	case kind == "CPF":
	case c.StateRegistration == "" || c.StateRegistration == cart.Exempt:
		lines = append(lines, i18n.T(ctx, "checkout.review.registration_"+registrationKind(c)))
	default:
		lines = append(lines, i18n.T(ctx, "checkout.review.registration", "Number", c.StateRegistration))
	}
	return append(lines, c.Email, contact.FormatPhone(c.Phone))
}
