package account

import (
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	view "tenaz/views/account"
)

// Confirm answers GET /account/confirm: the person is asked once more who they
// are, before what matters.
func (a *Account) Confirm(w http.ResponseWriter, r *http.Request) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	next := web.SafeNext(r.URL.Query().Get("next"), "")
	if user.Fresh && (user.Proven || !user.SecondFactor || !user.Staff) {
		return a.Kit.SeeOther(w, r, afterConfirm(next))
	}
	return a.confirmForm(w, r, http.StatusOK, user, view.ConfirmPage{Next: next})
}

// ConfirmPost answers POST /account/confirm: a password, a code or a passkey, and
// back to where the person came from.
func (a *Account) ConfirmPost(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	user, err := a.person(r)
	if err != nil {
		return err
	}
	proof := a.proofOf(r, form)
	m := view.ConfirmPage{Next: web.SafeNext(form.Get("next"), "")}
	err = a.Accounts.Confirm(r.Context(), a.Kit.Actor(r), accountUser(user), user.LoginID, proof)
	m.Proof = a.refusedProof(r, form, err)
	switch apperr.KindOf(err) {
	case apperr.Invalid:
		return a.confirmForm(w, r, http.StatusUnprocessableEntity, user, m)
	case apperr.TooMany:
		return a.confirmForm(w, r, http.StatusTooManyRequests, user, m)
	}
	if err != nil {
		return err
	}
	if err := a.Kit.Renew(r); err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "security.confirm.done")
	return a.Kit.SeeOther(w, r, afterConfirm(m.Next))
}

// ConfirmPasskey answers POST /account/confirm/options: what the person's passkey
// has to answer.
func (a *Account) ConfirmPasskey(w http.ResponseWriter, r *http.Request) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	challenge, err := a.Accounts.AskPasskey(r.Context(), user.ID)
	return a.sendChallenge(w, r, challenge, err)
}

func (a *Account) confirmForm(w http.ResponseWriter, r *http.Request, status int, user *web.User, m view.ConfirmPage) error {
	factors, err := a.Accounts.Factors(r.Context(), user.ID)
	if err != nil {
		return err
	}
	m.Page = a.page(r, "security.confirm.title")
	m.TOTP, m.Passkey = factors.TOTP, factors.Passkeys > 0 && a.Accounts.HasPasskeys()
	// Staff who logged in before they had a second factor have to show that one.
	m.Password = factors.Password && (!user.Staff || !factors.Second() || user.Proven)
	return a.Kit.Render(w, r, status, view.Confirm(m), nil)
}

// afterConfirm is where a person goes who has confirmed; whoever came from
// nowhere goes to the account's security.
func afterConfirm(next string) string {
	if next == "" {
		return securityPath
	}
	return next
}

// accountUser is a person who is logged in, as the accounts know them.
func accountUser(u *web.User) accounts.User {
	return accounts.User{
		ID: u.ID, Email: u.Email, Name: u.Name, Staff: u.Staff, Verified: u.Verified, Permissions: u.Permissions,
		SecondFactor: u.SecondFactor, Proven: u.Proven, Fresh: u.Fresh,
	}
}
