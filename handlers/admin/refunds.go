package admin

import (
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/i18n"
	"tenaz/internal/orders"
	view "tenaz/views/admin"
)

// RefundDesk answers GET /admin/refunds: what staff have to return by hand.
func (a *Admin) RefundDesk(w http.ResponseWriter, r *http.Request) error {
	return a.showDesk(w, r, http.StatusOK, 0, view.Form{})
}

func (a *Admin) showDesk(w http.ResponseWriter, r *http.Request, status int, id int64, form view.Form) error {
	ctx := r.Context()
	refunds, err := a.Payments.Desk(ctx)
	if err != nil {
		return err
	}
	m := view.RefundsPage{
		Page: a.Kit.AdminPage(r, "refunds", i18n.T(ctx, "admin.refund.desk")), Refunds: refunds, FormID: id, Form: form,
	}
	return a.Kit.Render(w, r, status, view.Refunds(m), nil)
}

// RefundReturn answers POST /admin/refunds/{refund}: the money was returned by
// hand, to whom and with what proof.
func (a *Admin) RefundReturn(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "refund")
	if err != nil {
		return err
	}
	values, err := web.Form(w, r)
	if err != nil {
		return err
	}
	err = a.Orders.ReturnRefund(r.Context(), a.Kit.Actor(r), orders.ReturnInput{
		RefundID: id, Payee: values.Get("payee"), Proof: values.Get("proof"), Proven: a.Kit.Fresh(r) == nil,
	})
	if form, status, rejected := a.rejected(r, values, err); rejected {
		return a.showDesk(w, r, status, id, form)
	}
	if err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "admin.refund.desk.done")
	return a.Kit.SeeOther(w, r, "/admin/refunds")
}
