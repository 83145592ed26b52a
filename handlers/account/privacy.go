package account

import (
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	"tenaz/internal/privacy"
	view "tenaz/views/privacy"
)

// PrivacyPage answers GET /account/privacy: what the person agreed to, with its
// history.
func (a *Account) PrivacyPage(w http.ResponseWriter, r *http.Request) error {
	user := a.Kit.User(r)
	if user == nil {
		return apperr.New(apperr.Unauthenticated, "")
	}
	ctx := r.Context()
	offer, err := a.Privacy.Offer(ctx, privacy.Marketing)
	if err != nil {
		return err
	}
	m := view.PreferencesPage{
		Page: a.Kit.Page(r, i18n.T(ctx, "privacy.preferences.title")), Action: "/account/privacy", Offer: offer,
	}
	m.Page.NoIndex, m.Page.Canonical = true, ""
	if m.Preferences, err = a.Privacy.Of(ctx, user.Email); err != nil {
		return err
	}
	return a.Kit.Render(w, r, http.StatusOK, view.Page(m), nil)
}

// SavePrivacy answers POST /account/privacy: a consent given or taken back.
func (a *Account) SavePrivacy(w http.ResponseWriter, r *http.Request) error {
	user := a.Kit.User(r)
	if user == nil {
		return apperr.New(apperr.Unauthenticated, "")
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
	return a.Kit.SeeOther(w, r, "/account/privacy")
}
