package shop_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/go-chi/chi/v5"

	"tenaz/handlers/shop"
	"tenaz/handlers/web"
	"tenaz/internal/cart"
	"tenaz/internal/catalog"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/money"
	"tenaz/internal/orders"
	"tenaz/internal/privacy"
	"tenaz/internal/settings"
	"tenaz/internal/shipping"
	"tenaz/internal/testdb"
)

// site is the shop's handlers behind the real kit, with one shopper's cookies.
type site struct {
	t       testing.TB
	db      db.DB
	shop    *shop.Shop
	handler http.Handler
	cookies map[string]string
}

func newSite(t testing.TB) *site {
	t.Helper()
	tx, at := testdb.Tx(t), clock.System{}
	kit, err := web.New(web.Deps{
		Logger: slog.New(slog.DiscardHandler), Sessions: memstore.NewWithCleanupInterval(0),
		BaseURL: &url.URL{Scheme: "https", Host: "loja.example.com"},
	})
	if err != nil {
		t.Fatal(err)
	}
	set := settings.New(settings.Deps{DB: tx, Clock: at})
	list := catalog.New(catalog.Deps{DB: tx, Clock: at})
	freight := shipping.New(shipping.Deps{DB: tx})
	s := &site{t: t, db: tx, cookies: map[string]string{}, shop: shop.New(shop.Deps{
		Kit: kit, Clock: at, Settings: set, Catalog: list, Shipping: freight, Privacy: privacy.New(privacy.Deps{DB: tx, Clock: at, Settings: set}),
		Cart:   cart.New(cart.Deps{DB: tx, Clock: at, Catalog: list, Shipping: freight, Settings: set}),
		Orders: orders.New(orders.Deps{DB: tx, Clock: at, Tokens: orders.NewTokens([][]byte{[]byte("a secret of this test")})}),
	})}
	mux := chi.NewMux()
	for pattern, h := range map[string]web.Handler{
		"GET /cart": s.shop.ShowCart, "GET /cart.json": s.shop.CartJSON,
		"POST /cart/items": s.shop.AddToCart, "POST /cart/items/{id}": s.shop.SetCartItem,
		"GET /checkout": s.shop.Checkout, "POST /checkout": s.shop.SaveCheckout,
		"GET /checkout/shipping": s.shop.CheckoutShipping, "POST /checkout/shipping": s.shop.SaveCheckoutShipping,
		"GET /checkout/review": s.shop.CheckoutReview,
	} {
		method, path, _ := strings.Cut(pattern, " ")
		mux.Method(method, path, kit.Route(web.Options{Pattern: path, Permission: web.Public, NoStore: true}, h))
	}
	s.handler = kit.Around(mux)
	return s
}

// do sends a request with the shopper's cookies; headers are names and values in
// turn.
func (s *site) do(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range s.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		s.cookies[c.Name] = c.Value
	}
	if w.Code >= 500 {
		s.t.Errorf("%s %s: %d", method, target, w.Code)
	}
	return w
}

func (s *site) get(target string, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.do(http.MethodGet, target, "", headers...)
}

func (s *site) post(target string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.do(http.MethodPost, target, form.Encode(), headers...)
}

// add puts units of a variant into the shopper's cart.
func (s *site) add(variantID int64, quantity int) {
	s.t.Helper()
	w := s.post("/cart/items", url.Values{"variant_id": {fmt.Sprint(variantID)}, "quantity": {fmt.Sprint(quantity)}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/cart" {
		s.t.Fatalf("add: %d to %q", w.Code, w.Header().Get("Location"))
	}
}

// expect checks an answer's status and that its text holds what it must.
func (s *site) expect(w *httptest.ResponseRecorder, status int, texts ...string) {
	s.t.Helper()
	if w.Code != status {
		s.t.Errorf("status %d, want %d", w.Code, status)
	}
	for _, text := range texts {
		if !strings.Contains(w.Body.String(), text) {
			s.t.Errorf("the answer lacks %q:\n%s", text, visible(w.Body.String()))
		}
	}
}

// leads checks that an answer is a 303 to an address.
func (s *site) leads(w *httptest.ResponseRecorder, to string) {
	s.t.Helper()
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != to {
		s.t.Errorf("%d to %q, want 303 to %q:\n%s", w.Code, w.Header().Get("Location"), to, visible(w.Body.String()))
	}
}

var tags = regexp.MustCompile(`(?s)<[^>]*>|\s+`)

// visible is about what a person reads of a page, for a failure's message.
func visible(page string) string { return tags.ReplaceAllString(page, " ") }

// product makes a product with one variant in stock and returns the variant.
func (s *site) product(title string, price money.Cents, stock int) int64 {
	s.t.Helper()
	n := fmt.Sprint(testdb.Serial())
	var id int64
	err := s.db.QueryRow(s.t.Context(), `
		WITH c AS (INSERT INTO categories (slug, name) VALUES ('c' || $1::text, 'Categoria ' || $1::text) RETURNING id),
		b AS (INSERT INTO brands (slug, name) VALUES ('b' || $1::text, 'Marca ' || $1::text) RETURNING id),
		p AS (INSERT INTO products (slug, title, brand_id, category_id) SELECT 'p' || $1::text, $2, b.id, c.id FROM b, c RETURNING id),
		v AS (INSERT INTO variants (product_id, sku, price_cents, weight_grams) SELECT p.id, 'SKU-' || $1::text, $3, 500 FROM p RETURNING id)
		INSERT INTO stock_levels (variant_id, location_id, on_hand)
		SELECT v.id, (SELECT min(id) FROM locations), $4 FROM v RETURNING variant_id`, n, title, int64(price), stock).Scan(&id)
	if err != nil {
		s.t.Fatalf("product: %v", err)
	}
	return id
}

// details is the first step's form as a person fills it in.
func details() url.Values {
	return url.Values{
		"email": {"ana@exemplo.com.br"}, "name": {"Ana D'Ávila"}, "document": {"529.982.247-25"}, "company_name": {""},
		"state_registration": {""}, "phone": {"(11) 91234-5678"}, "recipient": {""}, "postal_code": {"01310-100"},
		"street": {"Avenida Paulista"}, "number": {"S/N"}, "complement": {""}, "district": {"Bela Vista"},
		"city": {"São Paulo"}, "state": {"SP"},
	}
}
