package admin

import (
	"context"

	"tenaz/internal/i18n"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// SettingsForm is the form of the settings as it was filled in, by field name.
// Saved holds what somebody else saved meanwhile, at the fields where it differs.
type SettingsForm struct {
	Version string
	Values  map[string]string
	Fields  map[string]string
	Saved   map[string]string
	Error   string
}

// SettingsPage is what the owner decides about the store.
type SettingsPage struct {
	Page      layout.AdminPage
	Form      SettingsForm
	Checklist Checklist
	Audit     []AuditEntry
}

// Checklist is what a shop has to state before it sells, and how far it is.
type Checklist struct {
	Items []CheckItem
}

// CheckItem is one line of the checklist; Label is a message id.
type CheckItem struct {
	Label, Href string
	Done        bool
}

// Complete reports whether nothing is missing.
func (c Checklist) Complete() bool { return c.Left() == 0 }

// Left is how many items are missing.
func (c Checklist) Left() int {
	left := 0
	for _, item := range c.Items {
		if !item.Done {
			left++
		}
	}
	return left
}

// SettingsFields are the form's fields in the order of the page.
var SettingsFields = []string{
	"trade_name", "legal_name", "cnpj", "state_registration", "address",
	"email", "phone", "whatsapp", "hours", "privacy_officer", "privacy_email", "sender", "notify_email", "notify_when",
	"pix", "card", "boleto", "pix_discount", "unshipped_days", "refund_step_up",
}

// The values of the field notify_when.
const (
	NotifyEach  = "each"
	NotifyDaily = "daily"
)

// notifyWhen is how often those who are told of orders hear of them.
func (f SettingsForm) notifyWhen(ctx context.Context) ui.RadioGroupProps {
	p := ui.RadioGroupProps{Name: "notify_when", Legend: i18n.T(ctx, "admin.settings.notify_when"), Value: f.Values["notify_when"]}
	for _, value := range []string{NotifyEach, NotifyDaily} {
		p.Radios = append(p.Radios, ui.Radio{
			Value: value, Label: i18n.T(ctx, "admin.settings.notify_when."+value), Text: i18n.T(ctx, "admin.settings.notify_when."+value+".text"),
		})
	}
	if saved, differs := f.Saved["notify_when"]; differs {
		p.Hint = i18n.T(ctx, "admin.settings.saved_now", "Value", i18n.T(ctx, "admin.settings.notify_when."+saved))
	}
	return p
}

func (f SettingsForm) summary() []ui.FieldError {
	var list []ui.FieldError
	for _, name := range append([]string{"methods"}, SettingsFields...) {
		if text := f.Fields[name]; text != "" {
			list = append(list, ui.FieldError{ID: name, Message: text})
		}
	}
	return list
}

// field completes a field with its label, value, hint and error.
func (f SettingsForm) field(ctx context.Context, p ui.FieldProps) ui.FieldProps {
	id := "admin.settings." + p.Name
	p.Label, p.Value, p.Error = i18n.T(ctx, id), f.Values[p.Name], f.Fields[p.Name]
	p.Autocomplete = "off"
	if hint := id + ".hint"; p.Hint == "hint" {
		p.Hint = i18n.T(ctx, hint)
	}
	if saved, differs := f.Saved[p.Name]; differs {
		p.Hint = i18n.T(ctx, "admin.settings.saved_now", "Value", saved)
	}
	return p
}

func (f SettingsForm) method(ctx context.Context, name string) ui.CheckboxProps {
	p := ui.CheckboxProps{Name: name, Label: i18n.T(ctx, "admin.method."+name), Checked: f.Values[name] != ""}
	if saved, differs := f.Saved[name]; differs {
		state := "admin.settings.off"
		if saved != "" {
			state = "admin.settings.on"
		}
		p.Hint = i18n.T(ctx, "admin.settings.saved_now", "Value", i18n.T(ctx, state))
	}
	return p
}
