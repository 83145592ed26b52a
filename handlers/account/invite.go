package account

import (
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	view "tenaz/views/account"
)

// Invite answers GET /account/invite/{token}: somebody who is invited to the
// staff chooses a name and a password.
func (a *Account) Invite(w http.ResponseWriter, r *http.Request) error {
	return a.showInvite(w, r, http.StatusOK, view.InvitePage{})
}

// InvitePost answers POST /account/invite/{token}: the person works here from now
// on, and is let in as after any password.
func (a *Account) InvitePost(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	userID, err := a.Accounts.AcceptInvitation(r.Context(), a.Kit.Actor(r), accounts.AcceptInput{
		Token: web.Param(r, "token"), Name: form.Get("name"), Password: form.Get("password"),
	})
	m := view.InvitePage{Name: form.Get("name")}
	if status := a.refused(r, err, &m.Fields, &m.Error); status != 0 {
		return a.showInvite(w, r, status, m)
	}
	if apperr.Is(err, apperr.NotFound) {
		return a.showInvite(w, r, http.StatusNotFound, m)
	}
	if err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "staff.accept.done")
	return a.secondOrEnter(w, r, entrance{userID: userID, next: "/admin", first: true, password: true})
}

func (a *Account) showInvite(w http.ResponseWriter, r *http.Request, status int, m view.InvitePage) error {
	ctx := r.Context()
	invitation, err := a.Accounts.InvitationByToken(ctx, web.Param(r, "token"))
	switch {
	case apperr.Is(err, apperr.NotFound):
		m.Page, m.Gone = a.page(r, "staff.accept.gone"), true
		return a.Kit.Render(w, r, http.StatusNotFound, view.Invite(m), nil)
	case err != nil:
		return err
	}
	m.Page, m.Action, m.Email, m.Role = a.page(r, "staff.accept.title"), r.URL.Path, invitation.Email, invitation.Role.Name
	m.Shop = m.Page.Shop.TradeName
	if invitation.Role.Builtin {
		m.Role = i18n.T(ctx, "staff.role."+invitation.Role.Slug)
	}
	return a.Kit.Render(w, r, status, view.Invite(m), nil)
}
