package app_test

import (
	"bytes"
	"compress/zlib"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"tenaz/internal/storetest"
)

// The owner changes the shop's name and CNPJ in the back office: footer, terms,
// packing slip, what machines read and the next mail say so at once, in the same
// process.
func TestNewNameIsSaidEverywhereAtOnce(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	order := bought(t, s, "card")
	staff := s.Staff(t)
	shopper := s.Client(t)
	slip := "/admin/orders/" + strconv.FormatInt(order.Number, 10) + "/slip"
	const name, legal, cnpj = "Casa Ávila", "Ávila Comércio & Cia. Ltda.", "12.ABC.345/01DE-35"
	said := map[string]func() string{
		"footer":   func() string { return shopper.Get("/contact").Want(http.StatusOK).Text() },
		"terms":    func() string { return shopper.Get("/p/termos").Want(http.StatusOK).Text() },
		"slip":     func() string { return pdfText(t, staff.Get(slip).Want(http.StatusOK).Body) },
		"machines": func() string { return ldJSON(t, shopper.Get("/").Want(http.StatusOK).Body) },
	}
	for where, read := range said {
		if text := read(); strings.Contains(text, name) || strings.Contains(text, cnpj) {
			t.Errorf("%s says the new name before it was given", where)
		}
	}
	form := staff.Get("/admin/settings").Want(http.StatusOK)
	form.Submit("/admin/settings", "trade_name", name, "legal_name", legal, "cnpj", "12abc34501de35", "address", "Rua do Exemplo, 100").Want(http.StatusOK)
	for where, read := range said {
		text := read()
		for _, want := range []string{name, cnpj} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q:\n%s", where, want, text)
			}
		}
	}
	desk(t, s, staff).Submit("/ship", "tracking_code", "AA1").Want(http.StatusOK)
	mailed(t, s, 1, "order_shipped")
	found := false
	for _, m := range s.Mail.Messages() {
		if !strings.Contains(m.Subject, "a caminho") {
			continue
		}
		found = true
		if !strings.Contains(m.From, name) || !strings.Contains(m.Subject, name) || !strings.Contains(m.Text, "CNPJ "+cnpj) || !strings.Contains(m.Text, legal) {
			t.Errorf("the next mail is from %q:\n%s", m.From, m.Text)
		}
		if !strings.Contains(m.From, "<loja@example.com>") || !strings.Contains(m.Header, "@example.com>") {
			t.Errorf("the mail left the shop's domain:\n%s", m.Header)
		}
	}
	if !found {
		t.Error("no mail was sent")
	}
}

// ldJSON is what a page says to machines.
func ldJSON(t *testing.T, page string) string {
	t.Helper()
	found := regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`).FindAllStringSubmatch(page, -1)
	var b strings.Builder
	for _, part := range found {
		unquoted, err := strconv.Unquote(`"` + strings.ReplaceAll(part[1], `"`, `\"`) + `"`)
		if err != nil {
			unquoted = part[1]
		}
		b.WriteString(unquoted)
	}
	return b.String()
}

// pdfText is what the pages of a file say.
func pdfText(t *testing.T, file string) string {
	t.Helper()
	var b strings.Builder
	for _, part := range regexp.MustCompile(`(?s)stream\r?\n(.*?)\r?\nendstream`).FindAllStringSubmatch(file, -1) {
		r, err := zlib.NewReader(strings.NewReader(part[1]))
		if err != nil {
			continue // a picture
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range regexp.MustCompile(`\(((?:\\.|[^\\)])*)\)\s*Tj`).FindAllSubmatch(content, -1) {
			text, err := charmap.Windows1252.NewDecoder().Bytes(bytes.ReplaceAll(word[1], []byte(`\`), nil))
			if err != nil {
				t.Fatal(err)
			}
			b.Write(append(text, '\n'))
		}
	}
	return b.String()
}
