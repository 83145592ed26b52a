package shop

import (
	"net/http"
	"net/url"
	"strconv"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/cart"
	"tenaz/internal/i18n"
	vcart "tenaz/views/cart"
	"tenaz/views/ui"
)

// ShowCart answers GET /cart; with ?cep= it estimates the freight. To a client
// that accepts JSON it answers as /cart.json does.
func (s *Shop) ShowCart(w http.ResponseWriter, r *http.Request) error {
	if web.WantsJSON(r) {
		return s.CartJSON(w, r)
	}
	c, err := s.currentCart(r)
	if err != nil {
		return err
	}
	m := vcart.Model{Cart: c}
	status := http.StatusOK
	if cep := r.URL.Query().Get("cep"); cep != "" && len(c.Lines) > 0 {
		m.Estimate = &vcart.Estimate{PostalCode: cep}
		m.Estimate.Options, err = s.Cart.Estimate(r.Context(), c, cep)
		if apperr.Is(err, apperr.Invalid) {
			m.Estimate.Error, err = s.Kit.Fields(r.Context(), err)["postal_code"], nil
			status = http.StatusUnprocessableEntity
		}
		if err != nil {
			return err
		}
	}
	if err := s.unpaidNotice(r, c.ID, &m.Page); err != nil {
		return err
	}
	return s.renderCart(w, r, status, m)
}

// AddToCart answers POST /cart/items. What does not fit shows the cart with the
// reason; the cart is unchanged then.
func (s *Shop) AddToCart(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	variantID, err := strconv.ParseInt(form.Get("variant_id"), 10, 64)
	if err != nil || variantID < 1 {
		var f apperr.Fields
		f.Add("variant_id", "cart.missing_variant")
		return s.cartRefused(w, r, 0, &apperr.Error{Kind: apperr.Invalid, ID: "cart.missing_variant", Fields: f})
	}
	quantity, err := quantityOf(form)
	if err != nil {
		return s.cartRefused(w, r, 0, err)
	}
	c, err := s.Cart.Add(r.Context(), s.Kit.Actor(r), cart.AddInput{
		CartID: s.Kit.CartID(r), VariantID: variantID, Quantity: quantity,
	})
	if err != nil {
		return s.cartRefused(w, r, 0, err)
	}
	s.keepCart(r, c)
	title := titleOf(c, variantID)
	switch {
	case web.WantsJSON(r):
		return web.JSON(w, http.StatusOK, cartJSON(c))
	case web.IsHTMX(r):
		part := vcart.Added(c, title)
		return s.Kit.Render(w, r, http.StatusOK, part, part)
	}
	s.Kit.Flash(r, "success", "cart.added", "Title", title)
	return s.Kit.SeeOther(w, r, "/cart")
}

// SetCartItem answers POST /cart/items/{id}: a new quantity, 0 removes the line.
func (s *Shop) SetCartItem(w http.ResponseWriter, r *http.Request) error {
	lineID, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	cartID := s.Kit.CartID(r)
	if cartID == 0 {
		return apperr.New(apperr.NotFound, "cart.line_gone")
	}
	quantity, err := quantityOf(form)
	if err != nil {
		return s.cartRefused(w, r, lineID, err)
	}
	c, err := s.Cart.Set(r.Context(), s.Kit.Actor(r), cart.SetInput{CartID: cartID, LineID: lineID, Quantity: quantity})
	if err != nil {
		return s.cartRefused(w, r, lineID, err)
	}
	s.keepCart(r, c)
	switch {
	case web.WantsJSON(r):
		return web.JSON(w, http.StatusOK, cartJSON(c))
	case web.IsHTMX(r):
		return s.renderCart(w, r, http.StatusOK, vcart.Model{Cart: c})
	}
	return s.Kit.SeeOther(w, r, "/cart")
}

// quantityOf reads a whole number; everything else is the sentence about 1 to
// 999.
func quantityOf(form url.Values) (int, error) {
	quantity, err := strconv.Atoi(form.Get("quantity"))
	if err != nil {
		var f apperr.Fields
		f.Add("quantity", "error.quantity")
		return 0, &apperr.Error{Kind: apperr.Invalid, ID: "error.quantity", Fields: f, Err: err}
	}
	return quantity, nil
}

// cartRefused shows a refused change where the shopper can mend it: in the cart,
// at the line, with the refusal's own status.
func (s *Shop) cartRefused(w http.ResponseWriter, r *http.Request, lineID int64, refusal error) error {
	kind := apperr.KindOf(refusal)
	adding := lineID == 0
	if web.WantsJSON(r) || (kind != apperr.Invalid && kind != apperr.Conflict) || (adding && web.IsHTMX(r)) {
		return refusal
	}
	c, err := s.currentCart(r)
	if err != nil {
		return err
	}
	status := http.StatusUnprocessableEntity
	if kind == apperr.Conflict {
		status = http.StatusConflict
	}
	m := vcart.Model{Cart: c}
	sentence := s.Kit.Sentence(r.Context(), refusal)
	if adding {
		m.Page.Flash = []ui.AlertProps{{Tone: ui.Error, Text: sentence}}
	} else {
		m.Errors = map[int64]string{lineID: sentence}
	}
	return s.renderCart(w, r, status, m)
}

// renderCart shows the cart as a page or as the part that htmx swaps; alerts set
// in m come on top of those that waited.
func (s *Shop) renderCart(w http.ResponseWriter, r *http.Request, status int, m vcart.Model) error {
	s.Kit.SetCartCount(r, m.Cart.Units())
	alerts := m.Page.Flash
	m.Page = s.Kit.Page(r, i18n.T(r.Context(), "cart.title"))
	m.Page.NoIndex, m.Page.Canonical = true, ""
	m.Page.Flash = append(m.Page.Flash, alerts...)
	return s.Kit.Render(w, r, status, vcart.Page(m), vcart.Swap(m))
}

// currentCart returns the session's cart; without one, an empty one. A cart that
// became part of its account's on another device is found there again.
func (s *Shop) currentCart(r *http.Request) (cart.Cart, error) {
	id := s.Kit.CartID(r)
	if id == 0 {
		return cart.Cart{}, nil
	}
	c, err := s.Cart.Get(r.Context(), id)
	if !apperr.HasID(err, "cart.gone") {
		return c, err
	}
	user := s.Kit.User(r)
	if user == nil {
		return cart.Cart{}, nil
	}
	if id, err = s.Cart.OfUser(r.Context(), user.ID); err != nil || id == 0 {
		return cart.Cart{}, err
	}
	s.Kit.SetCartID(r, id)
	return s.Cart.Get(r.Context(), id)
}

// keepCart remembers in the session which cart it is and how much is in it.
func (s *Shop) keepCart(r *http.Request, c cart.Cart) {
	if s.Kit.CartID(r) != c.ID {
		s.Kit.SetCartID(r, c.ID)
	}
	s.Kit.SetCartCount(r, c.Units())
}

func titleOf(c cart.Cart, variantID int64) string {
	for _, l := range c.Lines {
		if l.VariantID == variantID {
			return l.Sellable.Title
		}
	}
	return ""
}
