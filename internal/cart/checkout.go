package cart

import (
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tenaz/internal/apperr"
	"tenaz/internal/money"
	"tenaz/internal/shipping"
	"tenaz/internal/taxid"
)

// MaxText is the length in characters that names and address lines may have.
const MaxText = 200

const (
	maxEmail        = 254
	maxLocal        = 64
	maxStreetNumber = 20
	maxRegistration = 20
)

// What a company says about its inscrição estadual.
const (
	RegistrationNumber = "number"
	RegistrationExempt = "exempt"
	// RegistrationNone: it pays no ICMS.
	RegistrationNone = "none"
)

// Exempt is the StateRegistration of a company that is exempt from one; the empty
// one is of whoever pays no ICMS.
const Exempt = "ISENTO"

// States are the 27 federative units in alphabetical order.
var States = []string{
	"AC", "AL", "AM", "AP", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "MS", "MT", "PA", "PB", "PE", "PI", "PR",
	"RJ", "RN", "RO", "RR", "RS", "SC", "SE", "SP", "TO",
}

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
	c.Name = required(&f, "name", c.Name, MaxText)
	c.checkDocument(&f)
	phone, valid := NormalisePhone(c.Phone)
	if !valid {
		f.Add("phone", "checkout.invalid.phone")
	}
	c.Phone = phone
	c.Recipient = optional(&f, "recipient", c.Recipient, MaxText)
	if c.Recipient == "" {
		c.Recipient = c.Name
	}
	cep, valid := shipping.NormaliseCEP(c.PostalCode)
	if !valid {
		f.Add("postal_code", "checkout.invalid.postal_code")
	}
	c.PostalCode = cep
	c.Street = required(&f, "street", c.Street, MaxText)
	c.Number = required(&f, "number", c.Number, maxStreetNumber)
	c.Complement = optional(&f, "complement", c.Complement, MaxText)
	c.District = required(&f, "district", c.District, MaxText)
	c.City = required(&f, "city", c.City, MaxText)
	c.State = strings.ToUpper(strings.TrimSpace(c.State))
	if !slices.Contains(States, c.State) {
		f.Add("state", "checkout.invalid.state")
	}
	return c, f.Err()
}

// checkDocument normalises the document and asks for a company's name when it is
// a company's.
func (c *Checkout) checkDocument(f *apperr.Fields) {
	document, err := taxid.Parse(c.Document)
	switch {
	case strings.TrimSpace(c.Document) == "":
		f.Add("document", "checkout.missing.document")
	case err != nil:
		f.Add("document", "checkout.invalid.document")
	}
	if err == nil && document.Kind == taxid.CPF {
		// A person has neither; what was typed there belongs to nobody.
		c.CompanyName, c.StateRegistration = "", ""
	}
	c.Document = document.Digits
	if err == nil && document.Kind == taxid.CNPJ {
		c.CompanyName = required(f, "company_name", c.CompanyName, MaxText)
	} else {
		c.CompanyName = optional(f, "company_name", c.CompanyName, MaxText)
	}
	c.checkRegistration(f, err == nil && document.Kind == taxid.CNPJ)
}

// checkRegistration keeps a company's number, Exempt, or nothing. A number that
// was typed is meant, unless the form says that there is none.
func (c *Checkout) checkRegistration(f *apperr.Fields, company bool) {
	number := optional(f, "state_registration", c.StateRegistration, maxRegistration)
	kind := c.RegistrationKind
	c.StateRegistration, c.RegistrationKind = number, ""
	exempt := strings.EqualFold(number, Exempt) || strings.EqualFold(number, "isenta")
	switch {
	case !company:
	case exempt || kind == RegistrationExempt && number == "":
		c.StateRegistration = Exempt
	case kind == RegistrationExempt:
		f.Add("state_registration", "checkout.invalid.registration_exempt")
	case number == "" && kind == RegistrationNumber:
		f.Add("state_registration", "checkout.missing.state_registration")
	case number != "" && !registrationLike(number):
		f.Add("state_registration", "checkout.invalid.state_registration")
	}
}

// registrationLike reports whether a text can be the number of an inscrição
// estadual. Each state has its own: 8 to 14 digits, and a P before those of São
// Paulo's farmers.
func registrationLike(text string) bool {
	digits := strings.NewReplacer(".", "", "-", "", "/", "", " ", "").Replace(text)
	digits = strings.TrimPrefix(strings.ToUpper(digits), "P")
	return len(digits) >= 8 && len(digits) <= 14 && strings.Trim(digits, "0123456789") == ""
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

func required(f *apperr.Fields, field, typed string, limit int) string {
	text := optional(f, field, typed, limit)
	if text == "" {
		f.Add(field, "checkout.missing."+field)
	}
	return text
}

// optional keeps any text of one line that is not too long.
func optional(f *apperr.Fields, field, typed string, limit int) string {
	text := strings.TrimSpace(typed)
	if utf8.RuneCountInString(text) > limit {
		f.Add(field, "checkout.invalid.long", "Max", limit)
	}
	if strings.ContainsFunc(text, unicode.IsControl) {
		f.Add(field, "error.characters")
	}
	return text
}

// NormalisePhone returns area code and number of a Brazilian phone, 10 or 11
// digits, typed with or without +55, brackets, dashes and spaces.
func NormalisePhone(typed string) (string, bool) {
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case strings.ContainsRune("+()-. ", r):
			return -1
		default:
			return 'x'
		}
	}, strings.TrimSpace(typed))
	if len(digits) > 11 {
		digits = strings.TrimPrefix(digits, "55")
	}
	digits = strings.TrimPrefix(digits, "0")
	wrongLength := len(digits) != 10 && len(digits) != 11
	if wrongLength || strings.ContainsRune(digits, 'x') || digits[0] == '0' || digits[1] == '0' {
		return "", false
	}
	// Mobile numbers have nine digits and begin with 9; no number begins with
	// 0 or 1.
	if (len(digits) == 11 && digits[2] != '9') || (len(digits) == 10 && digits[2] < '2') {
		return "", false
	}
	return digits, true
}

// FormatPhone writes a normalised phone as people do: (11) 91234-5678.
func FormatPhone(digits string) string {
	if len(digits) != 10 && len(digits) != 11 {
		return digits
	}
	last := len(digits) - 4
	return "(" + digits[:2] + ") " + digits[2:last] + "-" + digits[last:]
}
