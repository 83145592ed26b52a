package admin

import (
	"net/http"
	"strconv"

	"tenaz/handlers/web"
	"tenaz/internal/i18n"
	"tenaz/internal/support"
	view "tenaz/views/admin"
	"tenaz/views/ui"
)

// MessageList answers GET /admin/messages: what waits for an answer, the most
// urgent first; with ?answered=1 what has one.
func (a *Admin) MessageList(w http.ResponseWriter, r *http.Request) error {
	page, err := pageOf(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	answered := r.URL.Query().Get("answered") == "1"
	queue, err := a.Support.List(ctx, answered, page)
	if err != nil {
		return err
	}
	flag := ""
	if answered {
		flag = "1"
	}
	m := view.MessagesPage{
		Page: a.Kit.AdminPage(r, "messages", i18n.T(ctx, "admin.messages.title")), Queue: queue, Answered: answered, Now: a.Clock.Now(),
		Pages: ui.PaginationProps{Page: queue.Page, Pages: queue.Pages, Href: pages("/admin/messages", "answered", flag)},
	}
	return a.Kit.Render(w, r, http.StatusOK, view.Messages(m), nil)
}

// Message answers GET /admin/messages/{id}.
func (a *Admin) Message(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	message, err := a.Support.ByID(r.Context(), id)
	if err != nil {
		return err
	}
	m := view.MessagePage{Page: a.Kit.AdminPage(r, "messages", message.Subject), Message: message, Now: a.Clock.Now()}
	return a.Kit.Render(w, r, http.StatusOK, view.Message(m), nil)
}

// MarkMessage answers POST /admin/messages/{id}: it has been answered
// (answered=1), or not after all.
func (a *Admin) MarkMessage(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	values, err := web.Form(w, r)
	if err != nil {
		return err
	}
	answered := values.Get("answered") == "1"
	if err := a.Support.Mark(r.Context(), a.Kit.Actor(r), support.MarkInput{ID: id, Answered: answered}); err != nil {
		return err
	}
	if answered {
		a.Kit.Flash(r, "success", "admin.messages.marked")
		return a.Kit.SeeOther(w, r, "/admin/messages")
	}
	return a.Kit.SeeOther(w, r, "/admin/messages/"+strconv.FormatInt(id, 10))
}
