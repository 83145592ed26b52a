package admin

import (
	"context"

	"tenaz/internal/i18n"
	"tenaz/internal/pages"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// PagesPage is the list of the shop's pages.
type PagesPage struct {
	Page  layout.AdminPage
	Pages []pages.Summary
}

// PageForm is a page's form as it was filled in. Saved is the version that
// somebody else published meanwhile.
type PageForm struct {
	Version     string
	Title, Body string
	Fields      map[string]string
	Error       string
	Saved       *pages.Page
}

// PageEdit is the form of one page with its history.
type PageEdit struct {
	Page     layout.AdminPage
	Slug     string
	Form     PageForm
	Versions []pages.VersionInfo
	Audit    []AuditEntry
}

func (f PageForm) summary() []ui.FieldError {
	var list []ui.FieldError
	for _, name := range []string{"title", "body"} {
		if text := f.Fields[name]; text != "" {
			list = append(list, ui.FieldError{ID: name, Message: text})
		}
	}
	return list
}

func reviewBadge(ctx context.Context, reviewed bool) ui.BadgeProps {
	if reviewed {
		return ui.BadgeProps{Label: i18n.T(ctx, "admin.pages.reviewed"), Tone: ui.Success}
	}
	return ui.BadgeProps{Label: i18n.T(ctx, "admin.pages.unreviewed"), Tone: ui.Warning}
}
