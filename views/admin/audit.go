package admin

import (
	"context"
	"time"

	"tenaz/internal/actor"
	"tenaz/internal/i18n"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// AuditPage is the log of who did what. Pages holds the addresses beside this
// one, Clear the one without a filter, All whether there is none.
type AuditPage struct {
	Page    layout.AdminPage
	Entries []AuditEntry
	Filter  AuditFilter
	Actions []string
	Kinds   []string
	Pages   ui.PaginationProps
	All     bool
}

// AuditFilter is the filter's form as it was filled in.
type AuditFilter struct {
	Who, Action, Kind, Subject, From, Until string
	Fields                                  map[string]string
}

// dayType is the type of a day's field: what is no day can only be shown as text.
func (f AuditFilter) dayType(name string) string {
	if f.Fields[name] != "" {
		return "text"
	}
	return "date"
}

// AuditEntry is one entry of the log as a page shows it. Href leads to the thing
// that it is about, where there is a page.
type AuditEntry struct {
	At             time.Time
	Kind           actor.Kind
	Who            string
	Address, Agent string
	Action         string
	SubjectKind    string
	Subject, Href  string
	Changes        []AuditChange
}

// AuditChange is one field of what changed. Before or After is empty where
// nothing was or is.
type AuditChange struct{ Field, Before, After string }

// Names of what the log holds fall back to what it holds itself: a newer program
// may have written it.
func named(ctx context.Context, id, key string) string {
	if text := i18n.T(ctx, id); text != id {
		return text
	}
	return key
}

func actionName(ctx context.Context, action string) string {
	return named(ctx, "audit.action."+action, action)
}

func fieldName(ctx context.Context, field string) string {
	return named(ctx, "audit.field."+field, field)
}

func (e AuditEntry) about(ctx context.Context) string {
	kind := named(ctx, "audit.subject."+e.SubjectKind, e.SubjectKind)
	if e.Subject == "" {
		return kind
	}
	return kind + " " + e.Subject
}

// author names who acted: a person, or what kind of party it was.
func (e AuditEntry) author(ctx context.Context) string {
	if e.Who != "" {
		return e.Who
	}
	return i18n.T(ctx, "audit.actor."+string(e.Kind))
}

// by is the author with from where, as a line of a card begins.
func (e AuditEntry) by(ctx context.Context) string {
	if e.Address == "" {
		return e.author(ctx) + ", "
	}
	return e.author(ctx) + " (" + e.Address + "), "
}

func (m AuditPage) actions(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(m.Actions))
	for i, action := range m.Actions {
		options[i] = ui.Option{Value: action, Label: actionName(ctx, action)}
	}
	return options
}

func (m AuditPage) kinds(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(m.Kinds))
	for i, kind := range m.Kinds {
		options[i] = ui.Option{Value: kind, Label: named(ctx, "audit.subject."+kind, kind)}
	}
	return options
}
