package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"tenaz/internal/actor"
	"tenaz/internal/i18n"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/internal/settings"
	"tenaz/internal/storetest"
)

// inform says who is told of orders, and how often.
func inform(t *testing.T, s *storetest.Store, n settings.Notifications) {
	t.Helper()
	current, err := s.App.Settings.Latest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	current.Notifications = n
	if _, err := s.App.Settings.Save(t.Context(), actor.Store("test"), settings.SaveInput{Settings: current}); err != nil {
		t.Fatal(err)
	}
}

// remind runs the sweep's part that time alone brings about.
func remind(t *testing.T, s *storetest.Store) {
	t.Helper()
	if _, err := s.App.Orders.RemindDue(t.Context(), 50); err != nil {
		t.Fatal(err)
	}
	if err := s.App.Orders.DigestDue(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// mailed waits until so many mails of a kind went out, and no job of a mail waits.
func mailed(t *testing.T, s *storetest.Store, want int, kind string) {
	t.Helper()
	s.WantCount(t, 0, `SELECT count(*) FROM river_job WHERE kind LIKE 'mail_%' AND state NOT IN ('completed', 'cancelled')`)
	s.WantCount(t, want, `SELECT count(*) FROM mail_log WHERE kind = $1 AND state = 'sent'`, kind)
}

// A purchase of each way to pay, with all that can happen to it, brings every kind
// of mail once; all jobs and all of Stripe's events a second time bring none.
func TestEveryMailOnceInBothLanguages(t *testing.T) {
	t.Parallel()
	for _, lang := range i18n.Languages {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			s := storetest.Start(t, storetest.Options{})
			inform(t, s, settings.Notifications{Email: "dona@loja.test, rui@loja.test"})
			order := func(method string) (orders.Order, string) {
				goods := s.Product(t, "Teclado "+method, 25990, 9)
				c := s.Client(t)
				c.Post("/preferences", url.Values{"lang": {lang}, "next": {"/"}}).Want(http.StatusOK)
				c.Add(goods, 2)
				page := c.Place(method)
				return theOrder(t, s), page.URL.Path[strings.LastIndex(page.URL.Path, "/")+1:]
			}
			must := func(err error) {
				t.Helper()
				if err != nil {
					t.Fatal(err)
				}
			}
			// Nobody pays: asked for after five minutes, told at the end.
			order("card")
			s.Clock.Advance(6 * time.Minute)
			remind(t, s)
			mailed(t, s, 1, "order_unpaid")
			s.Clock.Advance(40 * time.Minute)
			_, err := s.App.Orders.ReleaseDue(t.Context(), 10)
			must(err)
			mailed(t, s, 1, "order_expired")
			// A Pix in its last minutes, then all the way to the door and back.
			pix, session := order("pix")
			must(s.Sandbox.IssuePix(session))
			mailed(t, s, 1, "order_received")
			s.Clock.Advance(21 * time.Minute)
			remind(t, s)
			mailed(t, s, 1, "order_deadline")
			must(s.Sandbox.PayPix(session))
			mailed(t, s, 1, "order_paid")
			mailed(t, s, 2, "staff_paid")
			pix = theOrder(t, s)
			must(s.App.Orders.Ship(t.Context(), clerk, orders.ShipInput{Number: pix.Number, Version: pix.Version, TrackingCode: "AB1"}))
			pix = theOrder(t, s)
			must(s.App.Orders.Deliver(t.Context(), clerk, orders.DeliverInput{
				Number: pix.Number, Version: pix.Version, ShipmentID: int64(s.Count(t, `SELECT max(id) FROM shipments`)),
			}))
			mailed(t, s, 1, "order_delivered")
			refund(t, s, orders.RefundInput{Amount: 1000, Reason: payments.ForGoodwill})
			mailed(t, s, 1, "order_refunded")
			// A boleto whose buyer mistyped the address, and which staff cancel.
			_, session = order("boleto")
			payBy(t, s, "boleto", session)
			mailed(t, s, 2, "order_paid")
			boleto := theOrder(t, s)
			must(s.App.Orders.Correct(t.Context(), clerk, orders.CorrectInput{
				Number: boleto.Number, Version: boleto.Version, Email: "bia@example.com", Phone: boleto.Phone, Recipient: boleto.Recipient,
				PostalCode: boleto.PostalCode, Street: boleto.Street, NumberInStreet: boleto.NumberInStreet, Complement: boleto.Complement,
				District: boleto.District, City: boleto.City, UF: boleto.UF,
			}))
			mailed(t, s, 1, "order_link")
			cancel(t, s)
			mailed(t, s, 1, "order_cancelled")
			mailed(t, s, 1, "order_refund_desk")

			wantNoMailTwice(t, s, lang)
		})
	}
}

// wantNoMailTwice repeats all that could bring a mail, and compares the log with
// what arrived.
func wantNoMailTwice(t *testing.T, s *storetest.Store, lang string) {
	t.Helper()
	before := len(s.Mail.Messages())
	_, err := s.Owner.Exec(t.Context(), `INSERT INTO river_job (kind, args, max_attempts, queue, state)
		SELECT kind, args, 15, 'mail', 'available' FROM river_job WHERE kind LIKE 'mail_%'`)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range s.Sandbox.Events() {
		if err := s.Sandbox.Webhooks().Resend(e.ID); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Sandbox.Webhooks().Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	remind(t, s)
	s.WantCount(t, 0, `SELECT count(*) FROM river_job WHERE kind NOT LIKE 'sweep%' AND kind NOT LIKE 'refresh%' AND state NOT IN ('completed', 'cancelled')`)
	// The books know the jobs that the store made.
	if _, err := s.Owner.Exec(t.Context(), `DELETE FROM river_job WHERE kind LIKE 'mail_%' AND max_attempts = 15`); err != nil {
		t.Fatal(err)
	}
	if after := len(s.Mail.Messages()); after != before {
		t.Errorf("%d mails became %d", before, after)
	}
	s.WantCount(t, before, `SELECT count(*) FROM mail_log WHERE state = 'sent'`)
	s.WantCount(t, 0, `SELECT count(*) FROM mail_log WHERE kind LIKE 'order_%' AND locale <> $1`, lang)
	ids := map[string]bool{}
	for _, m := range s.Mail.Messages() {
		for line := range strings.SplitSeq(m.Header, "\n") {
			if id, found := strings.CutPrefix(line, "Message-ID: "); found {
				ids[id] = true
				if !strings.HasSuffix(id, "@example.com>") {
					t.Errorf("%q has the id %s, outside the shop's domain", m.Subject, id)
				}
			}
		}
		if m.Text == "" || m.HTML == "" || !strings.Contains(m.Header, "Auto-Submitted: auto-generated") {
			t.Errorf("%q lacks a text, or says not that a machine sent it", m.Subject)
		}
		if !strings.Contains(m.Header, "Return-Path: <loja@example.com>") || !strings.Contains(m.From, "<loja@example.com>") {
			t.Errorf("%q is not sent from the shop's address:\n%s", m.Subject, m.Header)
		}
	}
	if len(ids) != before {
		t.Errorf("%d message ids for %d mails", len(ids), before)
	}
	kinds := []string{}
	rows, err := s.DB.Query(t.Context(), `SELECT DISTINCT kind FROM mail_log ORDER BY kind`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var kind string
		if err := rows.Scan(&kind); err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, kind)
	}
	for _, kind := range orderMails {
		if !slices.Contains(kinds, kind) {
			t.Errorf("no mail of kind %s was sent", kind)
		}
	}
}

// orderMails are the kinds of mails that purchases bring.
var orderMails = []string{
	"order_cancelled", "order_deadline", "order_delivered", "order_expired", "order_link", "order_paid", "order_received",
	"order_refund_desk", "order_refunded", "order_shipped", "order_unpaid", "staff_paid",
}

// Nothing is asked for that was paid, cancelled, changed or is too late to pay.
func TestNobodyIsRemindedInVain(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	const asked = `SELECT count(*) FROM river_job WHERE kind IN ('mail_order_unpaid', 'mail_order_deadline')`
	_, _, session := buy(t, s, "card")
	remind(t, s)
	s.WantCount(t, 0, asked)
	pay(t, s, session)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
	buy(t, s, "card")
	cancel(t, s)
	_, _, pix := buy(t, s, "pix")
	if err := s.Sandbox.IssuePix(pix); err != nil {
		t.Fatal(err)
	}
	mailed(t, s, 1, "order_received")
	s.Clock.Advance(6 * time.Minute)
	remind(t, s)
	s.WantCount(t, 0, asked)
	// The sweep was late: a minute is not enough to act.
	s.Clock.Advance(23*time.Minute + 30*time.Second)
	remind(t, s)
	s.WantCount(t, 0, asked)
	// A mail that waited in the queue while the order was paid is not sent.
	_, _, session = buy(t, s, "card")
	order := theOrder(t, s)
	s.Clock.Advance(6 * time.Minute)
	pay(t, s, session)
	s.WantCount(t, 2, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
	_, err := s.Owner.Exec(t.Context(), `INSERT INTO river_job (kind, args, max_attempts, queue, state)
		VALUES ('mail_order_unpaid', jsonb_build_object('order_id', $1::bigint), 16, 'mail', 'available'),
			('mail_order_expired', jsonb_build_object('order_id', $1::bigint), 16, 'mail', 'available')`, order.ID)
	if err != nil {
		t.Fatal(err)
	}
	mailed(t, s, 0, "order_unpaid")
	mailed(t, s, 0, "order_expired")
}

// The day's summary comes once, in the morning, to everybody, and only if there is
// something to sum up; nobody gets a mail an order beside it.
func TestStaffHearOnceADay(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	inform(t, s, settings.Notifications{Email: "dona@loja.test,rui@loja.test", Daily: true})
	morning := func() {
		now := s.Clock.Now().In(i18n.Zone())
		s.Clock.Advance(time.Date(now.Year(), now.Month(), now.Day()+1, 8, 1, 0, 0, i18n.Zone()).Sub(now))
	}
	order := bought(t, s, "card")
	mailed(t, s, 0, "staff_paid")
	night := s.Clock.Now().In(i18n.Zone())
	s.Clock.Advance(time.Date(night.Year(), night.Month(), night.Day()+1, 7, 59, 0, 0, i18n.Zone()).Sub(night))
	remind(t, s)
	mailed(t, s, 0, "staff_digest")
	s.Clock.Advance(2 * time.Minute)
	for range 3 {
		remind(t, s)
	}
	mailed(t, s, 2, "staff_digest")
	// Not even a mail whose address refused is asked for again.
	if _, err := s.Owner.Exec(t.Context(), `UPDATE river_job SET state = 'cancelled', finalized_at = now() WHERE kind = 'mail_staff_digest'`); err != nil {
		t.Fatal(err)
	}
	remind(t, s)
	s.WantCount(t, 1, `SELECT count(*) FROM river_job WHERE kind = 'mail_staff_digest'`)
	want := fmt.Sprintf("/admin/orders/%d", order.Number)
	for _, m := range s.Mail.Messages() {
		if strings.HasPrefix(m.Subject, "1 pedido pago") && (!strings.Contains(m.HTML, want) || !strings.Contains(m.Text, want)) {
			t.Errorf("the summary does not lead to the order:\n%s", m.Text)
		}
	}
	morning()
	remind(t, s)
	mailed(t, s, 2, "staff_digest")
	if got := s.Count(t, `SELECT count(*) FROM mail_log WHERE key LIKE '%loja.test%'`); got != 0 {
		t.Errorf("the mail log names %d addresses", got)
	}
}

// Only what is in a parcel is in its mail.
func TestShippedMailListsWhatWasSent(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	cables := bought(t, s, "card").Lines[1]
	refund(t, s, orders.RefundInput{Units: map[int64]int{cables.ID: 2}})
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE refunded_cents > 0`)
	order := theOrder(t, s)
	if err := s.App.Orders.Ship(t.Context(), clerk, orders.ShipInput{Number: order.Number, Version: order.Version}); err != nil {
		t.Fatal(err)
	}
	mailed(t, s, 1, "order_shipped")
	for _, m := range s.Mail.Messages() {
		if strings.Contains(m.Subject, "a caminho") && (!strings.Contains(m.Text, "1 x Cabo") || strings.Contains(m.Text, "3 x Cabo") || strings.Contains(m.Text, "Uma parte")) {
			t.Errorf("the mail says:\n%s", m.Text)
		}
	}
}
