package account_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/go-chi/chi/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"tenaz/handlers/account"
	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/clock"
	"tenaz/internal/money"
	"tenaz/internal/orders"
	"tenaz/internal/testdb"
)

const (
	email    = "maria@example.com"
	password = "correct horse battery"
)

// bought answers with orders of one user and of nobody else.
type bought struct {
	userID int64
	orders []orders.Summary
}

func (b *bought) OfUser(_ context.Context, userID int64, page int) (orders.History, error) {
	h := orders.History{Page: page, Pages: 1}
	if userID == b.userID {
		h.Orders = b.orders
	}
	return h, nil
}

func (b *bought) ByToken(context.Context, string) (orders.Order, error) {
	return orders.Order{}, apperr.New(apperr.NotFound, "")
}

type browser struct {
	t      *testing.T
	url    string
	client *http.Client
}

func open(t *testing.T) (*browser, *bought) {
	t.Helper()
	tellsTime := clock.NewFake(time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC))
	inserts, err := river.NewClient(riverpgxv5.New(nil), &river.Config{}) // in transactions alone
	if err != nil {
		t.Fatal(err)
	}
	people := accounts.New(accounts.Deps{
		DB: testdb.New(t).Pool, Clock: tellsTime, Secrets: [][]byte{[]byte("0123456789abcdef0123456789abcdef")}, Jobs: inserts,
	})
	user, err := people.Create(t.Context(), actor.Store("test"), accounts.CreateInput{Email: email, Name: "Maria <b>", Password: password})
	if err != nil {
		t.Fatal(err)
	}
	kit, err := web.New(web.Deps{
		Logger: slog.New(slog.DiscardHandler), Sessions: memstore.NewWithCleanupInterval(0),
		BaseURL: &url.URL{Scheme: "http", Host: "127.0.0.1"},
		UserByLogin: func(ctx context.Context, id int64) (*web.User, error) {
			u, err := people.ByLogin(ctx, id)
			return &web.User{ID: u.ID, Name: u.Name, Permissions: u.Permissions, Staff: u.Staff}, err
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	list := &bought{userID: user.ID}
	pages := account.New(account.Deps{Kit: kit, Accounts: people, Orders: list})
	router := chi.NewRouter()
	route := func(method, pattern, permission string, h web.Handler) {
		router.Method(method, pattern, kit.Route(web.Options{Pattern: pattern, Permission: permission, NoStore: true}, h))
	}
	route("GET", "/account/login", web.Public, pages.Login)
	route("POST", "/account/login", web.Public, pages.LoginPost)
	route("POST", "/account/logout", web.Public, pages.Logout)
	route("GET", "/account/orders", web.Login, pages.OrderList)
	route("GET", "/", web.Public, pages.Login)
	server := httptest.NewServer(kit.Around(router))
	t.Cleanup(server.Close)
	b := &browser{t: t, url: server.URL}
	b.forget()
	return b, list
}

// forget drops every cookie.
func (b *browser) forget() {
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.t.Fatal(err)
	}
	b.client = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func (b *browser) do(method, path string, pairs ...string) (r *http.Response, body string) {
	b.t.Helper()
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	request, err := http.NewRequestWithContext(b.t.Context(), method, b.url+path, strings.NewReader(values.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if r, err = b.client.Do(request); err != nil {
		b.t.Fatal(err)
	}
	defer r.Body.Close()
	all, err := io.ReadAll(r.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return r, string(all)
}

func (b *browser) login(next string) *http.Response {
	b.t.Helper()
	r, _ := b.do("POST", "/account/login", "email", email, "password", password, "next", next)
	return r
}

func TestLoginLeadsOnWithinTheStoreOnly(t *testing.T) {
	t.Parallel()
	b, _ := open(t)
	for next, want := range map[string]string{
		"": "/account/orders", "/cart?x=1": "/cart?x=1", "//evil.test": "/account/orders", "https://evil.test": "/account/orders",
		"/\\evil.test": "/account/orders", "javascript:alert(1)": "/account/orders", "/\r\nSet-Cookie: x": "/account/orders",
	} {
		b.forget()
		r := b.login(next)
		if r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != want {
			t.Errorf("next %q: %d to %q, want %q", next, r.StatusCode, r.Header.Get("Location"), want)
		}
	}
	if r, _ := b.do("GET", "/account/login?next=/cart"); r.Header.Get("Location") != "/cart" {
		t.Errorf("already logged in: %d to %q", r.StatusCode, r.Header.Get("Location"))
	}
}

func TestLoginSaysOneSentenceAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	b, _ := open(t)
	_, page := b.do("GET", "/account/login?next=%2Fcart%3Fx%3D%22%3E")
	for _, want := range []string{
		`<input type="hidden" name="next" value="/cart?x=&#34;&gt;">`, `<label class="label" for="email">`, `<label class="label" for="password">`,
		`autocomplete="current-password"`, `name="robots" content="noindex"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the form lacks %q", want)
		}
	}
	for name, c := range map[string]struct {
		email, password, want string
		status                int
	}{
		"wrong":    {email, "a wrong password", "E-mail ou senha não conferem.", 422},
		"unknown":  {`x"><script>@example.com`, password, "E-mail ou senha não conferem.", 422},
		"no mail":  {"", password, "email-error", 422},
		"no words": {email, "", "password-error", 422},
	} {
		r, page := b.do("POST", "/account/login", "email", c.email, "password", c.password, "next", "/cart")
		if r.StatusCode != c.status || !strings.Contains(page, c.want) || !strings.Contains(page, `name="next" value="/cart"`) {
			t.Errorf("%s: %d, lacks %q", name, r.StatusCode, c.want)
		}
		if strings.Contains(page, c.password) && c.password != "" || strings.Contains(page, "<script>@") {
			t.Errorf("%s: the page repeats the password or raw text", name)
		}
		if c.email == email && !strings.Contains(page, `value="`+email+`"`) {
			t.Errorf("%s: the typed e-mail is gone", name)
		}
	}
	for range 12 {
		b.do("POST", "/account/login", "email", email, "password", "a wrong password")
	}
	r, page := b.do("POST", "/account/login", "email", email, "password", password)
	if r.StatusCode != http.StatusTooManyRequests || !strings.Contains(page, "precisa de um link enviado por e-mail") ||
		!strings.Contains(page, `<input type="hidden" name="email" value="`+email+`"`) {
		t.Errorf("after many failures: %d", r.StatusCode)
	}
}

func TestOrdersAreTheOwnersAndLogoutEndsTheLogin(t *testing.T) {
	t.Parallel()
	b, list := open(t)
	if r, _ := b.do("GET", "/account/orders"); r.Header.Get("Location") != "/account/login?next=%2Faccount%2Forders" {
		t.Errorf("a visitor: %d to %q", r.StatusCode, r.Header.Get("Location"))
	}
	b.login("")
	if _, page := b.do("GET", "/account/orders"); !strings.Contains(page, "Nenhum pedido por aqui ainda") || !strings.Contains(page, "Maria &lt;b&gt;") {
		t.Error("an empty list does not say so")
	}
	list.orders = []orders.Summary{
		{Number: 1042, Token: "tok", State: "open", PaymentState: "paid", FulfilmentState: "unfulfilled", Total: money.Cents(123456), Units: 2, PlacedAt: time.Now()},
		{Number: 1041, Token: "old", State: "cancelled", PaymentState: "unpaid", FulfilmentState: "unfulfilled", Units: 1, PlacedAt: time.Now()},
	}
	_, page := b.do("GET", "/account/orders")
	for _, want := range []string{`href="/account/orders/1042"`, "Em preparação", "R$\u00a01.234,56", "2 itens", `href="/account/orders/1041"`, "Cancelado"} {
		if !strings.Contains(page, want) {
			t.Errorf("the list lacks %q", want)
		}
	}
	address, err := url.Parse(b.url)
	if err != nil {
		t.Fatal(err)
	}
	stolen := b.client.Jar.Cookies(address)
	if r, _ := b.do("POST", "/account/logout"); r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/" {
		t.Errorf("log out: %d to %q", r.StatusCode, r.Header.Get("Location"))
	}
	if r, _ := b.do("POST", "/account/logout"); r.StatusCode != http.StatusSeeOther {
		t.Errorf("log out twice: %d", r.StatusCode)
	}
	b.forget()
	b.client.Jar.SetCookies(address, stolen)
	if r, _ := b.do("GET", "/account/orders"); r.StatusCode != http.StatusSeeOther || len(stolen) == 0 {
		t.Errorf("a copy of the cookie still answers %d after the log-out", r.StatusCode)
	}
}
