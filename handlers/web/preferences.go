package web

import (
	"net/http"
	"slices"
	"time"

	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
)

// The cookies that keep a visitor's choices; they name nobody.
const (
	langCookie  = "lang"
	themeCookie = "theme"
	choiceAge   = 365 * 24 * time.Hour
)

// Preferences keeps the language (lang) or the colour theme (theme; empty
// follows the system) that was posted and leads back to next.
func (k *Kit) Preferences(w http.ResponseWriter, r *http.Request) error {
	form, err := Form(w, r)
	if err != nil {
		return err
	}
	s := stateOf(r)
	if form.Has("lang") {
		lang := form.Get("lang")
		if !slices.Contains(i18n.Languages, lang) {
			return apperr.New(apperr.Invalid, "error.form")
		}
		s.setCookie(langCookie, lang, choiceAge)
	}
	if form.Has("theme") {
		theme := form.Get("theme")
		if theme != "" && !knownTheme(theme) {
			return apperr.New(apperr.Invalid, "error.form")
		}
		s.setCookie(themeCookie, theme, choiceAge)
	}
	return k.SeeOther(w, r, SafeNext(form.Get("next"), "/"))
}

// SetLang keeps a language that the person has chosen elsewhere, such as in their
// profile; one that the store does not speak is left out.
func (k *Kit) SetLang(r *http.Request, lang string) {
	if slices.Contains(i18n.Languages, lang) {
		stateOf(r).setCookie(langCookie, lang, choiceAge)
	}
}

func knownTheme(theme string) bool { return theme == "light" || theme == "dark" }
