package account

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	view "tenaz/views/account"
)

// Email answers GET /account/email: the person's address, and another.
func (a *Account) Email(w http.ResponseWriter, r *http.Request) error {
	return a.emailForm(w, r, http.StatusOK, view.EmailPage{})
}

// EmailPost answers POST /account/email: "see your mail", at the new address.
func (a *Account) EmailPost(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	user, err := a.person(r)
	if err != nil {
		return err
	}
	if err := a.provedOrPassword(r, user); err != nil {
		return err
	}
	m := view.EmailPage{Email: form.Get("email")}
	err = a.Accounts.AskEmail(r.Context(), a.Kit.Actor(r), accounts.ChangeEmailInput{
		UserID: user.ID, Email: m.Email, Current: form.Get("current"),
	})
	if status := a.refused(r, err, &m.Fields, &m.Error); status != 0 {
		return a.emailForm(w, r, status, m)
	}
	if err != nil {
		return err
	}
	return a.Kit.SeeOther(w, r, sentPath+"?for="+string(view.AskEmail))
}

func (a *Account) emailForm(w http.ResponseWriter, r *http.Request, status int, m view.EmailPage) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	factors, err := a.Accounts.Factors(r.Context(), user.ID)
	if err != nil {
		return err
	}
	m.Page, m.Now, m.AskCurrent = a.page(r, "identity.email.title"), user.Email, factors.Password
	return a.Kit.Render(w, r, status, view.Email(m), nil)
}

// EmailLink answers GET /account/email/{token}.
func (a *Account) EmailLink(w http.ResponseWriter, r *http.Request) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	email, err := a.Accounts.PeekEmail(r.Context(), user.ID, chi.URLParam(r, "token"))
	if err != nil {
		return a.deadLink(w, r, err, view.AskEmail)
	}
	return a.linkPage(w, r, view.LinkPage{Kind: "email_link", Email: email})
}

// EmailLinkPost answers POST /account/email/{token}: the address is the
// account's from now on.
func (a *Account) EmailLinkPost(w http.ResponseWriter, r *http.Request) error {
	err := a.Accounts.ChangeEmail(r.Context(), a.Kit.Actor(r), chi.URLParam(r, "token"))
	if err != nil {
		return a.deadLink(w, r, err, view.AskEmail)
	}
	a.Kit.Flash(r, "success", "identity.email_link.done")
	return a.Kit.SeeOther(w, r, "/account/email")
}

// Password answers GET /account/password.
func (a *Account) Password(w http.ResponseWriter, r *http.Request) error {
	return a.passwordForm(w, r, http.StatusOK, view.PasswordPage{Others: true})
}

// PasswordPost answers POST /account/password: the session goes on under a new
// token, the others end if the person wants so.
func (a *Account) PasswordPost(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	user, err := a.person(r)
	if err != nil {
		return err
	}
	if err := a.provedOrPassword(r, user); err != nil {
		return err
	}
	m := view.PasswordPage{Others: form.Get("others") == "1"}
	err = a.Accounts.ChangePassword(r.Context(), a.Kit.Actor(r), accounts.ChangePasswordInput{
		UserID: user.ID, LoginID: user.LoginID, Current: form.Get("current"), New: form.Get("new"), EndOthers: m.Others,
	})
	if status := a.refused(r, err, &m.Fields, &m.Error); status != 0 {
		return a.passwordForm(w, r, status, m)
	}
	if err != nil {
		return err
	}
	if err := a.Kit.Renew(r); err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "identity.password.done")
	return a.Kit.SeeOther(w, r, securityPath)
}

func (a *Account) passwordForm(w http.ResponseWriter, r *http.Request, status int, m view.PasswordPage) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	factors, err := a.Accounts.Factors(r.Context(), user.ID)
	if err != nil {
		return err
	}
	m.Page, m.Email, m.AskCurrent = a.page(r, "identity.password.title"), user.Email, factors.Password
	return a.Kit.Render(w, r, status, view.Password(m), nil)
}

// provedOrPassword lets through who will be asked for their password; whoever has
// none has to have proved themselves otherwise a moment ago.
func (a *Account) provedOrPassword(r *http.Request, user *web.User) error {
	factors, err := a.Accounts.Factors(r.Context(), user.ID)
	if err != nil || factors.Password {
		return err
	}
	if err := a.Kit.Fresh(r); err != nil {
		return apperr.Wrap(apperr.KindOf(err), err, "")
	}
	return nil
}
