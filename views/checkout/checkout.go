// Package checkout shows the steps from the cart to the order: details,
// delivery and payment, review.
package checkout

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"tenaz/internal/cart"
	"tenaz/internal/i18n"
	"tenaz/internal/money"
	"tenaz/internal/privacy"
	"tenaz/internal/shipping"
	"tenaz/internal/taxid"
	vcart "tenaz/views/cart"
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
	c.Document = taxid.Format(c.Document)
	c.Phone = cart.FormatPhone(c.Phone)
	c.PostalCode = shipping.FormatCEP(c.PostalCode)
	switch c.StateRegistration {
	case cart.Exempt:
		c.StateRegistration, c.RegistrationKind = "", cart.RegistrationExempt
	case "":
	default:
		c.RegistrationKind = cart.RegistrationNumber
	}
	return c
}

// order is in which order the fields stand, for the summary of errors.
var order = []string{
	"email", "name", "document", "company_name", "state_registration", "phone",
	"recipient", "postal_code", "street", "number", "complement", "district", "city", "state",
	"shipping_option", "payment_method",
}

func summaryOf(errors map[string]string) []ui.FieldError {
	var list []ui.FieldError
	for _, name := range order {
		if text := errors[name]; text != "" {
			list = append(list, ui.FieldError{ID: name, Message: text})
		}
	}
	return list
}

// field completes a field with its error.
func (m DetailsModel) field(ctx context.Context, p ui.FieldProps) ui.FieldProps {
	p.Label = i18n.T(ctx, "checkout."+p.Name)
	p.Error = m.Errors[p.Name]
	if p.MaxLength == 0 {
		p.MaxLength = cart.MaxText
	}
	if p.Name == firstOf(m.Errors) {
		p.Attrs = focused(p.Attrs)
	}
	return p
}

// firstOf is the field that takes the focus: the first one that was refused.
func firstOf(errors map[string]string) string {
	for _, e := range summaryOf(errors) {
		return e.ID
	}
	return ""
}

// focused adds the focus to what a field has already.
func focused(attrs templ.Attributes) templ.Attributes {
	all := templ.Attributes{"autofocus": true}
	maps.Copy(all, attrs)
	return all
}

// stateAttrs gives the list of states the focus if it was the first to be refused.
func (m DetailsModel) stateAttrs() templ.Attributes {
	if firstOf(m.Errors) != "state" {
		return nil
	}
	return focused(nil)
}

// registrations are what a company can say about its inscrição estadual.
func registrations(ctx context.Context) []ui.Option {
	var options []ui.Option
	for _, kind := range []string{cart.RegistrationNone, cart.RegistrationExempt, cart.RegistrationNumber} {
		options = append(options, ui.Option{Value: kind, Label: i18n.T(ctx, "checkout.registration."+kind)})
	}
	return options
}

// company reports whether the company's fields are unfolded.
func (m DetailsModel) company() bool {
	document, err := taxid.Parse(m.Values.Document)
	return (err == nil && document.Kind == taxid.CNPJ) || m.Values.CompanyName != "" || m.Values.StateRegistration != "" ||
		m.Errors["company_name"] != "" || m.Errors["state_registration"] != ""
}

func stateOptions() []ui.Option {
	options := make([]ui.Option, len(cart.States))
	for i, uf := range cart.States {
		options[i] = ui.Option{Value: uf, Label: uf}
	}
	return options
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
	return []string{c.Recipient, first, c.District, c.City + ", " + c.State, "CEP " + shipping.FormatCEP(c.PostalCode)}
}

// registrationKind is how a company without a number stands.
func registrationKind(c cart.Checkout) string {
	if c.StateRegistration == cart.Exempt {
		return cart.RegistrationExempt
	}
	return cart.RegistrationNone
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
	return append(lines, c.Email, cart.FormatPhone(c.Phone))
}
