// Package contact holds how a Brazilian shop writes down who somebody is and
// where they live: the rules that checkout, profile, address book and back
// office share.
package contact

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tenaz/internal/apperr"
	"tenaz/internal/taxid"
)

// MaxText is the length in characters that names and address lines may have.
const MaxText = 200

const (
	maxStreetNumber = 20
	maxRegistration = 20
)

// States are the 27 federative units in alphabetical order.
var States = []string{
	"AC", "AL", "AM", "AP", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "MS", "MT", "PA", "PB", "PE", "PI", "PR",
	"RJ", "RN", "RO", "RR", "RS", "SC", "SE", "SP", "TO",
}

// Person is who buys: a person with a CPF, or a company with a CNPJ, its name
// and its state registration.
type Person struct {
	Name, Document, CompanyName, StateRegistration, Phone string
	// RegistrationKind is how StateRegistration was meant, as far as the form says;
	// empty once it is checked.
	RegistrationKind string
}

// Address is where something is sent.
type Address struct {
	Recipient, PostalCode, Street, Number string
	Complement, District, City, State     string
}

// Check returns the person in the form in which it is kept (document and phone
// without mask) and adds a message at each field that is missing or wrong.
func (p Person) Check(f *apperr.Fields) Person {
	p.Name = Required(f, "name", p.Name, MaxText)
	p.checkDocument(f)
	phone, valid := ParsePhone(p.Phone)
	if !valid {
		f.Add("phone", "checkout.invalid.phone")
	}
	p.Phone = phone
	return p
}

// CheckGiven is Check for a profile: document and phone may be left out.
func (p Person) CheckGiven(f *apperr.Fields) Person {
	var all apperr.Fields
	document, phone := strings.TrimSpace(p.Document) == "", strings.TrimSpace(p.Phone) == ""
	p = p.Check(&all)
	for field, message := range all {
		if (field == "document" && document) || (field == "phone" && phone) {
			continue
		}
		f.Add(field, message.ID, message.Args...)
	}
	return p
}

// checkDocument normalises the document and asks for a company's name when it is
// a company's.
func (p *Person) checkDocument(f *apperr.Fields) {
	document, err := taxid.Parse(p.Document)
	switch {
	case strings.TrimSpace(p.Document) == "":
		f.Add("document", "checkout.missing.document")
	case err != nil:
		f.Add("document", "checkout.invalid.document")
	}
	if err == nil && document.Kind == taxid.CPF {
		// A person has neither; what was typed there belongs to nobody.
		p.CompanyName, p.StateRegistration = "", ""
	}
	p.Document = document.Digits
	if err == nil && document.Kind == taxid.CNPJ {
		p.CompanyName = Required(f, "company_name", p.CompanyName, MaxText)
	} else {
		p.CompanyName = Optional(f, "company_name", p.CompanyName, MaxText)
	}
	p.checkRegistration(f, err == nil && document.Kind == taxid.CNPJ)
}

// Company reports whether the document is a company's.
func (p Person) Company() bool { return len(p.Document) == 14 }

// Check returns the address in the form in which it is kept (postal code without
// mask) and adds a message at each field that is missing or wrong. An empty
// recipient is for the caller to fill.
func (a Address) Check(f *apperr.Fields) Address {
	a.Recipient = Optional(f, "recipient", a.Recipient, MaxText)
	cep, valid := ParseCEP(a.PostalCode)
	if !valid {
		f.Add("postal_code", "checkout.invalid.postal_code")
	}
	a.PostalCode = cep
	a.Street = Required(f, "street", a.Street, MaxText)
	a.Number = Required(f, "number", a.Number, maxStreetNumber)
	a.Complement = Optional(f, "complement", a.Complement, MaxText)
	a.District = Required(f, "district", a.District, MaxText)
	a.City = Required(f, "city", a.City, MaxText)
	a.State = strings.ToUpper(strings.TrimSpace(a.State))
	if !slices.Contains(States, a.State) {
		f.Add("state", "checkout.invalid.state")
	}
	return a
}

// Lines writes an address as on a label, without the recipient.
func (a Address) Lines() []string {
	first := a.Street + ", " + a.Number
	if a.Complement != "" {
		first += ", " + a.Complement
	}
	return []string{first, a.District, a.City + ", " + a.State, "CEP " + FormatCEP(a.PostalCode)}
}

// Required is Optional for a text that has to be there.
func Required(f *apperr.Fields, field, typed string, limit int) string {
	text := Optional(f, field, typed, limit)
	if text == "" {
		f.Add(field, "checkout.missing."+field)
	}
	return text
}

// Optional returns a text without the spaces around it and adds a message when it
// is too long or more than one line.
func Optional(f *apperr.Fields, field, typed string, limit int) string {
	text := strings.TrimSpace(typed)
	if utf8.RuneCountInString(text) > limit {
		f.Add(field, "checkout.invalid.long", "Max", limit)
	}
	if strings.ContainsFunc(text, unicode.IsControl) {
		f.Add(field, "error.characters")
	}
	return text
}
