package admin

import (
	"net/http"
	"strconv"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/i18n"
	domain "tenaz/internal/pages"
	view "tenaz/views/admin"
)

// PageList answers GET /admin/pages.
func (a *Admin) PageList(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	list, err := a.Pages.List(ctx)
	if err != nil {
		return err
	}
	m := view.PagesPage{Page: a.Kit.AdminPage(r, "pages", i18n.T(ctx, "admin.pages.title")), Pages: list}
	return a.Kit.Render(w, r, http.StatusOK, view.Pages(m), nil)
}

// EditPage answers GET /admin/pages/{slug}.
func (a *Admin) EditPage(w http.ResponseWriter, r *http.Request) error {
	page, err := a.Pages.Get(r.Context(), web.Param(r, "slug"), 0)
	if err != nil {
		return err
	}
	return a.showPage(w, r, http.StatusOK, view.PageForm{
		Version: strconv.Itoa(page.Version), Title: page.Title, Body: page.Body,
	})
}

// SavePage answers POST /admin/pages/{slug}. If somebody else published
// meanwhile, that text stands beside the one that was typed.
func (a *Admin) SavePage(w http.ResponseWriter, r *http.Request) error {
	// A long text is sent with escapes, up to nine bytes for a letter.
	values, err := web.FormUpTo(w, r, 9*domain.MaxBody)
	if err != nil {
		return err
	}
	ctx, slug := r.Context(), web.Param(r, "slug")
	form := view.PageForm{Version: values.Get("version"), Title: values.Get("title"), Body: values.Get("body")}
	version, err := strconv.Atoi(form.Version)
	if err != nil {
		return apperr.Wrap(apperr.Invalid, err, "error.form")
	}
	err = a.Pages.Save(ctx, a.Kit.Actor(r), domain.SaveInput{Slug: slug, Title: form.Title, Body: form.Body, Version: version})
	switch apperr.KindOf(err) {
	case apperr.Invalid:
		if form.Fields = a.Kit.Fields(ctx, err); form.Fields == nil {
			return err
		}
		return a.showPage(w, r, http.StatusUnprocessableEntity, form)
	case apperr.Conflict:
		now, err := a.Pages.Get(ctx, slug, 0)
		if err != nil {
			return err
		}
		form.Error, form.Version, form.Saved = i18n.T(ctx, "admin.pages.stale"), strconv.Itoa(now.Version), &now
		return a.showPage(w, r, http.StatusConflict, form)
	}
	if err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "admin.pages.saved")
	return a.Kit.SeeOther(w, r, "/admin/pages/"+slug)
}

func (a *Admin) showPage(w http.ResponseWriter, r *http.Request, status int, form view.PageForm) error {
	ctx, slug := r.Context(), web.Param(r, "slug")
	page, err := a.Pages.Get(ctx, slug, 0)
	if err != nil {
		return err
	}
	m := view.PageEdit{Page: a.Kit.AdminPage(r, "pages", page.Title), Slug: slug, Form: form}
	if m.Versions, err = a.Pages.Versions(ctx, slug); err != nil {
		return err
	}
	if m.Audit, err = a.search(r, audit.Filter{SubjectKind: "page", Subject: slug}); err != nil {
		return err
	}
	return a.Kit.Render(w, r, status, view.EditPage(m), nil)
}
