package web_test

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
)

const sessionName = "__Host-tenaz"

func TestVisitorWithoutCookieCostsNoSession(t *testing.T) {
	s := newSite(t, nil)
	s.on("GET /", func(w http.ResponseWriter, r *http.Request) error {
		p := s.Page(r, "x")
		if p.CartCount != 0 || p.User != nil || s.CartID(r) != 0 {
			t.Errorf("a visitor has a cart or a name: %+v", p)
		}
		s.SetCartCount(r, 0)
		return s.Render(w, r, http.StatusOK, page("x"), nil)
	})
	w := s.do("GET", "/", "")
	if s.store.queries != 0 {
		t.Errorf("%d session queries, want none", s.store.queries)
	}
	if got := w.Header().Values("Set-Cookie"); len(got) != 0 {
		t.Errorf("cookies %v, want none", got)
	}
}

func TestSessionBeginsWithTheFirstWrite(t *testing.T) {
	s := newSite(t, nil)
	s.on("POST /cart/items", func(w http.ResponseWriter, r *http.Request) error {
		s.SetCartID(r, 42)
		s.SetCartCount(r, 3)
		return s.SeeOther(w, r, "/cart")
	})
	s.on("GET /cart", func(w http.ResponseWriter, r *http.Request) error {
		if s.CartID(r) != 42 || s.CartCount(r) != 3 || s.Page(r, "").CartCount != 3 {
			t.Errorf("cart %d with %d units, want 42 with 3", s.CartID(r), s.CartCount(r))
		}
		return s.Render(w, r, http.StatusOK, page("x"), nil)
	})
	w := s.do("POST", "/cart/items", "a=1")
	token := cookie(w, sessionName)
	if token == "" {
		t.Fatalf("no session cookie in %v", w.Header())
	}
	header := w.Header().Get("Set-Cookie")
	for _, want := range []string{"Path=/", "HttpOnly", "Secure", "SameSite=Lax", "Max-Age="} {
		if !strings.Contains(header, want) {
			t.Errorf("cookie %q lacks %s", header, want)
		}
	}
	s.store.queries = 0
	w = s.do("GET", "/cart", "", "Cookie", sessionName+"="+token)
	if s.store.queries != 1 {
		t.Errorf("reading cost %d session queries, want one", s.store.queries)
	}
	if got := w.Header().Get("Set-Cookie"); got != "" {
		t.Errorf("reading set the cookie %q", got)
	}
}

func TestCookieIsNamedAfterThePortOnLoopback(t *testing.T) {
	for base, want := range map[string]string{
		"http://localhost:8080":     "tenaz_8080",
		"http://127.0.0.1":          "tenaz_80",
		"https://loja.example.com":  "__Host-tenaz",
		"https://localhost:8443":    "__Host-tenaz",
		"http://[::1]:9000":         "tenaz_9000",
		"http://shop.localhost:123": "tenaz_123",
	} {
		s := newSite(t, func(d *web.Deps) { *d.BaseURL = mustURL(t, base) })
		s.on("POST /x", func(w http.ResponseWriter, r *http.Request) error {
			s.SetCartID(r, 1)
			return s.SeeOther(w, r, "/")
		})
		w := s.do("POST", "/x", "")
		if cookie(w, want) == "" {
			t.Errorf("%s: %v, want a cookie %s", base, w.Header()["Set-Cookie"], want)
		}
		if secure := strings.Contains(w.Header().Get("Set-Cookie"), "Secure"); secure != strings.HasPrefix(base, "https") {
			t.Errorf("%s: Secure is %v", base, secure)
		}
	}
}

func TestLoginChangesTheToken(t *testing.T) {
	s := newSite(t, func(d *web.Deps) {
		d.UserByLogin = func(_ context.Context, id int64) (*web.User, error) {
			if id != 7 {
				return nil, apperr.New(apperr.NotFound, "")
			}
			return &web.User{ID: 1, Name: "Maria", Email: "maria@tenaz.test"}, nil
		}
	})
	s.on("POST /cart/items", func(w http.ResponseWriter, r *http.Request) error {
		s.SetCartID(r, 5)
		return s.SeeOther(w, r, "/")
	})
	s.on("POST /login", func(w http.ResponseWriter, r *http.Request) error {
		if err := s.Login(r, 7); err != nil {
			return err
		}
		return s.SeeOther(w, r, "/")
	})
	s.on("POST /logout", func(w http.ResponseWriter, r *http.Request) error {
		if err := s.Logout(r); err != nil {
			return err
		}
		return s.SeeOther(w, r, "/")
	})
	s.on("GET /who", func(w http.ResponseWriter, r *http.Request) error {
		name := "visitor"
		if user := s.User(r); user != nil {
			name = user.Name
		}
		if s.CartID(r) != 0 {
			name += " with a cart"
		}
		return s.Render(w, r, http.StatusOK, page(name), nil)
	})
	who := func(token string) string {
		return s.do("GET", "/who", "", "Cookie", sessionName+"="+token).Body.String()
	}
	before := cookie(s.do("POST", "/cart/items", ""), sessionName)
	inside := cookie(s.do("POST", "/login", "", "Cookie", sessionName+"="+before), sessionName)
	if inside == "" || inside == before {
		t.Fatalf("token %q before and %q after the log-in", before, inside)
	}
	if got := who(inside); got != "Maria with a cart" {
		t.Errorf("after the log-in: %s", got)
	}
	if got := who(before); got != "visitor" {
		t.Errorf("the old token still opens: %s", got)
	}
	outside := cookie(s.do("POST", "/logout", "", "Cookie", sessionName+"="+inside), sessionName)
	if got := who(inside); got != "visitor" {
		t.Errorf("the token of before the log-out still opens: %s", got)
	}
	if got := who(outside); got != "visitor" {
		t.Errorf("after the log-out: %s", got)
	}
}

func TestEndedLoginLeavesTheSession(t *testing.T) {
	ended := false
	s := newSite(t, func(d *web.Deps) {
		d.UserByLogin = func(context.Context, int64) (*web.User, error) {
			if ended {
				return nil, apperr.New(apperr.NotFound, "")
			}
			return &web.User{Name: "Maria"}, nil
		}
	})
	s.on("POST /login", func(w http.ResponseWriter, r *http.Request) error {
		return errors.Join(s.Login(r, 7), s.SeeOther(w, r, "/"))
	})
	s.on("GET /", func(w http.ResponseWriter, r *http.Request) error {
		name := "visitor"
		if s.User(r) != nil {
			name = "Maria"
		}
		return s.Render(w, r, http.StatusOK, page(name), nil)
	})
	token := cookie(s.do("POST", "/login", ""), sessionName)
	ended = true
	if got := s.do("GET", "/", "", "Cookie", sessionName+"="+token).Body.String(); got != "visitor" {
		t.Errorf("an ended login shows %s", got)
	}
	ended = false
	if got := s.do("GET", "/", "", "Cookie", sessionName+"="+token).Body.String(); got != "visitor" {
		t.Errorf("an ended login came back as %s", got)
	}
}

func TestFlashIsShownOnceOnAPageAndNotOnAPart(t *testing.T) {
	s := newSite(t, nil)
	s.on("POST /x", func(w http.ResponseWriter, r *http.Request) error {
		s.Flash(r, "success", "error.too_long", "Max", 12)
		return s.SeeOther(w, r, "/")
	})
	s.on("GET /", func(w http.ResponseWriter, r *http.Request) error {
		text := "nothing"
		for _, f := range s.Page(r, "").Flash {
			text = string(f.Tone) + ": " + f.Text
		}
		return s.Render(w, r, http.StatusOK, page(text), nil)
	})
	token := cookie(s.do("POST", "/x", ""), sessionName)
	get := func(headers ...string) string {
		return s.do("GET", "/", "", append(headers, "Cookie", sessionName+"="+token)...).Body.String()
	}
	if got := get("HX-Request", "true", "HX-Request-Type", "partial"); got != "nothing" {
		t.Errorf("a part shows %q", got)
	}
	if got, want := get(), "success: Use no máximo 12 caracteres."; got != want {
		t.Errorf("the page shows %q, want %q", got, want)
	}
	if got := get(); got != "nothing" {
		t.Errorf("the next page shows %q again", got)
	}
}

// Whoever never looks at a page (a program, a script) must not make the session
// grow: only the newest messages wait.
func TestFlashesThatNobodyReadsAreFew(t *testing.T) {
	s := newSite(t, nil)
	s.on("POST /x", func(w http.ResponseWriter, r *http.Request) error {
		s.Flash(r, "success", "error.too_long", "Max", r.URL.Query().Get("n"))
		return s.SeeOther(w, r, "/")
	})
	s.on("GET /", func(w http.ResponseWriter, r *http.Request) error {
		var texts []string
		for _, f := range s.Page(r, "").Flash {
			texts = append(texts, f.Text)
		}
		return s.Render(w, r, http.StatusOK, page(strings.Join(texts, "\n")), nil)
	})
	token := cookie(s.do("POST", "/x?n=0", ""), sessionName)
	for i := range 50 {
		s.do("POST", "/x?n="+strconv.Itoa(i+1), "", "Cookie", sessionName+"="+token)
	}
	lines := strings.Split(s.do("GET", "/", "", "Cookie", sessionName+"="+token).Body.String(), "\n")
	if len(lines) > 5 || !strings.Contains(lines[len(lines)-1], "50") {
		t.Errorf("%d messages wait, the last is %q", len(lines), lines[len(lines)-1])
	}
	for range 3 {
		s.do("POST", "/x?n=7", "", "Cookie", sessionName+"="+token)
	}
	if got := s.do("GET", "/", "", "Cookie", sessionName+"="+token).Body.String(); strings.Count(got, "7") != 1 {
		t.Errorf("said over again: %q", got)
	}
}

func TestFailingStoreIsACleanError(t *testing.T) {
	s := newSite(t, nil)
	s.on("POST /x", func(w http.ResponseWriter, r *http.Request) error {
		s.SetCartID(r, 1)
		return s.Render(w, r, http.StatusOK, page("saved"), nil)
	})
	s.on("GET /", s.show("x"))
	s.store.failing = errors.New("no connection to 10.1.2.3")
	w := s.do("POST", "/x", "")
	if w.Code != 500 || strings.Contains(w.Body.String(), "saved") || strings.Contains(w.Body.String(), "10.1.2.3") {
		t.Errorf("unsaved session: %d %s", w.Code, w.Body)
	}
	if w = s.do("GET", "/", "", "Cookie", sessionName+"=abc"); w.Code != 500 {
		t.Errorf("unreadable session: %d, want 500", w.Code)
	}
	if w = s.do("GET", "/", ""); w.Code != 200 {
		t.Errorf("a visitor without a cookie: %d, want 200", w.Code)
	}
	if !strings.Contains(s.log.String(), "10.1.2.3") {
		t.Error("the cause is not in the log")
	}
}

func TestSessionOfAnotherVersionBeginsAnew(t *testing.T) {
	s := newSite(t, nil)
	s.on("POST /x", func(w http.ResponseWriter, r *http.Request) error {
		s.SetCartID(r, 5)
		return s.SeeOther(w, r, "/")
	})
	s.on("GET /", func(w http.ResponseWriter, r *http.Request) error {
		return s.Render(w, r, http.StatusOK, page(strconv.FormatInt(s.CartID(r), 10)), nil)
	})
	token := cookie(s.do("POST", "/x", ""), sessionName)
	s.store.spoil = []byte(`{"deadline":"2100-01-01T00:00:00Z","data":"another shape"}`)
	if w := s.do("GET", "/", "", "Cookie", sessionName+"="+token); w.Code != 200 || w.Body.String() != "0" {
		t.Errorf("%d %s, want a page with no cart", w.Code, w.Body)
	}
}
