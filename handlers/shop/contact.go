package shop

import (
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	"tenaz/internal/support"
	vpages "tenaz/views/pages"
)

// Contact answers GET /contact: the form by which people write to the shop.
func (s *Shop) Contact(w http.ResponseWriter, r *http.Request) error {
	var values support.SendInput
	if user := s.Kit.User(r); user != nil {
		values.Name, values.Email = user.Name, user.Email
	}
	return s.renderContact(w, r, http.StatusOK, vpages.ContactModel{Values: values})
}

// SendContact answers POST /contact: what is wrong at each field, or the way to
// the receipt. A mailbox that has written too often keeps what was typed.
func (s *Shop) SendContact(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	m := vpages.ContactModel{Values: support.SendInput{
		Name: form.Get("name"), Email: form.Get("email"), Subject: form.Get("subject"), Message: form.Get("message"),
		OrderNumber: form.Get("order_number"), Trap: form.Get("website"), Locale: i18n.Lang(ctx),
	}}
	sent, err := s.Support.Send(ctx, s.Kit.Actor(r), m.Values)
	switch {
	case err == nil:
		return s.Kit.SeeOther(w, r, "/contact/"+sent.Protocol)
	case apperr.Is(err, apperr.Invalid):
		if m.Errors = s.Kit.Fields(ctx, err); m.Errors == nil {
			return err
		}
		return s.renderContact(w, r, http.StatusUnprocessableEntity, m)
	case apperr.Is(err, apperr.TooMany):
		m.Error = s.Kit.Sentence(ctx, err)
		return s.renderContact(w, r, http.StatusTooManyRequests, m)
	}
	return err
}

func (s *Shop) renderContact(w http.ResponseWriter, r *http.Request, status int, m vpages.ContactModel) error {
	m.Page = s.Kit.Page(r, i18n.T(r.Context(), "support.title"))
	return s.Kit.Render(w, r, status, vpages.Contact(m), nil)
}

// ContactSent answers GET /contact/{protocol}: the receipt, without anything
// about the writer.
func (s *Shop) ContactSent(w http.ResponseWriter, r *http.Request) error {
	message, err := s.Support.ByProtocol(r.Context(), web.Param(r, "protocol"))
	if err != nil {
		return err
	}
	m := vpages.SentModel{Page: s.Kit.Page(r, i18n.T(r.Context(), "support.sent.title")), Message: message}
	m.Page.NoIndex, m.Page.Canonical = true, ""
	return s.Kit.Render(w, r, http.StatusOK, vpages.Sent(m), nil)
}
