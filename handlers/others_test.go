package handlers_test

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/storetest"
)

// others has, for each address of a person's own things, what fills its parameter
// with a thing of somebody else's: a query that returns the key, $1 the other
// person; empty for a mailed token, which nobody can make up.
var others = map[string]string{
	"/account/email/{token}":                 "",
	"/cart/items/{id}":                       `SELECT l.id FROM cart_lines l ORDER BY l.id LIMIT 1`,
	"/account/orders/{number}":               `SELECT number FROM orders WHERE user_id = $1`,
	"/account/addresses/{id}":                `SELECT id FROM addresses WHERE user_id = $1`,
	"/account/addresses/{id}/default":        `SELECT id FROM addresses WHERE user_id = $1`,
	"/account/addresses/{id}/delete":         `SELECT id FROM addresses WHERE user_id = $1`,
	"/account/privacy/exports/{id}":          `SELECT id FROM data_requests WHERE user_id = $1`,
	"/account/security/passkeys/{id}":        `SELECT id FROM passkeys WHERE user_id = $1`,
	"/account/security/passkeys/{id}/remove": `SELECT id FROM passkeys WHERE user_id = $1`,
	"/account/security/logins/{id}/end":      `SELECT min(id) FROM logins WHERE user_id = $1 AND ended_at IS NULL`,
}

// owned are the rows of a person that nobody else may change, as one text.
const owned = `SELECT
	(SELECT string_agg(t::text, '|' ORDER BY t.id) FROM users t WHERE t.id = $1) ||
	(SELECT coalesce(string_agg(t::text, '|' ORDER BY t.id), '') FROM orders t WHERE t.user_id = $1) ||
	(SELECT coalesce(string_agg(t::text, '|' ORDER BY t.id), '') FROM addresses t WHERE t.user_id = $1) ||
	(SELECT coalesce(string_agg(t::text, '|' ORDER BY t.id), '') FROM passkeys t WHERE t.user_id = $1) ||
	(SELECT coalesce(string_agg(t::text, '|' ORDER BY t.id), '') FROM data_requests t WHERE t.user_id = $1) ||
	(SELECT coalesce(string_agg(t.id::text || coalesce(t.ended_at::text, ''), '|' ORDER BY t.id), '') FROM logins t WHERE t.user_id = $1) ||
	(SELECT coalesce(string_agg(t::text, '|' ORDER BY t.id), '') FROM cart_lines t) ||
	(SELECT coalesce(string_agg(t::text, '|' ORDER BY t.id), '') FROM payments t) ||
	(SELECT coalesce(string_agg(t::text, '|' ORDER BY t.id), '') FROM payment_attempts t)`

// settled is somebody with an order, an address, a passkey and a cart.
func settled(t *testing.T, s *storetest.Store, email string) (*storetest.Client, int64) {
	t.Helper()
	ctx := t.Context()
	user, err := s.App.Accounts.Create(ctx, actor.Store("test"), accounts.CreateInput{Email: email, Name: "Pessoa", Password: storetest.StaffPassword})
	if err != nil {
		t.Fatal(err)
	}
	c := s.Client(t)
	c.LogIn(s, email, storetest.StaffPassword, "/")
	goods := s.Product(t, "Cabo", 3000, 9)
	c.Add(goods, 1)
	c.Place("card").PayByCard("4242424242424242").Want(http.StatusOK)
	c.Add(goods, 2)
	for _, statement := range []string{
		`UPDATE orders SET user_id = $1 WHERE id = (SELECT max(id) FROM orders)`,
		`INSERT INTO passkeys (user_id, credential_id, credential, name, created_at) VALUES ($1, uuid_send(gen_random_uuid()), '{}', 'x', now())`,
		`INSERT INTO data_requests (kind, user_id, locale, source, state, created_at, done_at, blob_key, expires_at)
			VALUES ('export', $1, 'pt-BR', 'account', 'ready', now(), now(), 'x', now() + interval '1 day')`,
	} {
		if _, err := s.DB.Exec(ctx, statement, user.ID); err != nil {
			t.Fatal(err)
		}
	}
	if s.Count(t, `SELECT count(*) FROM addresses WHERE user_id = $1`, user.ID) == 0 {
		form := url.Values{}
		for name, values := range storetest.Buyer() {
			form[name] = values
		}
		c.Post("/account/addresses", form).Want(http.StatusOK)
	}
	return c, user.ID
}

// TestNobodyReachesWhatIsSomebodyElses: by whatever id and method, another
// person's things are not there, and none of them changes.
func TestNobodyReachesWhatIsSomebodyElses(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	owner, b := settled(t, s, "b@example.com")
	lines := s.Count(t, `SELECT count(*) FROM cart_lines`)
	if lines == 0 {
		t.Fatal("the other person's cart is empty")
	}
	a := s.Client(t)
	if _, err := s.App.Accounts.Create(t.Context(), actor.Store("test"), accounts.CreateInput{Email: "a@example.com", Name: "A", Password: storetest.StaffPassword}); err != nil {
		t.Fatal(err)
	}
	a.LogIn(s, "a@example.com", storetest.StaffPassword, "/")
	text := func() (all string) {
		t.Helper()
		if err := s.DB.QueryRow(context.Background(), owned, b).Scan(&all); err != nil {
			t.Fatal(err)
		}
		return all
	}
	before := text()
	form := url.Values{"quantity": {"1"}, "name": {"Meu"}, "version": {"1"}}
	for name, values := range storetest.Buyer() {
		form[name] = values
	}
	for _, route := range s.App.Routes() {
		own := route.Permission == web.Login || strings.HasPrefix(route.Pattern, "/cart/")
		if !own || !strings.Contains(route.Pattern, "{") {
			continue
		}
		query, known := others[route.Pattern]
		if !known {
			t.Errorf("handlers/others_test.go does not know %s: add to others how it is filled with somebody else's thing", route.Pattern)
			continue
		}
		key := strings.Repeat("A", 32)
		if query != "" {
			var args []any
			if strings.Contains(query, "$1") {
				args = []any{b}
			}
			key = strconv.Itoa(s.Count(t, query, args...))
		}
		path := parameter.ReplaceAllString(route.Pattern, key)
		if route.Method == http.MethodGet && query != "" {
			owner.Once(route.Method, path, nil).Want(http.StatusOK) // else the test would prove nothing
		}
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			got := a.Once(method, path, form)
			if got.Status == http.StatusNotFound || got.Status == http.StatusMethodNotAllowed && method != route.Method {
				continue
			}
			t.Errorf("%s %s, which is somebody else's: %d, want 404\n%s", method, path, got.Status, got.Text())
		}
	}
	if after := text(); after != before {
		t.Errorf("somebody else's rows changed:\n%s\nto\n%s", before, after)
	}
}
