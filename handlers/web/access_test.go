package web_test

import (
	"net/http"
	"net/netip"
	"strconv"
	"testing"

	"tenaz/handlers/web"
)

// Address and port of the client, as far as somebody tells who is believed.
func TestWhoIsRecorded(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		trusted string
		headers []string
		address string
		port    int
	}{
		"a peer":                      {"10.0.0.0/8", nil, "192.0.2.1", 1234},
		"a peer that pretends":        {"10.0.0.0/8", []string{"X-Forwarded-For", "203.0.113.9", "X-Client-Port", "5"}, "192.0.2.1", 1234},
		"a proxy":                     {"192.0.2.0/24", []string{"X-Forwarded-For", "203.0.113.9", "X-Client-Port", "5"}, "203.0.113.9", 5},
		"a proxy that tells no port":  {"192.0.2.0/24", []string{"X-Forwarded-For", "203.0.113.9"}, "203.0.113.9", 0},
		"a proxy that tells nonsense": {"192.0.2.0/24", []string{"X-Forwarded-For", "203.0.113.9", "X-Client-Port", "99999"}, "203.0.113.9", 0},
		"a proxy behind a proxy":      {"192.0.2.0/24", []string{"X-Forwarded-For", "203.0.113.9, 192.0.2.7", "X-Client-Port", "5"}, "203.0.113.9", 0},
		"IPv6":                        {"192.0.2.0/24", []string{"X-Forwarded-For", "2001:db8::1", "X-Client-Port", "5"}, "2001:db8::1", 5},
	} {
		var hits []web.Hit
		s := newSite(t, func(d *web.Deps) {
			d.TrustedProxies = []netip.Prefix{netip.MustParsePrefix(c.trusted)}
			d.Record = func(h web.Hit) { hits = append(hits, h) }
		})
		s.with(web.Options{Permission: web.Public, Pattern: "/x/{id}"}, "GET /x/{id}", s.show("x"))
		s.with(web.Options{Permission: web.Public, Pattern: "/bare", Bare: true}, "GET /bare", s.show("x"))
		s.do("GET", "/x/7?token=secret", "", c.headers...)
		s.do("GET", "/bare", "", c.headers...)
		if len(hits) != 1 || hits[0].Address.String() != c.address || hits[0].Port != c.port || hits[0].Method != "GET" || hits[0].Route != "/x/{id}" {
			t.Errorf("%s: %+v, want %s:%d", name, hits, c.address, c.port)
		}
	}
}

// A session knows the newest orders that it placed, each once.
func TestASessionKnowsItsOrders(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	var known []int64
	s.on("POST /place", func(w http.ResponseWriter, r *http.Request) error {
		for id := int64(1); id <= 25; id++ {
			s.AddOrder(r, id)
			s.AddOrder(r, id)
		}
		return s.SeeOther(w, r, "/")
	})
	s.on("GET /orders", func(w http.ResponseWriter, r *http.Request) error {
		known = s.OrderIDs(r)
		return s.Render(w, r, http.StatusOK, page(strconv.Itoa(len(known))), nil)
	})
	token := cookie(s.do("POST", "/place", ""), sessionName)
	s.do("GET", "/orders", "", "Cookie", sessionName+"="+token)
	if len(known) != 20 || known[0] != 6 || known[19] != 25 {
		t.Errorf("the session knows %v, want 6 to 25", known)
	}
	s.do("GET", "/orders", "")
	if len(known) != 0 {
		t.Errorf("a visitor knows %v", known)
	}
}
