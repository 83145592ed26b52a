package account

import (
	"context"
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	view "tenaz/views/account"
)

// sentPath says "see your mail", whatever was asked for by whomever.
const sentPath = "/account/mail"

// Register answers GET /account/register: an address is all that is asked for.
func (a *Account) Register(w http.ResponseWriter, r *http.Request) error {
	if a.Kit.User(r) != nil {
		return a.Kit.SeeOther(w, r, "/account")
	}
	return a.askForm(w, r, http.StatusOK, view.AskPage{Kind: view.AskRegister})
}

// RegisterPost answers POST /account/register: "see your mail".
func (a *Account) RegisterPost(w http.ResponseWriter, r *http.Request) error {
	return a.askPost(w, r, view.AskRegister, a.Accounts.Register)
}

// Forgot answers GET /account/forgot.
func (a *Account) Forgot(w http.ResponseWriter, r *http.Request) error {
	return a.askForm(w, r, http.StatusOK, view.AskPage{Kind: view.AskForgot})
}

// ForgotPost answers POST /account/forgot: "see your mail".
func (a *Account) ForgotPost(w http.ResponseWriter, r *http.Request) error {
	return a.askPost(w, r, view.AskForgot, a.Accounts.AskRecovery)
}

// AskLink answers GET /account/link: the way in for who is shut out by somebody
// else's guesses.
func (a *Account) AskLink(w http.ResponseWriter, r *http.Request) error {
	return a.askForm(w, r, http.StatusOK, view.AskPage{Kind: view.AskLink})
}

// AskLinkPost answers POST /account/link: "see your mail".
func (a *Account) AskLinkPost(w http.ResponseWriter, r *http.Request) error {
	return a.askPost(w, r, view.AskLink, a.Accounts.AskLink)
}

// MailSent answers GET /account/mail. It knows nothing of who asked.
func (a *Account) MailSent(w http.ResponseWriter, r *http.Request) error {
	m := view.SentPage{Page: a.page(r, "identity.sent.title"), Kind: view.AskKind(r.URL.Query().Get("for"))}
	return a.Kit.Render(w, r, http.StatusOK, view.MailSent(m), nil)
}

type askFunc func(ctx context.Context, by actor.Actor, in accounts.AskInput) error

// askPost takes an address. Every one that could exist gets the same answer.
func (a *Account) askPost(w http.ResponseWriter, r *http.Request, kind view.AskKind, ask askFunc) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	m := view.AskPage{Kind: kind, Email: form.Get("email")}
	err = ask(ctx, a.Kit.Actor(r), accounts.AskInput{Email: m.Email, Locale: i18n.Lang(ctx)})
	switch apperr.KindOf(err) {
	case apperr.Invalid:
		m.Fields = a.Kit.Fields(ctx, err)
		return a.askForm(w, r, http.StatusUnprocessableEntity, m)
	case apperr.TooMany:
		m.Error = a.Kit.Sentence(ctx, err)
		return a.askForm(w, r, http.StatusTooManyRequests, m)
	}
	if err != nil {
		return err
	}
	return a.Kit.SeeOther(w, r, sentPath+"?for="+string(kind))
}

func (a *Account) askForm(w http.ResponseWriter, r *http.Request, status int, m view.AskPage) error {
	m.Page = a.page(r, "identity."+string(m.Kind)+".title")
	return a.Kit.Render(w, r, status, view.Ask(m), nil)
}
