// Package contact holds the fields in which a person says who they are and where
// they live: checkout, profile and address book show the same.
package contact

import (
	"context"
	"maps"

	"github.com/a-h/templ"

	"tenaz/internal/contact"
	"tenaz/internal/i18n"
	"tenaz/internal/taxid"
	"tenaz/views/ui"
)

// Form is what was typed into the fields, with a message at each that was
// refused.
type Form struct {
	Person  contact.Person
	Address contact.Address
	Errors  map[string]string
	// Given leaves out what a profile does not need: document and phone are
	// optional then.
	Given bool
	// Action is the address that the form is sent to; a look-up asks it too.
	Action string
	// CanLookup offers to look the postal code up; Lookup is how that ended:
	// found, city (the code is a whole city's), unknown or unavailable.
	CanLookup bool
	Lookup    string
}

// order is in which order the fields stand, for the summary of errors.
var order = []string{
	"email", "name", "document", "phone", "company_name", "registration_kind", "state_registration", "locale",
	"address", "recipient", "postal_code", "street", "number", "complement", "district", "city", "state",
	"shipping_option", "payment_method",
}

// Summary lists what was refused in the order in which the fields stand.
func Summary(errors map[string]string) []ui.FieldError {
	var list []ui.FieldError
	for _, name := range order {
		if text := errors[name]; text != "" {
			list = append(list, ui.FieldError{ID: name, Message: text})
		}
	}
	return list
}

// TypedPerson returns what was saved as a person writes it, for a form.
func TypedPerson(p contact.Person) contact.Person {
	p.Document = taxid.Format(p.Document)
	p.Phone = contact.FormatPhone(p.Phone)
	switch p.StateRegistration {
	case contact.Exempt:
		p.StateRegistration, p.RegistrationKind = "", contact.RegistrationExempt
	case "":
	default:
		p.RegistrationKind = contact.RegistrationNumber
	}
	return p
}

// TypedAddress returns what was saved as a person writes it, for a form.
func TypedAddress(a contact.Address) contact.Address {
	a.PostalCode = contact.FormatCEP(a.PostalCode)
	return a
}

// field completes a field with its label and error.
func (f Form) field(ctx context.Context, p ui.FieldProps) ui.FieldProps {
	p.Label = i18n.T(ctx, "checkout."+p.Name)
	p.Error = f.Errors[p.Name]
	if p.MaxLength == 0 {
		p.MaxLength = contact.MaxText
	}
	p.Attrs = Focus(f.Errors, p.Name, p.Attrs)
	return p
}

// Focus adds the focus to what a field has already, if the field was the first to
// be refused.
func Focus(errors map[string]string, name string, attrs templ.Attributes) templ.Attributes {
	if name != First(errors) {
		return attrs
	}
	all := templ.Attributes{"autofocus": true}
	maps.Copy(all, attrs)
	return all
}

// First is the field that takes the focus: the first one that was refused.
func First(errors map[string]string) string {
	for _, e := range Summary(errors) {
		return e.ID
	}
	return ""
}

// registrations are what a company can say about its inscrição estadual.
func registrations(ctx context.Context) []ui.Option {
	var options []ui.Option
	for _, kind := range []string{contact.RegistrationNone, contact.RegistrationExempt, contact.RegistrationNumber} {
		options = append(options, ui.Option{Value: kind, Label: i18n.T(ctx, "checkout.registration."+kind)})
	}
	return options
}

// company reports whether the company's fields are unfolded.
func (f Form) company() bool {
	document, err := taxid.Parse(f.Person.Document)
	return (err == nil && document.Kind == taxid.CNPJ) || f.Person.CompanyName != "" || f.Person.StateRegistration != "" ||
		f.Errors["company_name"] != "" || f.Errors["state_registration"] != ""
}

func stateOptions() []ui.Option {
	options := make([]ui.Option, len(contact.States))
	for i, uf := range contact.States {
		options[i] = ui.Option{Value: uf, Label: uf}
	}
	return options
}
