package app_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"tenaz/internal/storetest"
)

// Pages and actions are recorded with address, port and user; files, probes and
// machines are not, and nothing that an address says beyond its pattern.
func TestTheAccessRecord(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{Proxies: loopback})
	goods := s.Product(t, "Fone", 9990, 5)
	c := s.Client(t)
	c.Sends("X-Forwarded-For", "198.51.100.7, 203.0.113.9")
	c.Sends("X-Client-Port", "51001")
	c.Get("/search?q=segredo").Want(http.StatusOK)
	c.Add(goods, 1)
	for _, path := range []string{"/healthz", "/readyz", "/robots.txt", "/sitemap.xml", "/static/nothing.css", "/nowhere"} {
		c.Get(path)
	}
	staff := s.Staff(t)
	staff.Get("/admin").Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM access_record WHERE method = 'GET' AND route = '/search' AND address = '203.0.113.9' AND port = 51001 AND user_id IS NULL`)
	s.WantCount(t, 1, `SELECT count(*) FROM access_record WHERE method = 'POST' AND route = '/cart/items'`)
	s.WantCount(t, 1, `SELECT count(*) FROM access_record a JOIN users u ON u.id = a.user_id WHERE route = '/admin' AND port IS NULL`)
	s.WantCount(t, 0, `SELECT count(*) FROM access_record WHERE route LIKE '%segredo%' OR route LIKE '%fone%'
		OR route = '' OR route IN ('/healthz', '/readyz', '/robots.txt', '/sitemap.xml') OR route LIKE '/static/%'`)

	empty := staff.Get("/admin/access").Want(http.StatusOK)
	if empty.Has("203.0.113.9:51001") {
		t.Error("the record is shown before anybody asked")
	}
	s.WantCount(t, 0, `SELECT count(*) FROM audit_log WHERE subject_kind = 'access_record'`)
	day := "?from=" + time.Now().Add(-24*time.Hour).Format("2006-01-02T15:04") + "&until=" + time.Now().Add(24*time.Hour).Format("2006-01-02T15:04")
	refused := staff.Get("/admin/access" + day + "&reason=&address=x").Want(http.StatusUnprocessableEntity)
	if !refused.Has("Diga o motivo") || !refused.Has("Digite um endereço IP") || !strings.Contains(refused.Body, `value="x"`) {
		t.Errorf("a wrong look-up says:\n%s", refused.Text())
	}
	staff.Get("/admin/access.csv" + day).Want(http.StatusUnprocessableEntity)
	found := staff.Get("/admin/access" + day + "&reason=processo+7&address=203.0.113.0/24").Want(http.StatusOK)
	if !found.Has("203.0.113.9:51001") || !found.Has("/search") || found.Has("127.0.0.1") {
		t.Errorf("the look-up shows:\n%s", found.Text())
	}
	file := staff.Get("/admin/access.csv" + day + "&reason=processo+7&address=203.0.113.9").Want(http.StatusOK)
	if !strings.HasPrefix(file.Body, "at,address,port,method,route,user_id\n") || !strings.Contains(file.Body, ",203.0.113.9,51001,GET,/search,\n") ||
		!strings.HasPrefix(file.Header.Get("Content-Type"), "text/csv") {
		t.Errorf("the file is %s:\n%s", file.Header.Get("Content-Type"), file.Body)
	}
	s.WantCount(t, 2, `SELECT count(*) FROM audit_log WHERE subject_kind = 'access_record' AND after->>'reason' = 'processo 7' AND after::text NOT LIKE '%203.0%'`)

	manager, _ := s.StaffAs(t, "manager")
	manager.Get("/admin/access" + day + "&reason=x").Want(http.StatusForbidden)
	manager.Get("/admin/access.csv" + day + "&reason=x").Want(http.StatusForbidden)

	// What leaves the store asks for a proof of a moment ago.
	s.Clock.Advance(15 * time.Minute)
	staff.Get("/admin/access" + day + "&reason=processo+8").Want(http.StatusOK)
	if asked := staff.Get("/admin/access.csv" + day + "&reason=processo+8"); asked.URL.Path != "/account/confirm" {
		t.Errorf("the file leads to %s (%d), want the proof", asked.URL, asked.Status)
	}
}

// Nobody but a trusted proxy speaks for another address or port.
func TestTheAccessRecordBelievesTrustedProxiesAlone(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c := s.Client(t)
	c.Sends("X-Forwarded-For", "203.0.113.9")
	c.Sends("X-Client-Port", "51001")
	c.Get("/").Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM access_record WHERE route = '/' AND address = '127.0.0.1' AND port <> 51001`)
}

// A forged Host or forwarded header changes no link, neither on pages nor in mails.
func TestForgedHeadersChangeNoLink(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{Proxies: loopback})
	goods := s.Product(t, "Fone", 9990, 5)
	c := s.Client(t)
	for name, value := range map[string]string{
		"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher", "X-Forwarded-Server": "evil.example",
		"Forwarded": "for=1.2.3.4;host=evil.example;proto=gopher", "X-Original-URL": "/admin", "X-Rewrite-URL": "/admin",
		"Host": "evil.example",
	} {
		c.Sends(name, value)
	}
	for _, path := range []string{"/", "/products/" + goods.Slug, "/sitemap.xml", "/robots.txt", "/cart", "/orders/lookup", "/contact", "/account/login"} {
		page := c.Get(path).Want(http.StatusOK)
		if strings.Contains(page.Body, "evil.example") || strings.Contains(page.Body, "gopher") {
			t.Errorf("%s repeats what was forged", path)
		}
	}
	if page := c.Get("/products/" + goods.Slug); !strings.Contains(page.Body, `rel="canonical" href="`+s.URL+`/products/`) {
		t.Error("the product's canonical address is not the shop's")
	}
	if moved := c.Get("/admin"); moved.URL.Host != c.Get("/").URL.Host || !strings.HasPrefix(moved.URL.Path, "/account/login") {
		t.Errorf("the back office leads to %s", moved.URL)
	}
	c.Add(goods, 1)
	paid := c.Place("card").PayByCard(goodCard).Want(http.StatusOK)
	if !strings.HasPrefix(paid.URL.String(), s.URL+"/orders/") {
		t.Errorf("paying ended at %s", paid.URL)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'order_paid' AND state = 'sent'`)
	for _, m := range s.Mail.Messages() {
		if strings.Contains(m.HTML+m.Text, "evil.example") || !strings.Contains(m.Text, s.URL+"/orders/") {
			t.Errorf("a mail's links:\n%s", m.Text)
		}
	}
	s.WantCount(t, 0, `SELECT count(*) FROM payment_attempts WHERE params::text LIKE '%evil.example%'`)
}
