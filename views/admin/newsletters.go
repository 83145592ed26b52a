package admin

import (
	"context"

	"tenaz/internal/i18n"
	"tenaz/internal/privacy"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// NewslettersPage is a page of the newsletters.
type NewslettersPage struct {
	Page  layout.AdminPage
	List  privacy.NewsletterPage
	Pages ui.PaginationProps
}

// NewsletterForm is a newsletter's form as it was filled in. Saved is the
// version that somebody else saved meanwhile.
type NewsletterForm struct {
	Subject, Body, Version string
	Fields                 map[string]string
	Error                  string
	Saved                  *privacy.Newsletter
}

// NewsletterPage is one newsletter: a draft to write, or how far its sending has
// come. HTML is its text as safe HTML.
type NewsletterPage struct {
	Page       layout.AdminPage
	Newsletter privacy.Newsletter
	Form       NewsletterForm
	HTML       string
	// Recipients are how many would get it now.
	Recipients int
	// Email is where a test goes.
	Email string
}

func (f NewsletterForm) summary() []ui.FieldError {
	var list []ui.FieldError
	for _, name := range []string{"subject", "body", "confirm"} {
		if text := f.Fields[name]; text != "" {
			list = append(list, ui.FieldError{ID: name, Message: text})
		}
	}
	return list
}

func (m NewsletterPage) draft() bool { return m.Newsletter.State == privacy.Draft }

func (m NewsletterPage) path() string {
	if m.Newsletter.ID == 0 {
		return "/admin/newsletters"
	}
	return "/admin/newsletters/" + number(m.Newsletter.ID)
}

func newsletterBadge(ctx context.Context, s privacy.NewsletterState) ui.BadgeProps {
	tone := map[privacy.NewsletterState]ui.Tone{privacy.Sending: ui.Info, privacy.Sent: ui.Success, privacy.Stopped: ui.Warning}[s]
	return ui.BadgeProps{Label: i18n.T(ctx, "admin.newsletters.state."+string(s)), Tone: tone}
}

func (m NewsletterPage) counts(ctx context.Context) []ui.Fact {
	c := m.Newsletter.Counts
	fact := func(name string, n int) ui.Fact {
		return ui.Fact{Label: i18n.T(ctx, "admin.newsletters.count."+name), Value: number(int64(n))}
	}
	return []ui.Fact{
		fact("recipients", c.Recipients), fact("sent", c.Sent), fact("queued", c.Queued), fact("skipped", c.Skipped), fact("failed", c.Failed),
	}
}
