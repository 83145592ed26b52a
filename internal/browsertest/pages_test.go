package browsertest

import (
	"net/url"
	"strings"

	"tenaz/internal/storetest"
)

// visitor is who looks at a page; each has a window and cookies of its own.
type visitor string

const (
	nobody  visitor = "nobody"  // has no cookie
	blocked visitor = "blocked" // has a cart with a product that sold out since
	buyer   visitor = "buyer"   // has a cart and comes as far as the review
	shopper visitor = "shopper" // is logged in
	owner   visitor = "owner"   // is logged in and may do everything
	halfway visitor = "halfway" // has typed the password and has a second factor too
	stale   visitor = "stale"   // is logged in, and proved it long ago
)

// view is a page in one state.
type view struct {
	who  visitor
	path string // with names of site in braces
	// action is the form that is sent from path with values, whatever the browser
	// would say to them; empty looks at path itself.
	action string
	values url.Values
	status int64 // 200 if 0
}

// pages are the states of every page that the router knows, by its pattern.
var pages = map[string][]view{
	"/": {{who: nobody, path: "/"}, {who: buyer, path: "/"}},
	"/categories/{slug}": {
		{who: nobody, path: "/categories/fones"},
		{who: nobody, path: "/categories/fones?page=2"},
		{who: nobody, path: "/categories/cabos?sort=price_desc"},
		{who: nobody, path: "/categories/fones?brand=cigarra&in_stock=1#filters"},
		{who: nobody, path: "/categories/nenhuma", status: 404},
	},
	"/products/{slug}": {
		{who: nobody, path: "/products/fone-onda"},
		{who: nobody, path: "/products/nome-longo"},
		{who: nobody, path: "/products/esgotado"},
		{who: buyer, path: "/products/cabo-usb"},
		{who: nobody, path: "/products/nenhum", status: 404},
	},
	"/search": {
		{who: nobody, path: "/search?q=fone"},
		{who: nobody, path: "/search?q=xyzzy+nada"},
		{who: nobody, path: "/search"},
	},
	"/cart": {
		{who: nobody, path: "/cart"},
		{who: buyer, path: "/cart"},
		{who: buyer, path: "/cart?cep=01001-000"},
		{who: buyer, path: "/cart?cep=abc", status: 422},
		{who: buyer, path: "/cart", action: "/cart/items/", values: url.Values{"quantity": {"1000"}}, status: 422},
		{who: blocked, path: "/cart"},
	},
	"/checkout": {
		{who: buyer, path: "/checkout"},
		{who: buyer, path: "/checkout", action: "/checkout", values: wrongBuyer(), status: 422},
	},
	"/checkout/shipping": {
		{who: buyer, path: "/checkout/shipping"},
		{who: buyer, path: "/checkout/shipping", action: "/checkout/shipping", values: url.Values{"shipping_option": {"foguete"}, "payment_method": {""}}, status: 422},
	},
	"/checkout/review": {{who: buyer, path: "/checkout/review"}},
	"/orders/{token}": {
		{who: nobody, path: "/orders/{token:unpaid}"},
		{who: nobody, path: "/orders/{token:refused}"},
		{who: nobody, path: "/orders/{token:pix}"},
		{who: nobody, path: "/orders/{token:boleto}"},
		{who: nobody, path: "/orders/{token:paid}"},
		{who: nobody, path: "/orders/{token:shipped}"},
		{who: nobody, path: "/orders/{token:delivered}"},
		{who: nobody, path: "/orders/{token:expired}"},
		{who: nobody, path: "/orders/{token:held}"},
		{who: nobody, path: "/orders/{token:waiting}"},
		{who: nobody, path: "/orders/nenhum", status: 404},
	},
	"/orders/{token}/preferences": {
		{who: nobody, path: "/orders/{token:paid}/preferences"},
		{who: nobody, path: "/orders/nenhum/preferences", status: 404},
	},
	"/unsubscribe/{token}": {
		{who: nobody, path: "/unsubscribe/{news:link}"},
		{who: nobody, path: "/unsubscribe/nenhum", status: 404},
	},
	"/account/login": {
		{who: nobody, path: "/account/login?next=/account/orders"},
		{who: nobody, path: "/account/login", action: "/account/login", values: url.Values{"email": {""}, "password": {""}}, status: 422},
		{who: nobody, path: "/account/login", action: "/account/login", values: url.Values{"email": {"x@example.com"}, "password": {"errada"}}, status: 422},
	},
	"/account": {{who: shopper, path: "/account"}, {who: owner, path: "/account"}},
	"/account/login/second": {
		{who: halfway, path: "/account/login/second"},
		{who: halfway, path: "/account/login/second", action: "/account/login/second", values: url.Values{"code": {"12345"}}, status: 422},
	},
	"/account/confirm": {
		{who: stale, path: "/account/confirm?next=/account/orders"},
		{who: stale, path: "/account/confirm", action: "/account/confirm", values: url.Values{"password": {"errada"}}, status: 422},
	},
	"/account/security": {
		{who: shopper, path: "/account/security"},
		{who: stale, path: "/account/security"},
		{who: owner, path: "/account/security"},
	},
	"/account/security/totp": {
		{who: shopper, path: "/account/security", action: "/account/security/totp/start"},
		{who: shopper, path: "/account/security/totp", action: "/account/security/totp", values: url.Values{"code": {"1"}}, status: 422},
	},
	"/account/privacy": {
		{who: shopper, path: "/account/privacy"},
		{who: shopper, path: "/account/privacy", action: "/account/privacy", values: url.Values{}},
	},
	"/account/privacy/erase": {
		{who: shopper, path: "/account/privacy/erase"},
		{who: shopper, path: "/account/privacy/erase", action: "/account/privacy/erase", values: url.Values{}, status: 422},
	},
	"/privacy/request": {
		{who: nobody, path: "/privacy/request"},
		{who: nobody, path: "/privacy/request", action: "/privacy/request", values: url.Values{"email": {"ana@"}}, status: 422},
	},
	"/privacy/request/sent": {{who: nobody, path: "/privacy/request/sent"}},
	"/privacy/erased":       {{who: nobody, path: "/privacy/erased"}},
	"/privacy/data/{token}": {
		{who: nobody, path: "/privacy/data/{data:link}"},
		{who: nobody, path: "/privacy/data/nenhum", status: 404},
	},
	"/privacy/data/{token}/erase": {
		{who: nobody, path: "/privacy/data/{data:link}/erase"},
		{who: nobody, path: "/privacy/data/{data:link}/erase", action: "/erase", values: url.Values{}, status: 422},
	},
	"/admin/newsletters":     {{who: owner, path: "/admin/newsletters"}},
	"/admin/newsletters/new": {{who: owner, path: "/admin/newsletters/new"}},
	"/admin/newsletters/{id}": {
		{who: owner, path: "/admin/newsletters/{news:draft}"},
		{who: owner, path: "/admin/newsletters/{news:sent}"},
		{who: owner, path: "/admin/newsletters/{news:draft}", action: "/admin/newsletters/", values: url.Values{"subject": {""}, "body": {""}}, status: 422},
		{who: owner, path: "/admin/newsletters/{news:draft}", action: "/admin/newsletters/", values: url.Values{"version": {"0"}, "body": {"Outro"}}, status: 409},
		{who: owner, path: "/admin/newsletters/{news:draft}", action: "/send", values: url.Values{}, status: 422},
		{who: owner, path: "/admin/newsletters/999999", status: 404},
	},
	"/admin": {{who: owner, path: "/admin"}, {who: shopper, path: "/admin", status: 403}},
	"/admin/orders": {
		{who: owner, path: "/admin/orders"},
		{who: owner, path: "/admin/orders?filter=all"},
		{who: owner, path: "/admin/orders?filter=held"},
		{who: owner, path: "/admin/orders/slips?order={number:paid}&order={number:unpaid}", status: 409},
		{who: owner, path: "/admin/orders?filter=all&q=ninguem"},
	},
	"/admin/orders/{number}": {
		{who: owner, path: "/admin/orders/{number:paid}"},
		{who: owner, path: "/admin/orders/{number:shipped}"},
		{who: owner, path: "/admin/orders/{number:delivered}"},
		{who: owner, path: "/admin/orders/{number:shipped}", action: "/deliver", values: url.Values{"version": {"0"}}, status: 409},
		{who: owner, path: "/admin/orders/{number:refused}"},
		{who: owner, path: "/admin/orders/{number:held}"},
		{who: owner, path: "/admin/orders/{number:short}"},
		{who: owner, path: "/admin/orders/{number:waiting}"},
		{who: owner, path: "/admin/orders/{number:held}", action: "/resolve", values: url.Values{"version": {"0"}}, status: 409},
		{who: owner, path: "/admin/orders/{number:expired}"},
		{who: owner, path: "/admin/orders/{number:paid}", action: "/ship", values: url.Values{"tracking_code": {strings.Repeat("x ", 90)}}, status: 422},
		{who: owner, path: "/admin/orders/{number:paid}", action: "/ship", values: url.Values{"version": {"0"}}, status: 409},
		{who: owner, path: "/admin/orders/{number:paid}", action: "/refund", values: url.Values{"amount": {"x"}, "reason": {""}}, status: 422},
		{who: owner, path: "/admin/orders/{number:paid}", action: "/correct", values: url.Values{"email": {"ana@"}, "street": {""}}, status: 422},
		{who: owner, path: "/admin/orders/{number:paid}", action: "/note", values: url.Values{"note": {""}}, status: 422},
		{who: owner, path: "/admin/orders/999999", status: 404},
	},
	"/admin/refunds":   {{who: owner, path: "/admin/refunds"}},
	"/admin/shortages": {{who: owner, path: "/admin/shortages"}},
	"/admin/payments":  {{who: owner, path: "/admin/payments"}},
	"/admin/jobs":      {{who: owner, path: "/admin/jobs"}, {who: owner, path: "/admin/jobs", action: "/admin/jobs/", values: url.Values{}}},
	"/admin/inventory": {{who: owner, path: "/admin/inventory"}, {who: owner, path: "/admin/inventory?q=nada+disso"}},
	"/admin/inventory/{variant}": {
		{who: owner, path: "/admin/inventory/{variant}"},
		{who: owner, path: "/admin/inventory/{variant:untouched}"},
		{who: owner, path: "/admin/inventory/{variant}", action: "/admin/inventory/", values: url.Values{"quantity": {"99999999999"}, "reason": {""}}, status: 422},
	},
	"/admin/mail": {{who: owner, path: "/admin/mail"}},
	"/p/{slug}": {
		{who: nobody, path: "/p/termos"},
		{who: nobody, path: "/p/privacidade"},
		{who: nobody, path: "/p/acessibilidade?version=1"},
		{who: nobody, path: "/p/nenhuma", status: 404},
	},
	"/contact": {
		{who: nobody, path: "/contact"},
		{who: nobody, path: "/contact", action: "/contact", values: url.Values{"email": {"x"}, "order_number": {"abc"}, "website": {"x"}}, status: 422},
	},
	"/contact/{protocol}": {{who: nobody, path: "/contact/nenhum", status: 404}},
	"/admin/settings": {
		{who: owner, path: "/admin/settings"},
		{who: owner, path: "/admin/settings", action: "/admin/settings", values: url.Values{"cnpj": {"1"}, "trade_name": {""}}, status: 422},
	},
	"/account/invite/{token}": {
		{who: nobody, path: "/account/invite/{invite}"},
		{who: nobody, path: "/account/invite/{invite}", action: "/account/invite/", values: url.Values{"name": {""}, "password": {"curta"}}, status: 422},
		{who: nobody, path: "/account/invite/nenhum", status: 404},
	},
	"/admin/staff": {
		{who: owner, path: "/admin/staff"},
		{who: owner, path: "/admin/staff", action: "/admin/staff/invitations", values: url.Values{"email": {"x@"}}, status: 422},
	},
	"/admin/staff/{id}": {
		{who: owner, path: "/admin/staff/{member}"},
		{who: owner, path: "/admin/staff/{owner}"},
		{who: owner, path: "/admin/staff/{member}", action: "/role", values: url.Values{"version": {"99"}}, status: 409},
		{who: owner, path: "/admin/staff/999999", status: 404},
	},
	"/admin/roles": {{who: owner, path: "/admin/roles"}},
	"/admin/roles/new": {
		{who: owner, path: "/admin/roles/new"},
		{who: owner, path: "/admin/roles/new", action: "/admin/roles", values: url.Values{"refund_limit": {"muito"}}, status: 422},
	},
	"/admin/roles/{id}": {
		{who: owner, path: "/admin/roles/{role}"},
		{who: owner, path: "/admin/roles/{role:unused}"},
		{who: owner, path: "/admin/roles/{role:owner}"},
		{who: owner, path: "/admin/roles/{role:unused}", action: "/admin/roles/", values: url.Values{"name": {""}}, status: 422},
		{who: owner, path: "/admin/roles/{role:unused}", action: "/admin/roles/", values: url.Values{"version": {"99"}}, status: 409},
	},
	"/admin/audit": {
		{who: owner, path: "/admin/audit"},
		{who: owner, path: "/admin/audit?kind=order&who=nada"},
		{who: owner, path: "/admin/audit?from=ontem", status: 422},
	},
	"/orders/lookup": {
		{who: nobody, path: "/orders/lookup"},
		{who: nobody, path: "/orders/lookup?sent=1"},
		{who: nobody, path: "/orders/lookup", action: "/orders/lookup", values: url.Values{"number": {"abc"}, "email": {"x"}}, status: 422},
	},
	"/admin/access": {
		{who: owner, path: "/admin/access"},
		{who: owner, path: "/admin/access?from=2026-11-01T00:00&until=2026-11-30T00:00&reason=processo"},
		{who: owner, path: "/admin/access?from=x&until=&reason=&address=y&user=z", status: 422},
	},
	"/admin/shipping": {
		{who: owner, path: "/admin/shipping"},
		{who: owner, path: "/admin/shipping", action: "/admin/shipping/upload", values: url.Values{}, status: 422},
	},
	"/admin/shipping/services/{id}": {
		{who: owner, path: "/admin/shipping/services/1"},
		{who: owner, path: "/admin/shipping/services/1", action: "/admin/shipping/services/1", values: url.Values{"name": {""}, "cubic_divisor": {"x"}, "tracking_url": {"y"}}, status: 422},
		{who: owner, path: "/admin/shipping/services/1", action: "/admin/shipping/services/1", values: url.Values{"version": {"0"}}, status: 409},
	},
	"/admin/shipping/services/{id}/zones/{zone}": {
		{who: owner, path: "/admin/shipping/services/1/zones/1"},
		{who: owner, path: "/admin/shipping/services/1/zones/1", action: "/zones/1", values: url.Values{"price_0": {"x"}, "max_grams_1": {"0"}, "days_max_2": {""}}, status: 422},
		{who: owner, path: "/admin/shipping/services/1/zones/1", action: "/zones/1", values: url.Values{"version": {"0"}}, status: 409},
	},
	"/admin/shipping/zones/new": {
		{who: owner, path: "/admin/shipping/zones/new"},
		{who: owner, path: "/admin/shipping/zones/new", action: "/zones/new", values: url.Values{"name": {"X"}, "ranges": {"01000-000"}}, status: 422},
	},
	"/admin/shipping/zones/{id}": {
		{who: owner, path: "/admin/shipping/zones/1"},
		{who: owner, path: "/admin/shipping/zones/999999", status: 404},
		{who: owner, path: "/admin/shipping/zones/1", action: "/zones/1", values: url.Values{"version": {"0"}}, status: 409},
	},
	"/admin/pages": {{who: owner, path: "/admin/pages"}},
	"/admin/pages/{slug}": {
		{who: owner, path: "/admin/pages/termos"},
		{who: owner, path: "/admin/pages/entrega", action: "/admin/pages/", values: url.Values{"title": {""}, "body": {"{{nada}}"}}, status: 422},
		{who: owner, path: "/admin/pages/entrega", action: "/admin/pages/", values: url.Values{"version": {"0"}, "body": {"Outro texto"}}, status: 409},
	},
	"/admin/messages": {
		{who: owner, path: "/admin/messages"},
		{who: owner, path: "/admin/messages?answered=1"},
	},
	"/admin/messages/{id}": {{who: owner, path: "/admin/messages/999999", status: 404}},
}

// others are GET addresses that answer with something else than a page, with its
// type.
var others = map[string]string{
	"/cart.json":   "application/json",
	"/sitemap.xml": "application/xml",
	"/robots.txt":  "text/plain",

	"/admin/access.csv":   "text/csv",
	"/admin/shipping.csv": "text/csv",
}

// wrongBuyer is a first step in which everything that can be wrong is.
func wrongBuyer() url.Values {
	values := storetest.Buyer()
	for name := range values {
		values.Set(name, "")
	}
	values.Set("email", "ana@")
	values.Set("document", "111.111.111-11")
	values.Set("postal_code", "1")
	return values
}
