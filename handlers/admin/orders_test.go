package admin_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
)

func TestOrderListFiltersAndSearches(t *testing.T) {
	t.Parallel()
	o := open(t)
	for n := int64(1); n <= 27; n++ {
		o.sell(n, "Ana")
	}
	o.sell(1042, "Zoë D'Ávila 🚀")
	if _, err := o.pool.Exec(t.Context(), `UPDATE orders SET fulfilment_state = 'shipped' WHERE number <= 2`); err != nil {
		t.Fatal(err)
	}
	o.enter("owner")
	_, page := o.get("/admin/orders")
	o.has(page, "A enviar", `href="/admin/orders/1042"`, "26 pedidos", "Zoë D&#39;Ávila 🚀", `href="/admin/orders?filter=to_ship&amp;page=2"`)
	if strings.Contains(page, `href="/admin/orders/1"`) {
		t.Error("a shipped order is among those to ship")
	}
	for path, want := range map[string]string{
		"/admin/orders?filter=shipped":                        `href="/admin/orders/2"`,
		"/admin/orders?filter=to_ship&page=2":                 `href="/admin/orders/3"`,
		"/admin/orders?q=1042":                                `href="/admin/orders/1042"`,
		"/admin/orders?q=D%27%C3%81vila":                      `href="/admin/orders/1042"`,
		"/admin/orders?q=zoe+d%27avila":                       `href="/admin/orders/1042"`,
		"/admin/orders?q=sku-1042@example.com":                `href="/admin/orders/1042"`,
		"/admin/orders?filter=unpaid":                         "Nenhum pedido aqui",
		"/admin/orders?q=%3Cscript%3E":                        "Nenhum pedido encontrado",
		"/admin/orders?q=%27%3B+DROP+TABLE+orders%3B+--&page": "Busca: &#39;; DROP TABLE orders; --",
	} {
		r, page := o.get(path)
		if r.StatusCode != http.StatusOK {
			t.Errorf("GET %s: %d", path, r.StatusCode)
		}
		o.has(page, want)
	}
	for _, path := range []string{
		"/admin/orders?page=0", "/admin/orders?page=-1", "/admin/orders?page=3", "/admin/orders?page=x", "/admin/orders?page=99999999999999999999",
		"/admin/orders?filter=none", "/admin/orders/0", "/admin/orders/9999", "/admin/orders/x", "/admin/orders/01042",
	} {
		if r, _ := o.get(path); r.StatusCode != http.StatusNotFound {
			t.Errorf("GET %s: %d, want 404", path, r.StatusCode)
		}
	}
}

func TestOrderShipsOnceUnderItsVersion(t *testing.T) {
	t.Parallel()
	o := open(t)
	variant := o.sell(1042, "<img src=x>")
	o.enter("warehouse")
	_, page := o.get("/admin/orders/1042")
	o.has(page, "Pedido 1042", "***.982.247-**", "&lt;img src=x&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;", "Pagamento confirmado", "CEP 01001-000", "(11) 98765-4321",
		`name="version" value="1"`, "Estoque reservado para este pedido", "/admin/inventory/"+strconv.FormatInt(variant, 10))
	if strings.Contains(page, "52998224725") || strings.Contains(page, "529.982") {
		t.Error("the page shows the whole CPF")
	}
	ship := "/admin/orders/1042/ship"
	for name, c := range map[string]struct {
		values []string
		status int
		text   string
	}{
		"no version":        {[]string{"tracking_code", "BR1"}, http.StatusUnprocessableEntity, ""},
		"bad code":          {[]string{"version", "1", "tracking_code", "<b>"}, http.StatusUnprocessableEntity, `aria-invalid="true"`},
		"bad code, in view": {[]string{"version", "1", "tracking_code", "<b>"}, http.StatusUnprocessableEntity, ` autofocus`},
		"stale, in view":    {[]string{"version", "7", "tracking_code", "BR9"}, http.StatusConflict, `role="alert" tabindex="-1" autofocus`},
		"stale":             {[]string{"version", "7", "tracking_code", "BR9"}, http.StatusConflict, "Você digitou o código BR9."},
		"beyond int64":      {[]string{"version", "99999999999999999999"}, http.StatusUnprocessableEntity, ""},
	} {
		r, page := o.post(ship, c.values...)
		if r.StatusCode != c.status {
			t.Errorf("%s: %d, want %d", name, r.StatusCode, c.status)
		}
		o.has(page, c.text)
	}
	if moved := o.number(`SELECT count(*) FROM stock_movements`); moved != 0 {
		t.Fatalf("refused requests moved stock %d times", moved)
	}
	r, _ := o.post(ship, "version", "1", "tracking_code", " br 123 ")
	if r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/admin/orders/1042" {
		t.Fatalf("ship: %d to %q", r.StatusCode, r.Header.Get("Location"))
	}
	_, page = o.get("/admin/orders/1042")
	o.has(page, "O estoque foi baixado", "BR123", "Estoque baixado", "Rui &lt;b&gt;")
	r, page = o.post(ship, "version", "1", "tracking_code", "BR123")
	if r.StatusCode != http.StatusConflict {
		t.Errorf("ship again: %d", r.StatusCode)
	}
	o.has(page, "O pedido não foi enviado", "Enviado em")
	if moved := o.number(`SELECT count(*) FROM stock_movements WHERE variant_id = $1 AND reason = 'sale' AND delta = -2`, variant); moved != 1 {
		t.Errorf("%d sale movements, want 1", moved)
	}
	if jobs := o.number(`SELECT count(*) FROM river_job WHERE kind = 'mail_order_shipped'`); jobs != 1 {
		t.Errorf("%d mails to send, want 1", jobs)
	}
	if r, _ := o.post("/admin/orders/9999/ship", "version", "1"); r.StatusCode != http.StatusNotFound {
		t.Errorf("unknown order: %d", r.StatusCode)
	}
}

func TestAnOrderThatIsOwedUnitsSaysSo(t *testing.T) {
	t.Parallel()
	o := open(t)
	other := "/admin/inventory/" + strconv.FormatInt(o.sell(1041, "Rui"), 10)
	stock := "/admin/inventory/" + strconv.FormatInt(o.sell(1042, "Ana"), 10)
	o.enter("owner")
	if r, _ := o.post(other, append(o.shelf(other), "reason", "count", "quantity", "2")...); r.StatusCode != http.StatusSeeOther {
		t.Fatalf("count: %d", r.StatusCode)
	}
	if r, _ := o.post(stock, append(o.shelf(stock), "reason", "count", "quantity", "1")...); r.StatusCode != http.StatusSeeOther {
		t.Fatalf("count: %d", r.StatusCode)
	}
	_, page := o.get("/admin/orders/1042")
	o.has(page, "Falta estoque", "SKU-1042 × 1")
	if strings.Contains(page, `name="tracking_code"`) || strings.Contains(page, "Estoque reservado para este pedido") {
		t.Error("an order that cannot be shipped offers to ship it, or calls its stock reserved")
	}
	_, page = o.get("/admin/orders")
	if n := strings.Count(page, "Falta estoque"); n != 1 {
		t.Errorf("%d orders of the list lack stock, want 1", n)
	}
	_, page = o.get("/admin")
	o.has(page, "1 pedido pago sem estoque espera a sua decisão", `href="/admin/shortages"`)
	_, page = o.get("/admin/inventory")
	if short, other := strings.Index(page, "SKU-1042"), strings.Index(page, "SKU-1041"); short < 0 || short > other {
		t.Error("what is owed does not come first in the stock")
	}

	if r, _ := o.post(stock, append(o.shelf(stock), "reason", "received", "quantity", "1")...); r.StatusCode != http.StatusSeeOther {
		t.Fatalf("received: %d", r.StatusCode)
	}
	_, page = o.get("/admin/orders/1042")
	o.has(page, "Estoque reservado para este pedido", `name="tracking_code"`)
	_, page = o.get("/admin")
	if strings.Contains(page, "reposição") {
		t.Error("the dashboard still asks for units that came")
	}
	if r, _ := o.post("/admin/orders/1042/ship", "version", "1"); r.StatusCode != http.StatusSeeOther {
		t.Errorf("ship what came: %d", r.StatusCode)
	}
}
