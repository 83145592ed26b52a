// Package pages shows what the shop says about itself and its contact form.
package pages

import (
	"context"

	"tenaz/internal/i18n"
	"tenaz/internal/pages"
	"tenaz/internal/support"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// PageModel is one page of the shop. HTML is safe to show as it is.
type PageModel struct {
	Page layout.Page
	Text pages.Page
	HTML string
}

// old reports whether another version is in force.
func (m PageModel) old() bool { return m.Text.Version != m.Text.Current }

// ContactModel is the contact form as it was filled in.
type ContactModel struct {
	Page   layout.Page
	Values support.SendInput
	Errors map[string]string
	// Error is what is wrong with the whole.
	Error string
}

// SentModel is the receipt of a message.
type SentModel struct {
	Page    layout.Page
	Message support.Message
}

// contactFields is the order of the fields, for the summary of errors.
var contactFields = []string{"name", "email", "order_number", "subject", "message", "website"}

func (m ContactModel) summary() []ui.FieldError {
	var list []ui.FieldError
	for _, name := range contactFields {
		if text := m.Errors[name]; text != "" {
			list = append(list, ui.FieldError{ID: name, Message: text})
		}
	}
	return list
}

func (m ContactModel) field(ctx context.Context, p ui.FieldProps) ui.FieldProps {
	p.Label, p.Error = i18n.T(ctx, "support."+p.Name), m.Errors[p.Name]
	return p
}
