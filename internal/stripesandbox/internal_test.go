package stripesandbox

import (
	"bytes"
	"image/png"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTestCardsAreValidNumbers(t *testing.T) {
	t.Parallel()
	for number, c := range testCards {
		if !luhn(number) {
			t.Errorf("%s fails the Luhn check", number)
		}
		if got := c.refusal(); (got != nil) != (c.code != "") {
			t.Errorf("%s: %v", number, got)
		}
		if d := c.refusal(); d != nil && strings.HasPrefix(explain(d.Code, d.DeclineCode), "O código anterior") {
			t.Errorf("%s is explained as a Pix code", number)
		}
	}
}

// The example of Banco Central's manual: CRC-16/CCITT-FALSE of "123456789".
func TestBRCode(t *testing.T) {
	t.Parallel()
	if got := crc16("123456789"); got != 0x29B1 {
		t.Errorf("crc %04X", got)
	}
	code := brCode(123456, "ABC123")
	for _, want := range []string{"000201", "0014br.gov.bcb.pix", "5303986", "54071234.56", "5802BR", "62100506ABC123"} {
		if !strings.Contains(code, want) {
			t.Errorf("%s lacks %s", code, want)
		}
	}
	body, check := code[:len(code)-4], code[len(code)-4:]
	if !strings.HasSuffix(body, "6304") || check == "0000" {
		t.Errorf("%s does not end in its check", code)
	}
}

// A line whose digits are known: the check digits follow from the fields.
func TestBoletoLine(t *testing.T) {
	t.Parallel()
	due := time.Date(2026, 11, 26, 23, 59, 59, 0, brasilia)
	got := boletoLine(10000, due, "1234567890123456789012345")
	if len(got) != 47 || !strings.HasSuffix(got, "16420000010000") {
		t.Errorf("%s: want 47 digits that end in due day 1642 and R$ 100,00", got)
	}
	for _, f := range []struct{ from, to int }{{0, 9}, {10, 20}, {21, 31}} {
		if want := mod10(got[f.from:f.to]); got[f.to:f.to+1] != want {
			t.Errorf("digit after %s is %s, want %s", got[f.from:f.to], got[f.to:f.to+1], want)
		}
	}
	// Two known answers of the bank's formula.
	if mod10("001905009") != "5" || mod11("0019373700000001000500940144816060680935031") != "3" {
		t.Errorf("mod10 %s, mod11 %s", mod10("001905009"), mod11("0019373700000001000500940144816060680935031"))
	}
}

func TestBoletoExpiry(t *testing.T) {
	t.Parallel()
	// 1:30 UTC is still the evening before in São Paulo.
	got := boletoExpiry(time.Date(2026, 11, 24, 1, 30, 0, 0, time.UTC), 3)
	if want := time.Date(2026, 11, 27, 2, 59, 59, 0, time.UTC); !got.Equal(want) {
		t.Errorf("%s, want %s", got.UTC(), want)
	}
}

func TestQR(t *testing.T) {
	t.Parallel()
	q, err := encodeQR(brCode(10000, strings.Repeat("A", 25)))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(q.png()))
	if err != nil {
		t.Fatal(err)
	}
	if got := img.Bounds().Dx(); got != (qrSize+8)*5 {
		t.Errorf("%d pixels wide", got)
	}
	if _, err := encodeQR(strings.Repeat("x", qrCapacity+1)); err == nil {
		t.Error("more than fits was drawn")
	}
	// The multiplication table of the field, at two known points.
	if multiply(2, 0x80) != 0x1D || multiply(0x53, 0xCA) != multiply(0xCA, 0x53) {
		t.Error("GF(256) is wrong")
	}
}

func TestParams(t *testing.T) {
	t.Parallel()
	parse := func(raw string) (params, *apiError) {
		v, err := url.ParseQuery(raw)
		if err != nil {
			t.Fatal(err)
		}
		root, bad := parseForm(v)
		return newParams(root), bad
	}
	p, bad := parse("a[10][n]=ten&a[2][n]=two&b[]=x&b[]=y&ok=true&m[k]=v")
	if bad != nil {
		t.Fatal(bad)
	}
	var names []string
	for _, e := range p.list("a") {
		names = append(names, e.text("n", 10))
	}
	if diff := cmp.Diff([]string{"two", "ten"}, names); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"x", "y"}, p.strings("b")); diff != "" {
		t.Error(diff)
	}
	if !p.boolean("ok") || p.metadata("m")["k"] != "v" {
		t.Error("boolean or metadata misread")
	}
	if err := p.done(); err != nil {
		t.Error(err)
	}

	for raw, read := range map[string]func(params){
		"n=x":       func(p params) { p.integer("n") },
		"n=":        func(p params) { p.integer("n") },
		"n[a]=1":    func(p params) { p.integer("n") },
		"b=yes":     func(p params) { p.boolean("b") },
		"l[x]=1":    func(p params) { p.list("l") },
		"l=1":       func(p params) { p.list("l") },
		"t=abcdef":  func(p params) { p.text("t", 5) },
		"u=ftp://x": func(p params) { p.link("u") },
		"unread=1":  func(params) {},
	} {
		p, bad := parse(raw)
		if bad != nil {
			t.Fatal(bad)
		}
		read(p)
		if p.done() == nil {
			t.Errorf("%s was accepted", raw)
		}
	}
	for _, raw := range []string{"a[b=1", "a[b]c=1", "a=%ff"} {
		if _, bad := parse(raw); bad == nil {
			t.Errorf("%s was accepted", raw)
		}
	}
}

func TestReais(t *testing.T) {
	t.Parallel()
	for amount, want := range map[int64]string{0: "R$ 0,00", 5: "R$ 0,05", 123456: "R$ 1.234,56", 123456789: "R$ 1.234.567,89", -100: "-R$ 1,00"} {
		if got := reais(amount, "brl"); got != want {
			t.Errorf("%d: %q, want %q", amount, got, want)
		}
	}
}
