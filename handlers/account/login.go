package account

import (
	"net/http"
	"slices"
	"strings"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	view "tenaz/views/account"
)

// Login answers GET /account/login: the form, or the way on for whoever is
// logged in.
func (a *Account) Login(w http.ResponseWriter, r *http.Request) error {
	next := web.SafeNext(r.URL.Query().Get("next"), "")
	if user := a.Kit.User(r); user != nil {
		return a.Kit.SeeOther(w, r, home(next, user.Staff, user.Permissions))
	}
	return a.form(w, r, http.StatusOK, view.LoginPage{Next: next})
}

// LoginPost answers POST /account/login: it leads to next, or to where the
// person belongs; a refused attempt gets the form again.
func (a *Account) LoginPost(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	m := view.LoginPage{Next: web.SafeNext(form.Get("next"), ""), Email: form.Get("email"), Fields: map[string]string{}}
	if strings.TrimSpace(m.Email) == "" {
		m.Fields["email"] = i18n.T(ctx, "account.error.email")
	}
	if form.Get("password") == "" {
		m.Fields["password"] = i18n.T(ctx, "account.error.password_empty")
	}
	if len(m.Fields) > 0 {
		return a.form(w, r, http.StatusUnprocessableEntity, m)
	}
	user, err := a.Accounts.Authenticate(ctx, a.Kit.Actor(r), accounts.AuthenticateInput{
		Email: m.Email, Password: form.Get("password"), DeviceCookie: a.Kit.DeviceCookie(r),
	})
	switch apperr.KindOf(err) {
	case apperr.Invalid:
		m.Error = a.Kit.Sentence(ctx, err)
		return a.form(w, r, http.StatusUnprocessableEntity, m)
	case apperr.TooMany:
		m.Error, m.Locked = a.Kit.Sentence(ctx, err), true
		return a.form(w, r, http.StatusTooManyRequests, m)
	}
	if err != nil {
		return err
	}
	return a.secondOrEnter(w, r, entrance{userID: user.ID, next: m.Next, password: true})
}

// Logout answers POST /account/logout.
func (a *Account) Logout(w http.ResponseWriter, r *http.Request) error {
	if id := a.Kit.LoginID(r); id != 0 {
		if err := a.Accounts.EndLogin(r.Context(), id); err != nil {
			return err
		}
	}
	if err := a.Kit.Logout(r); err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "account.logout.done")
	return a.Kit.SeeOther(w, r, "/")
}

func (a *Account) form(w http.ResponseWriter, r *http.Request, status int, m view.LoginPage) error {
	m.Page = a.Kit.Page(r, i18n.T(r.Context(), "account.login.title"))
	m.Page.NoIndex, m.Page.Canonical = true, ""
	return a.Kit.Render(w, r, status, view.Login(m), nil)
}

// desks are where staff begin, the first that they may open.
var desks = []struct{ permission, path string }{
	{"dashboard", "/admin"}, {"orders", "/admin/orders"}, {"inventory", "/admin/inventory"}, {"mail", "/admin/mail"},
}

// home is where a person goes after logging in.
func home(next string, staff bool, permissions []string) string {
	if next != "" {
		return next
	}
	if staff {
		for _, d := range desks {
			if slices.Contains(permissions, d.permission) {
				return d.path
			}
		}
	}
	return "/account/orders"
}
