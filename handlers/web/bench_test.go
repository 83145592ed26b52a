package web_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"

	"tenaz/handlers/web"
)

// discard is a ResponseWriter that keeps nothing.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) Write(b []byte) (int, error) { return len(b), nil }
func (d *discard) WriteHeader(int)             {}

// BenchmarkPage is what the kit adds to a page of 40 KB: for a visitor, for one
// with a session, and compressed.
func BenchmarkPage(b *testing.B) {
	store := memstore.NewWithCleanupInterval(0)
	kit, err := web.New(web.Deps{
		Logger:   slog.New(slog.NewJSONHandler(discardWriter{}, nil)),
		Sessions: store, BaseURL: &url.URL{Scheme: "http", Host: "localhost:8080"},
	})
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat(`<a href="/products/fone-aria-pro">Fone Aria Pro</a> `, 800)
	handler := kit.Around(kit.Route(web.Options{Pattern: "/products/{slug}", Permission: web.Public}, func(w http.ResponseWriter, r *http.Request) error {
		kit.Page(r, "x")
		return kit.Render(w, r, http.StatusOK, page(text), nil)
	}))
	begin := kit.Around(kit.Route(web.Options{Permission: web.Public}, func(w http.ResponseWriter, r *http.Request) error {
		kit.SetCartID(r, 1)
		return kit.SeeOther(w, r, "/")
	}))
	first := httptest.NewRecorder()
	begin.ServeHTTP(first, httptest.NewRequest("POST", "/", nil))
	for name, header := range map[string][2]string{
		"visitor":    {"X", "x"},
		"session":    {"Cookie", "tenaz_8080=" + cookie(first, "tenaz_8080")},
		"compressed": {"Accept-Encoding", "gzip"},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest("GET", "/products/x", nil)
				r.Header.Set(header[0], header[1])
				handler.ServeHTTP(&discard{header: http.Header{}}, r)
			}
		})
	}
}

type discardWriter struct{}

func (discardWriter) Write(b []byte) (int, error) { return len(b), nil }
