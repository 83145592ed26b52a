// Package hooks takes what other services report. Each report proves its
// sender by a signature; nothing else does.
package hooks

import (
	"errors"
	"io"
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/payments"
)

// payloadLimit is far above the largest event that Stripe sends.
const payloadLimit = 256 << 10

// Deps is what the handlers need.
type Deps struct {
	Kit      *web.Kit
	Payments *payments.Service
}

// Hooks holds the handlers of the webhooks.
type Hooks struct{ Deps }

// New returns Hooks.
func New(deps Deps) *Hooks { return &Hooks{deps} }

// Stripe answers POST /webhooks/stripe: 200 once the event is stored, 400 for a
// signature that does not hold, so that Stripe tries again only what may work.
func (h *Hooks) Stripe(w http.ResponseWriter, r *http.Request) error {
	payload, err := io.ReadAll(http.MaxBytesReader(w, r.Body, payloadLimit))
	if err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return apperr.Wrap(apperr.TooLarge, err, "")
		}
		return apperr.Wrap(apperr.Invalid, err, "error.webhook_payload")
	}
	err = h.Payments.Ingest(r.Context(), payload, r.Header.Get("Stripe-Signature"))
	if apperr.Is(err, apperr.Invalid) {
		return web.JSON(w, http.StatusBadRequest, map[string]string{"error": h.Kit.Sentence(r.Context(), err)})
	}
	if err != nil {
		return err
	}
	return web.JSON(w, http.StatusOK, map[string]bool{"received": true})
}
