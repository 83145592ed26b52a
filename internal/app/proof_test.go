package app_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tenaz/handlers/web"
	"tenaz/internal/storetest"
)

func TestRecoveryStillAsksForTheSecondFactor(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	lia := account(t, s, "lia@example.com", "")
	s.SecondFactor(t, lia)
	c := s.Client(t)
	c.Post("/account/forgot", url.Values{"email": {lia.Email}}).Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM tokens WHERE kind = 'recover'`)
	text, err := s.App.Accounts.TokenText(t.Context(), int64(s.Count(t, `SELECT max(id) FROM tokens WHERE kind = 'recover'`)))
	if err != nil {
		t.Fatal(err)
	}
	const chosen = "um bonde azul dobra a esquina"
	in := c.Post("/account/recover/"+text, url.Values{"password": {chosen}}).Want(http.StatusOK)
	if in.URL.Path != "/account/login/second" {
		t.Fatalf("the recovery leads to %s\n%s", in.URL, in.Text())
	}
	if p := c.Get("/account/orders"); p.URL.Path != web.LoginPath {
		t.Errorf("the recovery alone opens %s", p.URL)
	}
	if p := in.Submit("/account/login/second", "code", s.Code(t, lia.Email)).Want(http.StatusOK); p.URL.Path != "/account/orders" && p.URL.Path != "/account" {
		t.Errorf("with the second factor: %s", p.URL)
	}
}

func TestAFreshProofChangesTheToken(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	account(t, s, "lia@example.com", "")
	c := s.Client(t)
	c.LogIn(s, "lia@example.com", storetest.StaffPassword, "/account/orders")
	before := s.Count(t, `SELECT count(*) FROM sessions`)
	if _, err := s.Owner.Exec(t.Context(), `CREATE TABLE seen AS SELECT token FROM sessions`); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Owner.Exec(t.Context(), `GRANT SELECT ON seen TO PUBLIC`); err != nil {
		t.Fatal(err)
	}
	c.Post("/account/confirm", url.Values{"password": {storetest.StaffPassword}, "next": {"/account/orders"}}).Want(http.StatusOK)
	s.WantCount(t, 0, `SELECT count(*) FROM sessions WHERE token IN (SELECT token FROM seen)`)
	s.WantCount(t, before, `SELECT count(*) FROM sessions`)
	if p := c.Get("/account/orders").Want(http.StatusOK); p.URL.Path != "/account/orders" {
		t.Errorf("under the new token: %s", p.URL)
	}
}

// Every page that asks for a log-in offers to log out.
func TestLoggingOutIsAlwaysAtHand(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c := s.Staff(t)
	looked := 0
	for _, route := range s.App.Routes() {
		if !route.Page || route.Permission == web.Public || strings.Contains(route.Pattern, "{") {
			continue
		}
		p := c.Get(route.Pattern)
		if p.Status != http.StatusOK || !strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
			continue
		}
		looked++
		if !strings.Contains(p.Body, `action="/account/logout"`) {
			t.Errorf("%s offers no way out", route.Pattern)
		}
	}
	if looked < 15 {
		t.Errorf("%d pages were looked at", looked)
	}
}

var (
	passwordInput = regexp.MustCompile(`<input [^>]*name="(?:password|current|new)"[^>]*>`)
	fit           = regexp.MustCompile(`autocomplete="(?:current|new)-password"`)
)

func TestPasswordFieldsSuitPasswordManagers(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	account(t, s, "lia@example.com", "")
	c := s.Client(t)
	pages := []*storetest.Page{c.Get("/account/login").Want(http.StatusOK)}
	c.LogIn(s, "lia@example.com", storetest.StaffPassword, "/account")
	pages = append(pages, c.Get("/account/password").Want(http.StatusOK), c.Get("/account/email").Want(http.StatusOK))
	for _, p := range pages {
		inputs := passwordInput.FindAllString(p.Body, -1)
		if len(inputs) == 0 {
			t.Errorf("%s asks for no password", p.URL)
		}
		for _, input := range inputs {
			if !strings.Contains(input, `type="password"`) || !fit.MatchString(input) || strings.Contains(input, "onpaste") || strings.Contains(input, "readonly") {
				t.Errorf("%s: %s", p.URL, input)
			}
		}
		if strings.Contains(p.Text(), "Pergunta secreta") || strings.Contains(p.Body, `name="hint"`) {
			t.Errorf("%s asks for a hint", p.URL)
		}
	}
}
