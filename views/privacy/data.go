package privacy

import (
	"context"

	"tenaz/internal/i18n"
	"tenaz/internal/orders"
	"tenaz/internal/privacy"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// DeskPage is what a person may ask about their data. Path is the page's own
// address; forms below it ask.
type DeskPage struct {
	Path    string
	Account bool
	Desk    privacy.Desk
}

// ErasePage says what an erasure means, before it is asked for.
type ErasePage struct {
	Action, Back string
	Account      bool
	Standing     orders.Standing
	// Error says why the form was refused.
	Error string
}

// RequestPage is the form by which people without an account ask for a link.
type RequestPage struct {
	Page   layout.Page
	Email  string
	Fields map[string]string
}

// SaidPage says what happens now; Texts are message ids.
type SaidPage struct {
	Page  layout.Page
	Texts []string
}

// DataPage is the page of a mailed link: what its reader may ask. HasAccount
// tells that the account of the same e-mail is managed elsewhere.
type DataPage struct {
	Page       layout.Page
	Email      string
	HasAccount bool
	Desk       DeskPage
}

// GuestErasePage is ErasePage for somebody with a mailed link.
type GuestErasePage struct {
	Page  layout.Page
	Erase ErasePage
}

// consequences are what an erasure does and does not, sentence by sentence.
func (m ErasePage) consequences(ctx context.Context) []string {
	list := []string{i18n.T(ctx, "privacy.erase.goes_data")}
	if m.Account {
		list = append(list, i18n.T(ctx, "privacy.erase.goes_account"))
	}
	if m.Standing.UnderWay > 0 {
		list = append(list, i18n.N(ctx, "privacy.erase.under_way", m.Standing.UnderWay))
	}
	if m.Standing.Fiscal > 0 {
		list = append(list, i18n.N(ctx, "privacy.erase.kept", m.Standing.Fiscal))
	} else {
		list = append(list, i18n.T(ctx, "privacy.erase.kept_nothing"))
	}
	return append(list, i18n.T(ctx, "privacy.erase.kept_access"), i18n.T(ctx, "privacy.erase.others"))
}

func (m ErasePage) summary() []ui.FieldError {
	if m.Error == "" {
		return nil
	}
	return []ui.FieldError{{ID: "confirm", Message: m.Error}}
}

func summary(fields map[string]string) []ui.FieldError {
	if fields["email"] == "" {
		return nil
	}
	return []ui.FieldError{{ID: "email", Message: fields["email"]}}
}
