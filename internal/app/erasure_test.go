package app_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	osexec "os/exec"
	"slices"
	"strings"
	"testing"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/contact"
	"tenaz/internal/orders"
	"tenaz/internal/storetest"
	"tenaz/internal/support"
)

// fiscalRecord is what the tax law has the store keep of an order that was paid,
// whoever asks to be forgotten (LGPD, art. 16, I; CTN, arts. 173 and 195): these
// columns of the table orders, beside its number, dates and values. It is the only
// place where an erased person is still found.
var fiscalRecord = []string{
	"name", "document", "company_name", "state_registration",
	"postal_code", "street", "number_in_street", "complement", "district", "city", "uf",
}

// zulmira is somebody whom nothing else in the store resembles.
var zulmira = struct{ email, name, first, document, masked, phone, street, moved string }{
	"zulmira.quintanilha@example.com", "Zulmira Quintanilha", "Zulmira", "39053344705", "390.533.447-05",
	"31998761234", "Rua das Jabuticabeiras", "Travessa do Pirarucu",
}

// traces are all ways in which zulmira could be found.
func traces() []string {
	return []string{
		zulmira.email, "quintanilha", zulmira.first, zulmira.document, zulmira.masked, "390.***", "***.533.447",
		zulmira.phone, "99876-1234", "998761234", zulmira.street, zulmira.moved, "Jabuticabeiras", "Pirarucu",
	}
}

// guestOrder buys as a guest under zulmira's name, up to the payment page.
func guestOrder(t *testing.T, s *storetest.Store, c *storetest.Client, method string) *storetest.Page {
	t.Helper()
	c.Add(s.Product(t, "Monitor", 99900, 5), 1)
	shipping := c.Get("/checkout").Want(http.StatusOK).Submit("/checkout", buyerPairs(
		"email", zulmira.email, "name", zulmira.name, "document", zulmira.masked, "phone", "(31) 99876-1234",
		"recipient", zulmira.name, "street", zulmira.street, "number", "77")...).Want(http.StatusOK)
	review := shipping.Submit("/checkout/shipping", "shipping_option", "economica", "payment_method", method).Want(http.StatusOK)
	return review.Submit("/checkout/place", "marketing", box.FindStringSubmatch(review.Body)[1]).Want(http.StatusOK)
}

// lived gives zulmira everything that the store can know of somebody: two guest
// orders, of which staff corrected one, an account with its profile, an address,
// several log-ins, messages, notes, consents, a refund and a failed job.
func lived(t *testing.T, s *storetest.Store) (*storetest.Client, accounts.User) {
	t.Helper()
	ctx, clerk := t.Context(), actor.Actor{Kind: actor.Staff, ID: 999, Name: "Rui", Permissions: []string{"orders", "customers"}}
	guest := s.Client(t)
	guestOrder(t, s, guest, "card").PayByCard(goodCard).Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
	order := theOrder(t, s)
	if err := s.App.Orders.Correct(ctx, clerk, orders.CorrectInput{
		Number: order.Number, Version: order.Version, Email: order.Email, Phone: order.Phone, Recipient: order.Recipient, PostalCode: order.PostalCode,
		Street: zulmira.moved, NumberInStreet: "8", District: order.District, City: order.City, UF: order.UF,
	}); err != nil {
		t.Fatal(err)
	}
	order = theOrder(t, s)
	if err := s.App.Orders.AddNote(ctx, clerk, orders.NoteInput{Number: order.Number, Version: order.Version, Body: zulmira.first + " ligou", Visible: true}); err != nil {
		t.Fatal(err)
	}
	guestOrder(t, s, s.Client(t), "boleto") // never paid
	if _, err := s.App.Support.Send(ctx, clerk, support.SendInput{
		Name: zulmira.name, Email: zulmira.email, Subject: "CPF " + zulmira.masked, Message: "Moro na " + zulmira.street,
	}); err != nil {
		t.Fatal(err)
	}
	user, err := s.App.Accounts.Create(ctx, actor.Store("test"), accounts.CreateInput{Email: zulmira.email, Name: zulmira.name, Password: storetest.ShopperPassword})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.App.Accounts.Keep(ctx, actor.Actor{Kind: actor.Customer, ID: user.ID}, accounts.KeepInput{
		Person:  contact.Person{Document: zulmira.document, Phone: zulmira.phone},
		Address: contact.Address{Recipient: zulmira.name, PostalCode: "30130000", Street: zulmira.street, Number: "77", District: "Centro", City: "Belo Horizonte", State: "MG"},
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.App.Accounts.AddCustomerNote(ctx, clerk, accounts.CustomerRef{UserID: user.ID}, zulmira.name+" prefere ligar"); err != nil {
		t.Fatal(err)
	}
	var browser *storetest.Client
	for range 3 {
		browser = s.Client(t)
		browser.LogIn(s, zulmira.email, storetest.ShopperPassword, "/account").Want(http.StatusOK)
	}
	browser.Add(s.Product(t, "Teclado", 9900, 5), 1)
	s.Client(t).Post("/account/forgot", map[string][]string{"email": {zulmira.email}})
	exec(t, s, `INSERT INTO river_job (args, kind, max_attempts, queue, state, finalized_at, errors)
		VALUES ('{"order_id": 1, "version": 7}', 'mail_order_link', 1, 'mail', 'discarded', now(), ARRAY['{"error": "mail: smtp 550", "attempt": 1}'::jsonb])`)
	return browser, user
}

// A person with all that is forgotten: afterwards the whole database, the files
// and what the payment provider keeps name her only in the fiscal record.
func TestErasureLeavesTheFiscalRecordAlone(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	browser, user := lived(t, s)
	browser.Get("/account/privacy").Want(http.StatusOK).Submit("/export").Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM data_requests WHERE kind = 'export' AND state = 'ready'`)
	before := seenIn(t, s)
	for _, where := range []string{"orders.email", "users.email", "consent_subjects.email", "contact_messages.message", "customer_notes.body", "tokens.subject", "addresses.street"} {
		if !slices.Contains(before, where) {
			t.Errorf("before the erasure %s does not know her: the test proves less than it says", where)
		}
	}
	if !strings.Contains(sandboxOf(t, s), zulmira.email) {
		t.Error("before the erasure the payment provider does not know her")
	}
	ask := browser.Get("/account/privacy/erase").Want(http.StatusOK)
	if !ask.Has("De 1 pedido pago a lei fiscal manda guardar") || !ask.Has("2 pedidos estão em andamento") {
		t.Errorf("before she confirms she reads:\n%s", ask.Text())
	}
	ask.Submit("/erase").Want(http.StatusUnprocessableEntity)
	done := ask.Submit("/erase", "confirm", "1").Want(http.StatusOK)
	if done.URL.Path != "/privacy/erased" || !done.Has("estão sendo eliminados") {
		t.Errorf("afterwards she is at %s:\n%s", done.URL, done.Text())
	}
	s.WantCount(t, 1, `SELECT count(*) FROM data_requests WHERE kind = 'erasure' AND state = 'done' AND provider = 'redacted' AND email IS NULL`)
	if last := s.MailTo(t, zulmira.email, "Seus dados foram eliminados"); !strings.Contains(last.Text, "De 1 pedido pago guardamos") {
		t.Errorf("the last mail says:\n%s", last.Text)
	}
	fiscal := map[string]bool{}
	for _, f := range seenIn(t, s) {
		column, isOrder := strings.CutPrefix(f, "orders.")
		if !isOrder || !slices.Contains(fiscalRecord, column) {
			t.Errorf("still in %s", f)
		}
		fiscal[column] = true
	}
	for _, column := range []string{"name", "document", "street"} {
		if !fiscal[column] {
			t.Errorf("the fiscal record has lost orders.%s", column)
		}
	}
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE name = $1 AND document = $2 AND street = $3 AND paid_cents > 0 AND email = '' AND phone = ''`, zulmira.name, zulmira.document, zulmira.moved)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE state = 'cancelled' AND name || document || street || email || phone || recipient = ''`)
	s.WantCount(t, 1, `SELECT count(*) FROM users WHERE id = $1 AND state = 'anonymised' AND password_hash IS NULL`, user.ID)
	s.WantCount(t, 0, `SELECT count(*) FROM logins WHERE user_id = $1`, user.ID)
	wantNoTrace(t, "the dump", dump(t, s))
	wantNoTrace(t, "the payment provider", sandboxOf(t, s))
	wantNoTrace(t, "the files", files(t, s))
	if browser.Get("/account").Want(http.StatusOK).URL.Path != "/account/login" {
		t.Error("she is still logged in")
	}
	again := s.Client(t)
	if in := again.Get("/account/login").Submit("/account/login", "email", zulmira.email, "password", storetest.ShopperPassword); in.Status != http.StatusUnprocessableEntity {
		t.Errorf("logging in anew answers %d", in.Status)
	}
}

func wantNoTrace(t *testing.T, where, text string) {
	t.Helper()
	lower := strings.ToLower(text)
	for _, trace := range traces() {
		if i := strings.Index(lower, strings.ToLower(trace)); i >= 0 {
			t.Errorf("%s still has %q: …%s…", where, trace, text[max(0, i-80):min(len(text), i+80)])
		}
	}
}

// seenIn looks through every column of every table and returns "table.column" for
// each that has a trace. Binary columns are read as text too.
func seenIn(t *testing.T, s *storetest.Store) []string {
	t.Helper()
	ctx := t.Context()
	rows, err := s.Owner.Query(ctx, `SELECT table_name, column_name, data_type FROM information_schema.columns c
		JOIN information_schema.tables t USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1, 2`)
	if err != nil {
		t.Fatal(err)
	}
	var columns [][3]string
	for rows.Next() {
		var c [3]string
		if err := rows.Scan(&c[0], &c[1], &c[2]); err != nil {
			t.Fatal(err)
		}
		columns = append(columns, c)
	}
	if err := rows.Err(); err != nil || len(columns) < 100 {
		t.Fatalf("%d columns, %v", len(columns), err)
	}
	var patterns, list []string
	for _, trace := range traces() {
		patterns = append(patterns, "%"+strings.ToLower(trace)+"%")
	}
	for _, c := range columns {
		text := fmt.Sprintf("%q::text", c[1])
		if c[2] == "bytea" {
			text = fmt.Sprintf("encode(%q, 'escape')", c[1])
		}
		if s.Count(t, fmt.Sprintf(`SELECT count(*) FROM %q WHERE lower(%s) LIKE ANY ($1)`, c[0], text), patterns) > 0 {
			list = append(list, c[0]+"."+c[1])
		}
	}
	return list
}

// dump is the database as pg_dump writes it, without the fiscal record.
func dump(t *testing.T, s *storetest.Store) string {
	t.Helper()
	pgDump, err := osexec.LookPath("pg_dump")
	if err != nil {
		t.Log("no pg_dump here: the columns were looked through one by one")
		return ""
	}
	for _, column := range fiscalRecord {
		exec(t, s, fmt.Sprintf(`UPDATE orders SET %s = ''`, column))
	}
	out, err := osexec.Command(pgDump, s.Owner.Config().ConnString()).CombinedOutput()
	if err != nil {
		t.Fatalf("pg_dump: %v: %s", err, out)
	}
	if !bytes.Contains(out, []byte("COPY public.orders")) {
		t.Fatal("the dump has no orders")
	}
	return string(out)
}

// sandboxOf is all that the payment provider knows.
func sandboxOf(t *testing.T, s *storetest.Store) string {
	t.Helper()
	raw, err := json.Marshal([]any{s.Sandbox.Sessions(), s.Sandbox.Charges(), s.Sandbox.Events()})
	if err != nil {
		t.Fatal(err)
	}
	for _, session := range s.Sandbox.Sessions() {
		if intent, ok := s.Sandbox.PaymentIntent(session.ID); ok {
			more, err := json.Marshal(intent)
			if err != nil {
				t.Fatal(err)
			}
			raw = append(raw, more...)
		}
	}
	return string(raw)
}

// files are the contents of all blobs, with the entries of archives.
func files(t *testing.T, s *storetest.Store) string {
	t.Helper()
	address, err := s.App.Config.Blobs()
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	root := os.DirFS(strings.TrimPrefix(address, "file://"))
	err = fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(root, path)
		all.WriteString(path + "\n" + string(content))
		if archive, notZip := zip.NewReader(bytes.NewReader(content), int64(len(content))); notZip == nil {
			for _, entry := range archive.File {
				r, err := entry.Open()
				if err != nil {
					return err
				}
				text, err := io.ReadAll(r)
				if err != nil {
					return err
				}
				all.Write(text)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}
