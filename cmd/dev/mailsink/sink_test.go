package mailsink

import (
	"net/http"
	"net/http/httptest"
	"net/smtp"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const sample = "From: a@b.co\r\nTo: =?utf-8?q?Jos=C3=A9?= <jose@example.com>\r\nSubject: =?utf-8?q?Ol=C3=A1_<b>?=\r\n" +
	"Date: Mon, 23 Nov 2026 12:00:00 -0300\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n" +
	"--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nOl=C3=A1\r\n" +
	"--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPGh0bWw+PGhlYWQ+PC9oZWFkPjxwPm9pPC9wPjwvaHRtbD4=\r\n--x--\r\n"

func send(t *testing.T, s *Sink, raw string) {
	t.Helper()
	if err := smtp.SendMail(s.addr, nil, "a@b.co", []string{"jose@example.com"}, []byte(raw)); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, dir string) *Sink {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func get(t *testing.T, s *Sink, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	s.Handler("/dev/mail").ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

func TestMailSurvivesARestart(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "mail")
	first := open(t, dir)
	send(t, first, sample)
	send(t, first, strings.Replace(sample, "Ol=C3=A1_<b>", "second", 1))
	before := first.Messages()
	if err := os.WriteFile(filepath.Join(dir, "0.eml"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	after := open(t, dir).Messages()
	if len(before) != 2 || len(after) != 2 || after[0] != before[0] || after[1] != before[1] {
		t.Fatalf("before %+v\nafter %+v", before, after)
	}
	if after[0].Subject != "second" || after[1].Subject != "Olá <b>" || after[1].To != "José <jose@example.com>" || after[1].Text != "Olá" {
		t.Errorf("read as %+v", after)
	}
}

func TestHandlerShowsMailInASandbox(t *testing.T) {
	t.Parallel()
	s := open(t, "")
	if w := get(t, s, "/dev/mail"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "No mail yet") {
		t.Errorf("empty list: %d %s", w.Code, w.Body)
	}
	send(t, s, sample)
	id := s.Messages()[0].ID
	for path, want := range map[string]string{
		"/dev/mail":                    `href="/dev/mail/` + id + `"`,
		"/dev/mail/" + id:              `src="/dev/mail/` + id + `/html" sandbox="allow-popups`,
		"/dev/mail/" + id + "/html":    `<base target="_blank">`,
		"/dev/mail/" + id + "?ignored": "Olá &lt;b&gt;",
	} {
		w := get(t, s, path)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			t.Errorf("GET %s: %d, lacks %q:\n%s", path, w.Code, want, w.Body)
		}
		if policy := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "script-src") {
			t.Errorf("GET %s: policy %q", path, policy)
		}
	}
	if policy := get(t, s, "/dev/mail/"+id+"/html").Header().Get("Content-Security-Policy"); !strings.Contains(policy, "sandbox") {
		t.Errorf("the mail itself is not sandboxed: %q", policy)
	}
	for _, path := range []string{"/dev/mail/none", "/dev/mail/none/html"} {
		if w := get(t, s, path); w.Code != http.StatusNotFound {
			t.Errorf("GET %s: %d", path, w.Code)
		}
	}
}

func TestSinkKeepsTheNewest(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir)
	for range maxMessages + 3 {
		if err := s.keep([]byte(sample)); err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Messages()) != maxMessages || len(files) != maxMessages {
		t.Errorf("kept %d and %d files, want %d", len(s.Messages()), len(files), maxMessages)
	}
	if err := s.keep([]byte("no header")); err == nil {
		t.Error("took what is no message")
	}
}
