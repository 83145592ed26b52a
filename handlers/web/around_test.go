package web_test

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
)

func TestSecurityHeadersAreOnEveryAnswer(t *testing.T) {
	s := newSite(t, func(d *web.Deps) {
		d.PaymentOrigins = []string{"https://checkout.stripe.com", "https://pay.example.com"}
	})
	s.on("GET /", s.show("x"))
	s.on("GET /gone", func(http.ResponseWriter, *http.Request) error { return apperr.New(apperr.NotFound, "") })
	want := map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
			"connect-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; " +
			"form-action 'self' https://checkout.stripe.com https://pay.example.com",
		"X-Content-Type-Options":     "nosniff",
		"Referrer-Policy":            "strict-origin-when-cross-origin",
		"Cross-Origin-Opener-Policy": "same-origin",
		"Strict-Transport-Security":  "max-age=31536000",
		"Permissions-Policy":         "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
	}
	for _, target := range []string{"/", "/gone", "/%00", "/?q=%ff"} {
		w := s.do("GET", target, "")
		for name, value := range want {
			if got := w.Header().Get(name); got != value {
				t.Errorf("%s: %s is %q, want %q", target, name, got, value)
			}
		}
	}
}

func TestPlainHTTPPromisesNoTLS(t *testing.T) {
	s := newSite(t, func(d *web.Deps) { d.BaseURL = &url.URL{Scheme: "http", Host: "localhost:8080"} })
	s.on("GET /", s.show("x"))
	if got := s.do("GET", "/", "").Header().Get("Strict-Transport-Security"); got != "" {
		t.Errorf("HSTS %q on plain loopback", got)
	}
}

func TestHeadersOfOneAnswerDoNotLeakIntoAnother(t *testing.T) {
	s := newSite(t, nil)
	s.with(web.Options{Permission: web.Public, Secret: true, NoStore: true}, "GET /orders/x", func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Add("Content-Security-Policy", "sandbox")
		w.Header().Add("Vary", "Origin")
		w.Header().Set("Referrer-Policy", "unsafe-url")
		return s.Render(w, r, http.StatusOK, page("x"), nil)
	})
	s.on("GET /", s.show("x"))
	s.do("GET", "/orders/x", "")
	h := s.do("GET", "/", "").Header()
	if len(h["Content-Security-Policy"]) != 1 || strings.Contains(h.Get("Vary"), "Origin") || h.Get("Referrer-Policy") != "strict-origin-when-cross-origin" {
		t.Errorf("changed by another answer: %v", h)
	}
}

func TestSecretAddressesAreNotToldOn(t *testing.T) {
	s := newSite(t, nil)
	s.with(web.Options{Permission: web.Public, Secret: true, NoStore: true}, "GET /orders/x", s.show("x"))
	h := s.do("GET", "/orders/x", "").Header()
	if h.Get("Referrer-Policy") != "no-referrer" || h.Get("X-Robots-Tag") != "noindex" || h.Get("Cache-Control") != "no-store" {
		t.Errorf("headers %v, want no-referrer, noindex, no-store", h)
	}
}

func TestWhatCannotBeMeantIsRefused(t *testing.T) {
	s := newSite(t, nil)
	s.on("GET /{rest...}", s.show("reached"))
	for target, want := range map[string]int{
		"/products/caf%C3%A9":     200,
		"/search?q=caf%C3%A9+%25": 200,
		"/search?q=100%":          200,
		"/search?q=%F0%9F%98%80":  200,
		"/products/%00":           404,
		"/products/%ff%fe":        404,
		"/search?q=%00":           422,
		"/search?q=a%ffb":         422,
		"/search?%00=1":           422,
		"/search?q=%C3":           422,
	} {
		if w := s.do("GET", target, ""); w.Code != want {
			t.Errorf("%s: %d, want %d", target, w.Code, want)
		}
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	s := newSite(t, nil)
	s.on("POST /cart/items", s.show("done"))
	s.on("POST /webhooks/stripe", s.show("done"))
	s.on("GET /", s.show("done"))
	for name, c := range map[string]struct {
		method, target string
		headers        []string
		want           int
	}{
		"own form":                  {"POST", "/cart/items", []string{"Sec-Fetch-Site", "same-origin", "Origin", "https://loja.example.com"}, 200},
		"no browser":                {"POST", "/cart/items", nil, 200},
		"another site":              {"POST", "/cart/items", []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"}, 403},
		"a sister site":             {"POST", "/cart/items", []string{"Sec-Fetch-Site", "same-site", "Origin", "https://blog.example.com"}, 403},
		"old browser, another site": {"POST", "/cart/items", []string{"Origin", "https://evil.example"}, 403},
		"old browser, own form":     {"POST", "/cart/items", []string{"Origin", "https://loja.example.com"}, 200},
		"a webhook":                 {"POST", "/webhooks/stripe", []string{"Origin", "https://evil.example"}, 200},
		"a link from elsewhere":     {"GET", "/", []string{"Sec-Fetch-Site", "cross-site"}, 200},
	} {
		if w := s.do(c.method, c.target, "", c.headers...); w.Code != c.want {
			t.Errorf("%s: %d, want %d", name, w.Code, c.want)
		}
	}
}

func TestLogHoldsNoPersonalData(t *testing.T) {
	s := newSite(t, nil)
	s.on("GET /products/{slug}", s.show("x"))
	s.do("GET", "/products/secret-slug?email=maria@tenaz.test", "", "User-Agent", "Agent/1", "Cookie", "lang=en", "X-Forwarded-For", "203.0.113.7")
	line := s.log.String()
	for _, want := range []string{`"request":"`, `"route":"/products/{slug}"`, `"status":200`, `"method":"GET"`, `"ms":`} {
		if !strings.Contains(line, want) {
			t.Errorf("log %s lacks %s", line, want)
		}
	}
	for _, personal := range []string{"secret-slug", "maria", "Agent/1", "203.0.113.7", "192.0.2.1"} {
		if strings.Contains(line, personal) {
			t.Errorf("log %s holds %s", line, personal)
		}
	}
	s.log.Reset()
	s.do("BREW", "/products/x", "")
	if strings.Contains(s.log.String(), "BREW") {
		t.Errorf("log %s holds the client's invention", s.log)
	}
}

func TestClientAddressIsBelievedOnlyFromTrustedProxies(t *testing.T) {
	var got string
	s := newSite(t, func(d *web.Deps) {
		d.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("10.0.0.0/8")}
	})
	direct := newSite(t, nil)
	for _, site := range []*site{s, direct} {
		site.on("GET /", func(w http.ResponseWriter, r *http.Request) error {
			got = site.Actor(r).Address
			return site.Render(w, r, http.StatusOK, page("x"), nil)
		})
	}
	// httptest's peer is 192.0.2.1.
	for name, c := range map[string]struct {
		site      *site
		forwarded string
		want      string
	}{
		"no proxy":                 {direct, "203.0.113.7", "192.0.2.1"},
		"a proxy":                  {s, "203.0.113.7", "203.0.113.7"},
		"a proxy behind another":   {s, "203.0.113.7, 10.1.1.1", "203.0.113.7"},
		"a made-up first hop":      {s, "1.2.3.4, 203.0.113.7", "203.0.113.7"},
		"nothing forwarded":        {s, "", "192.0.2.1"},
		"nonsense forwarded":       {s, "203.0.113.7, unknown", "192.0.2.1"},
		"only proxies":             {s, "10.0.0.2", "10.0.0.2"},
		"mapped IPv4 of the proxy": {s, "::ffff:203.0.113.7", "203.0.113.7"},
	} {
		got = ""
		c.site.do("GET", "/", "", "X-Forwarded-For", c.forwarded)
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestLimitedRouteAnswers429(t *testing.T) {
	hits := 0
	s := newSite(t, func(d *web.Deps) { d.Allow = allowFirst(&hits, 2) })
	s.with(web.Options{Permission: web.Public, Limit: 2, Window: time.Minute}, "POST /x", s.show("x"))
	for i, want := range []int{200, 200, 429} {
		w := s.do("POST", "/x", "")
		if w.Code != want {
			t.Errorf("request %d: %d, want %d", i+1, w.Code, want)
		}
		if want == 429 && w.Header().Get("Retry-After") != "30" {
			t.Errorf("Retry-After %q, want 30", w.Header().Get("Retry-After"))
		}
	}
}

func TestObserverSeesRouteAndStatus(t *testing.T) {
	var seen []string
	s := newSite(t, func(d *web.Deps) {
		d.Observe = func(method, route string, status int, _ time.Duration) {
			seen = append(seen, method+" "+route+" "+http.StatusText(status))
		}
	})
	s.on("GET /p/{id}", s.show("x"))
	s.do("GET", "/p/1", "")
	s.do("GET", "/p/%00", "")
	if got := strings.Join(seen, ", "); got != "GET /p/{id} OK, GET  Not Found" {
		t.Errorf("seen: %s", got)
	}
}
