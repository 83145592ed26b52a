package browsertest

import (
	"net/url"
	"testing"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
)

// mailLinks makes one mailed link of each kind, for the pages that they open.
func (s *site) mailLinks(t *testing.T) {
	t.Helper()
	ctx, people := t.Context(), s.App.Accounts
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	user, err := people.Create(ctx, actor.Store("test"), accounts.CreateInput{Email: "rui@example.com", Name: "Rui", Password: password})
	must(err)
	by := actor.Actor{Kind: actor.Customer, Address: "203.0.113.7", Agent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
	must(people.Register(ctx, by, accounts.AskInput{Email: "nova@example.com"}))
	must(people.AskRecovery(ctx, by, accounts.AskInput{Email: user.Email}))
	must(people.AskLink(ctx, by, accounts.AskInput{Email: user.Email}))
	asks := int64(s.Count(t, `SELECT id FROM users WHERE email = $1`, shopperMail))
	must(people.AskEmail(ctx, by, accounts.ChangeEmailInput{UserID: asks, Email: "outro.endereco@example.com", Current: password}))
	_, err = people.OpenLogin(ctx, by, accounts.OpenLoginInput{UserID: user.ID})
	must(err)
	for _, kind := range []accounts.TokenKind{
		accounts.TokenVerify, accounts.TokenRecover, accounts.TokenLoginLink, accounts.TokenChangeEmail, accounts.TokenNotMe,
	} {
		text, err := people.TokenText(ctx, int64(s.Count(t, `SELECT max(id) FROM tokens WHERE kind = $1`, kind)))
		must(err)
		s.names["mailed:"+string(kind)] = text
	}
}

// reader has no cookie and opens mailed links.
const reader visitor = "reader"

// mailed are the pages around mailed links.
var mailed = map[string][]view{
	"/account/register": {
		{who: reader, path: "/account/register"},
		{who: reader, path: "/account/register", action: "/account/register", values: url.Values{"email": {"x"}}, status: 422},
	},
	"/account/forgot": {{who: reader, path: "/account/forgot"}},
	"/account/link":   {{who: reader, path: "/account/link"}},
	"/account/mail":   {{who: reader, path: "/account/mail?for=register"}, {who: reader, path: "/account/mail"}},
	"/account/verify/{token}": {
		{who: reader, path: "/account/verify/{mailed:verify}"},
		{who: reader, path: "/account/verify/{mailed:verify}", action: "/account/verify/", values: url.Values{"password": {"curta"}}, status: 422},
		{who: reader, path: "/account/verify/nenhum", status: 404},
	},
	"/account/recover/{token}": {
		{who: reader, path: "/account/recover/{mailed:recover}"},
		{who: reader, path: "/account/recover/nenhum", status: 404},
	},
	"/account/link/{token}":   {{who: reader, path: "/account/link/{mailed:login_link}"}},
	"/account/not-me/{token}": {{who: reader, path: "/account/not-me/{mailed:not_me}"}},
	"/account/email/{token}": {
		{who: shopper, path: "/account/email/{mailed:change_email}"},
		{who: shopper, path: "/account/email/nenhum", status: 404},
	},
	"/account/email": {
		{who: shopper, path: "/account/email"},
		{who: shopper, path: "/account/email", action: "/account/email", values: url.Values{"email": {"x"}, "current": {"errada"}}, status: 422},
	},
	"/account/password": {
		{who: shopper, path: "/account/password"},
		{who: shopper, path: "/account/password", action: "/account/password", values: url.Values{"current": {"errada"}, "new": {"curta"}}, status: 422},
	},
}
