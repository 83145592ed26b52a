package cart

import (
	"net/mail"
	"strings"
	"unicode/utf8"

	"tenaz/internal/apperr"
	"tenaz/internal/contact"
	"tenaz/internal/money"
)

const (
	maxEmail = 254
	maxLocal = 64
)

// Exempt is the StateRegistration of a company that is exempt from one.
const Exempt = contact.Exempt

// Checkout is what the shopper typed and chose: normalised once it is saved
// (document, phone and postal code without mask).
type Checkout struct {
	Email, Name, Document          string
	CompanyName, StateRegistration string
	// RegistrationKind is how StateRegistration was meant, as far as the form says;
	// empty once it is normalised.
	RegistrationKind              string `json:"-"`
	Phone, Recipient              string
	PostalCode, Street, Number    string
	Complement, District          string
	City, State                   string
	ShippingOption, PaymentMethod string
	// ShippingPrice is the freight that the shopper saw when choosing.
	ShippingPrice money.Cents
}

// HasBuyer reports whether buyer and address have been given.
func (c Checkout) HasBuyer() bool { return c.Email != "" && c.PostalCode != "" }

// HasShipping reports whether delivery and payment method have been chosen.
func (c Checkout) HasShipping() bool { return c.ShippingOption != "" && c.PaymentMethod != "" }

// Normalise returns the buyer's part of c in the form in which it is kept, or an
// Invalid error with a message at each wrong field. Text is kept as it was
// typed, without the spaces around it. An empty recipient is the buyer.
func (c Checkout) Normalise() (Checkout, error) {
	var f apperr.Fields
	c.Email = checkEmail(&f, c.Email)
	c.SetPerson(c.Person().Check(&f))
	c.SetAddress(c.Address().Check(&f))
	if c.Recipient == "" {
		c.Recipient = c.Name
	}
	return c, f.Err()
}

// Person is the part of c that says who buys.
func (c Checkout) Person() contact.Person {
	return contact.Person{
		Name: c.Name, Document: c.Document, CompanyName: c.CompanyName, StateRegistration: c.StateRegistration,
		RegistrationKind: c.RegistrationKind, Phone: c.Phone,
	}
}

// SetPerson changes who buys.
func (c *Checkout) SetPerson(p contact.Person) {
	c.Name, c.Document, c.Phone = p.Name, p.Document, p.Phone
	c.CompanyName, c.StateRegistration, c.RegistrationKind = p.CompanyName, p.StateRegistration, p.RegistrationKind
}

// Address is the part of c that says where it goes.
func (c Checkout) Address() contact.Address {
	return contact.Address{
		Recipient: c.Recipient, PostalCode: c.PostalCode, Street: c.Street, Number: c.Number,
		Complement: c.Complement, District: c.District, City: c.City, State: c.State,
	}
}

// SetAddress changes where it goes.
func (c *Checkout) SetAddress(a contact.Address) {
	c.Recipient, c.PostalCode, c.Street, c.Number = a.Recipient, a.PostalCode, a.Street, a.Number
	c.Complement, c.District, c.City, c.State = a.Complement, a.District, a.City, a.State
}

func checkEmail(f *apperr.Fields, typed string) string {
	email := strings.TrimSpace(typed)
	if email == "" {
		f.Add("email", "checkout.missing.email")
		return email
	}
	parsed, err := mail.ParseAddress(email)
	local, domain, _ := strings.Cut(email, "@")
	if err != nil || parsed.Address != email || len(email) > maxEmail || len(local) > maxLocal || !ascii(local) || !domainLike(domain) {
		f.Add("email", "checkout.invalid.email")
	}
	return email
}

// ascii reports whether a text is plain ASCII. Many mail servers, and Stripe,
// take no other address: nothing that we send would arrive.
func ascii(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
}

// domainLike reports whether a mail's domain can exist: at least two labels
// between dots, the last of which is no number.
func domainLike(domain string) bool {
	labels := strings.Split(strings.ToLower(domain), ".")
	for _, label := range labels {
		if label == "" || len(label) > 63 || strings.Trim(label, "-") != label || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return len(labels) > 1 && strings.Trim(labels[len(labels)-1], "0123456789") != ""
}
