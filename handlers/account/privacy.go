package account

import (
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/dossier"
	"tenaz/internal/i18n"
	"tenaz/internal/privacy"
	view "tenaz/views/account"
	vprivacy "tenaz/views/privacy"
)

const privacyPath = "/account/privacy"

// PrivacyPage answers GET /account/privacy: what the person agreed to, and what
// they may ask about their data.
func (a *Account) PrivacyPage(w http.ResponseWriter, r *http.Request) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	m := view.PrivacyPage{Page: a.page(r, "privacy.account.title")}
	m.Choice.Action = privacyPath
	if m.Choice.Offer, err = a.Privacy.Offer(ctx, privacy.Marketing); err != nil {
		return err
	}
	if m.Choice.Preferences, err = a.Privacy.Of(ctx, user.Email); err != nil {
		return err
	}
	if !user.Verified {
		m.Choice.Preferences.History = nil // an unconfirmed address may be somebody else's
	}
	m.Desk = vprivacy.DeskPage{Path: privacyPath, Account: true}
	if m.Desk.Desk, err = a.Rights.DeskOf(ctx, subject(user)); err != nil {
		return err
	}
	return a.Kit.Render(w, r, http.StatusOK, view.Privacy(m), nil)
}

// subject is who a logged-in person is to the rest of the store: with the e-mail
// only once it is confirmed, because an unconfirmed one is anybody's.
func subject(user *web.User) dossier.Person {
	p := dossier.Person{UserID: user.ID}
	if user.Verified {
		p.Email = user.Email
	}
	return p
}

// SavePrivacy answers POST /account/privacy: a consent given or taken back.
func (a *Account) SavePrivacy(w http.ResponseWriter, r *http.Request) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	if form.Get("choice") == "start" {
		err = a.Privacy.Accept(r.Context(), a.Kit.Actor(r), privacy.AcceptInput{
			Email: user.Email, UserID: user.ID, Purpose: privacy.Marketing,
			Version: form.Get(string(privacy.Marketing)), Source: privacy.FromAccount,
		})
	} else {
		err = a.Privacy.TakeBack(r.Context(), a.Kit.Actor(r), privacy.TakeBackInput{
			Email: user.Email, Purpose: privacy.Marketing, Source: privacy.FromAccount,
		})
	}
	if err != nil {
		return err
	}
	return a.Kit.SeeOther(w, r, privacyPath)
}

// asks is what the person asks of the store, in their language.
func (a *Account) asks(r *http.Request) (privacy.AskInput, error) {
	user, err := a.person(r)
	if err != nil {
		return privacy.AskInput{}, err
	}
	return privacy.AskInput{Person: subject(user), Locale: i18n.Lang(r.Context()), Source: privacy.ByAccount}, nil
}

// AskExport answers POST /account/privacy/export: a copy of everything, made in
// the background.
func (a *Account) AskExport(w http.ResponseWriter, r *http.Request) error {
	in, err := a.asks(r)
	if err != nil {
		return err
	}
	if err := a.Rights.AskExport(r.Context(), a.Kit.Actor(r), in); err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "privacy.flash.export")
	return a.Kit.SeeOther(w, r, privacyPath)
}

// ExportFile answers POST /account/privacy/exports/{id}: the copy itself.
func (a *Account) ExportFile(w http.ResponseWriter, r *http.Request) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	return web.SendExport(a.Kit, w, r, a.Rights, subject(user))
}

// AskErasure answers GET /account/privacy/erase: what an erasure means, before
// anybody presses the button.
func (a *Account) AskErasure(w http.ResponseWriter, r *http.Request) error {
	return a.erasePage(w, r, http.StatusOK, "")
}

func (a *Account) erasePage(w http.ResponseWriter, r *http.Request, status int, refused string) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	m := view.ErasePage{Page: a.page(r, "privacy.erase.title")}
	m.Erase = vprivacy.ErasePage{Action: privacyPath + "/erase", Back: privacyPath, Account: true, Error: refused}
	desk, err := a.Rights.DeskOf(r.Context(), subject(user))
	if err != nil {
		return err
	}
	m.Erase.Standing = desk.Standing
	return a.Kit.Render(w, r, status, view.Erase(m), nil)
}

// Erase answers POST /account/privacy/erase. The box confirms what cannot be
// undone; afterwards nobody is logged in any more.
func (a *Account) Erase(w http.ResponseWriter, r *http.Request) error {
	in, err := a.asks(r)
	if err != nil {
		return err
	}
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	if form.Get("confirm") != "1" {
		return a.erasePage(w, r, http.StatusUnprocessableEntity, i18n.T(ctx, "privacy.erase.unconfirmed"))
	}
	if err := a.Rights.AskErasure(ctx, a.Kit.Actor(r), in); err != nil {
		return err
	}
	if err := a.Kit.Logout(r); err != nil {
		return err
	}
	return a.Kit.SeeOther(w, r, "/privacy/erased")
}
