package admin

import (
	"net/http"

	"tenaz/internal/i18n"
	view "tenaz/views/admin"
	"tenaz/views/ui"
)

// MailLog answers GET /admin/mail: what the store has sent or owes, newest first.
func (a *Admin) MailLog(w http.ResponseWriter, r *http.Request) error {
	page, err := pageOf(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	log, err := a.Mail.Log(ctx, page)
	if err != nil {
		return err
	}
	m := view.MailPage{
		Page: a.Kit.AdminPage(r, "mail", i18n.T(ctx, "admin.mail.title")), Log: log,
		Pages: ui.PaginationProps{Page: log.Page, Pages: log.Pages, Href: pages("/admin/mail")},
	}
	return a.Kit.Render(w, r, http.StatusOK, view.Mail(m), nil)
}
