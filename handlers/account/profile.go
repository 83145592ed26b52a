package account

import (
	"net/http"
	"net/url"
	"strconv"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/contact"
	"tenaz/internal/taxid"
	view "tenaz/views/account"
	vcontact "tenaz/views/contact"
)

// Profile answers GET /account/profile.
func (a *Account) Profile(w http.ResponseWriter, r *http.Request) error {
	return a.profile(w, r, http.StatusOK, func(m *view.ProfilePage, p accounts.Profile) {
		m.Form.Person, m.Locale = vcontact.TypedPerson(p.Person), p.Locale
		if m.Page.Viewing != "" {
			// Staff look on: they see it whole where that is noted.
			m.Form.Person.Document = taxid.Mask(p.Person.Document)
		}
	})
}

// SaveProfile answers POST /account/profile. What was refused is shown as it was
// typed, what somebody changed meanwhile with a sentence that says so.
func (a *Account) SaveProfile(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(form.Get("version"))
	if err != nil {
		return apperr.Wrap(apperr.Invalid, err, "error.form")
	}
	in := accounts.ProfileInput{Version: version, Locale: form.Get("locale"), Person: typedPerson(form)}
	err = a.Accounts.SaveProfile(r.Context(), a.Kit.Actor(r), in)
	status := http.StatusUnprocessableEntity
	switch kind := apperr.KindOf(err); {
	case err == nil:
		a.Kit.SetLang(r, in.Locale)
		a.Kit.Flash(r, "success", "account.saved")
		return a.Kit.SeeOther(w, r, "/account/profile")
	case kind == apperr.Conflict:
		status = http.StatusConflict
	case kind != apperr.Invalid:
		return err
	}
	return a.profile(w, r, status, func(m *view.ProfilePage, _ accounts.Profile) {
		m.Form.Person, m.Locale = in.Person, in.Locale
		m.Form.Errors = a.Kit.Fields(r.Context(), err)
		if m.Form.Errors == nil {
			m.Alert = a.Kit.Sentence(r.Context(), err)
		}
	})
}

// profile shows the form as fill says, over the profile as it is now.
func (a *Account) profile(w http.ResponseWriter, r *http.Request, status int, fill func(*view.ProfilePage, accounts.Profile)) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	p, err := a.Accounts.Profile(r.Context(), user.ID)
	if err != nil {
		return err
	}
	m := view.ProfilePage{
		Page: a.page(r, "account.profile.title"), Email: p.ShownEmail(), Verified: p.Verified, Version: p.Version,
		Form: vcontact.Form{Given: true},
	}
	fill(&m, p)
	return a.Kit.Render(w, r, status, view.Profile(m), nil)
}

func typedPerson(form url.Values) contact.Person {
	return contact.Person{
		Name: form.Get("name"), Document: form.Get("document"), CompanyName: form.Get("company_name"),
		StateRegistration: form.Get("state_registration"), Phone: form.Get("phone"),
	}
}
