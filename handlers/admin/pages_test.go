package admin_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestWhoMayOpenWhat(t *testing.T) {
	t.Parallel()
	o := open(t)
	for _, path := range []string{"/admin", "/admin/orders", "/admin/inventory", "/admin/mail"} {
		r, _ := o.get(path)
		if r.StatusCode != http.StatusSeeOther || !strings.HasPrefix(r.Header.Get("Location"), "/account/login?next=%2Fadmin") {
			t.Errorf("a visitor at %s: %d to %q", path, r.StatusCode, r.Header.Get("Location"))
		}
	}
	for role, c := range map[string]struct {
		home   string
		status map[string]int
	}{
		"owner":     {"/admin", map[string]int{"/admin": 200, "/admin/orders": 200, "/admin/inventory": 200, "/admin/mail": 200}},
		"warehouse": {"/admin/orders", map[string]int{"/admin": 403, "/admin/orders": 200, "/admin/inventory": 200, "/admin/mail": 403}},
		"":          {"/account/orders", map[string]int{"/admin": 403, "/admin/orders": 403, "/admin/inventory": 403, "/admin/mail": 403}},
	} {
		if home := o.enter(role).Header.Get("Location"); home != c.home {
			t.Errorf("%q begins at %q, want %q", role, home, c.home)
		}
		for path, status := range c.status {
			if r, _ := o.get(path); r.StatusCode != status {
				t.Errorf("%q at %s: %d, want %d", role, path, r.StatusCode, status)
			}
		}
	}
}

func TestInventoryIsAdjustedWithAReason(t *testing.T) {
	t.Parallel()
	o := open(t)
	variant := o.sell(1042, "Ana")
	o.enter("warehouse")
	path := fmt.Sprintf("/admin/inventory/%d", variant)
	_, page := o.get("/admin/inventory?q=sku-1042")
	o.has(page, `href="`+path+`"`, "Estoque baixo", "&lt;script&gt;")
	_, page = o.get("/admin/inventory?q=nothing")
	o.has(page, "Nada encontrado no estoque")
	for name, c := range map[string]struct {
		values []string
		status int
	}{
		"no reason":        {[]string{"quantity", "5"}, 422},
		"unknown reason":   {[]string{"reason", "sale", "quantity", "5"}, 422},
		"no number":        {[]string{"reason", "count", "quantity", "five"}, 422},
		"negative count":   {[]string{"reason", "count", "quantity", "-1"}, 422},
		"far too many":     {[]string{"reason", "received", "quantity", "99999999999"}, 422},
		"long note":        {[]string{"reason", "received", "quantity", "1", "note", strings.Repeat("á", 501)}, 422},
		"no such location": {[]string{"reason", "received", "quantity", "1", "location", "x"}, 422},
	} {
		if r, page := o.post(path, append(o.shelf(path), c.values...)...); r.StatusCode != c.status || !strings.Contains(page, `role="alert" tabindex="-1" autofocus`) {
			t.Errorf("%s: %d, want %d with a message", name, r.StatusCode, c.status)
		}
	}
	if moved := o.number(`SELECT count(*) FROM stock_movements`); moved != 0 {
		t.Errorf("refused requests moved stock %d times", moved)
	}
	if r, _ := o.post(path, "reason", "received", "quantity", "5"); r.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a form that does not say which shelf it saw: %d, want 422", r.StatusCode)
	}
	r, _ := o.post(path, append(o.shelf(path), "reason", "count", "quantity", "12", "note", "Inventário <b>anual</b>")...)
	if r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != path {
		t.Fatalf("count: %d to %q", r.StatusCode, r.Header.Get("Location"))
	}
	_, page = o.get(path)
	o.has(page, "Estoque ajustado.", "Inventário &lt;b&gt;anual&lt;/b&gt;", "Contagem", ">+5<", "Rui &lt;b&gt;")
	if onHand := o.number(`SELECT on_hand FROM stock_levels WHERE variant_id = $1`, variant); onHand != 12 {
		t.Errorf("%d on hand, want 12", onHand)
	}
	for _, path := range []string{path + "?page=2", "/admin/inventory?page=2", "/admin/inventory/999999", "/admin/inventory/x"} {
		if r, _ := o.get(path); r.StatusCode != http.StatusNotFound {
			t.Errorf("GET %s: %d, want 404", path, r.StatusCode)
		}
	}
}

func TestInventoryIsAdjustedOnceByADoubleClick(t *testing.T) {
	t.Parallel()
	o := open(t)
	variant := o.sell(1042, "Ana")
	o.enter("warehouse")
	path := fmt.Sprintf("/admin/inventory/%d", variant)
	form := append(o.shelf(path), "reason", "received", "quantity", "3", "note", "Nota 77")
	if r, _ := o.post(path, form...); r.StatusCode != http.StatusSeeOther {
		t.Fatalf("the first click: %d", r.StatusCode)
	}
	r, page := o.post(path, form...)
	if r.StatusCode != http.StatusConflict {
		t.Errorf("the second click: %d, want 409", r.StatusCode)
	}
	o.has(page, `role="alert" tabindex="-1" autofocus`, "O saldo deste depósito agora é 10", "era 7 quando", "Nota 77", ">+3<")
	if onHand := o.number(`SELECT on_hand FROM stock_levels WHERE variant_id = $1`, variant); onHand != 10 {
		t.Errorf("%d on hand, want 10", onHand)
	}
	// The page that answers shows the shelf as it is: sending it again is meant.
	if r, _ := o.post(path, append(shelf(page), "reason", "received", "quantity", "3")...); r.StatusCode != http.StatusSeeOther {
		t.Errorf("sent again on purpose: %d, want 303", r.StatusCode)
	}
}

var hiddenShelf = regexp.MustCompile(`name="(location|on_hand_\d+)" value="(\d+)"`)

// shelf returns what the form of an inventory page says of the level that it saw.
func shelf(page string) (pairs []string) {
	for _, m := range hiddenShelf.FindAllStringSubmatch(page, -1) {
		pairs = append(pairs, m[1], m[2])
	}
	return pairs
}

func (o *office) shelf(path string) []string {
	o.t.Helper()
	_, page := o.get(path)
	return shelf(page)
}

func TestDashboardShowsFiguresAndAChart(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.enter("owner")
	_, page := o.get("/admin")
	o.has(page, "Nenhum pedido foi pago neste período", "Todos os produtos à venda têm mais de 5 unidades.")
	o.sell(1042, "Ana")
	o.sell(1043, "Ana")
	_, page = o.get("/admin")
	o.has(page, "R$\u00a0430,00", "R$\u00a0215,00", `<svg role="img" aria-label="Gráfico de barras das vendas por dia de 25/10/2026 a 23/11/2026. Melhor dia: 23/11/2026, com R$`,
		`fill="var(--brand)"`, "R$\u00a0200,00", "2 itens com estoque baixo")
	if strings.Contains(page, "rgb(") || strings.Contains(page, "font-family") {
		t.Error("the chart keeps colours or a font of its own")
	}
	o.enter("owner")
	_, page = o.get("/admin/mail")
	o.has(page, "Nenhum e-mail ainda")
	if _, err := o.pool.Exec(t.Context(), `INSERT INTO mail_log (key, kind, order_id, locale, state, failure, created_at)
		SELECT 'k', 'order_paid', id, 'pt-BR', 'failed', 'smtp 550', placed_at FROM orders WHERE number = 1043`); err != nil {
		t.Fatal(err)
	}
	_, page = o.get("/admin/mail")
	o.has(page, "Pagamento confirmado", "smtp 550", `href="/admin/orders/1043"`, "1 e-mail")
}
