package orders

import (
	"context"

	"tenaz/internal/i18n"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// LookupPage is the form by which somebody who lost an order's link asks for it.
type LookupPage struct {
	Page          layout.Page
	Number, Email string
	Errors        map[string]string
	// Sent: the answer, which is the same whatever was asked.
	Sent bool
}

func (m LookupPage) summary() []ui.FieldError {
	var list []ui.FieldError
	for _, name := range []string{"number", "email"} {
		if text := m.Errors[name]; text != "" {
			list = append(list, ui.FieldError{ID: name, Message: text})
		}
	}
	return list
}

func (m LookupPage) number(ctx context.Context) ui.FieldProps {
	return ui.FieldProps{
		Name: "number", Label: i18n.T(ctx, "orders.lookup.number"), Value: m.Number, Error: m.Errors["number"],
		Hint: i18n.T(ctx, "orders.lookup.number_hint"), InputMode: "numeric", Autocomplete: "off", MaxLength: 20, Required: true,
	}
}

func (m LookupPage) email(ctx context.Context) ui.FieldProps {
	return ui.FieldProps{
		Name: "email", Label: i18n.T(ctx, "orders.lookup.email"), Value: m.Email, Error: m.Errors["email"],
		Type: "email", InputMode: "email", Autocomplete: "email", MaxLength: 254, Required: true,
	}
}
