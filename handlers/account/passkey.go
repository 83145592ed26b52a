package account

import (
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
)

// sendChallenge hands a challenge to the browser, which gives it to a passkey.
func (a *Account) sendChallenge(w http.ResponseWriter, r *http.Request, challenge accounts.Challenge, err error) error {
	if err != nil {
		return err
	}
	a.Kit.SetChallenge(r, challenge.ID)
	return web.JSON(w, http.StatusOK, challenge.Options)
}

// LoginPasskey answers POST /account/login/passkey/options: what any passkey of
// this store may answer, whoever it belongs to.
func (a *Account) LoginPasskey(w http.ResponseWriter, r *http.Request) error {
	challenge, err := a.Accounts.AskAnyPasskey(r.Context())
	return a.sendChallenge(w, r, challenge, err)
}

// LoginPasskeyPost answers POST /account/login/passkey: the passkey's owner is let
// in. It has asked for a finger, a face or a PIN, and so is two factors.
func (a *Account) LoginPasskeyPost(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	next := web.SafeNext(form.Get("next"), "")
	userID, err := a.Accounts.LoginByPasskey(r.Context(), a.Kit.TakeChallenge(r), form.Get("answer"))
	if apperr.Is(err, apperr.Invalid) {
		a.Kit.Flash(r, "error", "security.error.passkey")
		return a.Kit.SeeOther(w, r, loginWith(next))
	}
	if err != nil {
		return err
	}
	return a.enter(w, r, entrance{userID: userID, next: next, factor: accounts.FactorPasskey})
}

// AskNewPasskey answers POST /account/security/passkeys/options: what a new
// passkey has to answer.
func (a *Account) AskNewPasskey(w http.ResponseWriter, r *http.Request) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	shop, err := a.shopName(r)
	if err != nil {
		return err
	}
	challenge, err := a.Accounts.AskNewPasskey(r.Context(), user.ID, shop)
	return a.sendChallenge(w, r, challenge, err)
}

// AddPasskey answers POST /account/security/passkeys.
func (a *Account) AddPasskey(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	user, err := a.person(r)
	if err != nil {
		return err
	}
	codes, err := a.Accounts.AddPasskey(r.Context(), a.Kit.Actor(r), accounts.PasskeyInput{
		FactorInput: factorInput(user, form), Challenge: a.Kit.TakeChallenge(r), Answer: form.Get("answer"), Name: form.Get("name"),
	})
	if apperr.Is(err, apperr.Invalid) {
		return a.securityForm(w, r, http.StatusUnprocessableEntity, user, securityState{
			name: form.Get("name"), nameError: a.Kit.Fields(r.Context(), err)["name"], alert: a.alertOf(r, err),
		})
	}
	return a.factorDone(w, r, err, codes, "security.passkey.added")
}

// RenamePasskey answers POST /account/security/passkeys/{id}.
func (a *Account) RenamePasskey(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	user, id, err := a.ownRow(r)
	if err != nil {
		return err
	}
	err = a.Accounts.RenamePasskey(r.Context(), user.ID, id, form.Get("name"))
	if apperr.Is(err, apperr.Invalid) {
		return a.securityForm(w, r, http.StatusUnprocessableEntity, user, securityState{
			renamed: id, name: form.Get("name"), nameError: a.Kit.Fields(r.Context(), err)["name"],
		})
	}
	if err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "security.passkey.renamed")
	return a.Kit.SeeOther(w, r, securityPath)
}

// RemovePasskey answers POST /account/security/passkeys/{id}/remove.
func (a *Account) RemovePasskey(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	user, id, err := a.ownRow(r)
	if err != nil {
		return err
	}
	err = a.Accounts.RemovePasskey(r.Context(), a.Kit.Actor(r), factorInput(user, form), id)
	return a.factorDone(w, r, err, nil, "security.passkey.removed")
}
