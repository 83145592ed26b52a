package browsertest

import (
	"errors"
	"regexp"
	"strconv"
	"testing"

	"tenaz/internal/actor"
	"tenaz/internal/privacy"
	"tenaz/internal/storetest"
)

const newsBody = `# Chegaram os fones

Três modelos novos, **com cancelamento de ruído**:

- Onda, para o dia a dia
- [Maré](/categories/fones), para viagens

> O áudio ficou mais nítido do que eu esperava.
`

// writeNews sends a newsletter to one person and leaves another as a draft.
func (s *site) writeNews(t *testing.T) {
	t.Helper()
	ctx, by := t.Context(), actor.Store("test")
	offer, err := s.App.Privacy.Offer(ctx, privacy.Marketing)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.App.Privacy.Accept(ctx, by, privacy.AcceptInput{
		Email: "leitora@example.com", Purpose: privacy.Marketing, Version: offer.Version, Source: privacy.FromCheckout,
	}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"news:sent", "news:draft"} {
		id, err := s.App.Privacy.SaveNewsletter(ctx, by, privacy.SaveNewsletterInput{Subject: "Fones novos na loja", Body: newsBody})
		if err != nil {
			t.Fatal(err)
		}
		s.names[name] = strconv.FormatInt(id, 10)
		if name == "news:sent" {
			if err := s.App.Privacy.SendNewsletter(ctx, by, privacy.SendNewsletterInput{ID: id, Version: 1}); err != nil {
				t.Fatal(err)
			}
		}
	}
	link := regexp.MustCompile(`/unsubscribe/([A-Za-z0-9_-]+)`)
	storetest.Eventually(t, func() error {
		for _, m := range s.Mail.Messages() {
			if found := link.FindStringSubmatch(m.Text); found != nil {
				s.names["news:link"] = found[1]
				return nil
			}
		}
		return errors.New("the newsletter has not come")
	})
}
