package admin

import (
	"net/http"
	"strconv"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/orders"
	view "tenaz/views/admin"
)

// OrderShip answers POST /admin/orders/{number}/ship: the order leaves under a
// tracking code. A stale or impossible request shows the order as it is now,
// with what was typed.
func (a *Admin) OrderShip(w http.ResponseWriter, r *http.Request) error {
	number, err := web.PathID(r, "number")
	if err != nil {
		return err
	}
	values, err := web.Form(w, r)
	if err != nil {
		return err
	}
	form := view.ShipForm{TrackingCode: values.Get("tracking_code")}
	version, err := strconv.Atoi(values.Get("version"))
	if err != nil {
		return apperr.Wrap(apperr.Invalid, err, "error.form")
	}
	err = a.Orders.Ship(r.Context(), a.Kit.Actor(r), orders.ShipInput{Number: number, TrackingCode: form.TrackingCode, Version: version})
	switch apperr.KindOf(err) {
	case apperr.Invalid:
		form.Fields = a.Kit.Fields(r.Context(), err)
		return a.showOrder(w, r, http.StatusUnprocessableEntity, number, view.OrderForms{Ship: form})
	case apperr.Conflict:
		form.Error = a.Kit.Sentence(r.Context(), err)
		return a.showOrder(w, r, http.StatusConflict, number, view.OrderForms{Ship: form})
	}
	if err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "admin.order.shipped")
	return a.Kit.SeeOther(w, r, "/admin/orders/"+strconv.FormatInt(number, 10))
}
