package web_test

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"tenaz/handlers/web"
)

func allowFirst(hits *int, n int) func(context.Context, string, int, time.Duration) (bool, time.Duration, error) {
	return func(context.Context, string, int, time.Duration) (bool, time.Duration, error) {
		*hits++
		return *hits <= n, 30 * time.Second, nil
	}
}

func TestFormIsReadOrRefused(t *testing.T) {
	s := newSite(t, nil)
	s.on("POST /", func(w http.ResponseWriter, r *http.Request) error {
		form, err := web.Form(w, r)
		if err != nil {
			return err
		}
		return s.Render(w, r, http.StatusOK, page(form.Encode()), nil)
	})
	const urlencoded = "application/x-www-form-urlencoded"
	for name, c := range map[string]struct {
		kind, body string
		status     int
		want       string
	}{
		"plain":                  {urlencoded, "b=2&a=1", 200, "a=1&b=2"},
		"with charset":           {urlencoded + "; charset=UTF-8", "a=%C3%A9", 200, "a=%C3%A9"},
		"odd but legal":          {urlencoded, "name=D%27%C3%81vila+%3Cscript%3E%27%3B+DROP+%F0%9F%98%80", 200, "name=D%27%C3%81vila+%3Cscript%3E%27%3B+DROP+%F0%9F%98%80"},
		"empty":                  {"", "", 200, ""},
		"query is not part":      {urlencoded, "a=1", 200, "a=1"},
		"broken escape":          {urlencoded, "a=%zz", 422, ""},
		"semicolon":              {urlencoded, "a=1;b=2", 422, ""},
		"NUL":                    {urlencoded, "a=x%00y", 422, ""},
		"NUL in a name":          {urlencoded, "a%00=x", 422, ""},
		"invalid UTF-8":          {urlencoded, "a=%ff", 422, ""},
		"raw invalid UTF-8":      {urlencoded, "a=\xff\xfe", 422, ""},
		"JSON":                   {"application/json", `{"a":1}`, 415, ""},
		"text":                   {"text/plain", "a=1", 415, ""},
		"no type with a body":    {"", "a=1", 415, ""},
		"nonsense type":          {";;;", "a=1", 415, ""},
		"multipart w/o boundary": {"multipart/form-data", "a=1", 422, ""},
		"broken multipart":       {"multipart/form-data; boundary=x", "--x\r\nbroken", 422, ""},
		"just small enough":      {urlencoded, "a=" + strings.Repeat("x", web.FormLimit-2), 200, "a=xx"},
		"too large":              {urlencoded, "a=" + strings.Repeat("x", web.FormLimit-1), 413, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := s.do("POST", "/?query=1", c.body, "Content-Type", c.kind)
			if w.Code != c.status {
				t.Fatalf("%d, want %d: %.200s", w.Code, c.status, w.Body)
			}
			if c.status == 200 && !strings.HasPrefix(w.Body.String(), c.want) {
				t.Errorf("values %.80q, want %q", w.Body, c.want)
			}
		})
	}
	if w := s.do("POST", "/", "a=1", "Content-Encoding", "gzip"); w.Code != 415 {
		t.Errorf("a compressed form: %d, want 415", w.Code)
	}
}

func TestMultipartFormIsRead(t *testing.T) {
	s := newSite(t, nil)
	s.on("POST /", func(w http.ResponseWriter, r *http.Request) error {
		form, err := web.Form(w, r)
		if err != nil {
			return err
		}
		return s.Render(w, r, http.StatusOK, page(form.Get("name")), nil)
	})
	send := func(value string) (int, string) {
		var body bytes.Buffer
		mw := multipart.NewWriter(&body)
		if err := mw.WriteField("name", value); err != nil {
			t.Fatal(err)
		}
		if err := mw.Close(); err != nil {
			t.Fatal(err)
		}
		w := s.do("POST", "/", body.String(), "Content-Type", mw.FormDataContentType())
		return w.Code, w.Body.String()
	}
	if code, text := send("D'Ávila"); code != 200 || text != "D'Ávila" {
		t.Errorf("%d %q, want the name", code, text)
	}
	if code, _ := send("a\x00b"); code != 422 {
		t.Errorf("NUL: %d, want 422", code)
	}
	if code, _ := send(strings.Repeat("x", web.FormLimit)); code != 413 {
		t.Errorf("too large: %d, want 413", code)
	}
}

func TestSafeNextStaysInTheStore(t *testing.T) {
	for next, want := range map[string]string{
		"/account/orders?page=2#x":      "/account/orders?page=2#x",
		"/":                             "/",
		"/search?q=a//b":                "/search?q=a//b",
		"":                              "/fallback",
		"account":                       "/fallback",
		"//evil.example":                "/fallback",
		"///evil.example":               "/fallback",
		"/\\evil.example":               "/fallback",
		"/x\\y":                         "/fallback",
		"\\\\evil.example":              "/fallback",
		"https://evil.example":          "/fallback",
		"javascript:alert(1)":           "/fallback",
		"/\tevil.example":               "/fallback",
		"/\n/evil.example":              "/fallback",
		"/a\r\nSet-Cookie: a=b":         "/fallback",
		" /a":                           "/fallback",
		"/%zz":                          "/fallback",
		"/" + strings.Repeat("a", 3000): "/fallback",
	} {
		if got := web.SafeNext(next, "/fallback"); got != want {
			t.Errorf("next %.40q leads to %.40q, want %q", next, got, want)
		}
	}
}

func TestPreferencesAreKeptInPlainCookies(t *testing.T) {
	s := newSite(t, nil)
	s.on("POST /preferences", s.Preferences)
	s.on("GET /", func(w http.ResponseWriter, r *http.Request) error {
		p := s.Page(r, "")
		return s.Render(w, r, http.StatusOK, page(p.Lang+" "+p.Theme), nil)
	})
	w := s.do("POST", "/preferences", "lang=en&next=/products/x%3Fvariant%3D1")
	if w.Code != 303 || w.Header().Get("Location") != "/products/x?variant=1" || cookie(w, "lang") != "en" {
		t.Errorf("language: %d %v", w.Code, w.Header())
	}
	w = s.do("POST", "/preferences", "theme=dark&next=//evil.example")
	if w.Header().Get("Location") != "/" || cookie(w, "theme") != "dark" {
		t.Errorf("theme: %v, want it kept and the way back to be ours", w.Header())
	}
	if header := s.do("POST", "/preferences", "theme=").Header().Get("Set-Cookie"); !strings.Contains(header, "Max-Age=0") {
		t.Errorf("following the system: %q, want the cookie removed", header)
	}
	for _, body := range []string{"lang=klingon", "theme=%3Cscript%3E"} {
		if w := s.do("POST", "/preferences", body); w.Code != 422 || len(w.Header().Values("Set-Cookie")) != 0 {
			t.Errorf("%s: %d with %v, want 422 without a cookie", body, w.Code, w.Header().Values("Set-Cookie"))
		}
	}
	if s.store.queries != 0 {
		t.Errorf("%d session queries, want none", s.store.queries)
	}
	if got := s.do("GET", "/", "", "Cookie", "lang=en; theme=dark").Body.String(); got != "en dark" {
		t.Errorf("page in %q, want en dark", got)
	}
	if got := s.do("GET", "/", "", "Accept-Language", "en").Body.String(); got != "pt-BR " {
		t.Errorf("page in %q, want pt-BR whatever the browser speaks", got)
	}
}
