package shop

import (
	"net/http"
	"strconv"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/cart"
	"tenaz/internal/i18n"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// OrderMethod answers POST /orders/{token}/method: the order is paid another
// way, at that way's price.
func (s *Shop) OrderMethod(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	token := web.Param(r, "token")
	address, err := s.Orders.ChangeMethod(r.Context(), s.Kit.Actor(r), token, payments.Method(form.Get("payment_method")))
	return s.afterOrder(w, r, token, address, err)
}

// OrderCancel answers POST /orders/{token}/cancel: the shopper gives up an order
// that is not paid.
func (s *Shop) OrderCancel(w http.ResponseWriter, r *http.Request) error {
	token := web.Param(r, "token")
	err := s.Orders.CancelByCustomer(r.Context(), s.Kit.Actor(r), token)
	if err == nil {
		s.Kit.Flash(r, "success", "orders.flash.cancelled")
	}
	return s.afterOrder(w, r, token, "/orders/"+token, err)
}

// OrderRedo answers POST /orders/{token}/redo: what can still be had of an order
// goes into this browser's cart.
func (s *Shop) OrderRedo(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	order, err := s.Orders.ByToken(ctx, web.Param(r, "token"))
	if err != nil {
		return err
	}
	id, missing := s.Kit.CartID(r), 0
	held := map[int64]int{}
	if id != 0 {
		c, err := s.currentCart(r)
		if err != nil {
			return err
		}
		for _, line := range c.Lines {
			held[line.VariantID] = line.Quantity
		}
	}
	for _, line := range order.Lines {
		wanted := line.Quantity - held[line.VariantID]
		if wanted <= 0 {
			continue // the cart kept it
		}
		c, err := s.Cart.Add(ctx, s.Kit.Actor(r), cart.AddInput{CartID: id, VariantID: line.VariantID, Quantity: wanted})
		if apperr.KindOf(err) != apperr.Internal {
			missing++
			continue
		}
		if err != nil {
			return err
		}
		s.keepCart(r, c)
		id = c.ID
	}
	s.Kit.Flash(r, "info", redoText(missing, len(order.Lines)), "Number", strconv.FormatInt(order.Number, 10))
	return s.Kit.SeeOther(w, r, "/cart")
}

func redoText(missing, lines int) string {
	switch missing {
	case 0:
		return "orders.redo.done"
	case lines:
		return "orders.redo.nothing"
	}
	return "orders.redo.missing"
}

// afterOrder leads on after an action on an order's page; what could not be done
// is said on that page.
func (s *Shop) afterOrder(w http.ResponseWriter, r *http.Request, token, address string, err error) error {
	switch {
	case err == nil:
		return s.Kit.SeeOther(w, r, address)
	case apperr.Is(err, apperr.Unavailable):
		s.Kit.Flash(r, "warning", "error.payment_provider")
	case apperr.HasID(err, orders.ErrMethod):
		s.Kit.Flash(r, "warning", orders.ErrMethod)
	case apperr.HasID(err, orders.ErrCardInstead):
		s.Kit.Flash(r, "warning", orders.ErrCardInstead)
	case apperr.HasID(err, payments.ErrRefused):
		s.Kit.Flash(r, "warning", payments.ErrRefused)
	case apperr.HasID(err, "error.payment_pending"):
		s.Kit.Flash(r, "warning", "error.payment_pending")
	case apperr.HasID(err, payments.ErrAttempts):
		s.Kit.Flash(r, "warning", payments.ErrAttempts)
	case apperr.HasID(err, "error.order_in_progress"):
		s.Kit.Flash(r, "warning", "error.order_in_progress")
	case apperr.Is(err, apperr.Conflict):
		s.Kit.Flash(r, "info", "error.order_not_payable")
	default:
		return err
	}
	return s.Kit.SeeOther(w, r, "/orders/"+token)
}

// unpaidNotice tells on the cart's page that its order waits for the payment.
func (s *Shop) unpaidNotice(r *http.Request, cartID int64, page *layout.Page) error {
	if cartID == 0 {
		return nil
	}
	ctx := r.Context()
	order, waits, err := s.Orders.OfCart(ctx, cartID)
	if err != nil || !waits {
		return err
	}
	page.Flash = append(page.Flash, ui.AlertProps{
		Tone: ui.Info, Text: i18n.T(ctx, "orders.cart_notice", "Number", strconv.FormatInt(order.Number, 10)),
		Href: "/orders/" + order.Token, Link: i18n.T(ctx, "orders.cart_notice.link"),
	})
	return nil
}
