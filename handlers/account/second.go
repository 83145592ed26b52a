package account

import (
	"net/http"
	"time"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	view "tenaz/views/account"
)

const (
	secondPath = "/account/login/second"
	// secondFor is how long a log-in waits for its second factor.
	secondFor = 10 * time.Minute
)

// secondOrEnter lets a person in who has no second factor, and asks everybody
// else for it: until then the session opens nothing.
func (a *Account) secondOrEnter(w http.ResponseWriter, r *http.Request, e entrance) error {
	ctx := r.Context()
	factors, err := a.Accounts.Factors(ctx, e.userID)
	if err != nil {
		return err
	}
	if !factors.Second() {
		return a.enter(w, r, e)
	}
	if before := a.Kit.LoginID(r); before != 0 {
		if err := a.Accounts.EndLogin(ctx, before); err != nil {
			return err
		}
	}
	if err := a.Kit.Await(r, web.Waiting{
		UserID: e.userID, Since: a.Accounts.Clock.Now(), Next: e.next, Password: e.password,
	}); err != nil {
		return err
	}
	return a.Kit.SeeOther(w, r, secondPath)
}

// waiting returns the log-in of this browser that lacks its second factor; nil if
// there is none, or if it has waited for too long.
func (a *Account) waiting(r *http.Request) *web.Waiting {
	waiting := a.Kit.Waiting(r)
	if waiting == nil || a.Accounts.Clock.Now().Sub(waiting.Since) > secondFor {
		return nil
	}
	return waiting
}

// Second answers GET /account/login/second: the second factor is asked for.
func (a *Account) Second(w http.ResponseWriter, r *http.Request) error {
	waiting := a.waiting(r)
	if waiting == nil {
		return a.Kit.SeeOther(w, r, web.LoginPath)
	}
	return a.secondForm(w, r, http.StatusOK, waiting, view.SecondPage{})
}

// SecondPost answers POST /account/login/second: an app's code, a recovery code
// or a passkey's answer completes the log-in.
func (a *Account) SecondPost(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	waiting := a.waiting(r)
	if waiting == nil {
		a.Kit.StopWaiting(r)
		a.Kit.Flash(r, "warning", "security.second.late")
		return a.Kit.SeeOther(w, r, web.LoginPath)
	}
	factor, err := a.Accounts.SecondFactor(r.Context(), a.Kit.Actor(r), waiting.UserID, a.proofOf(r, form))
	m := view.SecondPage{Proof: a.refusedProof(r, form, err)}
	switch apperr.KindOf(err) {
	case apperr.Invalid:
		return a.secondForm(w, r, http.StatusUnprocessableEntity, waiting, m)
	case apperr.TooMany:
		return a.secondForm(w, r, http.StatusTooManyRequests, waiting, m)
	}
	if err != nil {
		return err
	}
	return a.enter(w, r, entrance{userID: waiting.UserID, next: waiting.Next, factor: factor, password: waiting.Password})
}

// SecondPasskey answers POST /account/login/second/options: what the person's
// passkey has to answer.
func (a *Account) SecondPasskey(w http.ResponseWriter, r *http.Request) error {
	waiting := a.waiting(r)
	if waiting == nil {
		return apperr.New(apperr.Forbidden, "security.second.late")
	}
	challenge, err := a.Accounts.AskPasskey(r.Context(), waiting.UserID)
	return a.sendChallenge(w, r, challenge, err)
}

func (a *Account) secondForm(w http.ResponseWriter, r *http.Request, status int, waiting *web.Waiting, m view.SecondPage) error {
	factors, err := a.Accounts.Factors(r.Context(), waiting.UserID)
	if err != nil {
		return err
	}
	m.Page = a.page(r, "security.second.title")
	m.TOTP, m.Passkey = factors.TOTP, factors.Passkeys > 0 && a.Accounts.HasPasskeys()
	return a.Kit.Render(w, r, status, view.Second(m), nil)
}

// proofOf reads what a person shows. A challenge can be answered once: it leaves
// the session with the try.
func (a *Account) proofOf(r *http.Request, form map[string][]string) accounts.Proof {
	get := func(name string) string {
		if values := form[name]; len(values) > 0 {
			return values[0]
		}
		return ""
	}
	p := accounts.Proof{Code: get("code"), Password: get("password"), Passkey: get("answer")}
	if recovery := get("recovery"); recovery != "" {
		p.Code = recovery
	}
	if p.Passkey != "" {
		p.Challenge = a.Kit.TakeChallenge(r)
	}
	return p
}

// refusedProof is what the form says of an attempt that was refused: at the field
// that was used, or above the form.
func (a *Account) refusedProof(r *http.Request, form map[string][]string, err error) view.ProofErrors {
	if err == nil {
		return view.ProofErrors{}
	}
	var m view.ProofErrors
	fields := a.Kit.Fields(r.Context(), err)
	switch {
	case len(fields) == 0:
		m.Alert = a.Kit.Sentence(r.Context(), err)
	case len(form["recovery"]) > 0:
		m.Recovery = i18n.T(r.Context(), "security.error.recovery")
	default:
		m.Code, m.Password = fields["code"], fields["password"]
	}
	return m
}
