package bench

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// point is one thing that is measured.
type point struct {
	name, unit string
	// goal is what 8 clients should get a second, 0 if nothing was promised.
	goal float64
	// page has the limit on p99.
	page  bool
	steps []string
	visit func(shelf) visit
	// want is text that its pages hold, and how often at least.
	want  string
	times int
}

// pageLimit is the p99 of pages at 8 clients.
const pageLimit = 50 * time.Millisecond

var points = []point{
	{name: "home", unit: "pages", page: true, want: `href="/products/`, times: 4, visit: func(shelf) visit {
		return page(func(*rand.Rand) string { return "/" })
	}},
	{name: "listing", unit: "pages", goal: 1000, page: true, want: `href="/products/`, times: 24, visit: func(s shelf) visit {
		return page(func(rng *rand.Rand) string { return "/categories/" + pick(rng, s.categories) })
	}},
	{name: "product", unit: "pages", goal: 1000, page: true, want: `action="/cart/items"`, times: 1, visit: func(s shelf) visit {
		return page(func(rng *rand.Rand) string { return "/products/" + pick(rng, s.products) })
	}},
	{name: "search", unit: "pages", goal: 500, page: true, want: `href="/products/`, times: 4, visit: func(s shelf) visit {
		var paths []string
		for _, words := range s.searches {
			paths = append(paths, "/search?q="+url.QueryEscape(words))
		}
		return page(func(rng *rand.Rand) string { return pick(rng, paths) })
	}},
	{name: "cart", unit: "visitors", goal: 700, visit: addToCart},
	{name: "checkout", unit: "orders", goal: 150, steps: checkoutSteps, visit: buy},
}

func pointNames() []string {
	var names []string
	for _, p := range points {
		names = append(names, p.name)
	}
	return names
}

func pick[T any](rng *rand.Rand, list []T) T { return list[rng.IntN(len(list))] }

// page visits addresses without a cookie, as a shopper does who only looks.
func page(address func(*rand.Rand) string) visit {
	return func(c *conn, rng *rand.Rand, _ []time.Duration) error {
		path := address(rng)
		a, err := c.get(path, "")
		if err != nil {
			return err
		}
		return a.complete(path)
	}
}

// complete checks that a page arrived and is whole.
func (a *answer) complete(path string) error {
	if a.status != http.StatusOK {
		return fmt.Errorf("%s answered %d, want 200", path, a.status)
	}
	end := a.body[max(0, len(a.body)-16):]
	if !bytes.HasSuffix(bytes.TrimSpace(end), []byte("</html>")) {
		return fmt.Errorf("%s answered %d bytes that end in %q", path, a.size, end)
	}
	return nil
}

// leads checks that a form was taken and leads to an address.
func (a *answer) leads(path, to string) error {
	if a.status != http.StatusSeeOther || !strings.HasPrefix(a.location, to) {
		return fmt.Errorf("%s answered %d to %q, want 303 to %s", path, a.status, a.location, to)
	}
	return nil
}

// addToCart is a new visitor's first item: a session, a cart and a line.
func addToCart(s shelf) visit {
	return func(c *conn, rng *rand.Rand, _ []time.Duration) error {
		_, err := put(c, s, rng)
		return err
	}
}

// put adds one variant to a new cart and returns its session's cookie.
func put(c *conn, s shelf, rng *rand.Rand) (string, error) {
	a, err := c.post("/cart/items", "", "variant_id="+strconv.FormatInt(pick(rng, s.variants), 10)+"&quantity=1")
	if err != nil {
		return "", err
	}
	if a.cookie == "" {
		return "", fmt.Errorf("/cart/items answered %d without a session", a.status)
	}
	return a.cookie, a.leads("/cart/items", "/cart")
}

// pattern is the route of an address.
func pattern(path string) string {
	path, _, _ = strings.Cut(path, "?")
	for _, prefix := range []string{"/categories/", "/products/"} {
		if strings.HasPrefix(path, prefix) {
			return prefix + "{slug}"
		}
	}
	return path
}

// record takes one visit of each point from a running store, checks that the
// pages hold what they should, and returns the answers by route.
func record(addr, host string, s shelf, seed uint64, list []point) ([]taken, error) {
	var all []taken
	for _, p := range list {
		var tape []taken
		c := newConn(addr, host)
		c.heard = func(method, path string, a *answer) {
			tape = append(tape, taken{Method: method, Pattern: pattern(path), Status: a.status, Header: a.header, Body: bytes.Clone(a.body)})
		}
		err := p.visit(s)(c, rand.New(rand.NewPCG(seed, 1)), make([]time.Duration, len(p.steps)))
		c.close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.name, err)
		}
		if got := bytes.Count(tape[0].Body, []byte(p.want)); p.want != "" && got < p.times {
			return nil, fmt.Errorf("%s: the page holds %q %d times, want %d", p.name, p.want, got, p.times)
		}
		for _, t := range tape {
			known := func(k taken) bool { return k.Method == t.Method && k.Pattern == t.Pattern }
			if !slices.ContainsFunc(all, known) {
				all = append(all, t)
			}
		}
	}
	return all, nil
}
