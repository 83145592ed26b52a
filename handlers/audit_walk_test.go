package handlers_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/inventory"
	"tenaz/internal/storetest"
	"tenaz/internal/support"
)

// walk is a store in which an owner can do everything that the back office lets
// people do.
type walk struct {
	*storetest.Store
	t     *testing.T
	owner *storetest.Client
	user  accounts.User
	goods storetest.Goods
}

// bought is a paid order, by its number as text.
func (w *walk) bought(method string) string {
	w.t.Helper()
	number, session := w.placed(method, w.goods, 2)
	var err error
	if method == "boleto" {
		if err = w.Sandbox.IssueBoleto(session); err == nil {
			err = w.Sandbox.PayBoleto(session)
		}
	} else {
		err = w.Sandbox.Pay(session, "4242424242424242")
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.WantCount(w.t, 1, `SELECT count(*) FROM orders WHERE number = $1 AND payment_state = 'paid'`, number)
	return number
}

// placed is an order that waits for its payment, by its number and its session.
func (w *walk) placed(method string, goods storetest.Goods, quantity int) (number, session string) {
	w.t.Helper()
	c := w.Client(w.t)
	c.Add(goods, quantity)
	page := c.Place(method)
	return w.id(`SELECT max(number) FROM orders`), page.URL.Path[strings.LastIndex(page.URL.Path, "/")+1:]
}

// held is an order for which twice its total came, by its number.
func (w *walk) held() string {
	w.t.Helper()
	number, session := w.placed("card", w.goods, 1)
	if err := w.Sandbox.PayOther(session, 2*int64(w.Count(w.t, `SELECT total_cents FROM orders WHERE number = $1`, number)), ""); err != nil {
		w.t.Fatal(err)
	}
	w.WantCount(w.t, 1, `SELECT count(*) FROM orders WHERE number = $1 AND hold = 'amount'`, number)
	return number
}

// short is an order that was paid after its unit had gone, by its number.
func (w *walk) short() string {
	w.t.Helper()
	goods := w.Product(w.t, "Rara", 5000, 1)
	number, session := w.placed("card", goods, 1)
	err := w.Sandbox.ExpireSession(session)
	if err == nil {
		w.WantCount(w.t, 1, `SELECT count(*) FROM orders WHERE number = $1 AND state = 'cancelled'`, number)
		_, err = w.App.Inventory.Adjust(w.t.Context(), actor.Store("test"), inventory.AdjustInput{VariantID: goods.VariantID, Reason: inventory.Damage, Quantity: 1})
	}
	if err == nil {
		err = w.Sandbox.PayOther(session, int64(w.Count(w.t, `SELECT total_cents FROM orders WHERE number = $1`, number)), "")
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.WantCount(w.t, 1, `SELECT count(*) FROM orders WHERE number = $1 AND payment_state = 'paid'`, number)
	w.WantCount(w.t, 1, `SELECT count(*) FROM shortages s JOIN orders o ON o.id = s.order_id WHERE o.number = $1`, number)
	return number
}

func (w *walk) id(query string, args ...any) string {
	w.t.Helper()
	return strconv.Itoa(w.Count(w.t, query, args...))
}

func (w *walk) exec(query string, args ...any) {
	w.t.Helper()
	if _, err := w.DB.Exec(w.t.Context(), query, args...); err != nil {
		w.t.Fatal(err)
	}
}

// does submits a form of a page and wants it taken.
func (w *walk) does(page, action string, pairs ...string) {
	w.t.Helper()
	w.owner.Get(page).Want(http.StatusOK).Submit(action, pairs...).Want(http.StatusOK)
}

// colleague is somebody else of the staff, by id as text.
func (w *walk) colleague() string {
	w.t.Helper()
	_, user := w.StaffAs(w.t, "warehouse")
	return strconv.FormatInt(user.ID, 10)
}

// role makes a role of the shop's own and returns its page.
func (w *walk) role(name string) string {
	w.t.Helper()
	id, err := w.App.Accounts.SaveRole(w.t.Context(), actor.Store("test"), accounts.RoleInput{Name: name, Permissions: []string{"orders"}})
	if err != nil {
		w.t.Fatal(err)
	}
	return "/admin/roles/" + strconv.FormatInt(id, 10)
}

// invitation invites somebody and returns the id.
func (w *walk) invitation(email string) string {
	w.t.Helper()
	role, err := w.App.Accounts.RoleNamed(w.t.Context(), "support")
	if err == nil {
		err = w.App.Accounts.Invite(w.t.Context(), actor.Store("test"), accounts.InviteInput{Email: email, RoleID: role.ID})
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return w.id(`SELECT max(id) FROM invitations`)
}

// shopper is a customer with an account, by id as text.
func (w *walk) shopper(email string) string {
	w.t.Helper()
	user, err := w.App.Accounts.Create(w.t.Context(), actor.Store("test"), accounts.CreateInput{Email: email, Name: "Cliente", Password: storetest.StaffPassword})
	if err != nil {
		w.t.Fatal(err)
	}
	return strconv.FormatInt(user.ID, 10)
}

var newsBox = regexp.MustCompile(`name="marketing" value="([0-9a-f]{16})"`)

// subscriber buys with the box for news ticked.
func (w *walk) subscriber() {
	w.t.Helper()
	c := w.Client(w.t)
	c.Add(w.goods, 1)
	review := c.Review("card")
	found := newsBox.FindStringSubmatch(review.Body)
	if found == nil {
		w.t.Fatal("the review has no box for news")
	}
	review.Submit("/checkout/place", "marketing", found[1]).Want(http.StatusOK)
}

// newsletter writes a draft and returns its page.
func (w *walk) newsletter() string {
	w.t.Helper()
	return w.owner.Get("/admin/newsletters/new").Want(http.StatusOK).
		Submit("/admin/newsletters", "subject", "Novidades", "body", "Chegaram").Want(http.StatusOK).URL.Path
}

// writes does what each POST of the back office is for, once, by its own form.
var writes = map[string]func(w *walk){
	"/admin/orders/{number}/note": func(w *walk) {
		w.does("/admin/orders/"+w.bought("card"), "/note", "note", "Ligou hoje")
	},
	"/admin/orders/{number}/mail": func(w *walk) {
		number := w.bought("card")
		w.WantCount(w.t, 1, `SELECT count(*) FROM mail_log m JOIN orders o ON o.id = m.order_id WHERE o.number = $1 AND m.kind = 'order_paid' AND m.state = 'sent'`, number)
		w.does("/admin/orders/"+number, "/mail", "mail", w.id(`SELECT max(m.id) FROM mail_log m JOIN orders o ON o.id = m.order_id WHERE o.number = $1`, number))
	},
	"/admin/orders/{number}/correct": func(w *walk) {
		w.does("/admin/orders/"+w.bought("card"), "/correct", "street", "Outra Rua")
	},
	"/admin/orders/{number}/refund": func(w *walk) {
		w.does("/admin/orders/"+w.bought("card"), "/refund", "amount", "1,00", "reason", "goodwill")
	},
	"/admin/orders/{number}/ship": func(w *walk) { w.does("/admin/orders/"+w.bought("card"), "/ship", "tracking_code", "AB123456789BR") },
	"/admin/orders/{number}/cancel": func(w *walk) {
		number, _ := w.placed("card", w.goods, 1)
		w.does("/admin/orders/"+number, "/cancel")
		w.does("/admin/orders/"+w.bought("card"), "/cancel")
	},
	"/admin/orders/{number}/deliver": func(w *walk) {
		path := "/admin/orders/" + w.bought("card")
		w.does(path, "/ship", "tracking_code", "AB123456789BR")
		w.does(path, "/deliver")
	},
	"/admin/orders/{number}/resolve":   func(w *walk) { w.does("/admin/orders/"+w.held(), "/resolve", "decision", "accept") },
	"/admin/orders/{number}/backorder": func(w *walk) { w.does("/admin/orders/"+w.short(), "/backorder") },
	"/admin/orders/{number}/short":     func(w *walk) { w.does("/admin/orders/"+w.short(), "/short") },
	"/admin/payments/{attempt}": func(w *walk) {
		number, _ := w.placed("card", w.goods, 1)
		attempt := w.id(`SELECT max(a.id) FROM payment_attempts a JOIN orders o ON o.id = a.order_id WHERE o.number = $1`, number)
		w.owner.Post("/admin/payments/"+attempt, nil).Want(http.StatusOK)
	},
	"/admin/jobs/{job}": func(w *walk) {
		w.exec(`INSERT INTO river_job (state, attempt, max_attempts, attempted_at, finalized_at, args, kind)
			VALUES ('discarded', 5, 5, now(), now(), '{}', 'purge')`)
		w.does("/admin/jobs", "/admin/jobs/"+w.id(`SELECT max(id) FROM river_job WHERE state = 'discarded'`))
	},
	"/admin/refunds/{refund}": func(w *walk) {
		w.does("/admin/orders/"+w.bought("boleto"), "/cancel")
		w.does("/admin/refunds", "/admin/refunds/"+w.id(`SELECT max(id) FROM refunds WHERE state = 'desk'`), "payee", "Ana", "proof", "E2E1")
	},
	"/admin/inventory/{variant}": func(w *walk) {
		path := "/admin/inventory/" + strconv.FormatInt(w.goods.VariantID, 10)
		w.does(path, path, "reason", "received", "quantity", "3")
	},
	"/admin/messages/{id}": func(w *walk) {
		m, err := w.App.Support.Send(w.t.Context(), actor.Actor{}, support.SendInput{Name: "Ana", Email: "ana@example.com", Subject: "Oi", Message: "Oi"})
		if err != nil {
			w.t.Fatal(err)
		}
		path := "/admin/messages/" + strconv.FormatInt(m.ID, 10)
		w.does(path, path, "answered", "1")
	},
	"/admin/pages/{slug}": func(w *walk) { w.does("/admin/pages/entrega", "/admin/pages/entrega", "body", "Outro texto") },
	"/admin/settings":     func(w *walk) { w.does("/admin/settings", "/admin/settings", "trade_name", "Outra Loja") },
	"/admin/shipping/services/{id}": func(w *walk) {
		w.does("/admin/shipping/services/1", "/admin/shipping/services/1", "name", "Outro nome")
	},
	"/admin/shipping/services/{id}/zones/{zone}": func(w *walk) {
		w.does("/admin/shipping/services/1/zones/1", "/zones/1", "price_2", "19,50")
	},
	"/admin/shipping/zones/new": func(w *walk) {
		w.does("/admin/shipping/zones/new", "/zones/new", "name", "Rondônia nova", "ranges", "78900-000 a 78999-999")
	},
	"/admin/shipping/zones/{id}": func(w *walk) { w.does("/admin/shipping/zones/1", "/zones/1", "name", "Outra zona") },
	"/admin/shipping/upload": func(w *walk) {
		file := w.owner.Get("/admin/shipping.csv").Want(http.StatusOK)
		version := w.id(`SELECT sum(version) FROM shipping_services`)
		w.owner.Upload("/admin/shipping/upload", url.Values{"version": {version}}, "table", "frete.csv", []byte(file.Body)).Want(http.StatusOK)
	},
	"/admin/customers/{id}/document": func(w *walk) {
		id := w.shopper("documento@example.com")
		w.exec(`UPDATE users SET document = '52998224725' WHERE id = $1`, id)
		w.does("/admin/customers/"+id, "/document")
	},
	"/admin/customers/{id}/note": func(w *walk) {
		w.does("/admin/customers/"+w.shopper("anotada@example.com"), "/note", "note", "Prefere WhatsApp")
	},
	"/admin/customers/{id}/data": func(w *walk) {
		w.owner.Post("/admin/customers/"+w.shopper("direitos@example.com")+"/data", url.Values{"do": {"export"}, "identity": {"phone"}}).Want(http.StatusOK)
	},
	"/admin/customers/guest/{number}/data": func(w *walk) {
		w.owner.Post("/admin/customers/guest/"+w.bought("card")+"/data", url.Values{"do": {"export"}, "identity": {"email"}}).Want(http.StatusOK)
	},
	"/admin/customers/{id}/groups": func(w *walk) {
		w.owner.Post("/admin/customers/"+w.shopper("grupo@example.com")+"/groups", url.Values{"group": {"Atacado"}}).Want(http.StatusOK)
	},
	"/admin/customers/{id}/verify": func(w *walk) {
		id := w.shopper("nova.conta@example.com")
		w.exec(`UPDATE users SET email_verified_at = NULL WHERE id = $1`, id)
		w.does("/admin/customers/"+id, "/verify")
	},
	"/admin/customers/{id}/recover": func(w *walk) { w.does("/admin/customers/"+w.shopper("esqueceu@example.com"), "/recover") },
	"/admin/customers/{id}/block": func(w *walk) {
		w.does("/admin/customers/"+w.shopper("bloqueio@example.com"), "/block", "blocked", "1")
	},
	"/admin/customers/guest/{number}/document": func(w *walk) { w.does("/admin/customers/guest/"+w.bought("card"), "/document") },
	"/admin/customers/guest/{number}/note": func(w *walk) {
		w.does("/admin/customers/guest/"+w.bought("card"), "/note", "note", "Ligou")
	},
	"/admin/customers/guest/{number}/groups": func(w *walk) {
		w.owner.Post("/admin/customers/guest/"+w.bought("card")+"/groups", url.Values{"group": {"Varejo"}}).Want(http.StatusOK)
	},
	"/admin/newsletters":           func(w *walk) { w.newsletter() },
	"/admin/newsletters/{id}":      func(w *walk) { path := w.newsletter(); w.does(path, path, "subject", "Outro assunto") },
	"/admin/newsletters/{id}/test": func(w *walk) { w.does(w.newsletter(), "/test") },
	"/admin/newsletters/{id}/send": func(w *walk) {
		w.subscriber()
		w.does(w.newsletter(), "/send", "confirm", "1")
	},
	"/admin/newsletters/{id}/stop": func(w *walk) {
		path := w.newsletter()
		w.exec(`UPDATE newsletters SET state = 'sending', started_at = now() WHERE id = $1`, path[strings.LastIndex(path, "/")+1:])
		w.does(path, "/stop")
	},
	"/admin/staff/invitations": func(w *walk) {
		w.does("/admin/staff", "/admin/staff/invitations", "email", "nova@example.com", "role", w.id(`SELECT id FROM roles WHERE slug = 'support'`))
	},
	"/admin/staff/invitations/{id}": func(w *walk) {
		w.does("/admin/staff", "/admin/staff/invitations/"+w.invitation("outra@example.com"), "do", "withdraw")
	},
	"/admin/staff/{id}/role": func(w *walk) {
		w.does("/admin/staff/"+w.colleague(), "/role", "role", w.id(`SELECT id FROM roles WHERE slug = 'support'`))
	},
	"/admin/staff/{id}/state":   func(w *walk) { w.does("/admin/staff/"+w.colleague(), "/state", "state", "disabled") },
	"/admin/staff/{id}/logins":  func(w *walk) { w.does("/admin/staff/"+w.colleague(), "/logins") },
	"/admin/staff/{id}/factors": func(w *walk) { w.does("/admin/staff/"+w.colleague(), "/factors") },
	"/admin/roles": func(w *walk) {
		w.does("/admin/roles/new", "/admin/roles", "name", "Caixa", "permissions", "orders")
	},
	"/admin/roles/{id}": func(w *walk) {
		path := w.role("Balcão")
		w.does(path, path, "name", "Balcão da frente")
	},
	"/admin/roles/{id}/delete": func(w *walk) { w.does(w.role("Provisório"), "/delete") },
	"/admin/audit/export":      func(w *walk) { w.does("/admin/audit", "/admin/audit/export") },
	"/admin/customers/{id}/view": func(w *walk) {
		w.owner.Post("/admin/customers/"+w.shopper("vista@example.com")+"/view", nil).Want(http.StatusOK)
		w.owner.Once(http.MethodPost, "/admin/view/end", url.Values{}).Want(http.StatusSeeOther)
	},
	"/admin/view/end": func(w *walk) {
		w.owner.Post("/admin/customers/"+w.shopper("olhada@example.com")+"/view", nil).Want(http.StatusOK)
		w.owner.Once(http.MethodPost, "/admin/view/end", url.Values{}).Want(http.StatusSeeOther)
	},
}

// TestEveryWriteOfStaffIsInTheLog walks all POST routes of the back office: what
// each does leaves an entry by whoever did it, with the address.
func TestEveryWriteOfStaffIsInTheLog(t *testing.T) {
	t.Parallel()
	w := &walk{Store: storetest.Start(t, storetest.Options{}), t: t}
	w.goods = w.Product(t, "Cabo", 3000, 500)
	w.owner, w.user = w.StaffAs(t, "owner")
	seen := map[string]bool{}
	for _, route := range w.App.Routes() {
		if route.Method != http.MethodPost || !strings.HasPrefix(route.Pattern, "/admin") {
			continue
		}
		seen[route.Pattern] = true
		do := writes[route.Pattern]
		if do == nil {
			t.Errorf("handlers/audit_walk_test.go does not know POST %s: add to writes what it is for", route.Pattern)
			continue
		}
		entries := func() int {
			return w.Count(t, `SELECT count(*) FROM audit_log WHERE actor_kind = 'staff' AND actor_id = $1 AND address <> ''`, w.user.ID)
		}
		before := entries()
		do(w)
		if entries() == before {
			t.Errorf("POST %s leaves nothing in the audit log", route.Pattern)
		}
	}
	w.WantCount(t, 0, `SELECT count(*) FROM audit_log WHERE actor_kind = 'staff' AND (actor_id = 0 OR address = '')`)
	wantNamed(t, w)
	for pattern := range writes {
		if !seen[pattern] {
			t.Errorf("writes has %s, which no route is", pattern)
		}
	}
}

// wantNamed wants the log's page to name every action and to offer every kind of
// subject that the walk has left there, and each link to what changed to lead to it.
func wantNamed(t *testing.T, w *walk) {
	t.Helper()
	page := w.owner.Get("/admin/audit").Want(http.StatusOK)
	for column, what := range map[string]string{"action": "an action without a text", "subject_kind": "a kind that cannot be searched for"} {
		rows, err := w.DB.Query(t.Context(), `SELECT DISTINCT `+column+` FROM audit_log`)
		if err != nil {
			t.Fatal(err)
		}
		values, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		for _, value := range values {
			if !strings.Contains(page.Body, `value="`+value+`"`) || strings.Contains(page.Body, ">"+value+"<") {
				t.Errorf("the log's page has %s: %s", what, value)
			}
		}
	}
	for _, kind := range []string{"shipping_service", "shipping_zone"} {
		found := w.owner.Get("/admin/audit?kind=" + kind).Want(http.StatusOK)
		w.owner.Get(found.Link("/admin/shipping/")).Want(http.StatusOK)
	}
}
