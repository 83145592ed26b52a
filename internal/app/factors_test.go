package app_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/storetest"
)

func account(t *testing.T, s *storetest.Store, email, role string) accounts.User {
	t.Helper()
	user, err := s.App.Accounts.Create(t.Context(), actor.Store("test"), accounts.CreateInput{
		Email: email, Name: "Lia", Password: storetest.StaffPassword, Role: role,
	})
	if err != nil {
		t.Fatal(err)
	}
	return user
}

// between cuts what stands between two marks.
func between(t *testing.T, text, from, to string) string {
	t.Helper()
	_, rest, found := strings.Cut(text, from)
	inside, _, ended := strings.Cut(rest, to)
	if !found || !ended {
		t.Fatalf("no %q … %q in\n%s", from, to, text)
	}
	return inside
}

// TestAppForCodes sets one up, logs in with it, with a recovery code, and not with
// what was used before.
func TestAppForCodes(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	account(t, s, "lia@example.com", "")
	c := s.Client(t)
	c.LogIn(s, "lia@example.com", storetest.StaffPassword, "/account/security")
	setup := c.Get("/account/security").Want(http.StatusOK).Submit("/account/security/totp/start").Want(http.StatusOK)
	secret := strings.ReplaceAll(between(t, setup.Body, `id="totp-secret">`, "<"), " ", "")
	if !strings.Contains(setup.Body, `<path d="M4 4h7v1h-7z`) || setup.Header.Get("Cache-Control") != "no-store" {
		t.Error("there is no QR code, or it may be kept")
	}
	code := func() string {
		code, err := totp.GenerateCode(secret, s.Clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		return code
	}
	setup.Submit("/account/security/totp", "code", "000000").Want(http.StatusUnprocessableEntity)
	shown := setup.Submit("/account/security/totp", "code", code()).Want(http.StatusOK)
	codes := strings.Fields(between(t, shown.Body, `id="recovery-codes">`, "<"))
	if len(codes) != 10 {
		t.Fatalf("%d recovery codes: %q", len(codes), codes)
	}
	if again := c.Get("/account/security").Want(http.StatusOK); strings.Contains(again.Body, codes[0]) || !again.Has("Restam 10 códigos.") {
		t.Error("the codes are shown again, or not counted")
	}
	storetest.Eventually(t, func() error {
		for _, m := range s.Mail.Messages() {
			if strings.HasPrefix(m.Subject, "Um aplicativo de códigos foi ativado") {
				return nil
			}
		}
		return errors.New("nobody wrote that an app was set up")
	})

	half := func() *storetest.Page {
		other := s.Client(t)
		p := other.Get("/account/login?next=/account/orders").Want(http.StatusOK).
			Submit("/account/login", "email", "lia@example.com", "password", storetest.StaffPassword).Want(http.StatusOK)
		if p.URL.Path != "/account/login/second" {
			t.Fatalf("the password alone leads to %s", p.URL)
		}
		if in := other.Get("/account/orders"); in.URL.Path != "/account/login" {
			t.Fatalf("after the password alone, /account/orders answers %d at %s", in.Status, in.URL)
		}
		return p
	}
	used := code()
	half().Submit("/account/login/second", "code", used).Want(http.StatusUnprocessableEntity)
	s.Clock.Advance(30 * time.Second)
	if in := half().Submit("/account/login/second", "code", code()).Want(http.StatusOK); in.URL.Path != "/account/orders" {
		t.Errorf("the code leads to %s", in.URL)
	}
	recover := half()
	form := url.Values{"recovery": {codes[2]}}
	if in := recover.Client().Post("/account/login/second", form).Want(http.StatusOK); in.URL.Path != "/account/orders" {
		t.Errorf("the recovery code leads to %s", in.URL)
	}
	again := half()
	if p := again.Client().Post("/account/login/second", form).Want(http.StatusUnprocessableEntity); !p.Has("já foi usado") {
		t.Errorf("a used recovery code:\n%s", p.Text())
	}
	late := half()
	s.Clock.Advance(11 * time.Minute)
	if p := late.Submit("/account/login/second", "code", code()).Want(http.StatusOK); p.URL.Path != "/account/login" {
		t.Errorf("after eleven minutes: %s", p.URL)
	}
}

// Whoever knows the password still guesses six digits in vain; the owner gets in
// by a recovery code meanwhile.
func TestGuessingTheSecondStep(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	s.SecondFactor(t, account(t, s, "lia@example.com", ""))
	thief := s.Client(t)
	thief.Post("/account/login", url.Values{"email": {"lia@example.com"}, "password": {storetest.StaffPassword}}).Want(http.StatusOK)
	statuses := map[int]int{}
	for range 20 {
		statuses[thief.Post("/account/login/second", url.Values{"code": {"123456"}}).Status]++
	}
	if statuses[http.StatusUnprocessableEntity] > 10 || statuses[http.StatusTooManyRequests] < 10 || len(statuses) != 2 {
		t.Errorf("answers %v", statuses)
	}
	// The thief goes on with the password alone: nothing is open.
	if p := thief.Get("/account/security"); p.URL.Path != "/account/login" {
		t.Errorf("%d at %s", p.Status, p.URL)
	}
}

// TestStaffGate asks for every route that wants a log-in, as an owner without a
// second factor, with one that the login has not passed, and with both.
func TestStaffGate(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	owner := account(t, s, "dona@example.com", "owner")
	c := s.Client(t)
	if p := c.LogIn(s, owner.Email, storetest.StaffPassword, "/admin"); p.URL.Path != web.EnrolPath || !p.Has("Ative um segundo fator") {
		t.Fatalf("after the log-in: %s\n%s", p.URL, p.Text())
	}
	closed := func(when, path string) (open int) {
		t.Helper()
		for _, route := range s.App.Routes() {
			if route.Permission == web.Public {
				continue
			}
			target := strings.NewReplacer("{", "", "}", "").Replace(route.Pattern)
			var p *storetest.Page
			if route.Method == http.MethodGet {
				p = c.Get(target)
			} else {
				p = c.Post(target, url.Values{"scope": {"others"}})
			}
			switch led := p.URL.Path == path && p.URL.Path != route.Pattern; {
			case route.Proof:
				open++
			case !led:
				t.Errorf("%s: %s %s answers %d at %s", when, route.Method, target, p.Status, p.URL)
			}
		}
		return open
	}
	if open := closed("without a second factor", web.EnrolPath); open == 0 {
		t.Error("nothing is open, not even the enrolment")
	}
	s.SecondFactor(t, owner)
	closed("with a second factor that this login has not passed", web.ConfirmPath)
	if p := c.Get("/account/confirm?next=/admin").Want(http.StatusOK); strings.Contains(p.Body, `name="password"`) {
		t.Error("the password is offered instead of the second factor")
	}
	if p := c.Post("/account/confirm", url.Values{"code": {s.Code(t, owner.Email)}, "next": {"/admin"}}).Want(http.StatusOK); p.URL.Path != "/admin" {
		t.Errorf("afterwards: %s", p.URL)
	}
}

func TestARevokedLoginIsOutAtTheNextRequest(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	account(t, s, "lia@example.com", "")
	here, there := s.Client(t), s.Client(t)
	for _, c := range []*storetest.Client{there, here} {
		c.LogIn(s, "lia@example.com", storetest.StaffPassword, "/account/orders")
	}
	there.Get("/account/orders").Want(http.StatusOK)
	p := here.Get("/account/security").Want(http.StatusOK)
	other := between(t, p.Body, `action="/account/security/logins/`, `/end"`)
	p.Submit("/account/security/logins/" + other + "/end").Want(http.StatusOK)
	if p := there.Get("/account/orders"); p.URL.Path != "/account/login" {
		t.Errorf("the revoked login answers %d at %s", p.Status, p.URL)
	}
	if p := here.Post("/account/security/logins/"+other+"/end", nil); p.Status != http.StatusNotFound {
		t.Errorf("ended twice: %d", p.Status)
	}
	there.LogIn(s, "lia@example.com", storetest.StaffPassword, "/account/orders")
	if p := here.Post("/account/security/logins/end", url.Values{"scope": {"all"}}); p.URL.Path != "/account/login" {
		t.Errorf("out everywhere leads to %s", p.URL)
	}
	for _, c := range []*storetest.Client{there, here} {
		if p := c.Get("/account/orders"); p.URL.Path != "/account/login" {
			t.Errorf("a login lives on: %d at %s", p.Status, p.URL)
		}
	}
}

func TestAFreshProofIsAskedForAndLeadsBack(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	account(t, s, "lia@example.com", "")
	c := s.Client(t)
	c.LogIn(s, "lia@example.com", storetest.StaffPassword, "/account/security")
	s.Clock.Advance(10 * time.Minute)
	ask := c.Post("/account/security/totp/start", nil)
	if ask.URL.Path != "/account/confirm" {
		t.Fatalf("without a fresh proof: %s", ask.URL)
	}
	s.WantCount(t, 0, `SELECT count(*) FROM totp_secrets`)
	c.Post("/account/confirm", url.Values{"password": {"not this one"}, "next": {"/account/security"}}).Want(http.StatusUnprocessableEntity)
	for next, want := range map[string]string{"//evil.test": "/account/security", "/account/orders": "/account/orders"} {
		s.Clock.Advance(10 * time.Minute)
		if p := c.Post("/account/confirm", url.Values{"password": {storetest.StaffPassword}, "next": {next}}).Want(http.StatusOK); p.URL.Path != want || p.URL.Host == "evil.test" {
			t.Errorf("next %q leads to %s", next, p.URL)
		}
	}
	if p := c.Post("/account/security/totp/start", nil).Want(http.StatusOK); p.URL.Path != "/account/security/totp" {
		t.Errorf("with a fresh proof: %s", p.URL)
	}
}
