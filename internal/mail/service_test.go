package mail_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tenaz/cmd/dev/mailsink"
	"tenaz/internal/apperr"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/mail"
	"tenaz/internal/testdb"
)

var noon = time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)

func newService(t *testing.T, d db.DB, smtpURL string) (*mail.Service, *clock.Fake) {
	t.Helper()
	config, err := mail.ParseConfig(smtpURL, "Tenaz <pedidos@tenaz.test>", "Atendimento <oi@tenaz.test>")
	if err != nil {
		t.Fatal(err)
	}
	fake := clock.NewFake(noon)
	return mail.New(mail.Deps{DB: d, Clock: fake, Config: config}), fake
}

func openSink(t *testing.T) *mailsink.Sink {
	t.Helper()
	sink, err := mailsink.Open("")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := sink.Close(); err != nil {
			t.Error(err)
		}
	})
	return sink
}

func message() mail.Message {
	return mail.Message{
		Key: fmt.Sprintf("test:%d", testdb.Serial()), Kind: "order_paid", Locale: "pt-BR",
		To: "maria@example.com", ToName: "Maria D'Ávila", Subject: "Pedido 1001 – Tenaz",
		HTML: "<p>Olá</p>", Text: "Olá\n",
	}
}

func TestSendDeliversBothTextsAndItsHeaders(t *testing.T) {
	t.Parallel()
	sink := openSink(t)
	service, _ := newService(t, testdb.Tx(t), sink.URL())
	m := message()
	if err := service.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	got := sink.Messages()
	if len(got) != 1 {
		t.Fatalf("%d mails arrived, want 1", len(got))
	}
	want := mailsink.Message{
		ID: got[0].ID, Header: got[0].Header, Date: got[0].Date, From: `"Tenaz" <pedidos@tenaz.test>`,
		To: `Maria D'Ávila <maria@example.com>`, Subject: m.Subject, HTML: m.HTML, Text: m.Text,
	}
	got[0].To = strings.ReplaceAll(got[0].To, `"`, "")
	if diff := cmp.Diff(want, got[0]); diff != "" {
		t.Errorf("mail differs (-want +got):\n%s", diff)
	}
	if !got[0].Date.Equal(noon) {
		t.Errorf("Date is %v, want %v", got[0].Date, noon)
	}
	for _, line := range []string{"Auto-Submitted: auto-generated", `Reply-To: "Atendimento" <oi@tenaz.test>`, "Delivered-To: maria@example.com", "@tenaz.test>"} {
		if !strings.Contains(got[0].Header, line) {
			t.Errorf("header lacks %q:\n%s", line, got[0].Header)
		}
	}
}

func TestSendOnceAKey(t *testing.T) {
	t.Parallel()
	sink := openSink(t)
	service, _ := newService(t, testdb.New(t).Pool, sink.URL())
	m := message()
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			err := service.Send(context.Background(), m)
			if err != nil && !apperr.Is(err, apperr.Unavailable) {
				t.Errorf("a worker beside another got %v", err)
			}
		})
	}
	wait.Wait()
	if err := service.Send(t.Context(), m); err != nil {
		t.Errorf("sent already: %v", err)
	}
	if n := len(sink.Messages()); n != 1 {
		t.Errorf("%d mails arrived, want 1", n)
	}
	page, err := service.Log(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if page.Total != 1 || page.Entries[0].State != mail.Sent || page.Entries[0].SentAt == nil {
		t.Errorf("log is %+v", page)
	}
	if _, err := service.Log(t.Context(), 2); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("beyond the last page: %v", err)
	}
}

func TestSendRepeatsAnAbandonedMailUnderTheSameID(t *testing.T) {
	t.Parallel()
	sink := openSink(t)
	tx := testdb.Tx(t)
	service, fake := newService(t, tx, sink.URL())
	m := message()
	if err := service.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	// A crash between the server's receipt and the note in the log.
	if _, err := tx.Exec(t.Context(), `UPDATE mail_log SET state = 'queued', sent_at = NULL, claimed_until = $2 WHERE key = $1`, m.Key, noon.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if err := service.Send(t.Context(), m); !apperr.Is(err, apperr.Unavailable) {
		t.Fatalf("while another may be sending: %v", err)
	}
	fake.Advance(time.Minute)
	if err := service.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	got := sink.Messages()
	if len(got) != 2 {
		t.Fatalf("%d mails arrived, want 2", len(got))
	}
	if a, b := header(got[0], "Message-ID"), header(got[1], "Message-ID"); a != b || a == "" {
		t.Errorf("Message-ID %q became %q", a, b)
	}
}

func TestSendKeepsTypedTextOutOfTheHeaders(t *testing.T) {
	t.Parallel()
	sink := openSink(t)
	service, _ := newService(t, testdb.Tx(t), sink.URL())
	long := strings.Repeat("Maximiliana ", 17)[:200]
	for _, name := range []string{
		"Eve\r\nBcc: victim@example.com\r\n\r\n<b>body</b>", "\"; <x@y.z>, \"", "<script>alert(1)</script>", "Zoë 🚀 D'Ávila", long, "",
	} {
		m := message()
		m.ToName, m.Subject = name, name
		if err := service.Send(t.Context(), m); err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		got := sink.Messages()[0]
		if strings.Contains(got.Header, "\nBcc:") || strings.Contains(got.Header, "\nbcc:") || got.Text != m.Text {
			t.Errorf("%q got into the header:\n%s", name, got.Header)
		}
		if want := "Delivered-To: maria@example.com\n"; strings.Count(got.Header, "Delivered-To:") != 1 || !strings.Contains(got.Header, want) {
			t.Errorf("%q: delivered to others:\n%s", name, got.Header)
		}
		if want := strings.TrimSpace(strings.NewReplacer("\r", " ", "\n", " ").Replace(name)); got.Subject != want {
			t.Errorf("subject %q became %q", want, got.Subject)
		}
	}
}

func TestSendTellsWhatPassesFromWhatStays(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name    string
		url     func(t *testing.T) string
		to      string
		final   bool
		failure string
	}{
		{"mailbox unknown", refusing(550, ""), "maria@example.com", true, "smtp 550"},
		{"mailbox busy", refusing(451, ""), "maria@example.com", false, "smtp 451"},
		{"sender refused", refusing(0, "553"), "maria@example.com", false, "smtp 553"},
		{"nobody listens", func(*testing.T) string { return "smtp://127.0.0.1:1" }, "maria@example.com", false, "connection"},
		{"no address", func(*testing.T) string { return "smtp://127.0.0.1:1" }, "maria", true, "address"},
		{"injected address", func(*testing.T) string { return "smtp://127.0.0.1:1" }, "a@b.co>\r\nRCPT TO:<x@y.zz", true, "address"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tx := testdb.Tx(t)
			service, _ := newService(t, tx, c.url(t))
			m := message()
			m.To = c.to
			err := service.Send(t.Context(), m)
			if got := errors.Is(err, mail.ErrRefused); got != c.final {
				t.Errorf("refused for good is %v: %v", got, err)
			}
			if got := apperr.Is(err, apperr.Unavailable); got == c.final {
				t.Errorf("may pass is %v: %v", got, err)
			}
			if strings.Contains(fmt.Sprint(err), "maria@example.com") {
				t.Errorf("the error holds the address: %v", err)
			}
			var state, failure string
			if err := tx.QueryRow(t.Context(), `SELECT state, failure FROM mail_log WHERE key = $1`, m.Key).Scan(&state, &failure); err != nil {
				t.Fatal(err)
			}
			want := map[bool]string{true: mail.Failed, false: mail.Queued}[c.final]
			if state != want || failure != c.failure {
				t.Errorf("log says %s, %q, want %s, %q", state, failure, want, c.failure)
			}
		})
	}
}

// What might pass is tried again; once nobody does, the log says that it failed.
func TestLastTryIsFinal(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	service, _ := newService(t, tx, refusing(451, "")(t))
	m := message()
	for last, want := range map[bool]string{false: mail.Queued, true: mail.Failed} {
		m.Key, m.Last = fmt.Sprintf("test:%d", testdb.Serial()), last
		if err := service.Send(t.Context(), m); !apperr.Is(err, apperr.Unavailable) {
			t.Errorf("a busy mailbox: %v, want Unavailable", err)
		}
		var state, failure string
		if err := tx.QueryRow(t.Context(), `SELECT state, failure FROM mail_log WHERE key = $1`, m.Key).Scan(&state, &failure); err != nil {
			t.Fatal(err)
		}
		if state != want || failure != "smtp 451" {
			t.Errorf("the last try %v: %s, %q; want %s and its reason", last, state, failure, want)
		}
	}
}
