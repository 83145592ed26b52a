package browsertest

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"tenaz/internal/storetest"
	"tenaz/static"
	"tenaz/views/layout"
	"tenaz/views/styleguide"
)

// TestPagesBesideTheStore holds what a shopper or a developer sees outside of
// the store to the same: the hosted payment pages, the mails, the list of mails,
// the styleguide.
func TestPagesBesideTheStore(t *testing.T) {
	t.Parallel()
	s := lived(t)
	paying := payments(t, s)
	server := httptest.NewServer(developers(s))
	t.Cleanup(server.Close)
	b := open(t, server.URL)
	list := []view{{path: "/dev/styleguide"}, {path: "/dev/mail"}, {path: "/dev/mail/" + s.Mail.Messages()[0].ID}}
	for _, path := range append(paying, "/") {
		list = append(list, view{path: s.SandboxURL + path})
	}
	for _, v := range list {
		b.show(s, v)
		b.examine(v.path, onPages)
	}
	kinds := map[string]string{}
	for _, m := range s.Mail.Messages() {
		kinds[strings.Trim(digits.ReplaceAllString(m.Subject, ""), " ")] = m.ID
	}
	if len(kinds) < 3 {
		t.Errorf("mails of %d kinds, want three: %v", len(kinds), kinds)
	}
	for kind, id := range kinds {
		b.show(s, view{path: "/mail/" + id})
		b.examine("mail: "+kind, inMails)
	}
}

var digits = regexp.MustCompile(`[0-9]+`)

// payments brings sessions at the provider into every state that has a page.
func payments(t *testing.T, s *site) []string {
	t.Helper()
	path := func(name string) string { return strings.TrimPrefix(s.names["pay:"+name], s.SandboxURL) }
	code := func(name string) string {
		intent, ok := s.Sandbox.PaymentIntent(strings.TrimPrefix(path(name), "/pay/"))
		if !ok {
			t.Fatalf("no payment of %s", name)
		}
		return intent.ID
	}
	secret := s.Client(t)
	secret.Add(storetest.Goods{Slug: "cabo-usb", VariantID: int64(variantID(t, s.Store, "CABO"))}, 1)
	challenge := secret.Place("card").PayByCard(needsSecret).Want(http.StatusOK)
	return []string{
		path("unpaid"), path("refused"), path("paid"), path("expired"), path("boleto"), "/pix/" + code("pix"), "/boleto/" + code("boleto"),
		challenge.URL.Path,
	}
}

// developers serves what cmd/dev adds to the store, and the mails as a mail
// program shows them.
func developers(s *site) http.Handler {
	mux := http.NewServeMux()
	mux.Handle(static.Prefix, static.Handler())
	mux.Handle("/dev/mail", s.Mail.Handler("/dev/mail"))
	mux.Handle("/dev/mail/", s.Mail.Handler("/dev/mail"))
	mux.HandleFunc("/dev/styleguide", func(w http.ResponseWriter, r *http.Request) {
		content := styleguide.Page()
		_ = templ.ComponentFunc(func(ctx context.Context, out io.Writer) error {
			return layout.Shop(styleguide.Shell(r.URL.Path)).Render(templ.WithChildren(ctx, content), out)
		}).Render(r.Context(), w)
	})
	mux.HandleFunc("/mail/{id}", func(w http.ResponseWriter, r *http.Request) {
		m, found := s.Mail.Message(r.PathValue("id"))
		if !found {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, m.HTML)
	})
	return mux
}
