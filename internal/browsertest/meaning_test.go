package browsertest

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tenaz/internal/storetest"
)

const urlencoded = "application/x-www-form-urlencoded"

// nonsense is a request that cannot be meant.
type nonsense struct {
	method, target string
	kind           string // content type; a form's if empty and there is a body
	body           string
	want           []int
}

// gone is what an address or a page that does not exist answers; a value that
// cannot be is 404 or 422.
var (
	gone    = []int{http.StatusNotFound}
	invalid = []int{http.StatusUnprocessableEntity}
	either  = []int{http.StatusNotFound, http.StatusUnprocessableEntity}
)

// TestWhatCannotBeMeant wants 404, 413, 415 or 422 with a sentence for what
// nobody can mean, whoever asks: as a page, for htmx, and as JSON.
func TestWhatCannotBeMeant(t *testing.T) {
	t.Parallel()
	s := lived(t)
	buyer, staff := newCaller(t, s.URL), newCaller(t, s.URL)
	variant := strconv.Itoa(variantID(t, s.Store, "CABO"))
	buyer.form("/cart/items", url.Values{"variant_id": {variant}, "quantity": {"1"}})
	buyer.form("/checkout", storetest.Buyer())
	line := strconv.Itoa(s.Count(t, `SELECT max(id) FROM cart_lines`))
	staff.form("/account/login", url.Values{"email": {ownerMail}, "password": {password}})
	staff.form("/account/login/second", url.Values{"code": {s.Code(t, ownerMail)}})
	for _, n := range slices.Concat(lostAddresses(), badQueries(), badCarts(variant, line), badForms()) {
		buyer.refused(n)
		buyer.refused(n, "HX-Request", "true", "HX-Request-Type", "partial")
	}
	for _, n := range badCarts(variant, line) {
		buyer.refused(n, "Accept", "application/json")
	}
	for _, n := range badDesk(s) {
		staff.refused(n)
	}
	s.WantCount(t, 1, `SELECT quantity FROM cart_lines WHERE id = $1`, line)
	s.WantCount(t, 0, `SELECT count(*) FROM stock_movements WHERE reason NOT IN ('opening', 'sale')`)
}

func lostAddresses() []nonsense {
	var list []nonsense
	for _, target := range []string{
		"/products/nenhum", "/products/%ff", "/products/%00", "/products/" + strings.Repeat("a", 300), "/products/%F0%9F%92%A9",
		"/categories/nenhuma", "/categories/%ff", "/categories/%00", "/categories/fones%00", "/orders/nenhum", "/orders/%ff%fe",
		"/orders/" + strings.Repeat("A", 5000), "/nowhere", "/%00", "/media/nada.png", "/media/%ff.svg", "/sitemap/99.xml",
	} {
		list = append(list, nonsense{method: "GET", target: target, want: gone})
	}
	for _, action := range []string{"pay", "method", "cancel", "redo"} {
		list = append(list, nonsense{method: "POST", target: "/orders/nenhum/" + action, want: gone})
	}
	return list
}

func badQueries() []nonsense {
	var list []nonsense
	for _, page := range []string{"0", "-1", "999999", "41", "abc", "1.5", "99999999999999999999", "%00", "%ff"} {
		list = append(
			list, nonsense{method: "GET", target: "/categories/fones?page=" + page, want: either},
			nonsense{method: "GET", target: "/search?q=fone&page=" + page, want: either},
		)
	}
	for _, query := range []string{
		"/search?q=%ff", "/search?q=a%00b", "/search?q=fone&sort=nada", "/search?q=fone&price_min=abc", "/search?q=fone&price_max=-1",
		"/categories/fones?brand=%ff", "/categories/fones?after=lixo", "/categories/fones?sort=%00", "/categories/fones?in_stock=talvez",
		"/products/fone-onda?variant=abc", "/products/fone-onda?variant=-1", "/products/fone-onda?variant=999999999",
		"/products/fone-onda?variant=99999999999999999999", "/cart?cep=%ff", "/cart?cep=abc", "/cart?cep=000",
	} {
		list = append(list, nonsense{method: "GET", target: query, want: either})
	}
	return list
}

func badCarts(variant, line string) []nonsense {
	var list []nonsense
	for _, quantity := range []string{"-1", "1000", "abc", "", "1.5", "1e3", "99999999999999999999", "0x10", "٣", "%F0%9F%92%A9", "%00", "%ff"} {
		list = append(
			list, nonsense{method: "POST", target: "/cart/items", body: "variant_id=" + variant + "&quantity=" + quantity, want: invalid},
			nonsense{method: "POST", target: "/cart/items/" + line, body: "quantity=" + quantity, want: invalid},
		)
	}
	for _, id := range []string{"", "0", "-1", "abc", "999999999", "99999999999999999999", "%00"} {
		list = append(list, nonsense{method: "POST", target: "/cart/items", body: "quantity=1&variant_id=" + id, want: either})
	}
	list = append(
		list, nonsense{method: "POST", target: "/cart/items", body: "variant_id=" + variant + "&quantity=0", want: invalid},
		nonsense{method: "POST", target: "/cart/items", body: "variant_id=" + variant, want: invalid},
		nonsense{method: "POST", target: "/cart/items", body: "x=y", want: either},
	)
	for _, id := range []string{"0", "-1", "abc", "999999999", "99999999999999999999", "%00", "%ff"} {
		list = append(list, nonsense{method: "POST", target: "/cart/items/" + id, body: "quantity=1", want: gone})
	}
	return list
}

// badForms are bodies that are none, for every form of the shop.
func badForms() []nonsense {
	var list []nonsense
	for _, target := range []string{"/cart/items", "/cart/items/1", "/checkout", "/checkout/shipping", "/checkout/place", "/account/login", "/preferences"} {
		list = append(
			list, nonsense{method: "POST", target: target, kind: "text/plain", body: "a=b", want: []int{415}},
			nonsense{method: "POST", target: target, kind: "application/json", body: `{"quantity": 1}`, want: []int{415}},
			nonsense{method: "POST", target: target, kind: "image/png", body: "\x89PNG", want: []int{415}},
			nonsense{method: "POST", target: target, kind: "multipart/form-data; boundary=x", body: "--x\r\nbroken", want: invalid},
			nonsense{method: "POST", target: target, body: "note=" + strings.Repeat("x", 1<<20), want: []int{413}},
			nonsense{method: "POST", target: target, body: "email=%ff&quantity=%ff&lang=%ff&token=%ff", want: invalid},
			nonsense{method: "POST", target: target, body: "email=a%00b&quantity=1%00&lang=%00&token=%00", want: invalid},
			nonsense{method: "POST", target: target, body: "email=%zz", want: invalid},
		)
	}
	return append(
		list, nonsense{method: "POST", target: "/checkout", body: "email=ana@example.com", want: invalid},
		nonsense{method: "POST", target: "/checkout/shipping", body: "shipping_option=economica", want: invalid},
		nonsense{method: "POST", target: "/checkout/place", body: "x=y", want: invalid},
		nonsense{method: "POST", target: "/account/login", body: "email=ana@example.com", want: invalid},
		nonsense{method: "POST", target: "/account/login", body: "password=x", want: invalid},
		nonsense{method: "POST", target: "/preferences", body: "lang=xx", want: invalid},
		nonsense{method: "POST", target: "/preferences", body: "theme=rosa", want: invalid},
	)
}

// badDesk is the same in the back office.
func badDesk(s *site) []nonsense {
	order, stock := s.address("/admin/orders/{number:paid}"), s.address("/admin/inventory/{variant}")
	list := []nonsense{
		{method: "POST", target: order + "/ship", body: "tracking_code=AB", want: invalid},
		{method: "POST", target: order + "/ship", body: "version=abc", want: invalid},
		{method: "POST", target: order + "/ship", body: "version=1&tracking_code=" + strings.Repeat("A", 300), want: invalid},
		{method: "POST", target: "/admin/orders/999999/ship", body: "version=1", want: gone},
		{method: "POST", target: stock, body: "x=y", want: invalid},
		{method: "POST", target: stock, body: "reason=count&quantity=-1", want: invalid},
		{method: "POST", target: stock, body: "reason=nada&quantity=1", want: invalid},
		{method: "POST", target: stock, body: "reason=received&quantity=99999999999999999999", want: invalid},
		{method: "POST", target: stock, body: "reason=received&quantity=1&location=999999", want: either},
		{method: "POST", target: stock, body: "reason=received&quantity=1&note=" + strings.Repeat("x", 5000), want: invalid},
		{method: "POST", target: stock, kind: "text/plain", body: "x", want: []int{415}},
		{method: "POST", target: "/admin/inventory/999999", body: "reason=received&quantity=1", want: gone},
	}
	for _, id := range []string{"0", "-1", "abc", "999999", "99999999999999999999", "%ff", "%00"} {
		list = append(
			list, nonsense{method: "GET", target: "/admin/orders/" + id, want: gone},
			nonsense{method: "GET", target: "/admin/inventory/" + id, want: gone},
		)
	}
	for _, page := range []string{"0", "-1", "999999", "abc"} {
		for _, target := range []string{"/admin/orders?filter=all&page=", "/admin/inventory?page=", "/admin/mail?page=", stock + "?page="} {
			list = append(list, nonsense{method: "GET", target: target + page, want: either})
		}
	}
	return append(
		list, nonsense{method: "GET", target: "/admin/orders?filter=nada", want: either},
		nonsense{method: "GET", target: "/admin/orders?q=%ff", want: either},
		nonsense{method: "GET", target: "/admin/inventory?q=%00", want: either},
	)
}

// caller is a client with cookies that follows no redirect.
type caller struct {
	t      *testing.T
	base   string
	client *http.Client
}

func newCaller(t *testing.T, base string) *caller {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &caller{t: t, base: base, client: &http.Client{
		Jar:           jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// form posts what has to go well.
func (c *caller) form(path string, values url.Values) {
	c.t.Helper()
	if status, body := c.send("POST", path, urlencoded, values.Encode()); status != http.StatusSeeOther {
		c.t.Fatalf("POST %s %v: %d\n%s", path, values, status, body)
	}
}

func (c *caller) send(method, target, kind, body string, headers ...string) (int, string) {
	c.t.Helper()
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.base+target, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", kind)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := c.client.Do(req)
	if err != nil {
		c.t.Fatalf("%s %.200s: %v", method, target, err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return res.StatusCode, string(answer)
}

// refused fails the test unless a request gets one of its statuses with a
// sentence for people.
func (c *caller) refused(n nonsense, headers ...string) {
	c.t.Helper()
	kind := n.kind
	if kind == "" {
		kind = urlencoded
	}
	status, answer := c.send(n.method, n.target, kind, n.body, headers...)
	name := fmt.Sprintf("%s %.120s %.80q %v", n.method, n.target, n.body, headers)
	if !slices.Contains(n.want, status) {
		c.t.Errorf("%s: %d, want %v", name, status, n.want)
		return
	}
	if said := sentence(answer); !strings.ContainsAny(said, ".?") || len(strings.Fields(said)) < 3 {
		c.t.Errorf("%s: %d without a sentence: %q", name, status, said)
	}
}

// sentence is what an answer says in its main part; a part or JSON is said whole.
func sentence(answer string) string {
	if strings.HasPrefix(answer, "{") {
		return answer
	}
	root, err := html.Parse(bytes.NewReader([]byte(answer)))
	if err != nil {
		return ""
	}
	from := root
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "main" {
			from = n
		}
	}
	var said []string
	for n := range from.Descendants() {
		if n.Type == html.TextNode {
			said = append(said, strings.Fields(n.Data)...)
		}
	}
	return strings.Join(said, " ")
}
