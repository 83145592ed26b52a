package web_test

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"tenaz/handlers/web"
)

func mustURL(t *testing.T, text string) url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return *u
}

func TestPageOrPart(t *testing.T) {
	s := newSite(t, nil)
	s.on("GET /", func(w http.ResponseWriter, r *http.Request) error {
		return s.Render(w, r, http.StatusOK, page("page"), page("part"))
	})
	s.on("GET /whole", s.show("page"))
	for name, c := range map[string]struct {
		target  string
		headers []string
		want    string
	}{
		"a browser":            {"/", nil, "page"},
		"htmx for a part":      {"/", []string{"HX-Request", "true", "HX-Request-Type", "partial"}, "part"},
		"htmx for a page":      {"/", []string{"HX-Request", "true", "HX-Request-Type", "full"}, "page"},
		"htmx without type":    {"/", []string{"HX-Request", "true"}, "page"},
		"a type without htmx":  {"/", []string{"HX-Request-Type", "partial"}, "page"},
		"htmx where is none":   {"/whole", []string{"HX-Request", "true", "HX-Request-Type", "partial"}, "page"},
		"a made-up HX-Request": {"/", []string{"HX-Request", "1", "HX-Request-Type", "partial"}, "page"},
	} {
		w := s.do("GET", c.target, "", c.headers...)
		if got := w.Body.String(); got != c.want {
			t.Errorf("%s: %s, want the %s", name, got, c.want)
		}
		for _, header := range []string{"HX-Request", "HX-Request-Type", "Cookie", "Accept-Encoding"} {
			if !strings.Contains(w.Header().Get("Vary"), header) {
				t.Errorf("%s: Vary %q lacks %s", name, w.Header().Get("Vary"), header)
			}
		}
	}
}

func TestCaching(t *testing.T) {
	s := newSite(t, nil)
	s.on("GET /", s.show("x"))
	s.on("POST /", s.show("x"))
	s.with(web.Options{Permission: web.Public, NoStore: true}, "GET /cart", s.show("x"))
	s.on("GET /first", func(w http.ResponseWriter, r *http.Request) error {
		s.Flash(r, "info", "error.form")
		return s.Render(w, r, http.StatusOK, page("x"), nil)
	})
	for name, c := range map[string]struct {
		method, target, cookie, want string
		tag                          bool
	}{
		"no cookie":               {"GET", "/", "", "public, max-age=0, s-maxage=30", true},
		"others' cookies":         {"GET", "/", "_ga=1; consent=yes", "public, max-age=0, s-maxage=30", true},
		"a session":               {"GET", "/", "_ga=1; __Host-tenaz=abc", "private, no-cache", true},
		"a language":              {"GET", "/", "lang=en", "private, no-cache", true},
		"a theme":                 {"GET", "/", "theme=dark", "private, no-cache", true},
		"the cart":                {"GET", "/cart", "", "no-store", false},
		"an answer to a POST":     {"POST", "/", "", "no-store", false},
		"an answer with a cookie": {"GET", "/first", "", "private, no-cache", true},
	} {
		w := s.do(c.method, c.target, "", "Cookie", c.cookie)
		if got := w.Header().Get("Cache-Control"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if got := w.Header().Get("ETag") != ""; got != c.tag {
			t.Errorf("%s: has an ETag: %v", name, got)
		}
	}
}

func TestUnchangedPageIsNotSentAgain(t *testing.T) {
	s := newSite(t, nil)
	text := "first"
	s.on("GET /", func(w http.ResponseWriter, r *http.Request) error {
		return s.Render(w, r, http.StatusOK, page(text), page("part"))
	})
	tag := s.do("GET", "/", "").Header().Get("ETag")
	if w := s.do("GET", "/", "", "If-None-Match", `"other", `+tag); w.Code != 304 || w.Body.Len() != 0 {
		t.Errorf("the same page: %d with %d bytes, want 304 without", w.Code, w.Body.Len())
	}
	if w := s.do("GET", "/", "", "If-None-Match", tag, "HX-Request", "true", "HX-Request-Type", "partial"); w.Code != 200 {
		t.Errorf("its part: %d, want 200", w.Code)
	}
	text = "second"
	if w := s.do("GET", "/", "", "If-None-Match", tag); w.Code != 200 || w.Body.String() != "second" {
		t.Errorf("another page: %d %s, want it whole", w.Code, w.Body)
	}
}

func TestCompressionIsForWhoAsksAndWhatIsLarge(t *testing.T) {
	s := newSite(t, nil)
	large := strings.Repeat("uma página ", 500)
	s.on("GET /large", s.show(large))
	s.on("GET /small", s.show("x"))
	for name, c := range map[string]struct {
		target, accept string
		want           bool
	}{
		"large":               {"/large", "gzip, deflate, br", true},
		"with a quality":      {"/large", "br;q=1.0, gzip;q=0.5", true},
		"refused":             {"/large", "gzip;q=0, br", false},
		"refused with digits": {"/large", "gzip;q=0.000", false},
		"not asked":           {"/large", "", false},
		"another":             {"/large", "br", false},
		"small":               {"/small", "gzip", false},
	} {
		w := s.do("GET", c.target, "", "Accept-Encoding", c.accept)
		if got := w.Header().Get("Content-Encoding") == "gzip"; got != c.want {
			t.Errorf("%s: compressed %v, want %v", name, got, c.want)
			continue
		}
		if !c.want {
			continue
		}
		zr, err := gzip.NewReader(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(zr); err != nil || string(text) != large {
			t.Errorf("%s: %d bytes back, %v; want the page", name, len(text), err)
		}
	}
}

func TestFailingViewIsACleanError(t *testing.T) {
	s := newSite(t, nil)
	s.on("GET /", func(w http.ResponseWriter, r *http.Request) error {
		return s.Render(w, r, http.StatusOK, templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
			if _, err := io.WriteString(w, strings.Repeat("half a page", 1000)); err != nil {
				return err
			}
			return errors.New("broken view")
		}), nil)
	})
	w := s.do("GET", "/", "")
	if w.Code != 500 || strings.Contains(w.Body.String(), "half a page") {
		t.Errorf("%d with the half page: %v", w.Code, strings.Contains(w.Body.String(), "half a page"))
	}
}

func TestSeeOtherIsARedirectHeaderForHTMX(t *testing.T) {
	s := newSite(t, nil)
	s.on("POST /", func(w http.ResponseWriter, r *http.Request) error { return s.SeeOther(w, r, "/cart") })
	if w := s.do("POST", "/", ""); w.Code != 303 || w.Header().Get("Location") != "/cart" {
		t.Errorf("a browser: %d %s, want 303 /cart", w.Code, w.Header().Get("Location"))
	}
	w := s.do("POST", "/", "", "HX-Request", "true", "HX-Request-Type", "partial")
	if w.Code != 200 || w.Header().Get("HX-Redirect") != "/cart" || w.Header().Get("Location") != "" {
		t.Errorf("htmx: %d %v, want 200 with HX-Redirect", w.Code, w.Header())
	}
}

func TestLinksComeFromBaseURLAlone(t *testing.T) {
	s := newSite(t, nil)
	s.on("GET /products/{slug}", func(w http.ResponseWriter, r *http.Request) error {
		return s.Render(w, r, http.StatusOK, page(s.Page(r, "").Canonical+" "+s.URL("/x")), nil)
	})
	plain := s.do("GET", "/products/a", "").Body.String()
	if plain != "https://loja.example.com/products/a https://loja.example.com/x" {
		t.Errorf("links %q", plain)
	}
	for _, forged := range [][]string{
		{"Host", "evil.example"},
		{"X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "http"},
		{"Forwarded", "host=evil.example;proto=http"},
		{"X-Original-URL", "/admin", "X-Rewrite-URL", "/admin"},
	} {
		w := s.do("GET", "http://evil.example/products/a?variant=1", "", forged...)
		if got := w.Body.String(); got != plain {
			t.Errorf("%v: links %q, want %q", forged, got, plain)
		}
	}
}
