package slip

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"

	"tenaz/internal/i18n"
)

func sample() Slip {
	return Slip{
		Shop:   Shop{Name: "Loja Ávila", LegalName: "Ávila Comércio & Cia. Ltda.", CNPJ: "12.ABC.345/01DE-35", Address: "Rua do Exemplo, 100, São Paulo, SP", Email: "oi@loja.test", Phone: "(11) 4002-0000"},
		Locale: "pt-BR", Number: 1042, PlacedAt: time.Date(2026, 11, 23, 2, 30, 0, 0, time.UTC), Service: "Econômica",
		Recipient: "João D'Ávila (portaria)", Street: "Praça da Sé", NumberInStreet: "S/N", Complement: "lado ímpar",
		District: "Sé", City: "São Paulo", UF: "SP", PostalCode: "01001000",
		Lines: []Line{
			{SKU: "NB-14-GRF", Title: "Notebook Zênite 14\"", Options: "Grafite, 512 GB", Quantity: 1},
			{SKU: "CB-USB", Title: "Cabo ação 💡 łódź", Quantity: 3},
		},
	}
}

// shown is what the pages of a file say, in the order of drawing.
func shown(t *testing.T, file []byte) (text string, pages int) {
	t.Helper()
	var b strings.Builder
	for _, part := range regexp.MustCompile(`(?s)stream\r?\n(.*?)\r?\nendstream`).FindAllSubmatch(file, -1) {
		r, err := zlib.NewReader(bytes.NewReader(part[1]))
		if err != nil {
			continue // a picture
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range regexp.MustCompile(`\(((?:\\.|[^\\)])*)\)\s*Tj`).FindAllSubmatch(content, -1) {
			raw := regexp.MustCompile(`\\(.)`).ReplaceAll(word[1], []byte("$1"))
			decoded, err := charmap.Windows1252.NewDecoder().Bytes(raw)
			if err != nil {
				t.Fatal(err)
			}
			b.WriteString(string(decoded) + "\n")
		}
	}
	return b.String(), len(regexp.MustCompile(`/Type /Page\b`).FindAll(file, -1))
}

func render(t *testing.T, slips ...Slip) (string, int) {
	t.Helper()
	file, err := PDF(t.Context(), slips)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(file, []byte("%PDF-")) {
		t.Fatalf("no PDF: %.20q", file)
	}
	if name := os.Getenv("TENAZ_SLIP"); name != "" {
		if err := os.WriteFile(name, file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return shown(t, file)
}

func TestSlipSaysWhatIsPackedForWhom(t *testing.T) {
	t.Parallel()
	text, pages := render(t, sample())
	if pages != 1 {
		t.Errorf("%d pages, want one", pages)
	}
	for _, want := range []string{
		"Loja Ávila", "Ávila Comércio & Cia. Ltda., CNPJ 12.ABC.345/01DE-35", "Rua do Exemplo, 100, São Paulo, SP", "1042",
		"Feito em 22/11/2026", "Envio: Econômica", "4 unidades nesta entrega", "João D'Ávila (portaria)",
		"Praça da Sé, S/N, lado ímpar", "CEP 01001-000", "NB-14-GRF", `Notebook Zênite 14" (Grafite, 512 GB)`, "Cabo ação ?ód?",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the slip lacks %q:\n%s", want, text)
		}
	}
}

// A line that fits leaves no gap under it; one that may not keeps its room.
func TestOnlyALineThatIsBrokenTakesMoreRoom(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]float64{
		"Rua das Lavadeiras, 1223, Apto 304":                               0,
		"Avenida das Paineiras, 73, Fundos":                                0,
		strings.Repeat("W", 30):                                            0,
		strings.Repeat("W", 31):                                            1,
		"Avenida Marechal Mascarenhas de Moraes, 10.450, Torre B, Sala 12": 2,
	} {
		if got := wrapped(line, 30); got != want {
			t.Errorf("%q takes %v further lines, want %v", line, got, want)
		}
	}
}

func TestSlipFollowsTheCustomersLanguage(t *testing.T) {
	t.Parallel()
	english := sample()
	english.Locale = "en"
	text, pages := render(t, sample(), english)
	if pages != 2 {
		t.Errorf("%d pages for two orders, want 2", pages)
	}
	for _, want := range []string{"Destinatário", "Recipient", "Packing slip", "4 units in this delivery"} {
		if !strings.Contains(text, want) {
			t.Errorf("the slips lack %q", want)
		}
	}
	if id := regexp.MustCompile(`slip\.[a-z]+`).FindString(text); id != "" {
		t.Errorf("message %q is missing", id)
	}
}

// A long order goes on under its number; nothing is lost, no word is too long.
func TestLongOrdersGoOnOverPages(t *testing.T) {
	t.Parallel()
	long := sample()
	long.Shop, long.Lines = Shop{Name: "Loja"}, nil
	long.Recipient, long.Street, long.Complement = strings.Repeat("Maximiliana ", 16), strings.Repeat("W", 200), strings.Repeat("fundos, ", 20)
	for i := range 60 {
		long.Lines = append(long.Lines, Line{SKU: fmt.Sprintf("SKU-%d", i), Title: strings.Repeat("Cabo WWWW ", i%8+1), Quantity: i + 1})
	}
	text, pages := render(t, long)
	if pages < 3 || strings.Count(text, "Pedido 1042, continuação") != pages-1 {
		t.Errorf("%d pages, %d of them continued", pages, strings.Count(text, "Pedido 1042, continuação"))
	}
	for i := range 60 {
		if !strings.Contains(text, fmt.Sprintf("SKU-%d\n", i)) {
			t.Errorf("line %d is missing", i)
		}
	}
}

func TestEveryLanguageNamesTheColumns(t *testing.T) {
	t.Parallel()
	for _, lang := range i18n.Languages {
		s := sample()
		s.Locale = lang
		text, _ := render(t, s)
		if !strings.Contains(text, i18n.T(i18n.With(t.Context(), lang), "slip.product")) {
			t.Errorf("%s: no column of products", lang)
		}
	}
}
