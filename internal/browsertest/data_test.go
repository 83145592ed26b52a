package browsertest

import (
	"strings"
	"testing"

	"tenaz/internal/actor"
	"tenaz/internal/dossier"
	"tenaz/internal/privacy"
	"tenaz/internal/storetest"
)

// askForData gives the guest of all orders a link to their data and a copy of it.
func (s *site) askForData(t *testing.T) {
	t.Helper()
	ctx, by := t.Context(), actor.Actor{Kind: actor.Customer}
	guest := storetest.Buyer().Get("email")
	if err := s.App.Rights.AskLink(ctx, by, guest, "pt-BR"); err != nil {
		t.Fatal(err)
	}
	link := s.MailedLink(t, guest, "/privacy/data/")
	s.names["data:link"] = link[strings.LastIndex(link, "/")+1:]
	if err := s.App.Rights.AskExport(ctx, by, privacy.AskInput{Person: dossier.Person{Email: guest}, Locale: "pt-BR", Source: privacy.ByLink}); err != nil {
		t.Fatal(err)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM data_requests WHERE state = 'ready'`)
}
