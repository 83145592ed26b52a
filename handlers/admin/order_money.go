package admin

import (
	"net/http"
	"net/url"

	"tenaz/internal/orders"
	view "tenaz/views/admin"
)

// OrderResolve answers POST /admin/orders/{number}/resolve: staff decide about
// money that does not fit the order.
func (a *Admin) OrderResolve(w http.ResponseWriter, r *http.Request) error {
	put := func(forms *view.OrderForms, form view.Form) { forms.Money = form }
	return a.orderAction(w, r, "admin.hold.done", put, func(s seen, values url.Values) error {
		return a.Orders.Resolve(r.Context(), a.Kit.Actor(r), orders.ResolveInput{
			Number: s.number, Version: s.version, Accept: values.Get("decision") == "accept", Proven: a.Kit.Fresh(r) == nil,
		})
	})
}

// OrderBackorder answers POST /admin/orders/{number}/backorder: the customer waits
// for the stock.
func (a *Admin) OrderBackorder(w http.ResponseWriter, r *http.Request) error {
	put := func(forms *view.OrderForms, form view.Form) { forms.Money = form }
	return a.orderAction(w, r, "admin.short.backorder.done", put, func(s seen, _ url.Values) error {
		return a.Orders.Backorder(r.Context(), a.Kit.Actor(r), orders.ShortageInput{Number: s.number, Version: s.version})
	})
}

// OrderShort answers POST /admin/orders/{number}/short: what stock cannot cover
// goes back.
func (a *Admin) OrderShort(w http.ResponseWriter, r *http.Request) error {
	put := func(forms *view.OrderForms, form view.Form) { forms.Money = form }
	return a.orderAction(w, r, "admin.short.refund.done", put, func(s seen, _ url.Values) error {
		in := orders.ShortageInput{Number: s.number, Version: s.version, Proven: a.Kit.Fresh(r) == nil}
		_, err := a.Orders.RefundShort(r.Context(), a.Kit.Actor(r), in)
		return err
	})
}
