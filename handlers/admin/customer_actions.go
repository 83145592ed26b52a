package admin

import (
	"net/http"
	"net/url"
	"strconv"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	view "tenaz/views/admin"
)

// CustomerDocument answers POST …/document: the customer's page with the CPF in
// full. That it was seen stands in the audit log.
func (a *Admin) CustomerDocument(w http.ResponseWriter, r *http.Request) error {
	ref, err := customerRef(r)
	if err != nil {
		return err
	}
	document, err := a.Accounts.ShowDocument(r.Context(), a.Kit.Actor(r), ref)
	if err != nil {
		return err
	}
	c, err := a.Accounts.Customer(r.Context(), ref)
	if err != nil {
		return err
	}
	return a.showCustomer(w, r, http.StatusOK, c, document, view.CustomerForms{})
}

// CustomerNote answers POST …/note.
func (a *Admin) CustomerNote(w http.ResponseWriter, r *http.Request) error {
	put := func(forms *view.CustomerForms, form view.Form) { forms.Note = form }
	return a.customerAction(w, r, "customers.note.done", put, func(ref accounts.CustomerRef, values url.Values) error {
		return a.Accounts.AddCustomerNote(r.Context(), a.Kit.Actor(r), ref, values.Get("note"))
	})
}

// CustomerGroups answers POST …/groups: the customer joins a group (id, member=1),
// leaves it (member=0), or joins a new one (group).
func (a *Admin) CustomerGroups(w http.ResponseWriter, r *http.Request) error {
	put := func(forms *view.CustomerForms, form view.Form) { forms.Group = form }
	return a.customerAction(w, r, "customers.group.done", put, func(ref accounts.CustomerRef, values url.Values) error {
		ctx, by := r.Context(), a.Kit.Actor(r)
		in := accounts.MembershipInput{Customer: ref, Member: values.Get("member") != "0"}
		var err error
		if values.Has("id") {
			if in.GroupID, err = strconv.ParseInt(values.Get("id"), 10, 64); err != nil {
				return apperr.Wrap(apperr.NotFound, err, "")
			}
		} else if in.GroupID, err = a.Accounts.CreateCustomerGroup(ctx, by, values.Get("group")); err != nil {
			return err
		}
		return a.Accounts.SetMembership(ctx, by, in)
	})
}

// CustomerVerify answers POST /admin/customers/{id}/verify: the mail that confirms
// the e-mail goes out again.
func (a *Admin) CustomerVerify(w http.ResponseWriter, r *http.Request) error {
	return a.sendLink(w, r, accounts.TokenVerify, "customers.verify.done")
}

// CustomerRecover answers POST /admin/customers/{id}/recover: the customer gets
// the mail with which a new password is chosen.
func (a *Admin) CustomerRecover(w http.ResponseWriter, r *http.Request) error {
	return a.sendLink(w, r, accounts.TokenRecover, "customers.recover.done")
}

func (a *Admin) sendLink(w http.ResponseWriter, r *http.Request, kind accounts.TokenKind, done string) error {
	return a.customerAction(w, r, done, nil, func(ref accounts.CustomerRef, _ url.Values) error {
		return a.Accounts.SendLink(r.Context(), a.Kit.Actor(r), accounts.MailInput{UserID: ref.UserID, Kind: kind})
	})
}

// CustomerBlock answers POST /admin/customers/{id}/block: the account is kept out
// (blocked=1), or let in again.
func (a *Admin) CustomerBlock(w http.ResponseWriter, r *http.Request) error {
	return a.customerAction(w, r, "customers.block.done", nil, func(ref accounts.CustomerRef, values url.Values) error {
		return a.Accounts.SetBlocked(r.Context(), a.Kit.Actor(r), accounts.BlockInput{UserID: ref.UserID, Blocked: values.Get("blocked") == "1"})
	})
}

// customerAction answers the POST of a form of a customer's page: done leads back
// with a sentence, a rejected form shows the customer with what was typed, in the
// place that put names; without one, above the page.
func (a *Admin) customerAction(w http.ResponseWriter, r *http.Request, done string, put func(*view.CustomerForms, view.Form), act func(accounts.CustomerRef, url.Values) error) error {
	ref, err := customerRef(r)
	if err != nil {
		return err
	}
	values, err := web.Form(w, r)
	if err != nil {
		return err
	}
	err = act(ref, values)
	form, status, rejected := a.rejected(r, values, err)
	if !rejected {
		if err != nil {
			return err
		}
		a.Kit.Flash(r, "success", done)
		if values.Get("do") == "erase" {
			return a.Kit.SeeOther(w, r, "/admin/customers") // the page is about to be gone
		}
		return a.Kit.SeeOther(w, r, view.CustomerPath(ref))
	}
	var forms view.CustomerForms
	if put == nil || len(form.Fields) == 0 {
		forms.Error = form.Error
	}
	if put != nil {
		put(&forms, form)
	}
	c, err := a.Accounts.Customer(r.Context(), ref)
	if err != nil {
		return err
	}
	return a.showCustomer(w, r, status, c, "", forms)
}
