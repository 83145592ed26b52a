package main

import (
	"strings"
	"testing"

	"tenaz/cmd/dev/mailsink"
	"tenaz/internal/testdb"
)

func TestMailTestSendsOneMessage(t *testing.T) {
	d := testdb.New(t)
	sink, err := mailsink.Open("")
	if err != nil {
		t.Fatal(err)
	}
	defer sink.Close()
	env := append(database(d), "BASE_URL=http://localhost:8080", "SMTP_URL="+sink.URL(), "MAIL_FROM=Loja <pedidos@loja.test>")
	for range 2 {
		code, out, errs := command{args: []string{"mail", "test", "voce@example.com"}, env: env}.run(t)
		if code != 0 || !strings.Contains(out, "took the message for voce@example.com") {
			t.Fatalf("mail test: %d %s %s", code, out, errs)
		}
	}
	got := sink.Messages()
	if len(got) != 2 {
		t.Fatalf("%d messages arrived, want one a call", len(got))
	}
	if !strings.Contains(got[0].From, "<pedidos@loja.test>") || got[0].Text == "" || !strings.Contains(got[0].HTML, "http://localhost:8080") ||
		!strings.Contains(got[0].Header, "Auto-Submitted: auto-generated") {
		t.Errorf("the message is from %s:\n%s\n%s", got[0].From, got[0].Header, got[0].Text)
	}
	code, _, errs := command{args: []string{"mail", "test", "voce"}, env: env}.run(t)
	if code != 1 || !strings.Contains(errs, "refused") {
		t.Errorf("no address: %d %s, want 1 and the reason", code, errs)
	}
	env[len(env)-2] = "SMTP_URL=smtp://127.0.0.1:1"
	if code, _, errs := (command{args: []string{"mail", "test", "voce@example.com"}, env: env}).run(t); code != 1 || !strings.Contains(errs, "connection") {
		t.Errorf("nobody listens: %d %s, want 1 and the reason", code, errs)
	}
}
