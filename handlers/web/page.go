package web

import (
	"cmp"
	"net/http"
	"strings"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// Page returns what the shop's shells show around a page: the visitor's
// language, theme, cart count and name, the shop's facts, and the messages that
// waited for this page. The title is already translated.
func (k *Kit) Page(r *http.Request, title string) layout.Page {
	s, ctx := stateOf(r), r.Context()
	p := layout.Page{
		Title:     title,
		Canonical: k.URL(r.URL.EscapedPath()),
		Lang:      i18n.Lang(ctx),
		Theme:     s.theme,
		Path:      r.URL.Path,
		Query:     r.URL.RawQuery,
		CartCount: k.CartCount(r),
		Dev:       k.deps.Dev,
	}
	if user := k.User(r); user != nil {
		p.User = &layout.User{Name: user.Name, Staff: user.Staff}
	}
	if viewed := k.Viewed(r); viewed != nil {
		p.Viewing, p.ViewEndPath = cmp.Or(viewed.Name, viewed.Email), ViewEndPath
	}
	if k.deps.Categories != nil {
		categories, err := k.deps.Categories(ctx)
		if err != nil {
			k.logFailure(ctx, s, "categories not read", err)
		}
		p.Categories = categories
	}
	if k.deps.Shop != nil {
		shop, err := k.deps.Shop(ctx)
		if err != nil {
			k.logFailure(ctx, s, "settings not read", err)
		}
		p.Shop = shop
	}
	if k.deps.Footer != nil {
		p.Footer = k.deps.Footer(ctx)
	}
	// A part has no place for messages: they wait for a page. So they do when
	// there is no time left to note that they were shown.
	if !IsPart(r) && !s.head && ctx.Err() == nil {
		for _, f := range s.popFlash(r) {
			p.Flash = append(p.Flash, ui.AlertProps{Tone: ui.Tone(f.Tone), Text: i18n.T(ctx, f.ID, f.Args...)})
		}
	}
	return p
}

// AdminPage returns what the back office's shell shows: a Page, and the sections
// that this person may open. Active is the key of the current one.
func (k *Kit) AdminPage(r *http.Request, active, title string) layout.AdminPage {
	p := layout.AdminPage{
		Page:       k.Page(r, title),
		Active:     active,
		LogoutPath: "/account/logout",
	}
	p.NoIndex, p.Canonical = true, ""
	for _, section := range k.sections(r) {
		entry := layout.AdminSection{
			Key: section.Key, Label: i18n.T(r.Context(), section.Label), Href: section.Href, Icon: section.Icon,
		}
		if section.Group != "" {
			entry.Group = i18n.T(r.Context(), section.Group)
		}
		p.Sections = append(p.Sections, entry)
	}
	return p
}

// sections returns the part of the back office's menu that this person may use.
func (k *Kit) sections(r *http.Request) []Section {
	by := k.Actor(r)
	var allowed []Section
	for _, section := range k.deps.Sections {
		if by.Can(section.Permission) {
			allowed = append(allowed, section)
		}
	}
	return allowed
}

// StaffHome serves the back office's front page to those who may see it, and
// leads everybody else to the first section that they may open.
func (k *Kit) StaffHome(permission string, front Handler) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if k.Actor(r).Can(permission) {
			return front(w, r)
		}
		allowed := k.sections(r)
		if len(allowed) == 0 {
			return apperr.New(apperr.Forbidden, "")
		}
		return k.SeeOther(w, r, allowed[0].Href)
	}
}

// Actor returns who acts in this request. A member of staff acts as staff on
// staff routes only: in the shop they are a customer like any other.
func (k *Kit) Actor(r *http.Request) actor.Actor {
	s := stateOf(r)
	by := actor.Actor{
		Kind:      actor.Customer,
		Address:   k.Address(r),
		Agent:     clip(strings.ToValidUTF8(r.UserAgent(), ""), 300),
		RequestID: s.id,
	}
	if user := k.User(r); user != nil {
		by.ID = user.ID
		if s.staff && user.Staff {
			by.Kind, by.Name, by.Permissions, by.RefundLimit = actor.Staff, user.Name, user.Permissions, user.RefundLimit
		}
	}
	return by
}

// clip shortens s to at most n bytes at a rune's edge.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}
