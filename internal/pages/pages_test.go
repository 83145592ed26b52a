package pages_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/clock"
	"tenaz/internal/pages"
	"tenaz/internal/settings"
	"tenaz/internal/testdb"
)

var owner = actor.Actor{Kind: actor.Staff, ID: 1, Name: "Dona"}

func newService(t *testing.T) *pages.Service {
	t.Helper()
	return pages.New(pages.Deps{DB: testdb.Tx(t), Clock: clock.NewFake(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC))})
}

func TestAShopComesWithItsPages(t *testing.T) {
	t.Parallel()
	s := newService(t)
	list, err := s.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var slugs []string
	for _, p := range list {
		slugs = append(slugs, p.Slug)
		page, err := s.Get(t.Context(), p.Slug, 0)
		if err != nil {
			t.Fatal(err)
		}
		newest := 1
		if p.Slug == pages.Privacy {
			newest = 2 // rewritten when the store learned to keep less
		}
		if p.Reviewed || p.Version != newest || page.Current != newest {
			t.Errorf("%s: version %d, reviewed %t; want %d, unread", p.Slug, p.Version, p.Reviewed, newest)
		}
		shown := page.HTML(pages.FactsOf(settings.Defaults(), "a informar"))
		if strings.Contains(shown, "{{") || strings.Contains(page.Body, "!") || len(shown) < 300 {
			t.Errorf("%s: an empty place, an exclamation or hardly a text:\n%s", p.Slug, shown)
		}
	}
	if diff := cmp.Diff(pages.Slugs, slugs); diff != "" {
		t.Errorf("pages (-want +got):\n%s", diff)
	}
	if n, err := s.Unreviewed(t.Context()); err != nil || n != len(pages.Slugs) {
		t.Errorf("%d unreviewed, %v; want all", n, err)
	}
}

func TestWhatIsPublishedStaysReadable(t *testing.T) {
	t.Parallel()
	s := newService(t)
	ctx := t.Context()
	first, err := s.Get(ctx, pages.Terms, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Save(ctx, owner, pages.SaveInput{Slug: pages.Terms, Title: " Termos ", Body: "# Novo\r\n\r\ntexto", Version: 1}); err != nil {
		t.Fatal(err)
	}
	now, err := s.Get(ctx, pages.Terms, 0)
	if err != nil || now.Version != 2 || now.Title != "Termos" || now.Body != "# Novo\n\ntexto" || !now.Reviewed {
		t.Errorf("in force: %+v, %v", now, err)
	}
	old, err := s.Get(ctx, pages.Terms, 1)
	if err != nil || old.Body != first.Body || old.Current != 2 {
		t.Errorf("the first version: %+v, %v; want it as it was", old, err)
	}
	if name, err := pages.TermsInForce(ctx, s.DB); err != nil || name != "termos-2" {
		t.Errorf("terms in force: %q, %v", name, err)
	}
	history, err := s.Versions(ctx, pages.Terms)
	if err != nil || len(history) != 2 || history[0].By != "Dona" || history[1].By != "" {
		t.Errorf("history: %+v, %v", history, err)
	}
	if _, err := s.Get(ctx, pages.Terms, 3); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("a version that never was: %v, want NotFound", err)
	}
	if _, err := s.DB.Exec(ctx, `UPDATE page_versions SET body = ''`); err == nil {
		t.Error("a version could be changed")
	}
}

func TestTheSameTextIsOnlyReviewed(t *testing.T) {
	t.Parallel()
	s := newService(t)
	page, err := s.Get(t.Context(), "entrega", 0)
	if err != nil {
		t.Fatal(err)
	}
	in := pages.SaveInput{Slug: "entrega", Title: page.Title, Body: strings.ReplaceAll(page.Body, "\n", "\r\n"), Version: 1}
	if err := s.Save(t.Context(), owner, in); err != nil {
		t.Fatal(err)
	}
	again, err := s.Get(t.Context(), "entrega", 0)
	if err != nil || again.Version != 1 || !again.Reviewed {
		t.Errorf("version %d, reviewed %t, %v; want the first, reviewed", again.Version, again.Reviewed, err)
	}
	if records, err := audit.OfSubject(t.Context(), s.DB, "page", 2); err != nil || len(records) != 1 || records[0].Action != "page.reviewed" {
		t.Errorf("audit: %+v, %v", records, err)
	}
}

func TestTextsThatCannotBePublished(t *testing.T) {
	t.Parallel()
	s := newService(t)
	good := pages.SaveInput{Slug: "entrega", Title: "Entrega", Body: "texto", Version: 1}
	for name, spoil := range map[string]func(*pages.SaveInput){
		"no title":            func(in *pages.SaveInput) { in.Title = " " },
		"no text":             func(in *pages.SaveInput) { in.Body = "\n" },
		"long title":          func(in *pages.SaveInput) { in.Title = strings.Repeat("ã", pages.MaxTitle+1) },
		"long text":           func(in *pages.SaveInput) { in.Body = strings.Repeat("ã", pages.MaxBody+1) },
		"unknown placeholder": func(in *pages.SaveInput) { in.Body = "CNPJ {{ cnpjj }}" },
	} {
		in := good
		spoil(&in)
		if err := s.Save(t.Context(), owner, in); !apperr.Is(err, apperr.Invalid) {
			t.Errorf("%s: %v, want Invalid", name, err)
		}
	}
	stale := good
	stale.Version = 0
	if err := s.Save(t.Context(), owner, stale); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("stale: %v, want a conflict", err)
	}
	unknown := good
	unknown.Slug = "sorteios"
	if err := s.Save(t.Context(), owner, unknown); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("unknown page: %v, want NotFound", err)
	}
}

func TestFactsAreTextAndTextIsSafe(t *testing.T) {
	t.Parallel()
	page := pages.Page{Body: "# Quem\n\n**{{legal_name}}** e {{ cnpj }} e {{nada}} <script>x</script> [y](javascript:x)"}
	s := settings.Defaults()
	s.Shop.LegalName = "<b>Ávila</b> & *Cia* {{cnpj}}"
	got := page.HTML(pages.FactsOf(s, "a informar"))
	for _, want := range []string{"<h2>Quem</h2>", "<strong>&lt;b&gt;Ávila&lt;/b&gt; &amp; *Cia* {{cnpj}}</strong>", " a informar ", "{{nada}}", "&lt;script&gt;"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "javascript:") {
		t.Errorf("a link runs a script:\n%s", got)
	}
}
