package admin_test

import (
	"context"
	"fmt"
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
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"tenaz/handlers/account"
	"tenaz/handlers/admin"
	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/analytics"
	"tenaz/internal/audit"
	"tenaz/internal/clock"
	"tenaz/internal/inventory"
	"tenaz/internal/mail"
	"tenaz/internal/orders"
	"tenaz/internal/pages"
	"tenaz/internal/payments"
	"tenaz/internal/settings"
	"tenaz/internal/shipping"
	"tenaz/internal/support"
	"tenaz/internal/testdb"
)

const password = "correct horse battery"

// office is the back office on a server of its own, with nobody logged in.
type office struct {
	t      *testing.T
	pool   *pgxpool.Pool
	clock  *clock.Fake
	url    string
	client *http.Client
}

func open(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, pool: testdb.New(t).Pool, clock: clock.NewFake(time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC))}
	jobs, err := river.NewClient(riverpgxv5.New(o.pool), &river.Config{})
	if err != nil {
		t.Fatal(err)
	}
	people := accounts.New(accounts.Deps{
		DB: o.pool, Clock: o.clock, Secrets: [][]byte{[]byte("0123456789abcdef0123456789abcdef")}, Jobs: jobs,
	})
	kit, err := web.New(web.Deps{
		Logger: slog.New(slog.DiscardHandler), Sessions: memstore.NewWithCleanupInterval(0),
		BaseURL: &url.URL{Scheme: "http", Host: "127.0.0.1"}, StaffByPassword: true,
		UserByLogin: func(ctx context.Context, id int64) (*web.User, error) {
			u, err := people.ByLogin(ctx, id)
			return &web.User{ID: u.ID, Name: u.Name, Email: u.Email, Permissions: u.Permissions, Staff: u.Staff}, err
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	sales := orders.New(orders.Deps{DB: o.pool, Clock: o.clock, Tokens: orders.NewTokens([][]byte{[]byte("0123456789abcdef0123456789abcdef")}), Jobs: jobs})
	back := admin.New(admin.Deps{
		Kit: kit, Clock: o.clock, Accounts: people, Audit: audit.New(audit.Deps{DB: o.pool, Clock: o.clock}), Analytics: analytics.New(analytics.Deps{DB: o.pool}),
		Inventory: inventory.New(inventory.Deps{DB: o.pool, Clock: o.clock}), Mail: mail.New(mail.Deps{DB: o.pool, Clock: o.clock}),
		Orders: sales, Payments: payments.New(payments.Deps{DB: o.pool, Clock: o.clock}), Shipping: shipping.New(shipping.Deps{DB: o.pool}),
		Pages: pages.New(pages.Deps{DB: o.pool, Clock: o.clock}), Support: support.New(support.Deps{DB: o.pool, Clock: o.clock, Jobs: jobs}),
		Settings: settings.New(settings.Deps{DB: o.pool, Clock: o.clock}),
	})
	person := account.New(account.Deps{Kit: kit, Accounts: people, Orders: sales})
	router := chi.NewRouter()
	route := func(method, pattern, permission string, h web.Handler) {
		router.Method(method, pattern, kit.Route(web.Options{Pattern: pattern, Permission: permission, NoStore: true}, h))
	}
	route("GET", "/account/login", web.Public, person.Login)
	route("POST", "/account/login", web.Public, person.LoginPost)
	route("GET", "/admin", "dashboard", back.Dashboard)
	route("GET", "/admin/orders", "orders", back.OrderList)
	route("GET", "/admin/orders/{number}", "orders", back.Order)
	route("POST", "/admin/orders/{number}/ship", "orders", back.OrderShip)
	route("GET", "/admin/inventory", "inventory", back.InventoryList)
	route("GET", "/admin/inventory/{variant}", "inventory", back.Variant)
	route("POST", "/admin/inventory/{variant}", "inventory", back.Adjust)
	route("GET", "/admin/mail", "mail", back.MailLog)
	route("GET", "/admin/pages", "settings", back.PageList)
	route("GET", "/admin/pages/{slug}", "settings", back.EditPage)
	route("POST", "/admin/pages/{slug}", "settings", back.SavePage)
	route("GET", "/admin/messages", "customers", back.MessageList)
	route("GET", "/admin/messages/{id}", "customers", back.Message)
	route("POST", "/admin/messages/{id}", "customers", back.MarkMessage)
	route("GET", "/admin/settings", "settings", back.SettingsForm)
	route("POST", "/admin/settings", "settings", back.SaveSettings)
	server := httptest.NewServer(kit.Around(router))
	t.Cleanup(server.Close)
	o.url = server.URL
	o.leave()
	for _, role := range []string{"owner", "warehouse", ""} {
		if _, err := people.Create(t.Context(), actor.Store("test"), accounts.CreateInput{
			Email: "is-" + role + "@example.com", Name: "Rui <b>", Password: password, Role: role,
		}); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

// leave forgets all cookies.
func (o *office) leave() {
	jar, err := cookiejar.New(nil)
	if err != nil {
		o.t.Fatal(err)
	}
	o.client = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func (o *office) enter(role string) *http.Response {
	o.t.Helper()
	o.leave()
	r, _ := o.post("/account/login", "email", "is-"+role+"@example.com", "password", password)
	if r.StatusCode != http.StatusSeeOther {
		o.t.Fatalf("log in as %q: %d", role, r.StatusCode)
	}
	return r
}

func (o *office) get(path string) (*http.Response, string) {
	o.t.Helper()
	r, err := o.client.Get(o.url + path)
	return o.read(r, err)
}

func (o *office) post(path string, pairs ...string) (*http.Response, string) {
	o.t.Helper()
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	r, err := o.client.PostForm(o.url+path, values)
	return o.read(r, err)
}

func (o *office) read(r *http.Response, err error) (*http.Response, string) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		o.t.Fatal(err)
	}
	if strings.Contains(string(body), " style=") {
		o.t.Errorf("%s has a style attribute, which the policy forbids", r.Request.URL)
	}
	return r, string(body)
}

// has fails unless the page has every text.
func (o *office) has(page string, texts ...string) {
	o.t.Helper()
	for _, text := range texts {
		if !strings.Contains(page, text) {
			o.t.Errorf("the page lacks %q", text)
		}
	}
}

func (o *office) number(sql string, args ...any) (n int) {
	o.t.Helper()
	if err := o.pool.QueryRow(o.t.Context(), sql, args...).Scan(&n); err != nil {
		o.t.Fatal(err)
	}
	return n
}

// sell puts a paid order of two units of a new variant into the database, with
// its stock committed, and returns the variant.
func (o *office) sell(number int64, buyer string) (variantID int64) {
	o.t.Helper()
	sku := fmt.Sprintf("SKU-%d", number)
	err := o.pool.QueryRow(o.t.Context(), `
		WITH b AS (INSERT INTO brands (slug, name) VALUES ($1, $1) RETURNING id),
		c AS (INSERT INTO categories (slug, name) VALUES ($1, $1) RETURNING id),
		p AS (INSERT INTO products (slug, title, brand_id, category_id) SELECT lower($1), $2, b.id, c.id FROM b, c RETURNING id),
		v AS (INSERT INTO variants (product_id, sku, price_cents) SELECT p.id, $1, 10000 FROM p RETURNING id, product_id),
		s AS (INSERT INTO stock_levels (variant_id, location_id, on_hand, reserved) SELECT v.id, (SELECT min(id) FROM locations), 7, 2 FROM v RETURNING variant_id, location_id),
		o AS (INSERT INTO orders (number, cart_id, content_hash, payment_state, locale, email, name, document, phone, recipient, postal_code, street,
			number_in_street, district, city, uf, terms_version, shipping_code, shipping_name, shipping_days_min, shipping_days_max,
			payment_method, items_cents, shipping_cents, total_cents, paid_cents, placed_at, paid_at)
			VALUES ($3, $3, '', 'paid', 'pt-BR', $1 || '@example.com', $4, '52998224725', '11987654321', $4, '01001000', 'Praça da Sé', '1', 'Sé',
			'São Paulo', 'SP', '1', 'economica', 'Econômica', 3, 6, 'card', 20000, 1500, 21500, 21500, $5, $5) RETURNING id),
		l AS (INSERT INTO order_lines (order_id, position, product_id, variant_id, title, sku, unit_price_cents, quantity, total_cents)
			SELECT o.id, 1, v.product_id, v.id, $2, $1, 10000, 2, 20000 FROM o, v RETURNING id, order_id, variant_id),
		r AS (INSERT INTO reservations (order_id, order_line_id, variant_id, location_id, quantity, state)
			SELECT l.order_id, l.id, l.variant_id, s.location_id, 2, 'committed' FROM l, s),
		e AS (INSERT INTO order_events (order_id, at, kind, actor_kind, data) SELECT o.id, $5, 'paid', 'provider', '{"amount": "21500", "method": "card"}' FROM o)
		SELECT id FROM v`, sku, "Fone <script>alert(1)</script>", number, buyer, o.clock.Now().Add(-time.Hour)).Scan(&variantID)
	if err != nil {
		o.t.Fatal(err)
	}
	return variantID
}
