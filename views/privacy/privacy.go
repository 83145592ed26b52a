// Package privacy shows what somebody agreed to, and how to take it back.
package privacy

import (
	"context"
	"time"

	"tenaz/internal/i18n"
	"tenaz/internal/privacy"
	"tenaz/views/layout"
)

// PreferencesPage is what one address agreed to. Action is the address of its
// form.
type PreferencesPage struct {
	Page        layout.Page
	Action      string
	Preferences privacy.Preferences
	// Offer is what can be agreed to.
	Offer privacy.Offer
}

// receives reports whether news go to the address now.
func (m PreferencesPage) receives() bool { return m.Preferences.Receives(privacy.Marketing) }

// state is the sentence about where things stand.
func (m PreferencesPage) state(ctx context.Context) string {
	mask := privacy.MaskEmail(m.Preferences.Email)
	switch {
	case m.receives():
		return i18n.T(ctx, "privacy.preferences.on", "Email", mask)
	case m.Preferences.Given[privacy.Marketing] && m.Preferences.Suppressed == privacy.Bounced:
		return i18n.T(ctx, "privacy.preferences.bounced", "Email", mask)
	}
	return i18n.T(ctx, "privacy.preferences.off", "Email", mask)
}

func what(ctx context.Context, d privacy.Decision) string {
	if d.Given {
		return i18n.T(ctx, "privacy.history.given")
	}
	return i18n.T(ctx, "privacy.history.taken_back")
}

func machine(t time.Time) string { return t.Format(time.RFC3339) }
