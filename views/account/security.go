package account

import (
	"context"
	"strings"

	"tenaz/internal/accounts"
	"tenaz/internal/i18n"
	"tenaz/views/layout"
)

// ProofErrors are what is said of a proof that was refused: about all of it, or
// at the field that was used.
type ProofErrors struct {
	Alert    string
	Code     string
	Recovery string
	Password string
}

// SecondPage asks for the second factor of a log-in, by the ways that the person
// has.
type SecondPage struct {
	Page          layout.Page
	TOTP, Passkey bool
	Proof         ProofErrors
}

// ConfirmPage asks a person who is logged in to prove who they are once more.
type ConfirmPage struct {
	Page                    layout.Page
	Next                    string
	Password, TOTP, Passkey bool
	Proof                   ProofErrors
}

// SecurityPage is what proves a person, and where they are logged in. Required
// tells that a member of staff lacks the second factor that is asked of staff.
type SecurityPage struct {
	Page       layout.Page
	Email      string
	Factors    accounts.Factors
	Passkeys   []accounts.Passkey
	Logins     []accounts.OpenedLogin
	Current    int64
	Fresh      bool
	Staff      bool
	Required   bool
	CanPasskey bool
	// Alert, Renamed, Name and NameError are left by a refused form: Renamed is the
	// passkey that was named, 0 for a new one.
	Alert     string
	Renamed   int64
	Name      string
	NameError string
}

// last reports whether the person has one second factor and must keep it.
func (m SecurityPage) last() bool {
	count := m.Factors.Passkeys
	if m.Factors.TOTP {
		count++
	}
	return m.Staff && count == 1
}

// TOTPPage shows the secret that an app has to take over.
type TOTPPage struct {
	Page      layout.Page
	Enrolment accounts.Enrolment
	Others    bool
	Proof     ProofErrors
}

// grouped is the secret in groups of four, for typing.
func (m TOTPPage) grouped() string {
	var groups []string
	for text := m.Enrolment.Secret; text != ""; {
		n := min(4, len(text))
		groups, text = append(groups, text[:n]), text[n:]
	}
	return strings.Join(groups, " ")
}

// CodesPage shows new recovery codes, once. Said is the message about what was
// done before.
type CodesPage struct {
	Page  layout.Page
	Codes []string
	Said  string
}

// Browsers and systems by what their own description contains, the special before
// the general: each also says that it is some of the others.
var (
	browsers = [][2]string{
		{"Edg", "Edge"},
		{"OPR/", "Opera"},
		{"SamsungBrowser", "Samsung Internet"},
		{"Firefox", "Firefox"},
		{"FxiOS", "Firefox"},
		{"CriOS", "Chrome"},
		{"Chrome", "Chrome"},
		{"Safari", "Safari"},
	}
	systems = [][2]string{
		{"iPhone", "iPhone"},
		{"iPad", "iPad"},
		{"Android", "Android"},
		{"Windows", "Windows"},
		{"CrOS", "ChromeOS"},
		{"Mac OS X", "macOS"},
		{"Linux", "Linux"},
	}
)

// DeviceName says which browser and system describe themselves in this way, as
// far as that can be told.
func DeviceName(ctx context.Context, agent string) string {
	find := func(list [][2]string) string {
		for _, pair := range list {
			if strings.Contains(agent, pair[0]) {
				return pair[1]
			}
		}
		return ""
	}
	browser, system := find(browsers), find(systems)
	switch {
	case browser != "" && system != "":
		return i18n.T(ctx, "security.device", "Browser", browser, "System", system)
	case browser+system != "":
		return browser + system
	default:
		return i18n.T(ctx, "security.device.unknown")
	}
}
