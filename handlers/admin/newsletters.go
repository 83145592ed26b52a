package admin

import (
	"net/http"
	"strconv"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	"tenaz/internal/privacy"
	view "tenaz/views/admin"
	"tenaz/views/ui"
)

// NewsletterList answers GET /admin/newsletters, the newest first.
func (a *Admin) NewsletterList(w http.ResponseWriter, r *http.Request) error {
	page, err := pageOf(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	list, err := a.Privacy.Newsletters(ctx, page)
	if err != nil {
		return err
	}
	m := view.NewslettersPage{
		Page: a.Kit.AdminPage(r, "newsletters", i18n.T(ctx, "admin.newsletters.title")), List: list,
		Pages: ui.PaginationProps{Page: list.Page, Pages: list.Pages, Href: pages("/admin/newsletters")},
	}
	return a.Kit.Render(w, r, http.StatusOK, view.Newsletters(m), nil)
}

// NewNewsletter answers GET /admin/newsletters/new.
func (a *Admin) NewNewsletter(w http.ResponseWriter, r *http.Request) error {
	return a.showNewsletter(w, r, http.StatusOK, privacy.Newsletter{State: privacy.Draft}, view.NewsletterForm{})
}

// Newsletter answers GET /admin/newsletters/{id}: the draft, or how far the
// sending has come.
func (a *Admin) Newsletter(w http.ResponseWriter, r *http.Request) error {
	n, err := a.newsletter(r)
	if err != nil {
		return err
	}
	return a.showNewsletter(w, r, http.StatusOK, n, view.NewsletterForm{
		Subject: n.Subject, Body: n.Body, Version: strconv.Itoa(n.Version),
	})
}

func (a *Admin) newsletter(r *http.Request) (privacy.Newsletter, error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return privacy.Newsletter{}, err
	}
	return a.Privacy.Newsletter(r.Context(), id)
}

// AddNewsletter answers POST /admin/newsletters: a new draft.
func (a *Admin) AddNewsletter(w http.ResponseWriter, r *http.Request) error {
	return a.saveNewsletter(w, r, privacy.Newsletter{State: privacy.Draft})
}

// SaveNewsletter answers POST /admin/newsletters/{id}.
func (a *Admin) SaveNewsletter(w http.ResponseWriter, r *http.Request) error {
	n, err := a.newsletter(r)
	if err != nil {
		return err
	}
	return a.saveNewsletter(w, r, n)
}

func (a *Admin) saveNewsletter(w http.ResponseWriter, r *http.Request, n privacy.Newsletter) error {
	// A long text is sent with escapes, up to nine bytes for a letter.
	values, err := web.FormUpTo(w, r, 9*privacy.MaxBody)
	if err != nil {
		return err
	}
	ctx := r.Context()
	form := view.NewsletterForm{Subject: values.Get("subject"), Body: values.Get("body"), Version: values.Get("version")}
	version, _ := strconv.Atoi(form.Version) // what is no number is no version that could be current
	id, err := a.Privacy.SaveNewsletter(ctx, a.Kit.Actor(r), privacy.SaveNewsletterInput{
		ID: n.ID, Subject: form.Subject, Body: form.Body, Version: version,
	})
	switch apperr.KindOf(err) {
	case apperr.Invalid:
		if form.Fields = a.Kit.Fields(ctx, err); form.Fields == nil {
			return err
		}
		return a.showNewsletter(w, r, http.StatusUnprocessableEntity, n, form)
	case apperr.Conflict:
		if n.State != privacy.Draft {
			return err
		}
		form.Error, form.Version, form.Saved = i18n.T(ctx, "admin.newsletters.stale"), strconv.Itoa(n.Version), &n
		return a.showNewsletter(w, r, http.StatusConflict, n, form)
	}
	if err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "admin.newsletters.saved")
	return a.Kit.SeeOther(w, r, newsletterPath(id))
}

// TestNewsletter answers POST /admin/newsletters/{id}/test: a mail to whoever
// asks.
func (a *Admin) TestNewsletter(w http.ResponseWriter, r *http.Request) error {
	n, err := a.newsletter(r)
	if err != nil {
		return err
	}
	if err := a.Privacy.TestNewsletter(r.Context(), a.Kit.Actor(r), n.ID); err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "admin.newsletters.tested", "Email", a.Kit.User(r).Email)
	return a.Kit.SeeOther(w, r, newsletterPath(n.ID))
}

// SendNewsletter answers POST /admin/newsletters/{id}/send. The box confirms
// what cannot be undone.
func (a *Admin) SendNewsletter(w http.ResponseWriter, r *http.Request) error {
	n, err := a.newsletter(r)
	if err != nil {
		return err
	}
	values, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	form := view.NewsletterForm{Subject: n.Subject, Body: n.Body, Version: strconv.Itoa(n.Version)}
	if values.Get("confirm") != "1" {
		form.Fields = map[string]string{"confirm": i18n.T(ctx, "admin.newsletters.unconfirmed")}
		return a.showNewsletter(w, r, http.StatusUnprocessableEntity, n, form)
	}
	version, _ := strconv.Atoi(values.Get("version")) // what is no number is no version that could be current
	err = a.Privacy.SendNewsletter(ctx, a.Kit.Actor(r), privacy.SendNewsletterInput{ID: n.ID, Version: version})
	if apperr.Is(err, apperr.Conflict) {
		form.Error = a.Kit.Sentence(ctx, err)
		return a.showNewsletter(w, r, http.StatusConflict, n, form)
	}
	if err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "admin.newsletters.started")
	return a.Kit.SeeOther(w, r, newsletterPath(n.ID))
}

// StopNewsletter answers POST /admin/newsletters/{id}/stop.
func (a *Admin) StopNewsletter(w http.ResponseWriter, r *http.Request) error {
	n, err := a.newsletter(r)
	if err != nil {
		return err
	}
	if err := a.Privacy.StopNewsletter(r.Context(), a.Kit.Actor(r), n.ID); err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "admin.newsletters.stopped")
	return a.Kit.SeeOther(w, r, newsletterPath(n.ID))
}

func newsletterPath(id int64) string { return "/admin/newsletters/" + strconv.FormatInt(id, 10) }

func (a *Admin) showNewsletter(w http.ResponseWriter, r *http.Request, status int, n privacy.Newsletter, form view.NewsletterForm) error {
	ctx := r.Context()
	title := n.Subject
	if n.ID == 0 {
		title = i18n.T(ctx, "admin.newsletters.new")
	}
	m := view.NewsletterPage{Page: a.Kit.AdminPage(r, "newsletters", title), Newsletter: n, Form: form, Email: a.Kit.User(r).Email}
	m.HTML = privacy.HTML(n.Body, "")
	var err error
	if m.Recipients, err = a.Privacy.Recipients(ctx); err != nil {
		return err
	}
	return a.Kit.Render(w, r, status, view.EditNewsletter(m), nil)
}
