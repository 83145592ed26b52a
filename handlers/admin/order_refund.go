package admin

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tenaz/internal/apperr"
	"tenaz/internal/money"
	"tenaz/internal/orders"
	view "tenaz/views/admin"
)

// OrderRefund answers POST /admin/orders/{number}/refund: units or an amount go
// back.
func (a *Admin) OrderRefund(w http.ResponseWriter, r *http.Request) error {
	put := func(forms *view.OrderForms, form view.Form) { forms.Refund = form }
	return a.orderAction(w, r, "admin.refund.done", put, func(s seen, values url.Values) error {
		in, err := refundInput(values)
		if err != nil {
			return err
		}
		in.Number, in.Version, in.Proven = s.number, s.version, a.Kit.Fresh(r) == nil
		_, err = a.Orders.Refund(r.Context(), a.Kit.Actor(r), in)
		return err
	})
}

// refundInput reads the form's numbers; the rest is the domain's to judge.
func refundInput(values url.Values) (orders.RefundInput, error) {
	in := orders.RefundInput{Reason: values.Get("reason"), Restock: values.Get("restock") != "", Units: map[int64]int{}}
	var fields apperr.Fields
	for name := range values {
		id, found := strings.CutPrefix(name, "units_")
		text := strings.TrimSpace(values.Get(name))
		if !found || text == "" || text == "0" {
			continue
		}
		line, err := strconv.ParseInt(id, 10, 64)
		units, badUnits := strconv.Atoi(text)
		if err != nil || badUnits != nil || units < 0 {
			fields.Add(name, "error.refund_what")
			continue
		}
		in.Units[line] = units
	}
	if text := strings.TrimSpace(values.Get("amount")); text != "" {
		amount, ok := money.Parse(text)
		if !ok {
			fields.Add("amount", "error.amount")
		}
		in.Amount = amount
	}
	return in, fields.Err()
}

// OrderCancel answers POST /admin/orders/{number}/cancel: the order ends, its
// money goes back, its stock is free.
func (a *Admin) OrderCancel(w http.ResponseWriter, r *http.Request) error {
	put := func(forms *view.OrderForms, form view.Form) { forms.Cancel = form }
	return a.orderAction(w, r, "admin.cancel.done", put, func(s seen, _ url.Values) error {
		return a.Orders.CancelByStaff(r.Context(), a.Kit.Actor(r), orders.CancelInput{
			Number: s.number, Version: s.version, Proven: a.Kit.Fresh(r) == nil,
		})
	})
}
