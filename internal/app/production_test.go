package app_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tenaz/internal/app"
	"tenaz/internal/testdb"
)

// TestHTTPSInProduction asks the whole store as a TLS proxy does: every answer
// promises TLS, every cookie is locked to it and to the host, and every absolute
// address is that of BASE_URL.
func TestHTTPSInProduction(t *testing.T) {
	t.Parallel()
	d := testdb.New(t)
	c := configFor(t, d, listen(t))
	c.BaseURL = url.URL{Scheme: "https", Host: "loja.example.com"}
	a, err := app.New(t.Context(), c, app.Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	ask := func(method, target, body string) *http.Response {
		r := httptest.NewRequest(method, "http://10.0.0.7:8080"+target, strings.NewReader(body))
		if method == http.MethodPost {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Origin", "https://loja.example.com")
		}
		w := httptest.NewRecorder()
		a.Handler().ServeHTTP(w, r)
		return w.Result()
	}
	for _, target := range []string{"/", "/cart", "/nowhere", "/healthz", "/admin", "/static/x.css", "/sitemap.xml", "/account/login"} {
		answer := ask(http.MethodGet, target, "")
		if got := answer.Header.Get("Strict-Transport-Security"); !strings.HasPrefix(got, "max-age=31536000") {
			t.Errorf("%s: HSTS %q", target, got)
		}
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(body), "10.0.0.7") || strings.Contains(string(body), `href="http://`) {
			t.Errorf("%s repeats the address that it was asked at", target)
		}
	}
	home, err := io.ReadAll(ask(http.MethodGet, "/", "").Body)
	if err != nil || !strings.Contains(string(home), `rel="canonical" href="https://loja.example.com/"`) {
		t.Errorf("the front page's canonical address is not BASE_URL's, %v", err)
	}
	cookies := map[string]string{}
	for _, post := range [][2]string{
		{"/preferences", "theme=dark&next=/"}, {"/preferences", "lang=en&next=/"}, {"/checkout/place", "token=x"},
	} {
		answer := ask(http.MethodPost, post[0], post[1])
		if to := answer.Header.Get("Location"); !strings.HasPrefix(to, "/") {
			t.Errorf("%s leads to %q, want a path", post[0], to)
		}
		for _, cookie := range answer.Header["Set-Cookie"] {
			name, _, _ := strings.Cut(cookie, "=")
			cookies[name] = cookie
		}
	}
	if len(cookies) != 3 || cookies["__Host-tenaz"] == "" {
		t.Errorf("cookies %v; want session, theme and language", cookies)
	}
	for name, cookie := range cookies {
		for _, attribute := range []string{"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"} {
			if !strings.Contains(cookie, attribute) {
				t.Errorf("%s lacks %s: %s", name, attribute, cookie)
			}
		}
		if strings.Contains(cookie, "Domain=") {
			t.Errorf("%s is for other hosts too: %s", name, cookie)
		}
	}
}

// TestAShopWithoutProducts: every page says what is so, none is broken.
func TestAShopWithoutProducts(t *testing.T) {
	t.Parallel()
	base, _, stop := start(t, nil)
	defer stop()
	for _, target := range []string{"/", "/search", "/search?q=fone", "/cart", "/sitemap.xml", "/contact", "/orders/lookup", "/p/termos", "/robots.txt"} {
		resp, err := http.Get(base + target)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %d, %v", target, resp.StatusCode, err)
		}
		if id := regexp.MustCompile(`>(catalog|cart|layout|web)\.[a-z_.]+<`).FindString(string(body)); id != "" {
			t.Errorf("%s shows the name of a text: %s", target, id)
		}
		if target == "/" && !strings.Contains(string(body), "<h1") {
			t.Error("the front page says nothing")
		}
	}
}
