package mail

import (
	"strings"
	"testing"
)

func TestParseConfig(t *testing.T) {
	t.Parallel()
	cases := []struct {
		url      string
		port     int
		implicit bool
	}{
		{"smtp://mail.example.com", 25, false},
		{"smtp://user:secret@mail.example.com", 587, false},
		{"smtps://user:secret@mail.example.com", 465, true},
		{"smtp://127.0.0.1:1025", 1025, false},
	}
	for _, c := range cases {
		got, err := ParseConfig(c.url, "Tenaz <pedidos@tenaz.test>", "")
		if err != nil || got.port != c.port || got.implicit != c.implicit || got.domain() != "tenaz.test" {
			t.Errorf("ParseConfig(%q) = %+v, %v", c.url, got, err)
		}
	}
	for _, bad := range [][3]string{
		{"", "a@b.co", ""},
		{"http://mail.example.com", "a@b.co", ""},
		{"smtp://mail.example.com:99999", "a@b.co", ""},
		{"smtp://user:secret@ma il:x", "a@b.co", ""},
		{"smtp://mail.example.com", "nobody", ""},
		{"smtp://mail.example.com", "a@b.co", "nobody"},
	} {
		_, err := ParseConfig(bad[0], bad[1], bad[2])
		if err == nil {
			t.Errorf("ParseConfig(%q) took it", bad)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("the password is in the error: %v", err)
		}
	}
}

func TestMessageIDIsStableAndPerKey(t *testing.T) {
	t.Parallel()
	a, b := messageID("order:1:paid", "tenaz.test"), messageID("order:2:paid", "tenaz.test")
	if a == b || a != messageID("order:1:paid", "tenaz.test") {
		t.Errorf("ids are %q and %q", a, b)
	}
}
