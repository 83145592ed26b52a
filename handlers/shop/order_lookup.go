package shop

import (
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/i18n"
	"tenaz/internal/orders"
	vo "tenaz/views/orders"
)

// OrderLookup answers GET /orders/lookup: the form for whoever lost an order's
// link, and with ?sent=1 its one answer.
func (s *Shop) OrderLookup(w http.ResponseWriter, r *http.Request) error {
	m := vo.LookupPage{Sent: r.URL.Query().Get("sent") == "1"}
	if user := s.Kit.User(r); user != nil {
		m.Email = user.Email
	}
	return s.renderLookup(w, r, http.StatusOK, m)
}

// SendOrderLink answers POST /orders/lookup. Whether there is such an order shows
// neither in the answer nor in how long it takes: the link goes by mail, to the
// order's own address.
func (s *Shop) SendOrderLink(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	m := vo.LookupPage{Number: form.Get("number"), Email: form.Get("email")}
	err = s.Orders.Lookup(r.Context(), s.Kit.Actor(r), orders.LookupInput{Number: m.Number, Email: m.Email})
	if m.Errors = s.Kit.Fields(r.Context(), err); m.Errors != nil {
		return s.renderLookup(w, r, http.StatusUnprocessableEntity, m)
	}
	if err != nil {
		return err
	}
	return s.Kit.SeeOther(w, r, "/orders/lookup?sent=1")
}

func (s *Shop) renderLookup(w http.ResponseWriter, r *http.Request, status int, m vo.LookupPage) error {
	m.Page = s.Kit.Page(r, i18n.T(r.Context(), "orders.lookup.title"))
	m.Page.NoIndex, m.Page.Canonical = true, ""
	return s.Kit.Render(w, r, status, vo.Lookup(m), nil)
}
