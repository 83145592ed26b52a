// Package handlers holds the one list of the store's addresses. Whatever is
// reachable is in routes.go, with who may reach it.
package handlers

import (
	"context"
	"net/http"

	"tenaz/handlers/web"
	"tenaz/static"
)

// Deps are the groups of handlers and what the probes ask.
type Deps struct {
	Kit *web.Kit
	// Ready reports why the store cannot serve, nil if it can.
	Ready func(ctx context.Context) error
	// Extra are the addresses that only a development command adds.
	Extra []Extra
}

// Extra is an address from outside, public and never kept.
type Extra struct {
	Method  string
	Pattern string
	Handler web.Handler
}

// Routes returns the store's handler and the list of its addresses. A route
// without a declared permission is an error: the store must not start with it.
func Routes(d Deps) (http.Handler, []Route, error) {
	t := newTable(d.Kit)

	machines := t.group(web.Options{Bare: true, Quiet: true, NoStore: true})
	machines.get("/healthz", web.Public, health)
	machines.get("/readyz", web.Public, ready(d.Ready))
	bare := t.group(web.Options{Bare: true})
	bare.get(static.Prefix+"*", web.Public, files())

	shop := t.group(web.Options{})
	shop.post("/preferences", web.Public, d.Kit.Preferences)

	extra := t.group(web.Options{NoStore: true})
	for _, e := range d.Extra {
		extra.add(e.Method, e.Pattern, web.Public, e.Handler)
	}
	return t.handler()
}
