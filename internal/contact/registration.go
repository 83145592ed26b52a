package contact

import (
	"strings"

	"tenaz/internal/apperr"
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

// checkRegistration keeps a company's number, Exempt, or nothing. A number that
// was typed is meant, unless the form says that there is none.
func (p *Person) checkRegistration(f *apperr.Fields, company bool) {
	number := Optional(f, "state_registration", p.StateRegistration, maxRegistration)
	kind := p.RegistrationKind
	p.StateRegistration, p.RegistrationKind = number, ""
	exempt := strings.EqualFold(number, Exempt) || strings.EqualFold(number, "isenta")
	switch {
	case !company:
	case exempt || kind == RegistrationExempt && number == "":
		p.StateRegistration = Exempt
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
