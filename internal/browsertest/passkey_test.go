package browsertest

import (
	"context"
	"net/url"
	"testing"

	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"

	"tenaz/internal/storetest"
)

// TestPasskey adds a passkey on a device of Chromium's making, logs in with it
// alone and as a second factor, confirms with it, and renames and removes it.
func TestPasskey(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{Named: true})
	people(t, s)
	b := open(t, s.URL)
	device := b.device()
	b.visit("/cart", 200)
	b.send("/account/login", url.Values{"email": {shopperMail}, "password": {password}})

	b.visit("/account/security", 200)
	b.do("a name", chromedp.SendKeys(`#passkey-name`, "Celular da Maria"))
	b.load("add", 200, chromedp.Click(`form[data-passkey-new] button`))
	b.says("Códigos de recuperação", "Guarde os códigos agora")
	b.do("axe", chromedp.Evaluate(axe, nil))
	b.axe("recovery codes", onPages)
	b.load("done", 200, chromedp.Click(`a.btn-primary[href="/account/security"]`))
	b.says("Celular da Maria", "Restam 10 códigos.")
	b.examine("the security page", onPages)
	s.WantCount(t, 1, `SELECT count(*) FROM passkeys`)

	b.logOut()
	b.visit("/account/login?next=/account/orders", 200)
	b.load("by the passkey alone", 200, chromedp.Click(`form[action="/account/login/passkey"] button`))
	b.at("/account/orders")
	s.WantCount(t, 1, `SELECT count(*) FROM logins WHERE second_factor = 'passkey' AND step_up_at IS NOT NULL AND ended_at IS NULL`)

	b.logOut()
	b.visit("/account/login", 200)
	b.do("password", chromedp.SendKeys(`input[name=email]`, shopperMail), chromedp.SendKeys(`input[name=password]`, password))
	b.load("password", 200, chromedp.Click(`form[action="/account/login"] button[type=submit]`))
	b.at("/account/login/second")
	b.do("axe", chromedp.Evaluate(axe, nil))
	b.axe("second step", onPages)
	b.load("as a second factor", 200, chromedp.Click(`form[action="/account/login/second"][data-passkey] button`))
	b.at("/account/orders")

	// A device that could not verify its person is refused by itself.
	b.do("no finger", webauthn.SetUserVerified(device, false))
	b.visit("/account/confirm?next=/account/orders", 200)
	b.at("/account/orders") // still fresh
	s.Clock.Advance(freshAgain)
	b.visit("/account/confirm?next=/account/orders", 200)
	b.do("confirm", chromedp.Click(`form[action="/account/confirm"][data-passkey] button`))
	b.wait(`document.querySelector("[data-passkey-said]").textContent.includes("não respondeu")`)
	b.do("the finger", webauthn.SetUserVerified(device, true))
	b.load("confirm", 200, chromedp.Click(`form[action="/account/confirm"][data-passkey] button`))
	b.at("/account/orders")

	b.visit("/account/security", 200)
	b.do("rename", chromedp.Click(`a[href^="#rename-"]`), chromedp.WaitVisible(`dialog[open] input[name=name]`),
		chromedp.SetValue(`dialog[open] input[name=name]`, "Telefone azul"))
	b.load("rename", 200, chromedp.Click(`dialog[open] button[type=submit]`))
	b.says("Telefone azul", "O nome da chave de acesso foi mudado.")
	b.do("remove", chromedp.Click(`a[href^="#remove-"]`), chromedp.WaitVisible(`dialog[open] .btn-danger`))
	b.load("remove", 200, chromedp.Click(`dialog[open] .btn-danger`))
	b.says("A chave de acesso foi removida.")
	s.WantCount(t, 0, `SELECT count(*) FROM passkeys`)
	s.WantCount(t, 0, `SELECT count(*) FROM recovery_codes c JOIN users u ON u.id = c.user_id WHERE u.email = $1`, shopperMail)

	// What the device still has opens nothing any more.
	b.logOut()
	b.visit("/account/login", 200)
	b.load("the removed passkey", 200, chromedp.Click(`form[action="/account/login/passkey"] button`))
	b.at("/account/login")
	b.says("A chave de acesso não foi aceita.")
}

// freshAgain is long enough for a fresh proof to be asked for.
const freshAgain = 11 * 60 * 1e9

// device gives the tab a phone that asks for a finger and always gets it.
func (b *tab) device() (id webauthn.AuthenticatorID) {
	b.t.Helper()
	b.do("device", webauthn.Enable(), chromedp.ActionFunc(func(ctx context.Context) (err error) {
		id, err = webauthn.AddVirtualAuthenticator(&webauthn.VirtualAuthenticatorOptions{
			Protocol: webauthn.AuthenticatorProtocolCtap2, Ctap2version: webauthn.Ctap2versionCtap21, Transport: webauthn.AuthenticatorTransportInternal,
			HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true,
		}).Do(ctx)
		return err
	}))
	return id
}

func (b *tab) logOut() {
	b.t.Helper()
	b.send("/account/logout", nil)
}

// at fails the test unless the tab shows this path.
func (b *tab) at(path string) {
	b.t.Helper()
	if u, err := url.Parse(b.place()); err != nil || u.Path != path {
		b.t.Fatalf("at %s, want %s\n%s", b.place(), path, b.text())
	}
}
