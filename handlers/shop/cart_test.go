package shop_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	asJSON = []string{"Accept", "application/json"}
	asPart = []string{"HX-Request", "true", "HX-Request-Type", "partial"}
)

// answer is the contract's part of /cart.json.
type answer struct {
	Version int `json:"version"`
	Lines   []struct {
		ID        int64  `json:"id"`
		VariantID int64  `json:"variant_id"`
		Title     string `json:"title"`
		Quantity  int    `json:"quantity"`
		UnitPrice int64  `json:"unit_price_cents"`
		Total     int64  `json:"total_cents"`
	} `json:"lines"`
	Subtotal int64  `json:"subtotal_cents"`
	Discount int64  `json:"discount_cents"`
	Shipping int64  `json:"shipping_cents"`
	Total    int64  `json:"total_cents"`
	Error    string `json:"error"`
}

func (s *site) cart() answer {
	s.t.Helper()
	var got answer
	w := s.get("/cart.json")
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusOK {
		s.t.Fatalf("cart.json: %d, %v", w.Code, err)
	}
	return got
}

func TestCartJSON(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	w := s.get("/cart.json")
	s.expect(w, http.StatusOK, `"version":0`, `"lines":[]`, `"total_cents":0`)
	if len(s.cookies) != 0 {
		t.Errorf("looking at an empty cart sets cookies: %v", s.cookies)
	}
	v := s.product(`Mouse <b>"Jaó"</b>`, 1990, 9)
	s.add(v, 2)
	s.add(v, 1)
	got := s.cart()
	if got.Version != 2 || len(got.Lines) != 1 || got.Subtotal != 5970 || got.Total != 5970 || got.Discount != 0 || got.Shipping != 0 {
		t.Fatalf("cart %+v", got)
	}
	if l := got.Lines[0]; l.VariantID != v || l.Title != `Mouse <b>"Jaó"</b>` || l.Quantity != 3 || l.UnitPrice != 1990 || l.Total != 5970 {
		t.Errorf("line %+v", l)
	}
	same := s.get("/cart", asJSON...)
	if diff := cmp.Diff(s.get("/cart.json").Body.String(), same.Body.String()); diff != "" {
		t.Errorf("/cart for JSON (-cart.json +cart):\n%s", diff)
	}
}

func TestCartPageWithoutScripts(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.expect(s.get("/cart"), http.StatusOK, "Seu carrinho está vazio")
	v := s.product("Mouse <script>alert(1)</script>", 1990, 9)
	s.add(v, 2)
	page := s.get("/cart")
	s.expect(page, http.StatusOK, "Mouse &lt;script&gt;alert(1)&lt;/script&gt;", "R$\u00a039,80", `href="/checkout"`)
	if strings.Contains(page.Body.String(), "<script>alert") {
		t.Error("a title is markup")
	}
	line := s.cart().Lines[0].ID
	s.expect(page, http.StatusOK, fmt.Sprintf(`action="/cart/items/%d"`, line))
	s.leads(s.post(fmt.Sprintf("/cart/items/%d", line), url.Values{"quantity": {"5"}}), "/cart")
	if got := s.cart(); got.Total != 9950 {
		t.Errorf("five mice cost %d", got.Total)
	}
	s.leads(s.post(fmt.Sprintf("/cart/items/%d", line), url.Values{"quantity": {"0"}}), "/cart")
	s.expect(s.get("/cart"), http.StatusOK, "Seu carrinho está vazio")
}

func TestCartByHTMX(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	v := s.product("Mouse", 1990, 9)
	add := url.Values{"variant_id": {fmt.Sprint(v)}, "quantity": {"2"}}
	w := s.post("/cart/items", add, asPart...)
	s.expect(w, http.StatusOK, `id="cart-badge"`, `hx-swap-oob`, "Mouse está no carrinho.")
	if strings.Contains(w.Body.String(), "<html") {
		t.Error("a part holds a page")
	}
	line := s.cart().Lines[0].ID
	w = s.post(fmt.Sprintf("/cart/items/%d", line), url.Values{"quantity": {"3"}}, asPart...)
	s.expect(w, http.StatusOK, `id="cart"`, `id="cart-badge"`, "R$\u00a059,70")
	w = s.post(fmt.Sprintf("/cart/items/%d", line), url.Values{"quantity": {"10"}}, asPart...)
	s.expect(w, http.StatusConflict, `id="cart"`, "Mouse: restam só 9 unidades, e 3 já estão no seu carrinho.")
	w = s.post("/cart/items", url.Values{"variant_id": {fmt.Sprint(v)}, "quantity": {"7"}}, asPart...)
	s.expect(w, http.StatusConflict, "restam só 9 unidades")
	if got := w.Header().Get("HX-Retarget"); got != "#alerts" {
		t.Errorf("the refusal goes to %q, want the page's alerts", got)
	}
	if got := s.cart(); got.Version != 2 || got.Lines[0].Quantity != 3 {
		t.Errorf("cart after refusals %+v", got)
	}
}

func TestOddInputToTheCart(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	v := fmt.Sprint(s.product("Mouse", 1990, 9))
	s.add(s.product("Teclado", 100, 9), 1)
	line := fmt.Sprintf("/cart/items/%d", s.cart().Lines[0].ID)
	before := s.cart()
	cases := []struct {
		name, target, body string
		status             int
		sentence           string
	}{
		{"below zero", "/cart/items", "quantity=-1&variant_id=" + v, 422, "1 a 999"},
		{"zero when adding", "/cart/items", "quantity=0&variant_id=" + v, 422, "1 a 999"},
		{"a thousand", "/cart/items", "quantity=1000&variant_id=" + v, 422, "1 a 999"},
		{"beyond integers", "/cart/items", "quantity=99999999999999999999&variant_id=" + v, 422, "1 a 999"},
		{"no number", "/cart/items", "quantity=um&variant_id=" + v, 422, "1 a 999"},
		{"a fraction", "/cart/items", "quantity=1.5&variant_id=" + v, 422, "1 a 999"},
		{"no quantity", "/cart/items", "variant_id=" + v, 422, "1 a 999"},
		{"no variant", "/cart/items", "quantity=1", 422, "Escolha um produto"},
		{"variant of letters", "/cart/items", "quantity=1&variant_id=abc", 422, "Escolha um produto"},
		{"unknown variant", "/cart/items", "quantity=1&variant_id=99999999", 404, ""},
		{"nothing", "/cart/items", "", 422, "Escolha um produto"},
		{"invalid UTF-8", "/cart/items", "quantity=1&variant_id=%ff", 422, "caracteres"},
		{"NUL", "/cart/items", "quantity=1%00&variant_id=" + v, 422, "caracteres"},
		{"line below zero", line, "quantity=-1", 422, "1 a 999"},
		{"line of a thousand", line, "quantity=1000", 422, "1 a 999"},
		{"line, no number", line, "quantity=x", 422, "1 a 999"},
		{"line, no quantity", line, "", 422, "1 a 999"},
		{"line over the stock", line, "quantity=10", 409, "Teclado: restam só 9 unidades"},
		{"unknown line", "/cart/items/99999999", "quantity=1", 404, ""},
		{"line of letters", "/cart/items/abc", "quantity=1", 404, ""},
		{"endless body", "/cart/items", "quantity=1&variant_id=" + v + "&x=" + strings.Repeat("a", 70_000), 413, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, headers := range [][]string{nil, asJSON, asPart} {
				w := s.do(http.MethodPost, c.target, c.body, headers...)
				if w.Code != c.status || !strings.Contains(w.Body.String(), c.sentence) {
					t.Errorf("%v: %d, want %d with %q:\n%s", headers, w.Code, c.status, c.sentence, visible(w.Body.String()))
				}
			}
		})
	}
	if w := s.do(http.MethodPost, "/cart/items", `{"variant_id":1}`, "Content-Type", "application/json"); w.Code != http.StatusUnsupportedMediaType {
		t.Errorf("a JSON body: %d, want 415", w.Code)
	}
	if diff := cmp.Diff(before, s.cart()); diff != "" {
		t.Errorf("the cart changed (-before +after):\n%s", diff)
	}
}

func TestEstimateOfFreight(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.add(s.product("Mouse", 1990, 9), 1)
	s.expect(s.get("/cart?cep=69900-901"), http.StatusOK, "Econômica", "8 a 15 dias úteis")
	s.expect(s.get("/cart?cep=78950-000"), http.StatusOK, "Ainda não entregamos neste CEP.")
	s.expect(s.get("/cart?cep=abc"), http.StatusUnprocessableEntity, "Digite um CEP com oito números", `value="abc"`)
}

func TestACartThatIsGoneIsEmpty(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.add(s.product("Mouse", 1990, 9), 1)
	if _, err := s.db.Exec(t.Context(), `DELETE FROM carts`); err != nil {
		t.Fatal(err)
	}
	s.expect(s.get("/cart"), http.StatusOK, "Seu carrinho está vazio")
	s.leads(s.get("/checkout"), "/cart")
	s.expect(s.post("/cart/items/1", url.Values{"quantity": {"1"}}), http.StatusNotFound)
	s.add(s.product("Teclado", 1990, 9), 1)
	if got := s.cart(); len(got.Lines) != 1 || got.Lines[0].Title != "Teclado" {
		t.Errorf("cart %+v, want a new one with the keyboard", got)
	}
}
