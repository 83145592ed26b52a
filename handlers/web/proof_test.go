package web_test

import (
	"context"
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"tenaz/handlers/web"
)

// gate is a site whose one person is changed by the test.
func gate(t *testing.T, byPassword bool) (*site, *web.User, string) {
	t.Helper()
	person := &web.User{ID: 1, Name: "Dona", Staff: true, Permissions: []string{"orders"}}
	s := newSite(t, func(d *web.Deps) {
		d.StaffByPassword = byPassword
		d.UserByLogin = func(context.Context, int64) (*web.User, error) { return person, nil }
	})
	s.on("POST /login", func(w http.ResponseWriter, r *http.Request) error {
		if err := s.Login(r, 7); err != nil {
			return err
		}
		return s.SeeOther(w, r, "/")
	})
	for pattern, o := range map[string]web.Options{
		"GET /admin/orders": {Permission: "orders"}, "GET /account/orders": {Permission: web.Login}, "GET /shop": {Permission: web.Public},
		"GET /account/security": {Permission: web.Login, Proof: true}, "POST /admin/export": {Permission: "orders", StepUp: true},
		"GET /admin/staff":                {Permission: "orders", StepUp: true},
		"POST /account/security/passkeys": {Permission: web.Login, Proof: true, StepUp: true},
	} {
		s.mux.Handle(pattern, s.Route(o, s.show("open")))
	}
	return s, person, cookie(s.do("POST", "/login", ""), sessionName)
}

func TestStaffWithoutASecondFactorReachOnlyWhereTheyGetOne(t *testing.T) {
	s, person, token := gate(t, false)
	to := func(method, path string, headers ...string) string {
		w := s.do(method, path, "", append(headers, "Cookie", sessionName+"="+token)...)
		if w.Code == http.StatusOK {
			return "open"
		}
		return w.Header().Get("Location")
	}
	wanted := func(when string, want map[string]string) {
		t.Helper()
		for path, target := range want {
			if got := to("GET", path); got != target {
				t.Errorf("%s: %s is %q, want %q", when, path, got, target)
			}
		}
	}
	wanted("without a factor", map[string]string{
		"/admin/orders": "/account/security?next=%2Fadmin%2Forders", "/account/orders": "/account/security?next=%2Faccount%2Forders",
		"/admin/staff": "/account/security?next=%2Fadmin%2Fstaff", "/account/security": "open", "/shop": "open",
	})
	person.SecondFactor = true
	wanted("with one that this login has not passed", map[string]string{
		"/admin/orders": "/account/confirm?next=%2Fadmin%2Forders", "/account/security": "open", "/shop": "open",
	})
	// A password of a moment ago is the first factor alone: it changes no second one.
	person.Fresh = true
	if got := to("POST", "/account/security/passkeys"); got != "/account/confirm" {
		t.Errorf("a login that has not passed the second factor changes factors: %q", got)
	}
	person.Fresh = false
	person.Proven = true
	wanted("after passing it", map[string]string{
		"/admin/orders": "open", "/account/orders": "open", "/admin/staff": "/account/confirm?next=%2Fadmin%2Fstaff",
	})
	if got := to("POST", "/admin/export", "Referer", "https://loja.example.com/admin/orders?page=2"); got != "/account/confirm?next=%2Fadmin%2Forders%3Fpage%3D2" {
		t.Errorf("a form is led to %q", got)
	}
	if got := to("POST", "/admin/export", "Referer", "https://evil.test//evil.test/x"); strings.Contains(got, "evil") && !strings.HasPrefix(got, "/account/confirm") {
		t.Errorf("a form from elsewhere is led to %q", got)
	}
	person.Fresh = true
	if got := to("POST", "/admin/export"); got != "open" {
		t.Errorf("after a fresh proof: %q", got)
	}
	person.Staff, person.SecondFactor, person.Proven, person.Fresh = false, false, false, false
	wanted("a shopper", map[string]string{"/account/orders": "open"})
}

func TestDevelopmentAloneLetsStaffInByPassword(t *testing.T) {
	s, _, token := gate(t, true)
	if w := s.do("GET", "/admin/orders", "", "Cookie", sessionName+"="+token); w.Code != http.StatusOK {
		t.Errorf("%d", w.Code)
	}
	if w := s.do("GET", "/admin/staff", "", "Cookie", sessionName+"="+token); w.Code != http.StatusSeeOther {
		t.Errorf("without a fresh proof: %d", w.Code)
	}
}

func TestAMissingProofIsToldToScripts(t *testing.T) {
	s, person, token := gate(t, false)
	person.SecondFactor, person.Proven = true, true
	w := s.do("POST", "/admin/export", "", "Cookie", sessionName+"="+token, "HX-Request", "true", "HX-Current-URL", "https://loja.example.com/admin/orders")
	if w.Code != http.StatusForbidden || w.Header().Get("HX-Redirect") != "/account/confirm?next=%2Fadmin%2Forders" {
		t.Errorf("htmx: %d to %q", w.Code, w.Header().Get("HX-Redirect"))
	}
	w = s.do("POST", "/admin/export", "", "Cookie", sessionName+"="+token, "Accept", "application/json")
	if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), `"error"`) {
		t.Errorf("JSON: %d %s", w.Code, w.Body)
	}
}

// Whoever knows the token of before the first factor, or of between the two,
// has nothing after the second.
func TestFixationAtTheSecondStep(t *testing.T) {
	s, _, _ := gate(t, true)
	s.on("POST /cart", func(w http.ResponseWriter, r *http.Request) error {
		s.SetCartID(r, 5)
		return s.SeeOther(w, r, "/")
	})
	s.on("POST /first", func(w http.ResponseWriter, r *http.Request) error {
		if err := s.Await(r, web.Waiting{UserID: 1, Next: "/x"}); err != nil {
			return err
		}
		return s.SeeOther(w, r, "/")
	})
	s.on("GET /state", func(w http.ResponseWriter, r *http.Request) error {
		text := "nothing"
		switch {
		case s.User(r) != nil:
			text = "inside"
		case s.Waiting(r) != nil:
			text = "waiting " + s.Waiting(r).Next
		}
		return s.Render(w, r, http.StatusOK, page(text), nil)
	})
	state := func(token string) string {
		return s.do("GET", "/state", "", "Cookie", sessionName+"="+token).Body.String()
	}
	next := func(path, token string) string {
		return cookie(s.do("POST", path, "", "Cookie", sessionName+"="+token), sessionName)
	}
	before := cookie(s.do("POST", "/cart", ""), sessionName)
	between := next("/first", before)
	if between == before || state(between) != "waiting /x" || state(before) != "nothing" {
		t.Fatalf("after the first factor: %q, the token before: %q", state(between), state(before))
	}
	inside := next("/login", between)
	if inside == between || state(inside) != "inside" || state(between) != "nothing" || state(before) != "nothing" {
		t.Errorf("after the second: %q; the tokens before: %q, %q", state(inside), state(between), state(before))
	}
	again := next("/first", inside)
	if state(again) != "waiting /x" || state(inside) != "nothing" {
		t.Errorf("another log-in begins: %q, the one before: %q", state(again), state(inside))
	}
}

func TestAChallengeIsAnsweredOnce(t *testing.T) {
	s := newSite(t, nil)
	s.on("POST /ask", func(w http.ResponseWriter, r *http.Request) error {
		s.SetChallenge(r, 9)
		return s.SeeOther(w, r, "/")
	})
	var taken []int64
	s.on("POST /answer", func(w http.ResponseWriter, r *http.Request) error {
		taken = append(taken, s.TakeChallenge(r))
		return s.SeeOther(w, r, "/")
	})
	token := cookie(s.do("POST", "/ask", ""), sessionName)
	for range 2 {
		s.do("POST", "/answer", "", "Cookie", sessionName+"="+token)
	}
	if len(taken) != 2 || taken[0] != 9 || taken[1] != 0 {
		t.Errorf("taken %v, want 9 and nothing", taken)
	}
}

func TestSessionTokensAreLongAndDiffer(t *testing.T) {
	s := newSite(t, nil)
	s.on("POST /cart", func(w http.ResponseWriter, r *http.Request) error {
		s.SetCartID(r, 5)
		return s.SeeOther(w, r, "/")
	})
	seen := map[string]bool{}
	for range 50 {
		token := cookie(s.do("POST", "/cart", ""), sessionName)
		if raw, err := base64.RawURLEncoding.DecodeString(token); err != nil || len(raw) < 32 || seen[token] {
			t.Fatalf("token %q, %v", token, err)
		}
		seen[token] = true
	}
}
