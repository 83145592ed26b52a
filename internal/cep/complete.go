package cep

import (
	"context"
	"errors"

	"tenaz/internal/actor"
	"tenaz/internal/contact"
)

// Outcome is how completing an address ended: what the form says about it.
type Outcome string

// The outcomes.
const (
	// Found: street, district, city and state are filled in.
	Found Outcome = "found"
	// City: the code is a whole city's; city and state are filled in.
	City Outcome = "city"
	// Unknown: there is no such code, as far as anybody knows.
	Unknown Outcome = "unknown"
	// Unavailable: no service could say.
	Unavailable Outcome = "unavailable"
	// Malformed: what was typed is no postal code.
	Malformed Outcome = "invalid"
)

// Complete writes what is known of an address's postal code over what was typed;
// the rest stays. Only an outcome that is not in the list above is an error.
func (s *Service) Complete(ctx context.Context, by actor.Actor, typed contact.Address) (contact.Address, Outcome, error) {
	code, valid := contact.ParseCEP(typed.PostalCode)
	if !valid {
		return typed, Malformed, nil
	}
	found, err := s.Lookup(ctx, by, code)
	switch {
	case errors.Is(err, ErrUnknown):
		return typed, Unknown, nil
	case errors.Is(err, ErrUnavailable):
		return typed, Unavailable, nil
	case err != nil:
		return typed, "", err
	}
	fill(&typed.Street, found.Street)
	fill(&typed.District, found.District)
	fill(&typed.City, found.City)
	fill(&typed.State, found.State)
	typed.PostalCode = contact.FormatCEP(code)
	if found.CityWide() {
		return typed, City, nil
	}
	return typed, Found, nil
}

// fill writes what is known over what was typed.
func fill(typed *string, known string) {
	if known != "" {
		*typed = known
	}
}
