package handlers

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"

	"tenaz/handlers/web"
)

func newKit(t *testing.T) *web.Kit {
	t.Helper()
	kit, err := web.New(web.Deps{
		Logger:   slog.New(slog.DiscardHandler),
		Sessions: memstore.NewWithCleanupInterval(0), BaseURL: &url.URL{Scheme: "https", Host: "loja.example.com"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return kit
}

func nothing(http.ResponseWriter, *http.Request) error { return nil }

func TestRouteWithoutPermissionStopsTheStart(t *testing.T) {
	for _, permission := range []string{"", "order", "PUBLIC", "root"} {
		table := newTable(newKit(t))
		table.group(web.Options{}).get("/x", permission, nothing)
		if _, _, err := table.handler(); err == nil || !strings.Contains(err.Error(), "GET /x") {
			t.Errorf("permission %q: %v, want an error that names the route", permission, err)
		}
	}
}

// small is a table with a page, an action and a page under it.
func small(t *testing.T) http.Handler {
	t.Helper()
	table := newTable(newKit(t))
	g := table.group(web.Options{})
	g.get("/", web.Public, nothing)
	g.get("/cart", web.Public, nothing)
	g.post("/cart/items", web.Public, nothing)
	g.get("/products/{slug}", web.Public, func(w http.ResponseWriter, r *http.Request) error {
		return web.JSON(w, http.StatusOK, web.Param(r, "slug"))
	})
	handler, _, err := table.handler()
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

func TestAddressesAndMethods(t *testing.T) {
	handler := small(t)
	for _, c := range []struct {
		method, target string
		status         int
		header, want   string
	}{
		{"GET", "/cart", 200, "", ""},
		{"HEAD", "/cart", 200, "", ""},
		{"GET", "/cart/", 301, "Location", "/cart"},
		{"GET", "/cart//?page=2", 301, "Location", "/cart?page=2"},
		{"GET", "//cart", 301, "Location", "/cart"},
		{"GET", "/cart/x/", 404, "", ""},
		{"GET", "//evil.example/", 404, "", ""},
		{"POST", "/cart/items/", 404, "", ""},
		{"GET", "/nowhere", 404, "", ""},
		{"POST", "/cart", 405, "Allow", "GET, HEAD"},
		{"GET", "/cart/items", 405, "Allow", "POST"},
		{"DELETE", "/products/x", 405, "Allow", "GET, HEAD"},
		{"BREW", "/cart", 405, "Allow", "GET, HEAD"},
		{"GET", "/products/%66one", 200, "", ""},
	} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(c.method, c.target, nil))
		if w.Code != c.status || (c.header != "" && w.Header().Get(c.header) != c.want) {
			t.Errorf("%s %s: %d %q, want %d %q", c.method, c.target, w.Code, w.Header().Get(c.header), c.status, c.want)
		}
	}
}

func TestSpellingOfAPathDoesNotMatter(t *testing.T) {
	w := httptest.NewRecorder()
	small(t).ServeHTTP(w, httptest.NewRequest("GET", "/products/%66one-%61", nil))
	if got := w.Body.String(); got != `"fone-a"` {
		t.Errorf("slug %s, want fone-a", got)
	}
}

func TestReadyTellsWhy(t *testing.T) {
	var failure error
	handler, routes, err := Routes(Deps{Kit: newKit(t), Ready: func(context.Context) error { return failure }})
	if err != nil {
		t.Fatal(err)
	}
	if len(routes) == 0 {
		t.Fatal("no routes")
	}
	status := func(target string) int {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
		return w.Code
	}
	if got := status("/readyz"); got != 200 {
		t.Errorf("ready: %d", got)
	}
	failure = errors.New("migrations are missing")
	if got := status("/readyz"); got != 503 {
		t.Errorf("not ready: %d, want 503", got)
	}
	if got := status("/healthz"); got != 200 {
		t.Errorf("alive: %d, want 200 whatever the database says", got)
	}
}
