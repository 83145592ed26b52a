package account

import (
	"context"
	"slices"

	"tenaz/internal/i18n"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// AskKind is what somebody asks to be mailed.
type AskKind string

// The kinds.
const (
	AskRegister AskKind = "register"
	AskForgot   AskKind = "forgot"
	AskLink     AskKind = "link"
	AskEmail    AskKind = "email"
)

// known returns the kind, or the one that says least for a made-up one.
func (k AskKind) known() string {
	if slices.Contains([]AskKind{AskRegister, AskForgot, AskLink, AskEmail}, k) {
		return string(k)
	}
	return string(AskForgot)
}

// path is where the kind is asked for.
func (k AskKind) path() string { return "/account/" + k.known() }

// AskPage asks for an address.
type AskPage struct {
	Page   layout.Page
	Kind   AskKind
	Email  string
	Error  string
	Fields map[string]string
}

// SentPage says "see your mail".
type SentPage struct {
	Page layout.Page
	Kind AskKind
}

// ChoosePage is where the reader of a mailed link chooses a password. Kind is
// "verify" or "recover".
type ChoosePage struct {
	Page    layout.Page
	Kind    string
	Action  string
	AskName bool
	Name    string
	Email   string
	Error   string
	Fields  map[string]string
}

func (m ChoosePage) summary() []ui.FieldError { return summary(m.Fields, "name", "password") }

// LinkPage is where the reader of a mailed link presses its button. Kind names
// the texts: "enter", "not_me", "email_link".
type LinkPage struct {
	Page   layout.Page
	Kind   string
	Action string
	Email  string
	Danger bool
}

func (m LinkPage) button(ctx context.Context) ui.ButtonProps {
	p := ui.ButtonProps{Label: i18n.T(ctx, "identity."+m.Kind+".button"), Kind: ui.Primary, Size: ui.Large, Full: true}
	if m.Danger {
		p.Kind = ui.Danger
	}
	return p
}

// DeadLinkPage says that a link is worthless; Again is where to get another.
type DeadLinkPage struct {
	Page  layout.Page
	Again AskKind
}

// EmailPage changes a person's address. Now is the one that they have.
type EmailPage struct {
	Page       layout.Page
	Now, Email string
	AskCurrent bool
	Error      string
	Fields     map[string]string
}

func (m EmailPage) summary() []ui.FieldError { return summary(m.Fields, "email", "current") }

// PasswordPage changes a password, or makes the first one.
type PasswordPage struct {
	Page       layout.Page
	Email      string
	AskCurrent bool
	Others     bool
	Error      string
	Fields     map[string]string
}

func (m PasswordPage) summary() []ui.FieldError { return summary(m.Fields, "current", "new") }

// summary lists what is wrong in the order of the form.
func summary(fields map[string]string, order ...string) []ui.FieldError {
	var list []ui.FieldError
	for _, name := range order {
		if fields[name] != "" {
			list = append(list, ui.FieldError{ID: name, Message: fields[name]})
		}
	}
	return list
}
