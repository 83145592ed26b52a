package shop

import (
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/orders"
	vo "tenaz/views/orders"
)

// OrderEmail answers POST /orders/{token}/email: the session that placed the
// order corrects its address, and goes on by the new link.
func (s *Shop) OrderEmail(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	typed := vo.EmailForm{Typed: form.Get("email"), Open: true}
	token, err := s.Orders.CorrectEmail(ctx, s.Kit.Actor(r), orders.EmailInput{
		Token: web.Param(r, "token"), Known: s.Kit.OrderIDs(r), Email: typed.Typed,
	})
	switch {
	case err == nil && token == web.Param(r, "token"):
		s.Kit.Flash(r, "info", "orders.email.same")
	case err == nil:
		s.Kit.Flash(r, "success", "orders.email.corrected")
	case apperr.Is(err, apperr.Invalid):
		if typed.Error = s.Kit.Fields(ctx, err)["email"]; typed.Error == "" {
			return err
		}
		return s.showOrder(w, r, http.StatusUnprocessableEntity, typed)
	case apperr.Is(err, apperr.TooMany):
		typed.Error = s.Kit.Sentence(ctx, err)
		return s.showOrder(w, r, http.StatusTooManyRequests, typed)
	case apperr.Is(err, apperr.Conflict):
		s.Kit.Flash(r, "info", "error.email_closed")
		token = web.Param(r, "token")
	default:
		return err
	}
	return s.Kit.SeeOther(w, r, "/orders/"+token)
}

// renewed leads whoever comes back from a payment page that was opened before the
// link changed, in the browser that placed the order; for everybody else an old
// link is dead.
func (s *Shop) renewed(w http.ResponseWriter, r *http.Request, token string, dead error) error {
	if !apperr.Is(dead, apperr.NotFound) || !r.URL.Query().Has(orders.ReturnParam) {
		return dead
	}
	fresh, err := s.Orders.Renewed(r.Context(), token, s.Kit.OrderIDs(r))
	if apperr.Is(err, apperr.NotFound) || err == nil && fresh == token {
		return dead
	}
	if err != nil {
		return err
	}
	return s.Kit.SeeOther(w, r, "/orders/"+fresh+"?"+orders.ReturnParam+"=1")
}
