package admin

import (
	"context"
	"strconv"

	"tenaz/internal/i18n"
	"tenaz/internal/privacy"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// AccessForm is what is looked for in the access record, as it was typed. Asked:
// somebody has asked, and did not only open the page.
type AccessForm struct {
	From, Until, Address, User, Reason string
	Asked                              bool
	Errors                             map[string]string
}

// AccessPage is the form and what it has found. Newer and Older lead to the
// neighbouring pages.
type AccessPage struct {
	Page         layout.AdminPage
	Form         AccessForm
	Found        privacy.AccessPage
	Newer, Older string
}

func (m AccessPage) summary() []ui.FieldError {
	var list []ui.FieldError
	for _, name := range []string{"from", "until", "address", "user", "reason"} {
		if text := m.Form.Errors[name]; text != "" {
			list = append(list, ui.FieldError{ID: name, Message: text})
		}
	}
	return list
}

func (m AccessPage) field(ctx context.Context, p ui.FieldProps) ui.FieldProps {
	p.Label, p.Error, p.Autocomplete = i18n.T(ctx, "access."+p.Name), m.Form.Errors[p.Name], "off"
	return p
}

// asked reports whether there is a result to show, also an empty one.
func (m AccessPage) asked() bool { return m.Form.Asked && len(m.Form.Errors) == 0 }

// from is an address with the port of its connection.
func from(ctx context.Context, a privacy.Access) string {
	switch {
	case !a.Address.IsValid():
		return i18n.T(ctx, "access.no_address")
	case a.Port == 0:
		return a.Address.String()
	case a.Address.Is6():
		return "[" + a.Address.String() + "]:" + strconv.Itoa(a.Port)
	}
	return a.Address.String() + ":" + strconv.Itoa(a.Port)
}

func accessUser(ctx context.Context, id int64) string {
	if id == 0 {
		return i18n.T(ctx, "access.nobody")
	}
	return number(id)
}
