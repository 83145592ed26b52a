package web_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/alexedwards/scs/v2"
	"github.com/alexedwards/scs/v2/memstore"

	"tenaz/handlers/web"
)

// countingStore counts what reaches the session store.
type countingStore struct {
	scs.Store
	mu      sync.Mutex
	queries int
	failing error
	hanging chan struct{} // Find and Commit wait for it to close
	spoil   []byte        // what Find returns instead
}

func (s *countingStore) count() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queries++
	return s.failing
}

func (s *countingStore) wait() {
	if s.hanging != nil {
		<-s.hanging
	}
}

func (s *countingStore) Find(token string) ([]byte, bool, error) {
	s.wait()
	if err := s.count(); err != nil {
		return nil, false, err
	}
	if s.spoil != nil {
		return s.spoil, true, nil
	}
	return s.Store.Find(token)
}

func (s *countingStore) Commit(token string, b []byte, expiry time.Time) error {
	s.wait()
	if err := s.count(); err != nil {
		return err
	}
	return s.Store.Commit(token, b, expiry)
}

func (s *countingStore) Delete(token string) error {
	if err := s.count(); err != nil {
		return err
	}
	return s.Store.Delete(token)
}

// site is a kit with some routes behind its middleware.
type site struct {
	*web.Kit
	store *countingStore
	log   *bytes.Buffer
	mux   *http.ServeMux
}

func newSite(t *testing.T, change func(*web.Deps)) *site {
	t.Helper()
	s := &site{store: &countingStore{Store: memstore.NewWithCleanupInterval(0)}, log: &bytes.Buffer{}, mux: http.NewServeMux()}
	d := web.Deps{
		Logger:   slog.New(slog.NewJSONHandler(s.log, nil)),
		Sessions: s.store,
		BaseURL:  &url.URL{Scheme: "https", Host: "loja.example.com"},
	}
	if change != nil {
		change(&d)
	}
	kit, err := web.New(d)
	if err != nil {
		t.Fatal(err)
	}
	s.Kit = kit
	return s
}

// on serves a public route.
func (s *site) on(pattern string, h web.Handler) {
	s.with(web.Options{Permission: web.Public}, pattern, h)
}

func (s *site) with(o web.Options, pattern string, h web.Handler) {
	_, o.Pattern, _ = strings.Cut(pattern, " ")
	s.mux.Handle(pattern, s.Route(o, h))
}

// page is a component that writes text.
func page(text string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
}

// show is a handler that renders text as a page.
func (s *site) show(text string) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		return s.Render(w, r, http.StatusOK, page(text), nil)
	}
}

// do serves one request; headers are names and values in turn.
func (s *site) do(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.Around(s.mux).ServeHTTP(w, r)
	return w
}

// cookie returns what a response sets, "" for nothing.
func cookie(w *httptest.ResponseRecorder, name string) string {
	for _, c := range w.Result().Cookies() {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}
