package account

import (
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	view "tenaz/views/account"
)

const totpPath = "/account/security/totp"

// StartTOTP answers POST /account/security/totp/start: a new secret waits for an
// app.
func (a *Account) StartTOTP(w http.ResponseWriter, r *http.Request) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	if err := a.Accounts.StartTOTP(r.Context(), user.ID); err != nil {
		return err
	}
	return a.Kit.SeeOther(w, r, totpPath)
}

// TOTP answers GET /account/security/totp: the secret for the app, and the field
// for its first code.
func (a *Account) TOTP(w http.ResponseWriter, r *http.Request) error {
	return a.totpForm(w, r, http.StatusOK, view.TOTPPage{Others: true})
}

// TOTPPost answers POST /account/security/totp: the app's first code makes it a
// second factor.
func (a *Account) TOTPPost(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	user, err := a.person(r)
	if err != nil {
		return err
	}
	in := factorInput(user, form)
	codes, err := a.Accounts.ConfirmTOTP(r.Context(), a.Kit.Actor(r), in, form.Get("code"))
	m := view.TOTPPage{Others: in.EndOthers, Proof: a.refusedProof(r, form, err)}
	switch apperr.KindOf(err) {
	case apperr.Invalid:
		return a.totpForm(w, r, http.StatusUnprocessableEntity, m)
	case apperr.TooMany:
		return a.totpForm(w, r, http.StatusTooManyRequests, m)
	case apperr.NotFound:
		return a.Kit.SeeOther(w, r, securityPath)
	}
	return a.factorDone(w, r, err, codes, "security.totp.added")
}

func (a *Account) totpForm(w http.ResponseWriter, r *http.Request, status int, m view.TOTPPage) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	shop, err := a.shopName(r)
	if err != nil {
		return err
	}
	m.Enrolment, err = a.Accounts.PendingTOTP(r.Context(), user.ID, shop, user.Email)
	if apperr.Is(err, apperr.NotFound) {
		return a.Kit.SeeOther(w, r, securityPath)
	}
	if err != nil {
		return err
	}
	m.Page = a.page(r, "security.totp.title")
	return a.Kit.Render(w, r, status, view.TOTP(m), nil)
}

// RemoveTOTP answers POST /account/security/totp/remove.
func (a *Account) RemoveTOTP(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	user, err := a.person(r)
	if err != nil {
		return err
	}
	err = a.Accounts.RemoveTOTP(r.Context(), a.Kit.Actor(r), factorInput(user, form))
	return a.factorDone(w, r, err, nil, "security.totp.removed")
}

// NewCodes answers POST /account/security/recovery: new recovery codes in place of
// the old ones.
func (a *Account) NewCodes(w http.ResponseWriter, r *http.Request) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	codes, err := a.Accounts.NewRecoveryCodes(r.Context(), a.Kit.Actor(r), factorInput(user, nil))
	return a.factorDone(w, r, err, codes, "security.codes.renewed")
}
