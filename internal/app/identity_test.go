package app_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"tenaz/internal/app"
	"tenaz/internal/storetest"
)

const newPassword = "sete abacates no quintal"

func TestRegisteringGoesThroughTheMailAndLogsInAfterwards(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c := s.Client(t)
	sent := c.Get("/account/register").Want(200).Submit("/account/register", "email", "nova@example.com").Want(200)
	if sent.URL.Path != "/account/mail" || !sent.Has("Veja o seu e-mail") {
		t.Fatalf("ended at %s:\n%s", sent.URL, sent.Text())
	}
	if c.Get("/account/orders").URL.Path != "/account/login" {
		t.Error("registering logged in")
	}
	link := s.MailedLink(t, "nova@example.com", "/account/verify/")
	form := c.Get(link).Want(200)
	if form.Header.Get("Referrer-Policy") != "no-referrer" || form.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a secret address answers with %v", form.Header)
	}
	refused := form.Submit("/verify/"+link[strings.LastIndex(link, "/")+1:], "name", "", "password", "nova@example.com").Want(422)
	if !refused.Has("Digite o nome") || !refused.Has("quase só o seu nome") {
		t.Errorf("the form does not say what is wrong:\n%s", refused.Text())
	}
	in := form.Submit("/verify/"+link[strings.LastIndex(link, "/")+1:], "name", "Nova Pessoa", "password", newPassword).Want(200)
	if in.URL.Path != "/account" || !in.Has("Nova") {
		t.Fatalf("ended at %s:\n%s", in.URL, in.Text())
	}
	if again := s.Client(t).Get(link).Want(404); !again.Has("Este link não vale mais") || again.Link("/account/register") == "" {
		t.Errorf("a used link says:\n%s", again.Text())
	}
	s.Client(t).Get("/account/register").Submit("/account/register", "email", "NOVA@example.com").Want(200)
	if known := s.MailTo(t, "NOVA@example.com", "Você já tem uma conta"); strings.Contains(known.Text, "/account/verify/") {
		t.Error("whoever has an account gets a link to make one")
	}
}

// The link comes from BASE_URL, whatever the request says about itself.
func TestRecoveryMailBelievesNoHeader(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	_, user := s.Shopper(t)
	r, err := http.NewRequestWithContext(t.Context(), "POST", s.URL+"/account/forgot", strings.NewReader("email="+url.QueryEscape(user.Email)))
	if err != nil {
		t.Fatal(err)
	}
	r.Host = "evil.test"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Forwarded-Host", "evil.test")
	r.Header.Set("Forwarded", "host=evil.test")
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if location := resp.Header.Get("Location"); resp.StatusCode != 303 || strings.Contains(location, "evil") {
		t.Errorf("%d to %q", resp.StatusCode, location)
	}
	mail := s.MailTo(t, user.Email, "/account/recover/")
	if strings.Contains(mail.Text+mail.HTML+mail.Header, "evil.test") || !strings.Contains(mail.Text, s.URL+"/account/recover/") {
		t.Errorf("the mail says:\n%s", mail.Text)
	}
}

func TestRecoveryEndsOtherBrowsersAndItsLinkIsGoodOnce(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	before, user := s.Shopper(t)
	c := s.Client(t)
	c.Get("/account/forgot").Want(200).Submit("/account/forgot", "email", user.Email).Want(200)
	link := s.MailedLink(t, user.Email, "/account/recover/")
	form := c.Get(link).Want(200)
	in := form.Submit(link[strings.Index(link, "/account"):], "password", newPassword).Want(200)
	if !strings.HasPrefix(in.URL.Path, "/account") || !in.Has("A sua senha foi trocada") {
		t.Fatalf("ended at %s:\n%s", in.URL, in.Text())
	}
	if before.Get("/account/orders").URL.Path != "/account/login" {
		t.Error("the browser of before is still logged in")
	}
	c.Post(link, url.Values{"password": {"outra senha bem comprida"}}).Want(404)
	s.MailTo(t, user.Email, "/account/not-me/")
}

// Whoever reads the mail about it takes the account back.
func TestNotMeThroughTheStore(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	thief, user := s.Shopper(t)
	link := s.MailedLink(t, user.Email, "/account/not-me/")
	owner := s.Client(t)
	page := owner.Get(link).Want(200)
	if thief.Get("/account/orders").URL.Path != "/account/orders" {
		t.Fatal("opening the link has done something")
	}
	choose := page.Submit(link[strings.Index(link, "/account"):]).Want(200)
	if !strings.HasPrefix(choose.URL.Path, "/account/recover/") {
		t.Fatalf("ended at %s:\n%s", choose.URL, choose.Text())
	}
	if thief.Get("/account/orders").URL.Path != "/account/login" {
		t.Error("the thief is still logged in")
	}
	choose.Submit(choose.URL.Path, "password", newPassword).Want(200)
	owner.Get("/account/orders").Want(200)
	if owner.Get("/account/orders").URL.Path != "/account/orders" {
		t.Error("the owner is not in")
	}
}

func TestEmailAndPasswordAreChangedInTheAccount(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c, user := s.Shopper(t)
	other := s.Client(t)
	other.LogIn(s, user.Email, storetest.ShopperPassword, "/account").Want(200)
	refused := c.Get("/account/password").Want(200).Submit("/account/password", "current", "errada", "new", "curta").Want(422)
	if !refused.Has("Esta não é a sua senha atual") || !refused.Has("de 15 a 200 caracteres") {
		t.Errorf("the form does not say what is wrong:\n%s", refused.Text())
	}
	done := refused.Submit("/account/password", "current", storetest.ShopperPassword, "new", newPassword).Want(200)
	if done.URL.Path != "/account/security" || !done.Has("A sua senha foi trocada") {
		t.Fatalf("ended at %s:\n%s", done.URL, done.Text())
	}
	if other.Get("/account").URL.Path != "/account/login" || c.Get("/account").URL.Path != "/account" {
		t.Error("the wrong browser was logged out")
	}
	sent := c.Get("/account/email").Want(200).Submit("/account/email", "email", "mudou@example.com", "current", newPassword).Want(200)
	if sent.URL.Path != "/account/mail" || !sent.Has("endereço novo") {
		t.Fatalf("ended at %s:\n%s", sent.URL, sent.Text())
	}
	link := s.MailedLink(t, "mudou@example.com", "/account/email/")
	if in := s.Client(t).Get(link).Want(200); in.URL.Path != "/account/login" {
		t.Errorf("whoever reads the new mailbox gets to %s", in.URL)
	}
	stranger, _ := s.Shopper(t)
	stranger.Get(link).Want(404)
	stranger.Post(link, nil).Want(404)
	changed := c.Get(link).Want(200).Submit(link[strings.Index(link, "/account"):]).Want(200)
	if changed.URL.Path != "/account/email" || !changed.Has("O e-mail da sua conta foi trocado") {
		t.Errorf("ended at %s:\n%s", changed.URL, changed.Text())
	}
	if notice := s.MailTo(t, user.Email, "agora usa outro endereço"); strings.Contains(notice.Text, "mudou@") {
		t.Error("the notice tells the new address to the old one")
	}
	if !c.Get("/account/email").Has("mudou@example.com") {
		t.Error("the account does not show the new address")
	}
}

// The rightful owner is not shut out by whoever guesses: a browser of before gets
// in, any other by a mailed link. Two copies of the store count together.
func TestTheOwnerGetsInWhileSomebodyGuesses(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{Proxies: loopback})
	known, user := s.Shopper(t)
	known.Post("/account/logout", nil)
	second, err := app.New(t.Context(), s.App.Config, app.Options{Clock: s.Clock, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(second.Close)
	copyServer := httptest.NewServer(second.Handler())
	t.Cleanup(copyServer.Close)
	for i := range 12 {
		base := []string{s.URL, copyServer.URL}[i%2]
		status, _ := logIn(t, base, "198.51.100.9", user.Email, "adivinho")
		if want := map[bool]int{true: 422, false: 429}[i < 10]; status != want {
			t.Errorf("guess %d: %d, want %d", i, status, want)
		}
	}
	for _, base := range []string{s.URL, copyServer.URL} {
		status, page := logIn(t, base, "203.0.113.200", user.Email, storetest.ShopperPassword)
		if status != 429 || !strings.Contains(page, "precisa de um link enviado por e-mail") {
			t.Errorf("the right password from elsewhere: %d", status)
		}
	}
	if in := known.LogIn(s, user.Email, storetest.ShopperPassword, "/account"); in.URL.Path != "/account" {
		t.Errorf("the known browser ended at %s:\n%s", in.URL, in.Text())
	}
	fresh := s.Client(t)
	locked := fresh.Get("/account/login").Submit("/account/login", "email", user.Email, "password", storetest.ShopperPassword).Want(429)
	locked.Submit("/account/link").Want(200)
	link := s.MailedLink(t, user.Email, "/account/link/")
	in := fresh.Get(link).Want(200).Submit(link[strings.Index(link, "/account"):]).Want(200)
	if !strings.HasPrefix(in.URL.Path, "/account/orders") {
		t.Fatalf("the link ended at %s:\n%s", in.URL, in.Text())
	}
	s.Client(t).Post(link, nil).Want(404)
	fresh.Post("/account/logout", nil)
	if in := fresh.LogIn(s, user.Email, storetest.ShopperPassword, "/account"); in.URL.Path != "/account" {
		t.Error("the browser of the link is not known afterwards")
	}
}

// logIn posts the log-in form from an address behind the trusted proxy.
func logIn(t *testing.T, base, address, email, password string) (status int, body string) {
	t.Helper()
	status, body, _ = postFrom(t, base+"/account/login", address, url.Values{"email": {email}, "password": {password}})
	return status, body
}

func postFrom(t *testing.T, target, address string, values url.Values) (status int, body string, took time.Duration) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "POST", target, strings.NewReader(values.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Forwarded-For", address)
	began := time.Now()
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	all, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, resp.Header.Get("Location") + string(all), time.Since(began)
}
