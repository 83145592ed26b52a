package settings

// The facts that a shop has to state before it sells, as the checklist names
// them.
const (
	NeedsLegalName = "legal_name"
	NeedsCNPJ      = "cnpj"
	NeedsAddress   = "address"
	NeedsEmail     = "email"
	NeedsPhone     = "phone"
	NeedsMethod    = "method"
)

// Needs are all of them, in the order of the form.
var Needs = []string{NeedsLegalName, NeedsCNPJ, NeedsAddress, NeedsEmail, NeedsPhone, NeedsMethod}

// Has reports whether a fact of Needs is stated.
func (s Settings) Has(need string) bool {
	switch need {
	case NeedsLegalName:
		return s.Shop.LegalName != ""
	case NeedsCNPJ:
		return s.Shop.CNPJ != ""
	case NeedsAddress:
		return s.Shop.Address != ""
	case NeedsEmail:
		return s.Shop.Email != ""
	case NeedsPhone:
		return s.Shop.Phone != ""
	case NeedsMethod:
		return len(s.Payment.Methods()) > 0
	}
	return false
}
