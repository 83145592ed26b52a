package app_test

import (
	"archive/zip"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tenaz/internal/actor"
	"tenaz/internal/storetest"
	"tenaz/internal/support"
)

// unpack reads the file of an export.
func unpack(t *testing.T, page *storetest.Page) map[string]string {
	t.Helper()
	if page.Header.Get("Content-Type") != "application/zip" || !strings.Contains(page.Header.Get("Content-Disposition"), "attachment") || page.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the copy comes as %v", page.Header)
	}
	archive, err := zip.NewReader(strings.NewReader(page.Body), int64(len(page.Body)))
	if err != nil {
		t.Fatal(err)
	}
	entries := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		entries[f.Name] = string(content)
	}
	return entries
}

// A guest proves to read an e-mail, and gets what the store knows about it, and
// nobody else's.
func TestAGuestGetsTheDataOfTheirEmail(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	guestOrder(t, s, s.Client(t), "card").PayByCard(goodCard).Want(http.StatusOK)
	buy(t, s, "card") // somebody else's
	if _, err := s.App.Support.Send(t.Context(), actor.Actor{}, support.SendInput{Name: "=1+1", Email: zulmira.email, Subject: "@x", Message: "Oi"}); err != nil {
		t.Fatal(err)
	}
	c := s.Client(t)
	answers := map[string]string{}
	for _, email := range []string{zulmira.email, "ninguem@example.com"} {
		page := c.Get("/privacy/request").Want(http.StatusOK).Submit("/privacy/request", "email", email).Want(http.StatusOK)
		answers[email] = page.URL.Path + page.Text()
	}
	if answers[zulmira.email] != answers["ninguem@example.com"] {
		t.Errorf("the store tells whom it knows:\n%s\n%s", answers[zulmira.email], answers["ninguem@example.com"])
	}
	c.Get("/privacy/request").Submit("/privacy/request", "email", "ninguem@").Want(http.StatusUnprocessableEntity)
	// However its owner's address is spelled, a mailbox gets few links a day.
	for _, spelled := range []string{"ninguem+a@example.com", "ninguem+b@example.com", "ninguem+c@example.com", "ninguem+d@example.com"} {
		c.Get("/privacy/request").Submit("/privacy/request", "email", spelled).Want(http.StatusOK)
	}
	s.WantCount(t, 3, `SELECT count(*) FROM tokens WHERE kind = 'data_link' AND subject LIKE 'ninguem%'`)
	s.MailTo(t, "ninguem@example.com", "Não temos pedidos, mensagens nem consentimentos")
	link := s.MailedLink(t, zulmira.email, "/privacy/data/")
	page := c.Get(link).Want(http.StatusOK)
	if !page.Has("z***@example.com") || page.Has(zulmira.email) || page.Header.Get("X-Robots-Tag") != "noindex" {
		t.Errorf("the page says:\n%s", page.Text())
	}
	forged := link[:len(link)-1] + "_"
	if forged == link {
		forged = link[:len(link)-1] + "-"
	}
	s.Client(t).Get(forged).Want(http.StatusNotFound)
	page.Submit("/export").Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM data_requests WHERE kind = 'export' AND state = 'ready' AND source = 'link'`)
	s.MailTo(t, zulmira.email, "Reunimos o que temos sobre você")
	ready := c.Get(link).Want(http.StatusOK)
	entries := unpack(t, ready.Submit("/exports/1").Want(http.StatusOK))
	for name, want := range map[string]string{
		"LEIA-ME.txt": "LGPD, art. 18", "pedidos.csv": zulmira.document, "itens_dos_pedidos.csv": "Monitor",
		"pagamentos.csv": "stripe", "mensagens.csv": "'=1+1", "consentimentos.csv": "Quero receber novidades", "dados.json": zulmira.street,
	} {
		if !strings.Contains(entries[name], want) {
			t.Errorf("%s lacks %q:\n%s", name, want, entries[name])
		}
	}
	for name, content := range entries {
		if strings.Contains(content, "ana@example.com") || strings.Contains(content, "Notebook") {
			t.Errorf("%s has somebody else's data", name)
		}
	}
	// Somebody else's link does not open it.
	other := s.Client(t)
	other.Get("/privacy/request").Submit("/privacy/request", "email", "ana@example.com").Want(http.StatusOK)
	theirs := s.MailedLink(t, "ana@example.com", "/privacy/data/")
	other.Post(theirs+"/exports/1", url.Values{}).Want(http.StatusNotFound)
	s.Client(t).Post("/account/privacy/exports/1", url.Values{})
	s.WantCount(t, 1, `SELECT count(*) FROM audit_log WHERE action = 'data.export_fetched'`)
	// A week later the file is gone, and its address with it.
	s.Clock.Advance(8 * 24 * time.Hour)
	if err := s.App.Rights.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.Get(link).Want(http.StatusNotFound)
	s.WantCount(t, 1, `SELECT count(*) FROM data_requests WHERE kind = 'export' AND state = 'done' AND blob_key = '' AND email IS NULL`)
	if left := files(t, s); strings.Contains(left, "private/") {
		t.Errorf("the files still have\n%s", left)
	}
}

// A guest is forgotten by the link; the order's own link dies with it.
func TestAGuestIsForgotten(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	guestOrder(t, s, s.Client(t), "card").PayByCard(goodCard).Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
	order := theOrder(t, s)
	c := s.Client(t)
	c.Get("/privacy/request").Submit("/privacy/request", "email", strings.ToUpper(zulmira.email)).Want(http.StatusOK)
	link := s.MailedLink(t, strings.ToUpper(zulmira.email), "/privacy/data/")
	ask := c.Get(link + "/erase").Want(http.StatusOK)
	if refused := ask.Submit("/erase").Want(http.StatusUnprocessableEntity); !refused.Has("Marque a caixa") {
		t.Errorf("without the box:\n%s", refused.Text())
	}
	ask.Submit("/erase", "confirm", "1").Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE email = '' AND phone = '' AND document = $1 AND token_version > $2`, zulmira.document, 1)
	s.Client(t).Get("/orders/" + order.Token).Want(http.StatusNotFound)
	c.Get(link).Want(http.StatusNotFound)
	s.WantCount(t, 1, `SELECT count(*) FROM consents WHERE NOT given AND source = 'erasure'`)
	staff := s.Staff(t)
	for _, path := range []string{"/admin/customers", "/admin/customers?q=" + zulmira.document, "/admin/customers?q=Quintanilha"} {
		if desk := staff.Get(path).Want(http.StatusOK); desk.Has(zulmira.name) {
			t.Errorf("%s still shows a customer:\n%s", path, desk.Text())
		}
	}
	s.WantCount(t, 0, `SELECT count(*) FROM consent_subjects WHERE email IS NOT NULL`)
}

// Whoever works for the store is not forgotten by a button.
func TestStaffCannotEraseThemselves(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	staff := s.Staff(t)
	staff.Get("/account/privacy/erase").Want(http.StatusOK).Submit("/erase", "confirm", "1").Want(http.StatusConflict)
	s.WantCount(t, 0, `SELECT count(*) FROM data_requests`)
	staff.Get("/admin").Want(http.StatusOK)
}

// What nobody needs any more is forgotten in time: the buyers of guest orders that
// nobody paid, what was typed in carts, links and log-ins that are over.
func TestTimeForgets(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	guestOrder(t, s, s.Client(t), "card")
	c := s.Client(t)
	c.Add(s.Product(t, "Mouse", 5000, 5), 1)
	c.Get("/checkout").Submit("/checkout", buyerPairs("email", zulmira.email, "name", zulmira.name)...).Want(http.StatusOK)
	c.Get("/privacy/request").Submit("/privacy/request", "email", zulmira.email).Want(http.StatusOK)
	s.MailedLink(t, zulmira.email, "/privacy/data/")
	purge := func(after time.Duration) {
		t.Helper()
		s.Clock.Advance(after)
		if _, err := s.App.Orders.ReleaseDue(t.Context(), 10); err != nil {
			t.Fatal(err)
		}
		if err := s.App.Rights.Purge(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	purge(59 * 24 * time.Hour)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE state = 'cancelled' AND name = $1`, zulmira.name)
	s.WantCount(t, 2, `SELECT count(*) FROM checkouts WHERE email = $1`, zulmira.email)
	s.WantCount(t, 0, `SELECT count(*) FROM tokens WHERE kind = 'data_link'`)
	purge(2 * 24 * time.Hour)
	s.WantCount(t, 0, `SELECT count(*) FROM checkouts`)
	s.WantCount(t, 0, `SELECT count(*) FROM carts`)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE email = $1`, zulmira.email)
	purge(30 * 24 * time.Hour)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE email || name || document || phone || street || recipient = '' AND total_cents > 0`)
	s.WantCount(t, 1, `SELECT count(*) FROM order_events WHERE kind = 'erased'`)
}

// A browser that somebody left open gives no copy away and erases nobody.
func TestDataAsksForAFreshProof(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c, user := s.Shopper(t)
	page, erase := c.Get("/account/privacy").Want(http.StatusOK), c.Get("/account/privacy/erase").Want(http.StatusOK)
	s.Clock.Advance(3 * time.Hour)
	for _, p := range []*storetest.Page{page.Submit("/export"), erase.Submit("/erase", "confirm", "1")} {
		if p.Want(http.StatusOK).URL.Path != "/account/confirm" {
			t.Errorf("ended at %s:\n%s", p.URL, p.Text())
		}
	}
	s.WantCount(t, 0, `SELECT count(*) FROM data_requests`)
	proof := c.Get("/account/confirm?next=/account/privacy").Want(http.StatusOK).Submit("/account/confirm", "password", storetest.ShopperPassword).Want(http.StatusOK)
	if proof.URL.Path != "/account/privacy" {
		t.Fatalf("the proof ended at %s:\n%s", proof.URL, proof.Text())
	}
	proof.Submit("/export").Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM data_requests WHERE user_id = $1 AND source = 'account' AND state = 'ready'`, user.ID)
	link := s.MailTo(t, user.Email, "Reunimos o que temos sobre você")
	if !strings.Contains(link.Text, s.URL+"/account/privacy") || strings.Contains(link.Text, "/privacy/data/") {
		t.Errorf("the mail leads elsewhere:\n%s", link.Text)
	}
	entries := unpack(t, c.Get("/account/privacy").Submit("/exports/1").Want(http.StatusOK))
	if !strings.Contains(entries["conta.csv"], user.Email) || !strings.Contains(entries["acessos.csv"], "127.0.0.1") {
		t.Errorf("the copy holds\n%s\n%s", entries["conta.csv"], entries["acessos.csv"])
	}
}
