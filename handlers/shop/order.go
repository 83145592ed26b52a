package shop

import (
	"net/http"
	"slices"
	"strconv"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	"tenaz/internal/orders"
	vo "tenaz/views/orders"
)

// Order answers GET /orders/{token}: the guest's own order page, which is also
// where Stripe sends the shopper back. It settles what Stripe has to say first;
// that is idempotent, and rare however often the page is loaded.
func (s *Shop) Order(w http.ResponseWriter, r *http.Request) error {
	return s.showOrder(w, r, http.StatusOK, vo.EmailForm{})
}

// OwnOrder answers GET /account/orders/{number}: the same for its buyer, who is
// shown all of it; NotFound for anybody else. An account that has the order by its
// link alone is shown what the link shows.
func (s *Shop) OwnOrder(w http.ResponseWriter, r *http.Request) error {
	number, err := web.PathID(r, "number")
	if err != nil {
		return err
	}
	user := s.Kit.User(r)
	if user == nil {
		return apperr.New(apperr.Unauthenticated, "")
	}
	read := func() (orders.Order, error) { return s.Orders.ByNumberOf(r.Context(), user.ID, number) }
	order, err := read()
	if err != nil {
		return err
	}
	return s.order(w, r, http.StatusOK, order, read, vo.EmailForm{})
}

// showOrder shows the order of a link with the form that corrects its address, as
// it was typed if it was refused.
func (s *Shop) showOrder(w http.ResponseWriter, r *http.Request, status int, email vo.EmailForm) error {
	token := web.Param(r, "token")
	read := func() (orders.Order, error) { return s.Orders.ByToken(r.Context(), token) }
	order, err := read()
	if err != nil {
		return s.renewed(w, r, token, err)
	}
	return s.order(w, r, status, order, read, email)
}

// order shows an order, whole to the person of its account; read reads it anew.
func (s *Shop) order(
	w http.ResponseWriter, r *http.Request, status int, order orders.Order, read func() (orders.Order, error), email vo.EmailForm,
) (err error) {
	ctx := r.Context()
	if order.AwaitsPayment() {
		returned := r.URL.Query().Has(orders.ReturnParam)
		if err := s.Orders.Refresh(ctx, s.Kit.Actor(r), order, returned); err != nil {
			return err
		}
		if order, err = read(); err != nil {
			return err
		}
	}
	attempts, err := s.Payments.OfOrder(ctx, order.ID)
	if err != nil {
		return err
	}
	shipments, err := s.Shipping.OfOrder(ctx, order.ID)
	if err != nil {
		return err
	}
	if s.Kit.CartID(r) != 0 && !order.AwaitsPayment() {
		if err := s.recount(r); err != nil {
			return err
		}
	}
	user := s.Kit.User(r)
	page := s.Kit.Page(r, i18n.T(ctx, "orders.number", "Number", strconv.FormatInt(order.Number, 10)))
	page.NoIndex, page.Canonical = true, ""
	m := vo.OrderPage{
		Page: page, Path: "/orders/" + order.Token, Self: r.URL.Path, Order: order, Attempts: attempts, Shipments: shipments,
		Now: s.Clock.Now(), OwnCart: s.Kit.CartID(r) == order.CartID, Own: user != nil && order.BelongsTo(user.ID),
		Claim: order.Claimable() && user == nil && order.State != orders.StateCancelled, Email: email,
	}
	if web.IsPart(r) && m.Changed(r.URL.Query().Get("seen")) {
		return s.Kit.SeeOther(w, r, m.Self)
	}
	if m.Email.Own = slices.Contains(s.Kit.OrderIDs(r), order.ID); m.Email.Own && !m.Email.Open {
		m.Email.Typed = order.Email
	}
	if order.AwaitsPayment() {
		if m.Methods, err = s.Orders.Methods(ctx, order); err != nil {
			return err
		}
	}
	if order.ToShip() {
		if m.Waits, err = s.Orders.Waiting(ctx, order.ID); err != nil {
			return err
		}
	}
	if m.Refunds, err = s.Payments.RefundsOfOrder(ctx, order.ID); err != nil {
		return err
	}
	if m.Notes, err = s.Orders.Notes(ctx, order.ID); err != nil {
		return err
	}
	w.Header().Set("Referrer-Policy", "no-referrer")
	return s.Kit.Render(w, r, status, vo.Page(m), vo.Part(m))
}

// recount brings the badge to the cart, which payment emptied.
func (s *Shop) recount(r *http.Request) error {
	count, err := s.Cart.Count(r.Context(), s.Kit.CartID(r))
	if apperr.Is(err, apperr.NotFound) {
		count, err = 0, nil
	}
	if err == nil {
		s.Kit.SetCartCount(r, count)
	}
	return err
}

// OrderPay answers POST /orders/{token}/pay: it leads to where the order can be
// paid now.
func (s *Shop) OrderPay(w http.ResponseWriter, r *http.Request) error {
	token := web.Param(r, "token")
	address, err := s.Orders.Pay(r.Context(), s.Kit.Actor(r), token)
	return s.afterOrder(w, r, token, address, err)
}
