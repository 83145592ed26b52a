package account

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	view "tenaz/views/account"
)

// Verify answers GET /account/verify/{token}: the reader of a confirmation mail
// chooses a password, and a name if the account is new.
func (a *Account) Verify(w http.ResponseWriter, r *http.Request) error {
	invited, err := a.Accounts.PeekConfirm(r.Context(), chi.URLParam(r, "token"))
	if err != nil {
		return a.deadLink(w, r, err, view.AskRegister)
	}
	return a.verifyForm(w, r, http.StatusOK, view.ChoosePage{AskName: invited.New, Email: invited.Email})
}

// VerifyPost answers POST /account/verify/{token}: the account exists and its
// owner is in.
func (a *Account) VerifyPost(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx, token := r.Context(), chi.URLParam(r, "token")
	invited, err := a.Accounts.PeekConfirm(ctx, token)
	if err != nil {
		return a.deadLink(w, r, err, view.AskRegister)
	}
	userID, err := a.Accounts.ConfirmAccount(ctx, a.Kit.Actor(r), accounts.ConfirmInput{
		Token: token, Name: form.Get("name"), Password: form.Get("password"), Locale: i18n.Lang(ctx),
	})
	m := view.ChoosePage{AskName: invited.New, Email: invited.Email, Name: form.Get("name")}
	if status := a.refused(r, err, &m.Fields, &m.Error); status != 0 {
		return a.verifyForm(w, r, status, m)
	}
	if err != nil {
		return a.deadLink(w, r, err, view.AskRegister)
	}
	a.Kit.Flash(r, "success", "identity.verify.done")
	return a.secondOrEnter(w, r, entrance{userID: userID, next: "/account", first: true, password: true})
}

func (a *Account) verifyForm(w http.ResponseWriter, r *http.Request, status int, m view.ChoosePage) error {
	m.Page, m.Kind, m.Action = a.page(r, "identity.verify.title"), "verify", r.URL.Path
	return a.Kit.Render(w, r, status, view.Choose(m), nil)
}

// Recover answers GET /account/recover/{token}: the reader of a recovery mail
// chooses another password.
func (a *Account) Recover(w http.ResponseWriter, r *http.Request) error {
	user, err := a.Accounts.PeekRecovery(r.Context(), chi.URLParam(r, "token"))
	if err != nil {
		return a.deadLink(w, r, err, view.AskForgot)
	}
	return a.recoverForm(w, r, http.StatusOK, view.ChoosePage{Email: user.Email})
}

// RecoverPost answers POST /account/recover/{token}. The password is the first
// factor of the log-in that follows.
func (a *Account) RecoverPost(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx, token := r.Context(), chi.URLParam(r, "token")
	user, err := a.Accounts.PeekRecovery(ctx, token)
	if err != nil {
		return a.deadLink(w, r, err, view.AskForgot)
	}
	userID, err := a.Accounts.Recover(ctx, a.Kit.Actor(r), accounts.RecoverInput{Token: token, Password: form.Get("password")})
	m := view.ChoosePage{Email: user.Email}
	if status := a.refused(r, err, &m.Fields, &m.Error); status != 0 {
		return a.recoverForm(w, r, status, m)
	}
	if err != nil {
		return a.deadLink(w, r, err, view.AskForgot)
	}
	a.Kit.Flash(r, "success", "identity.recover.done")
	return a.secondOrEnter(w, r, entrance{userID: userID, password: true})
}

func (a *Account) recoverForm(w http.ResponseWriter, r *http.Request, status int, m view.ChoosePage) error {
	m.Page, m.Kind, m.Action = a.page(r, "identity.recover.title"), "recover", r.URL.Path
	return a.Kit.Render(w, r, status, view.Choose(m), nil)
}

// refused says what is wrong with a form that can be sent again, at its fields or
// above them; 0 when nothing is, or nothing that the form could mend.
func (a *Account) refused(r *http.Request, err error, fields *map[string]string, sentence *string) int {
	switch apperr.KindOf(err) {
	case apperr.Invalid:
		if *fields = a.Kit.Fields(r.Context(), err); len(*fields) == 0 {
			*sentence = a.Kit.Sentence(r.Context(), err)
		}
		return http.StatusUnprocessableEntity
	case apperr.TooMany:
		*sentence = a.Kit.Sentence(r.Context(), err)
		return http.StatusTooManyRequests
	}
	return 0
}
