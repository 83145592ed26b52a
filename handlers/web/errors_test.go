package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
)

var partHeaders = []string{"HX-Request", "true", "HX-Request-Type", "partial"}

func TestErrorsBecomeHTTP(t *testing.T) {
	var failure error
	s := newSite(t, nil)
	s.on("GET /", func(http.ResponseWriter, *http.Request) error { return failure })
	for name, c := range map[string]struct {
		err    error
		status int
		text   string
	}{
		"invalid":     {apperr.New(apperr.Invalid, "error.quantity"), 422, "Escolha uma quantidade de 1 a 999."},
		"not found":   {apperr.New(apperr.NotFound, ""), 404, "Este endereço não existe"},
		"conflict":    {apperr.New(apperr.Conflict, "error.out_of_stock"), 409, "O estoque acabou"},
		"forbidden":   {apperr.New(apperr.Forbidden, ""), 403, "não tem permissão"},
		"too large":   {apperr.New(apperr.TooLarge, ""), 413, "passa do tamanho"},
		"media type":  {apperr.New(apperr.UnsupportedMediaType, ""), 415, "formato"},
		"too many":    {apperr.New(apperr.TooMany, "", "RetryAfter", 90*time.Second), 429, "muitas tentativas"},
		"unavailable": {apperr.Wrap(apperr.Unavailable, errors.New("dial 10.0.0.1"), ""), 503, "não respondeu"},
		"internal":    {errors.New("pq: secret detail"), 500, "Algo falhou do nosso lado"},
		"wrapped":     {errors.Join(errors.New("outer"), apperr.New(apperr.NotFound, "")), 404, "Este endereço não existe"},
	} {
		t.Run(name, func(t *testing.T) {
			failure = c.err
			s.log.Reset()
			w := s.do("GET", "/", "")
			body := w.Body.String()
			if w.Code != c.status || !strings.Contains(body, c.text) || !strings.Contains(body, "</html>") {
				t.Errorf("page: %d, want %d with %q in a page", w.Code, c.status, c.text)
			}
			if got := w.Header().Get("Cache-Control"); got != "no-store" {
				t.Errorf("page: Cache-Control %q", got)
			}
			if strings.Contains(body, "10.0.0.1") || strings.Contains(body, "secret detail") {
				t.Error("page: the cause is shown")
			}
			if logged := strings.Contains(s.log.String(), `"level":"ERROR"`); logged != (c.status >= 500) {
				t.Errorf("logged as an error: %v", logged)
			}

			w = s.do("GET", "/", "", partHeaders...)
			body = w.Body.String()
			if w.Code != c.status || !strings.Contains(body, c.text) || strings.Contains(body, "<html") {
				t.Errorf("part: %d %s, want %d with %q alone", w.Code, body, c.status, c.text)
			}
			if w.Header().Get("HX-Retarget") != "#alerts" || w.Header().Get("HX-Reswap") != "innerHTML" {
				t.Errorf("part: headers %v, want it aimed at #alerts", w.Header())
			}

			w = s.do("GET", "/", "", "Accept", "application/json")
			var answer struct{ Error string }
			if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
				t.Fatal(err)
			}
			if w.Code != c.status || !strings.Contains(answer.Error, c.text) {
				t.Errorf("JSON: %d %q, want %d with %q", w.Code, answer.Error, c.status, c.text)
			}
		})
	}
	failure = apperr.New(apperr.TooMany, "", "RetryAfter", 1500*time.Millisecond)
	if got := s.do("GET", "/", "").Header().Get("Retry-After"); got != "2" {
		t.Errorf("Retry-After %q, want 2", got)
	}
}

func TestErrorsSpeakTheVisitorsLanguage(t *testing.T) {
	s := newSite(t, nil)
	s.on("GET /gone", func(http.ResponseWriter, *http.Request) error { return apperr.New(apperr.NotFound, "") })
	s.on("GET /broken", func(http.ResponseWriter, *http.Request) error { return errors.New("x") })
	for target, want := range map[string]string{"/gone": "Page not found", "/broken": "We had a problem"} {
		body := s.do("GET", target, "", "Cookie", "lang=en").Body.String()
		if !strings.Contains(body, want) || !strings.Contains(body, `<html lang="en"`) {
			t.Errorf("%s: not in English", target)
		}
		if got := s.do("GET", target, "", "Cookie", "lang=xx; theme=evil").Body.String(); !strings.Contains(got, `lang="pt-BR"`) {
			t.Errorf("%s: an unknown language is not Portuguese", target)
		}
	}
}

func TestFieldsComeWithTheJSON(t *testing.T) {
	s := newSite(t, nil)
	s.on("POST /", func(w http.ResponseWriter, r *http.Request) error {
		var fields apperr.Fields
		fields.Add("quantity", "error.quantity")
		fields.Add("name", "error.too_long", "Max", 80)
		err := fields.Err()
		if got := s.Fields(r.Context(), err)["name"]; got != "Use no máximo 80 caracteres." {
			t.Errorf("message at the field %q", got)
		}
		return err
	})
	w := s.do("POST", "/", "", "Accept", "application/json")
	var answer struct {
		Error  string
		Fields map[string]string
	}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if w.Code != 422 || answer.Fields["quantity"] != "Escolha uma quantidade de 1 a 999." {
		t.Errorf("%d %+v, want the message at quantity", w.Code, answer)
	}
	if got := s.Fields(context.Background(), errors.New("x")); got != nil {
		t.Errorf("fields of another error: %v", got)
	}
}

func TestPanicIsA500WithTheRequestsID(t *testing.T) {
	s := newSite(t, nil)
	s.on("GET /", func(_ http.ResponseWriter, r *http.Request) error {
		s.SetCartID(r, 1)
		return s.Render(nil, r, http.StatusOK, nil, nil)
	})
	w := s.do("GET", "/", "")
	id := w.Header().Get("X-Request-Id")
	if w.Code != 500 || id == "" || !strings.Contains(w.Body.String(), id) {
		t.Errorf("%d with id %q, want 500 and a page that shows it", w.Code, id)
	}
	if cookie(w, sessionName) != "" {
		t.Error("what the panic left half done was saved")
	}
	if !strings.Contains(s.log.String(), id) || !strings.Contains(s.log.String(), "nil pointer") {
		t.Errorf("the log lacks id or cause: %s", s.log)
	}
	if strings.Contains(w.Body.String(), "nil pointer") {
		t.Error("the page shows the cause")
	}
	for _, header := range []string{"Content-Security-Policy", "X-Content-Type-Options"} {
		if w.Header().Get(header) == "" {
			t.Errorf("no %s on the crash page", header)
		}
	}
}

func TestVisitorIsAskedToLogIn(t *testing.T) {
	s := newSite(t, nil)
	s.with(web.Options{Permission: web.Login}, "GET /account/orders", s.show("x"))
	s.with(web.Options{Permission: "orders"}, "POST /admin/ship", s.show("x"))
	for name, c := range map[string]struct {
		method, target string
		headers        []string
		status         int
		header, want   string
	}{
		"page":            {"GET", "/account/orders?page=2", nil, 303, "Location", "/account/login?next=%2Faccount%2Forders%3Fpage%3D2"},
		"form":            {"POST", "/admin/ship", []string{"Referer", "https://loja.example.com/admin/orders/7?x=1"}, 303, "Location", "/account/login?next=%2Fadmin%2Forders%2F7%3Fx%3D1"},
		"foreign referer": {"POST", "/admin/ship", []string{"Referer", "https://evil.example//evil.example/a"}, 303, "Location", "/account/login"},
		"htmx":            {"GET", "/account/orders", append(partHeaders, "HX-Current-URL", "https://loja.example.com/account"), 401, "HX-Redirect", "/account/login?next=%2Faccount"},
		"JSON":            {"GET", "/account/orders", []string{"Accept", "application/json"}, 401, "Location", ""},
	} {
		w := s.do(c.method, c.target, "", c.headers...)
		if w.Code != c.status || w.Header().Get(c.header) != c.want {
			t.Errorf("%s: %d %q, want %d %q", name, w.Code, w.Header().Get(c.header), c.status, c.want)
		}
	}
}

func TestPermissionsAreChecked(t *testing.T) {
	var user web.User
	s := newSite(t, func(d *web.Deps) {
		d.UserByLogin = func(context.Context, int64) (*web.User, error) { return &user, nil }
	})
	s.on("POST /login", func(w http.ResponseWriter, r *http.Request) error {
		return errors.Join(s.Login(r, 1), s.SeeOther(w, r, "/"))
	})
	s.with(web.Options{Permission: "orders"}, "GET /admin/orders", func(w http.ResponseWriter, r *http.Request) error {
		by := s.Actor(r)
		return s.Render(w, r, http.StatusOK, page(string(by.Kind)+" "+by.Name), nil)
	})
	s.on("GET /", func(w http.ResponseWriter, r *http.Request) error {
		by := s.Actor(r)
		return s.Render(w, r, http.StatusOK, page(string(by.Kind)+by.Name+strings.Join(by.Permissions, "")), nil)
	})
	token := cookie(s.do("POST", "/login", ""), sessionName)
	for name, c := range map[string]struct {
		user   web.User
		status int
	}{
		"a customer":                 {web.User{ID: 1, Name: "Maria"}, 403},
		"a customer with permission": {web.User{ID: 1, Permissions: []string{"orders"}}, 403},
		"staff without permission":   {web.User{ID: 1, Staff: true, SecondFactor: true, Proven: true, Permissions: []string{"inventory"}}, 403},
		"staff with permission":      {web.User{ID: 1, Name: "Dona", Staff: true, SecondFactor: true, Proven: true, Permissions: []string{"inventory", "orders"}}, 200},
	} {
		user = c.user
		w := s.do("GET", "/admin/orders", "", "Cookie", sessionName+"="+token)
		if w.Code != c.status {
			t.Errorf("%s: %d, want %d", name, w.Code, c.status)
		}
		if c.status == 200 && w.Body.String() != "staff Dona" {
			t.Errorf("%s acts as %q", name, w.Body)
		}
		if got := s.do("GET", "/", "", "Cookie", sessionName+"="+token).Body.String(); got != "customer" {
			t.Errorf("%s shops as %q, want a customer without powers", name, got)
		}
	}
}

func TestStaffLandsWhereItMayWork(t *testing.T) {
	var user web.User
	s := newSite(t, func(d *web.Deps) {
		d.UserByLogin = func(context.Context, int64) (*web.User, error) { return &user, nil }
		d.Sections = []web.Section{
			{Key: "dashboard", Label: "web.admin.dashboard", Href: "/admin", Permission: "dashboard"},
			{Key: "orders", Label: "web.admin.orders", Href: "/admin/orders", Permission: "orders"},
		}
	})
	s.on("POST /login", func(w http.ResponseWriter, r *http.Request) error {
		return errors.Join(s.Login(r, 1), s.SeeOther(w, r, "/"))
	})
	s.with(web.Options{Permission: web.AnyStaff}, "GET /admin", s.StaffHome("dashboard", func(w http.ResponseWriter, r *http.Request) error {
		var labels []string
		for _, section := range s.AdminPage(r, "dashboard", "").Sections {
			labels = append(labels, section.Label)
		}
		return s.Render(w, r, http.StatusOK, page(strings.Join(labels, " ")), nil)
	}))
	token := cookie(s.do("POST", "/login", ""), sessionName)
	for name, c := range map[string]struct {
		user   web.User
		status int
		want   string
	}{
		"owner":        {web.User{Staff: true, SecondFactor: true, Proven: true, Permissions: []string{"dashboard", "orders"}}, 200, "Painel Pedidos"},
		"warehouse":    {web.User{Staff: true, SecondFactor: true, Proven: true, Permissions: []string{"orders"}}, 303, "/admin/orders"},
		"no section":   {web.User{Staff: true, SecondFactor: true, Proven: true, Permissions: []string{"reports"}}, 403, ""},
		"not of staff": {web.User{Permissions: []string{"dashboard"}}, 403, ""},
	} {
		user = c.user
		w := s.do("GET", "/admin", "", "Cookie", sessionName+"="+token)
		got := w.Header().Get("Location")
		if c.status == 200 {
			got = w.Body.String()
		}
		if w.Code != c.status || got != c.want {
			t.Errorf("%s: %d %q, want %d %q", name, w.Code, got, c.status, c.want)
		}
	}
}
