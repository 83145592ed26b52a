package shop

import (
	"net/http"
	"net/url"
	"slices"

	"tenaz/handlers/web"
	"tenaz/internal/i18n"
	"tenaz/internal/privacy"
	view "tenaz/views/privacy"
)

// Preferences answers GET /unsubscribe/{token}: what the address of a mail
// agreed to. It changes nothing: mail programs open links by themselves.
func (s *Shop) Preferences(w http.ResponseWriter, r *http.Request) error {
	p, err := s.Privacy.ByToken(r.Context(), web.Param(r, "token"))
	if err != nil {
		return err
	}
	return s.showPreferences(w, r, "/unsubscribe/"+web.Param(r, "token"), p)
}

// Unsubscribe answers POST /unsubscribe/{token}. A mail program sends it without
// cookies and follows no redirect (RFC 8058); the page's own form says what it
// wants and is led back.
func (s *Shop) Unsubscribe(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx, token := r.Context(), web.Param(r, "token")
	if form.Get("choice") == "start" {
		p, err := s.Privacy.ByToken(ctx, token)
		if err != nil {
			return err
		}
		if err := s.accept(r, form, p.Email, privacy.FromLink); err != nil {
			return err
		}
		return s.Kit.SeeOther(w, r, "/unsubscribe/"+token)
	}
	if err := s.Privacy.Unsubscribe(ctx, s.Kit.Actor(r), token); err != nil {
		return err
	}
	if form.Has("choice") {
		return s.Kit.SeeOther(w, r, "/unsubscribe/"+token)
	}
	return s.Kit.Send(w, r, http.StatusOK, "text/plain; charset=utf-8", []byte(i18n.T(ctx, "privacy.unsubscribed")+"\n"))
}

// OrderPreferences answers GET /orders/{token}/preferences: what the address of
// an order agreed to.
func (s *Shop) OrderPreferences(w http.ResponseWriter, r *http.Request) error {
	token := web.Param(r, "token")
	order, err := s.Orders.ByToken(r.Context(), token)
	if err != nil {
		return err
	}
	p, err := s.Privacy.Of(r.Context(), order.Email)
	if err != nil {
		return err
	}
	// Whoever placed the order may have typed somebody else's address: what that
	// one decided before and elsewhere is for the reader of its mails.
	p.History = slices.DeleteFunc(p.History, func(d privacy.Decision) bool {
		return d.At.Before(order.PlacedAt) || d.Source != privacy.FromOrder && d.Source != privacy.FromCheckout
	})
	return s.showPreferences(w, r, "/orders/"+token+"/preferences", p)
}

// SaveOrderPreferences answers POST /orders/{token}/preferences.
func (s *Shop) SaveOrderPreferences(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx, token := r.Context(), web.Param(r, "token")
	order, err := s.Orders.ByToken(ctx, token)
	if err != nil {
		return err
	}
	if form.Get("choice") == "start" {
		err = s.accept(r, form, order.Email, privacy.FromOrder)
	} else {
		err = s.Privacy.TakeBack(ctx, s.Kit.Actor(r), privacy.TakeBackInput{
			Email: order.Email, Purpose: privacy.Marketing, Source: privacy.FromOrder,
		})
	}
	if err != nil {
		return err
	}
	return s.Kit.SeeOther(w, r, "/orders/"+token+"/preferences")
}

// accept records the box for marketing of a form, if it was ticked.
func (s *Shop) accept(r *http.Request, form url.Values, email string, source privacy.Source) error {
	return s.Privacy.Accept(r.Context(), s.Kit.Actor(r), privacy.AcceptInput{
		Email: email, UserID: s.ownerOf(r, email), Purpose: privacy.Marketing,
		Version: form.Get(string(privacy.Marketing)), Source: source,
	})
}

// ownerOf is the account whose address this is, if its owner is here; else 0.
func (s *Shop) ownerOf(r *http.Request, email string) int64 {
	if user := s.Kit.User(r); user != nil && user.Email == email {
		return user.ID
	}
	return 0
}

func (s *Shop) showPreferences(w http.ResponseWriter, r *http.Request, action string, p privacy.Preferences) error {
	offer, err := s.Privacy.Offer(r.Context(), privacy.Marketing)
	if err != nil {
		return err
	}
	m := view.PreferencesPage{
		Page: s.Kit.Page(r, i18n.T(r.Context(), "privacy.preferences.title")), Action: action, Preferences: p, Offer: offer,
	}
	m.Page.NoIndex, m.Page.Canonical = true, ""
	return s.Kit.Render(w, r, http.StatusOK, view.Page(m), nil)
}
