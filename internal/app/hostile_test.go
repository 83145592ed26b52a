package app_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/storetest"
)

// session returns the session cookie of an answer's browser.
func sessionCookie(t *testing.T, resp *http.Response) *http.Cookie {
	t.Helper()
	for _, c := range resp.Cookies() {
		if strings.HasPrefix(c.Name, "tenaz_") && !strings.HasSuffix(c.Name, "_device") && c.Value != "" {
			return c
		}
	}
	t.Fatalf("no session cookie in %v", resp.Header["Set-Cookie"])
	return nil
}

// send sends a form with cookies, following nothing.
func send(t *testing.T, target string, values url.Values, header http.Header) *http.Response {
	t.Helper()
	method, body := http.MethodGet, ""
	if values != nil {
		method, body = http.MethodPost, values.Encode()
	}
	r, err := http.NewRequestWithContext(t.Context(), method, target, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for name, list := range header {
		r.Header[name] = list
	}
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp
}

// A session that somebody else knows from before the log-in is worth nothing
// after it, and no changed cookie is somebody.
func TestSessionsAreNeitherFixedNorForged(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	goods := s.Product(t, "Fone", 10000, 5)
	_, user := s.Shopper(t)
	planted := sessionCookie(t, send(t, s.URL+"/cart/items", url.Values{"variant_id": {strconv.FormatInt(goods.VariantID, 10)}, "quantity": {"1"}}, nil))
	in := send(t, s.URL+"/account/login", url.Values{"email": {user.Email}, "password": {storetest.ShopperPassword}}, http.Header{"Cookie": {planted.String()}})
	if in.StatusCode != http.StatusSeeOther {
		t.Fatalf("log in: %d", in.StatusCode)
	}
	own := sessionCookie(t, in)
	if own.Value == planted.Value || !own.HttpOnly || own.SameSite != http.SameSiteLaxMode {
		t.Errorf("the session after the log-in is %v", own)
	}
	invented := &http.Cookie{Name: own.Name, Value: "chosen-by-somebody-else"}
	chosen := sessionCookie(t, send(t, s.URL+"/account/login",
		url.Values{"email": {user.Email}, "password": {storetest.ShopperPassword}}, http.Header{"Cookie": {invented.String()}}))
	if chosen.Value == invented.Value {
		t.Error("the store took over a token that a browser made up")
	}
	tampered := []byte(own.Value)
	tampered[3] ^= 1
	for name, c := range map[string]struct {
		cookie string
		status int
	}{
		"own": {own.Value, http.StatusOK}, "planted": {planted.Value, http.StatusSeeOther}, "tampered": {string(tampered), http.StatusSeeOther},
		"cut off": {own.Value[:len(own.Value)-1], http.StatusSeeOther}, "longer": {own.Value + "A", http.StatusSeeOther},
	} {
		if got := send(t, s.URL+"/account/orders", nil, http.Header{"Cookie": {own.Name + "=" + c.cookie}}); got.StatusCode != c.status {
			t.Errorf("%s cookie: %d, want %d", name, got.StatusCode, c.status)
		}
	}
}

// Another site's form does nothing here, whoever is logged in.
func TestOtherSitesChangeNoAccount(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{Proxies: loopback})
	_, user := s.Shopper(t)
	in := send(t, s.URL+"/account/login", url.Values{"email": {user.Email}, "password": {storetest.ShopperPassword}}, nil)
	cookie := sessionCookie(t, in).String()
	if err := s.App.Accounts.AskRecovery(t.Context(), actor.Actor{Kind: actor.Customer, Address: "203.0.113.7"}, accounts.AskInput{Email: user.Email}); err != nil {
		t.Fatal(err)
	}
	recovery := s.MailedLink(t, user.Email, "/account/recover/")
	notMe := s.MailedLink(t, user.Email, "/account/not-me/")
	form := url.Values{
		"email": {"x@example.com"}, "password": {newPassword}, "current": {storetest.ShopperPassword}, "new": {newPassword}, "others": {"1"},
	}
	for _, path := range []string{
		"/account/login", "/account/logout", "/account/register", "/account/forgot", "/account/link", "/account/email", "/account/password",
		strings.TrimPrefix(recovery, s.URL), strings.TrimPrefix(notMe, s.URL),
	} {
		for name, header := range map[string]http.Header{
			"origin":     {"Origin": {"https://evil.test"}},
			"null":       {"Origin": {"null"}},
			"fetch site": {"Sec-Fetch-Site": {"cross-site"}},
			"subdomain":  {"Sec-Fetch-Site": {"same-site"}},
		} {
			header.Set("Cookie", cookie)
			if got := send(t, s.URL+path, form, header); got.StatusCode != http.StatusForbidden {
				t.Errorf("%s, %s: %d, want 403", path, name, got.StatusCode)
			}
		}
	}
	if got := send(t, s.URL+"/account/orders", nil, http.Header{"Cookie": {cookie}}); got.StatusCode != http.StatusOK {
		t.Errorf("the login did not survive: %d", got.StatusCode)
	}
	if status, _ := logIn(t, s.URL, "203.0.113.9", user.Email, storetest.ShopperPassword); status != http.StatusSeeOther {
		t.Errorf("the password did not survive: %d", status)
	}
}

// next leads to a page of the store or nowhere.
func TestLoginLeadsToNoOtherSite(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	_, user := s.Shopper(t)
	for _, next := range []string{
		"https://evil.test/", "//evil.test", "///evil.test", `/\evil.test`, `\\evil.test`, "/\t/evil.test", "/%09/evil.test", "/%2f%2fevil.test/..//",
		"javascript:alert(1)", "data:text/html,x", "http:evil.test", "@evil.test", ".evil.test", "/\r\nLocation: https://evil.test",
	} {
		in := send(t, s.URL+"/account/login", url.Values{"email": {user.Email}, "password": {storetest.ShopperPassword}, "next": {next}}, nil)
		target, err := in.Location()
		if err != nil || in.StatusCode != http.StatusSeeOther {
			t.Errorf("next %q: %d, %v", next, in.StatusCode, err)
			continue
		}
		if base, _ := url.Parse(s.URL); target.Host != base.Host || strings.HasPrefix(in.Header.Get("Location"), "//") {
			t.Errorf("next %q leads to %q", next, in.Header.Get("Location"))
		}
	}
}
