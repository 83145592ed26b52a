package admin

import (
	"context"
	"strconv"

	"tenaz/internal/analytics"
	"tenaz/internal/i18n"
	"tenaz/internal/inventory"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// InventoryPage is the list of stock levels.
type InventoryPage struct {
	Page   layout.AdminPage
	Levels inventory.LevelsPage
	Query  string
	Pages  ui.PaginationProps
}

// AdjustForm is what was typed to adjust a level, and what was wrong with it. Seen
// is the number on hand that its page showed for the location.
type AdjustForm struct {
	Location, Reason, Quantity, Note, Seen string
	Error                                  string
	Fields                                 map[string]string
}

// SeenName is the field that holds Seen: the form has one for each location.
func (f AdjustForm) SeenName() string { return "on_hand_" + f.Location }

// VariantPage is the stock of one variant. Levels has at least one entry.
type VariantPage struct {
	Page   layout.AdminPage
	Path   string
	Levels []inventory.Level
	Ledger inventory.LedgerPage
	Form   AdjustForm
	Pages  ui.PaginationProps
	Audit  []AuditEntry
}

// stockBadge says in words what the number of a level means.
func stockBadge(ctx context.Context, l inventory.Level) ui.BadgeProps {
	switch {
	case l.Short > 0:
		return ui.BadgeProps{Label: i18n.N(ctx, "admin.inventory.short", l.Short), Tone: ui.Error, Icon: "triangle-alert"}
	case l.Available <= 0:
		return ui.BadgeProps{Label: i18n.T(ctx, "admin.inventory.out"), Tone: ui.Error}
	case l.Available <= analytics.LowStock:
		return ui.BadgeProps{Label: i18n.T(ctx, "admin.inventory.low"), Tone: ui.Warning}
	default:
		return ui.BadgeProps{Label: i18n.T(ctx, "admin.inventory.ok"), Tone: ui.Success}
	}
}

// refused lists what was wrong with the form in the order of its fields.
func (m VariantPage) refused() []ui.FieldError {
	var list []ui.FieldError
	for _, name := range []string{"location", "reason", "quantity", "note"} {
		if text := m.Form.Fields[name]; text != "" {
			list = append(list, ui.FieldError{ID: name, Message: text})
		}
	}
	if len(m.Levels) == 1 && len(list) > 0 && list[0].ID == "location" {
		list[0].ID = "" // one location is not a field to go to
	}
	return list
}

func (m VariantPage) reasons(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(inventory.Reasons))
	for i, reason := range inventory.Reasons {
		options[i] = ui.Option{Value: reason, Label: i18n.T(ctx, "admin.inventory.choose."+reason)}
	}
	return options
}

func (m VariantPage) locations() []ui.Option {
	options := make([]ui.Option, len(m.Levels))
	for i, l := range m.Levels {
		options[i] = ui.Option{Value: strconv.FormatInt(l.LocationID, 10), Label: l.Location}
	}
	return options
}

// cause says who moved the stock and for what.
func cause(ctx context.Context, m inventory.Movement) string {
	who := m.ActorName
	if m.ActorKind != "staff" || who == "" {
		who = i18n.T(ctx, "admin.actor."+m.ActorKind)
	}
	if m.DocumentKind != "" {
		who += " · " + i18n.T(ctx, "admin.document."+m.DocumentKind, "ID", m.DocumentID)
	}
	return who
}
