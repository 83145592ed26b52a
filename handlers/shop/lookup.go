package shop

import (
	"net/http"

	"tenaz/internal/cart"
	"tenaz/internal/cep"
	"tenaz/internal/i18n"
	vcheckout "tenaz/views/checkout"
)

// lookupAddress answers the first step's form with what is known of its postal
// code; whatever was typed and is not known better stays. Nothing is saved, and
// no outcome keeps the shopper from going on.
func (s *Shop) lookupAddress(w http.ResponseWriter, r *http.Request, m vcheckout.DetailsModel, values cart.Checkout) error {
	ctx := r.Context()
	address, outcome, err := s.CEP.Complete(ctx, s.Kit.Actor(r), values.Address())
	if err != nil {
		return err
	}
	values.SetAddress(address)
	m.Values, m.Lookup = values, string(outcome)
	if outcome == cep.Malformed {
		m.Errors = map[string]string{"postal_code": i18n.T(ctx, "checkout.invalid.postal_code")}
		return s.renderDetails(w, r, http.StatusUnprocessableEntity, m)
	}
	return s.renderDetails(w, r, http.StatusOK, m)
}
