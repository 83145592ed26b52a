package admin

import (
	"net/http"
	"net/url"
	"strconv"

	"tenaz/internal/apperr"
	"tenaz/internal/orders"
	view "tenaz/views/admin"
)

// OrderDeliver answers POST /admin/orders/{number}/deliver: a shipment of the
// order has arrived.
func (a *Admin) OrderDeliver(w http.ResponseWriter, r *http.Request) error {
	put := func(forms *view.OrderForms, form view.Form) { forms.Deliver = form }
	return a.orderAction(w, r, "admin.order.deliver.done", put, func(s seen, values url.Values) error {
		shipment, err := strconv.ParseInt(values.Get("shipment"), 10, 64)
		if err != nil {
			return apperr.Wrap(apperr.Invalid, err, "error.form")
		}
		return a.Orders.Deliver(r.Context(), a.Kit.Actor(r), orders.DeliverInput{Number: s.number, ShipmentID: shipment, Version: s.version})
	})
}
