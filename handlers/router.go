package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
)

// Route is one address of the store, for tests that visit all of them and for
// whoever asks what is reachable by whom.
type Route struct {
	Method     string
	Pattern    string
	Permission string
	// Page tells that a GET answers with a page for people.
	Page bool
	// Proof and StepUp are what web.Options says of them.
	Proof, StepUp bool
}

// staffPermissions are the names that roles give.
var staffPermissions = accounts.Permissions

// table collects the routes. What is wrong with one stops the start-up.
type table struct {
	kit    *web.Kit
	mux    *chi.Mux
	routes []Route
	errs   []error
}

func newTable(kit *web.Kit) *table { return &table{kit: kit, mux: chi.NewMux()} }

// group is a set of routes that are served alike.
type group struct {
	*table
	options web.Options
}

func (t *table) group(o web.Options) group { return group{table: t, options: o} }

// get adds a page (or, in a bare group, a file); HEAD comes with it.
func (g group) get(pattern, permission string, h web.Handler) {
	g.add(http.MethodGet, pattern, permission, h)
}

// file adds an address of a session that answers with a file instead of a page.
func (g group) file(pattern, permission string, h web.Handler) {
	g.add(http.MethodGet, pattern, permission, h)
	if last := len(g.routes) - 1; last >= 0 && g.routes[last].Pattern == pattern {
		g.routes[last].Page = false
	}
}

// post adds an action.
func (g group) post(pattern, permission string, h web.Handler) {
	g.add(http.MethodPost, pattern, permission, h)
}

func (g group) add(method, pattern, permission string, h web.Handler) {
	if !slices.Contains([]string{web.Public, web.Login, web.AnyStaff}, permission) && !slices.Contains(staffPermissions, permission) {
		g.errs = append(g.errs, fmt.Errorf("route %s %s: permission %q is not declared", method, pattern, permission))
		return
	}
	o := g.options
	o.Pattern, o.Permission = pattern, permission
	served := g.kit.Route(o, h)
	g.mux.Method(method, pattern, served)
	if method == http.MethodGet {
		g.mux.Method(http.MethodHead, pattern, served)
	}
	g.routes = append(g.routes, Route{
		Method: method, Pattern: pattern, Permission: permission, Page: method == http.MethodGet && !o.Bare,
		Proof: o.Proof, StepUp: o.StepUp,
	})
}

// handler closes the table: everything is behind the kit's outer layer, and what
// no route knows gets an answer too.
func (t *table) handler() (http.Handler, []Route, error) {
	t.mux.NotFound(t.notFound)
	t.mux.MethodNotAllowed(func(w http.ResponseWriter, r *http.Request) {
		t.kit.MethodNotAllowed(w, r, t.methods(r.URL.Path))
	})
	return t.kit.Around(t.mux), t.routes, errors.Join(t.errs...)
}

// notFound leads from an address with a slash too many to the one without, if
// there is one.
func (t *table) notFound(w http.ResponseWriter, r *http.Request) {
	short := "/" + strings.Trim(r.URL.Path, "/")
	if len(short) < len(r.URL.Path) && (r.Method == http.MethodGet || r.Method == http.MethodHead) &&
		web.SafeNext(short, "") != "" && t.mux.Match(chi.NewRouteContext(), http.MethodGet, short) {
		u := *r.URL
		u.Path, u.RawPath = short, ""
		t.kit.Handle(func(w http.ResponseWriter, r *http.Request) error {
			return t.kit.Moved(w, r, u.RequestURI())
		})(w, r)
		return
	}
	t.kit.NotFound(w, r)
}

// methods lists what an address answers to.
func (t *table) methods(path string) []string {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		if t.mux.Match(chi.NewRouteContext(), method, path) {
			allowed = append(allowed, method)
		}
	}
	return allowed
}
