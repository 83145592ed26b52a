package account

import (
	"net/http"
	"net/url"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	view "tenaz/views/account"
)

const securityPath = "/account/security"

// Security answers GET /account/security: what proves the person, and where they
// are logged in.
func (a *Account) Security(w http.ResponseWriter, r *http.Request) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	return a.securityForm(w, r, http.StatusOK, user, securityState{})
}

// securityState is what a refused form leaves on the page.
type securityState struct {
	// alert is about the whole form; name and nameError are of the passkey that is
	// named, renamed its id, 0 for a new one.
	alert     string
	renamed   int64
	name      string
	nameError string
}

func (a *Account) securityForm(w http.ResponseWriter, r *http.Request, status int, user *web.User, state securityState) error {
	ctx := r.Context()
	factors, err := a.Accounts.Factors(ctx, user.ID)
	if err != nil {
		return err
	}
	keys, err := a.Accounts.Passkeys(ctx, user.ID)
	if err != nil {
		return err
	}
	logins, err := a.Accounts.Logins(ctx, accountUser(user))
	if err != nil {
		return err
	}
	m := view.SecurityPage{
		Page: a.page(r, "security.title"), Email: user.Email, Factors: factors, Passkeys: keys, Logins: logins, Current: user.LoginID,
		Fresh: user.Fresh, Required: user.Staff && !factors.Second(), Staff: user.Staff, CanPasskey: a.Accounts.HasPasskeys(),
		Alert: state.alert, Renamed: state.renamed, Name: state.name, NameError: state.nameError,
	}
	return a.Kit.Render(w, r, status, view.Security(m), nil)
}

// alertOf is the sentence of an error that is at no field.
func (a *Account) alertOf(r *http.Request, err error) string {
	if len(a.Kit.Fields(r.Context(), err)) > 0 {
		return ""
	}
	return a.Kit.Sentence(r.Context(), err)
}

// RevokeLogin answers POST /account/security/logins/{id}/end.
func (a *Account) RevokeLogin(w http.ResponseWriter, r *http.Request) error {
	user, id, err := a.ownRow(r)
	if err != nil {
		return err
	}
	if err := a.Accounts.RevokeLogin(r.Context(), a.Kit.Actor(r), user.ID, id); err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "security.logins.ended")
	return a.Kit.SeeOther(w, r, securityPath)
}

// RevokeLogins answers POST /account/security/logins/end: the person's other
// logins end, and with scope "all" this one too.
func (a *Account) RevokeLogins(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	user, err := a.person(r)
	if err != nil {
		return err
	}
	keep, everywhere := user.LoginID, form.Get("scope") == "all"
	if everywhere {
		keep = 0
	}
	if _, err := a.Accounts.RevokeLogins(r.Context(), a.Kit.Actor(r), user.ID, keep); err != nil {
		return err
	}
	if !everywhere {
		a.Kit.Flash(r, "success", "security.logins.others_ended")
		return a.Kit.SeeOther(w, r, securityPath)
	}
	if err := a.Kit.Logout(r); err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "security.logins.all_ended")
	return a.Kit.SeeOther(w, r, web.LoginPath)
}

// factorDone answers a change of a factor: under a new token, with the recovery
// codes that are shown this once, or back to the page. What contradicts a rule
// is said there.
func (a *Account) factorDone(w http.ResponseWriter, r *http.Request, err error, codes []string, said string) error {
	if apperr.Is(err, apperr.Conflict) {
		user, personErr := a.person(r)
		if personErr != nil {
			return personErr
		}
		return a.securityForm(w, r, http.StatusConflict, user, securityState{alert: a.Kit.Sentence(r.Context(), err)})
	}
	if err != nil {
		return err
	}
	if err := a.Kit.Renew(r); err != nil {
		return err
	}
	if len(codes) > 0 {
		m := view.CodesPage{Page: a.page(r, "security.codes.title"), Codes: codes, Said: said}
		return a.Kit.Render(w, r, http.StatusOK, view.Codes(m), nil)
	}
	a.Kit.Flash(r, "success", said)
	return a.Kit.SeeOther(w, r, securityPath)
}

// ownRow returns the person and the id in the address, which may still be
// somebody else's.
func (a *Account) ownRow(r *http.Request) (*web.User, int64, error) {
	user, err := a.person(r)
	if err != nil {
		return nil, 0, err
	}
	id, err := web.PathID(r, "id")
	return user, id, err
}

func factorInput(user *web.User, form url.Values) accounts.FactorInput {
	return accounts.FactorInput{UserID: user.ID, LoginID: user.LoginID, EndOthers: form.Get("others") == "1"}
}

// shopName is how apps and devices call the store.
func (a *Account) shopName(r *http.Request) (string, error) {
	return a.Shop(r.Context())
}

func loginWith(next string) string {
	if next == "" {
		return web.LoginPath
	}
	return web.LoginPath + "?next=" + url.QueryEscape(next)
}
