package shop

import (
	"errors"
	"net/http"

	"tenaz/internal/cart"
	"tenaz/internal/cep"
	"tenaz/internal/i18n"
	"tenaz/internal/shipping"
	vcheckout "tenaz/views/checkout"
)

// lookupAddress answers the first step's form with what is known of its postal
// code; whatever was typed and is not known better stays. Nothing is saved, and
// no outcome keeps the shopper from going on.
func (s *Shop) lookupAddress(w http.ResponseWriter, r *http.Request, c cart.Cart, values cart.Checkout) error {
	ctx := r.Context()
	m := vcheckout.DetailsModel{Cart: c, Values: values}
	code, valid := shipping.NormaliseCEP(values.PostalCode)
	if !valid {
		m.Errors = map[string]string{"postal_code": i18n.T(ctx, "checkout.invalid.postal_code")}
		m.Lookup = "invalid"
		return s.renderDetails(w, r, http.StatusUnprocessableEntity, m)
	}
	found, err := s.CEP.Lookup(ctx, s.Kit.Actor(r), code)
	switch {
	case errors.Is(err, cep.ErrUnknown):
		m.Lookup = "unknown"
	case errors.Is(err, cep.ErrUnavailable):
		m.Lookup = "unavailable"
	case err != nil:
		return err
	default:
		m.Lookup = "found"
		if found.CityWide() {
			m.Lookup = "city"
		}
		fill(&m.Values.Street, found.Street)
		fill(&m.Values.District, found.District)
		fill(&m.Values.City, found.City)
		fill(&m.Values.State, found.State)
		m.Values.PostalCode = shipping.FormatCEP(code)
	}
	return s.renderDetails(w, r, http.StatusOK, m)
}

// fill writes what is known over what was typed.
func fill(typed *string, known string) {
	if known != "" {
		*typed = known
	}
}
