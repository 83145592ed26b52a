package admin

import (
	"net/http"
	"net/url"
	"slices"

	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/dossier"
	"tenaz/internal/privacy"
	view "tenaz/views/admin"
)

// CustomerData answers POST …/data: a customer asked for a copy of their data
// (do=export), which goes to their e-mail, or to be forgotten (do=erase). How
// staff made sure who asks is chosen from a list and stands in the audit log; it
// holds nothing personal.
func (a *Admin) CustomerData(w http.ResponseWriter, r *http.Request) error {
	put := func(forms *view.CustomerForms, form view.Form) { forms.Data = form }
	return a.customerAction(w, r, "customers.data.done", put, func(ref accounts.CustomerRef, values url.Values) error {
		ctx, by := r.Context(), a.Kit.Actor(r)
		what, identity := values.Get("do"), values.Get("identity")
		var f apperr.Fields
		if !slices.Contains(view.IdentityChecks, identity) {
			f.Add("identity", "customers.error.identity")
		}
		if what == "erase" && values.Get("sure") == "" {
			f.Add("sure", "customers.error.sure")
		}
		if err := f.Err(); err != nil {
			return err
		}
		c, err := a.Accounts.Customer(ctx, ref)
		if err != nil {
			return err
		}
		in := privacy.AskInput{Person: dossier.Person{UserID: c.UserID}, Locale: c.Locale, Source: privacy.ByStaff}
		if c.UserID == 0 || c.Verified {
			in.Person.Email = c.Email
		}
		ask, action := a.Rights.AskExport, "customer.export_asked"
		switch what {
		case "export":
		case "erase":
			ask, action = a.Rights.AskErasure, "customer.erasure_asked"
		default:
			return apperr.New(apperr.Invalid, "error.form")
		}
		if err := ask(ctx, by, in); err != nil {
			return err
		}
		entry := audit.Entry{Action: action, SubjectKind: "user", SubjectID: c.UserID, After: map[string]string{"identity": identity}}
		if c.UserID == 0 {
			entry.SubjectKind, entry.SubjectID = "guest", c.Guest
		}
		return a.Audit.Record(ctx, by, entry)
	})
}
