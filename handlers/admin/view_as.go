package admin

import (
	"net/http"
	"strconv"

	"tenaz/handlers/web"
	"tenaz/internal/audit"
)

// ViewAs answers POST /admin/customers/{id}/view: the shop is shown as this
// customer sees it, read only, until ViewEnd. NotFound for staff: nobody looks
// over a colleague's shoulder.
func (a *Admin) ViewAs(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx := r.Context()
	if _, err := a.Accounts.Shopper(ctx, id); err != nil {
		return err
	}
	if err := a.Audit.Record(ctx, a.Kit.Actor(r), audit.Entry{Action: "customer.view_begun", SubjectKind: "user", SubjectID: id}); err != nil {
		return err
	}
	a.Kit.View(r, id)
	return a.Kit.SeeOther(w, r, "/account")
}

// ViewEnd answers POST /admin/view/end, and leads back to the customer.
func (a *Admin) ViewEnd(w http.ResponseWriter, r *http.Request) error {
	id := a.Kit.EndView(r)
	if id == 0 {
		return a.Kit.SeeOther(w, r, "/admin")
	}
	if err := a.Audit.Record(r.Context(), a.Kit.Actor(r), audit.Entry{Action: "customer.view_ended", SubjectKind: "user", SubjectID: id}); err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "staff.view.ended")
	return a.Kit.SeeOther(w, r, "/admin/customers/"+strconv.FormatInt(id, 10))
}
