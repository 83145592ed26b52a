package shop

import (
	"errors"
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/internal/privacy"
	vcheckout "tenaz/views/checkout"
)

// Place answers POST /checkout/place: it turns the reviewed cart into an order
// and leads to the hosted payment page. Sent twice, it leads to the same one.
// What cannot be placed leads back to where the shopper can mend it, with a
// sentence that says what happened.
func (s *Shop) Place(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	if !form.Has("token") {
		return apperr.New(apperr.Invalid, "error.form")
	}
	cartID := s.Kit.CartID(r)
	if cartID == 0 {
		s.Kit.Flash(r, "info", orders.ErrCartEmpty)
		return s.Kit.SeeOther(w, r, "/cart")
	}
	placed, err := s.Orders.Place(r.Context(), s.Kit.Actor(r), orders.PlaceInput{
		CartID: cartID, Token: form.Get("token"), Locale: i18n.Lang(r.Context()), Known: s.Kit.OrderIDs(r),
	})
	if err != nil {
		return s.placeRefused(w, r, err)
	}
	if form.Has(string(privacy.Marketing)) {
		order, err := s.Orders.ByToken(r.Context(), placed.Token)
		if err != nil {
			return err
		}
		if err := s.accept(r, form, order.Email, privacy.FromCheckout); err != nil {
			return err
		}
	}
	s.Kit.AddOrder(r, placed.OrderID)
	if placed.Settled {
		return s.Kit.SeeOther(w, r, "/orders/"+placed.Token)
	}
	if placed.PaymentURL == "" {
		text := "orders.flash.pay_unavailable"
		if placed.CardInstead {
			s.Kit.Flash(r, "warning", orders.ErrCardInstead)
			return s.Kit.SeeOther(w, r, "/orders/"+placed.Token)
		}
		if placed.Refused {
			text = payments.ErrRefused
		}
		s.Kit.Flash(r, "warning", text)
		return s.Kit.SeeOther(w, r, "/orders/"+placed.Token)
	}
	return s.Kit.SeeOther(w, r, placed.PaymentURL)
}

func (s *Shop) placeRefused(w http.ResponseWriter, r *http.Request, err error) error {
	var waiting *orders.TooManyWaiting
	if errors.As(err, &waiting) {
		m := vcheckout.WaitingModel{Page: s.checkoutPage(r, "checkout.waiting.title"), Refused: *waiting}
		return s.Kit.Render(w, r, http.StatusConflict, vcheckout.Waiting(m), nil)
	}
	var known *apperr.Error
	if !errors.As(err, &known) {
		return err
	}
	back := map[string]string{
		orders.ErrCartEmpty:       "/cart",
		orders.ErrCartChanged:     "/checkout/review",
		orders.ErrFreight:         "/checkout/shipping",
		orders.ErrOutOfStock:      "/cart",
		orders.ErrMethod:          "/checkout/shipping",
		orders.ErrMethodGone:      "/checkout/shipping",
		"error.amount_too_small":  "/checkout/shipping",
		"error.payment_pending":   "/cart",
		"error.order_in_progress": "/checkout/review",
		orders.ErrAddress:         "/checkout/review",
	}[known.ID]
	if back == "" {
		return err
	}
	if known.ID != orders.ErrMethodGone && known.ID != orders.ErrFreight { // the step that it leads to says so itself
		s.Kit.Flash(r, "warning", known.ID, known.Args...)
	}
	return s.Kit.SeeOther(w, r, back)
}
