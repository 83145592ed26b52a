package shop

import (
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/dossier"
	"tenaz/internal/i18n"
	"tenaz/internal/privacy"
	"tenaz/views/layout"
	view "tenaz/views/privacy"
)

// dataPage is the shell's part of a page about somebody's data.
func (s *Shop) dataPage(r *http.Request, title string) layout.Page {
	page := s.Kit.Page(r, i18n.T(r.Context(), title))
	page.NoIndex, page.Canonical = true, ""
	return page
}

// DataRequest answers GET /privacy/request: where people without an account ask
// for the link to their data.
func (s *Shop) DataRequest(w http.ResponseWriter, r *http.Request) error {
	m := view.RequestPage{Page: s.Kit.Page(r, i18n.T(r.Context(), "privacy.request.title"))}
	return s.Kit.Render(w, r, http.StatusOK, view.Request(m), nil)
}

// SendDataLink answers POST /privacy/request: always the same, whether the shop
// knows the e-mail or not.
func (s *Shop) SendDataLink(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	err = s.Rights.AskLink(ctx, s.Kit.Actor(r), form.Get("email"), i18n.Lang(ctx))
	m := view.RequestPage{Page: s.dataPage(r, "privacy.request.title"), Email: form.Get("email")}
	switch {
	case err == nil:
		return s.Kit.SeeOther(w, r, "/privacy/request/sent")
	case apperr.Is(err, apperr.Invalid):
		m.Fields = s.Kit.Fields(ctx, err)
		return s.Kit.Render(w, r, http.StatusUnprocessableEntity, view.Request(m), nil)
	case apperr.Is(err, apperr.TooMany):
		// A mailbox that was written to already has its link: nothing is told apart.
		return s.Kit.SeeOther(w, r, "/privacy/request/sent")
	}
	return err
}

// DataLinkSent answers GET /privacy/request/sent.
func (s *Shop) DataLinkSent(w http.ResponseWriter, r *http.Request) error {
	m := view.SaidPage{Page: s.dataPage(r, "privacy.request.sent"), Texts: []string{"privacy.request.sent.text", "privacy.request.sent.spam"}}
	return s.Kit.Render(w, r, http.StatusOK, view.Said(m), nil)
}

// Erased answers GET /privacy/erased: what happens now, and what stays.
func (s *Shop) Erased(w http.ResponseWriter, r *http.Request) error {
	m := view.SaidPage{Page: s.dataPage(r, "privacy.erased.title"), Texts: []string{"privacy.erased.text", "privacy.erased.kept", "privacy.erased.mail"}}
	return s.Kit.Render(w, r, http.StatusOK, view.Said(m), nil)
}

// Data answers GET /privacy/data/{token}: what the reader of an e-mail may ask.
func (s *Shop) Data(w http.ResponseWriter, r *http.Request) error {
	p, path, err := s.reader(r)
	if err != nil {
		return err
	}
	m := view.DataPage{Page: s.dataPage(r, "privacy.data.title"), Email: privacy.MaskEmail(p.Email)}
	m.Desk = view.DeskPage{Path: path}
	ctx := r.Context()
	if m.HasAccount, err = s.Rights.HasAccount(ctx, p.Email); err != nil {
		return err
	}
	if m.Desk.Desk, err = s.Rights.DeskOf(ctx, p); err != nil {
		return err
	}
	return s.Kit.Render(w, r, http.StatusOK, view.Data(m), nil)
}

// reader is whom the link speaks for, and the address of its page.
func (s *Shop) reader(r *http.Request) (dossier.Person, string, error) {
	token := web.Param(r, "token")
	p, err := s.Rights.ByLink(r.Context(), token)
	return p, "/privacy/data/" + token, err
}

// AskDataExport answers POST /privacy/data/{token}/export.
func (s *Shop) AskDataExport(w http.ResponseWriter, r *http.Request) error {
	p, path, err := s.reader(r)
	if err != nil {
		return err
	}
	err = s.Rights.AskExport(r.Context(), s.Kit.Actor(r), privacy.AskInput{Person: p, Locale: i18n.Lang(r.Context()), Source: privacy.ByLink})
	if err != nil {
		return err
	}
	s.Kit.Flash(r, "success", "privacy.flash.export")
	return s.Kit.SeeOther(w, r, path)
}

// DataFile answers POST /privacy/data/{token}/exports/{id}.
func (s *Shop) DataFile(w http.ResponseWriter, r *http.Request) error {
	p, _, err := s.reader(r)
	if err != nil {
		return err
	}
	return web.SendExport(s.Kit, w, r, s.Rights, p)
}

// AskDataErasure answers GET /privacy/data/{token}/erase: what it means.
func (s *Shop) AskDataErasure(w http.ResponseWriter, r *http.Request) error {
	return s.erasePage(w, r, http.StatusOK, "")
}

func (s *Shop) erasePage(w http.ResponseWriter, r *http.Request, status int, refused string) error {
	p, path, err := s.reader(r)
	if err != nil {
		return err
	}
	desk, err := s.Rights.DeskOf(r.Context(), p)
	if err != nil {
		return err
	}
	m := view.GuestErasePage{Page: s.dataPage(r, "privacy.erase.title")}
	m.Erase = view.ErasePage{Action: path + "/erase", Back: path, Standing: desk.Standing, Error: refused}
	return s.Kit.Render(w, r, status, view.GuestErase(m), nil)
}

// EraseData answers POST /privacy/data/{token}/erase.
func (s *Shop) EraseData(w http.ResponseWriter, r *http.Request) error {
	p, _, err := s.reader(r)
	if err != nil {
		return err
	}
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	if form.Get("confirm") != "1" {
		return s.erasePage(w, r, http.StatusUnprocessableEntity, i18n.T(ctx, "privacy.erase.unconfirmed"))
	}
	err = s.Rights.AskErasure(ctx, s.Kit.Actor(r), privacy.AskInput{Person: p, Locale: i18n.Lang(ctx), Source: privacy.ByLink})
	if err != nil {
		return err
	}
	return s.Kit.SeeOther(w, r, "/privacy/erased")
}
