package catalog

import (
	"strings"
	"testing"
)

func TestDocumentSpelling(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		{"Cartões e cartão", "cartao e cartao"},
		{"CARTOES", "cartao"},
		{"Pães alemães", "pao alemao"},
		{"Papéis, papel; painéis", "papel papel painel"},
		{"papeis hoteis pinceis", "papel hotel pincel"},
		{"portáteis portátil fáceis", "portatil portatil facil"},
		{"móveis níveis compatíveis", "movel nivel compativel"},
		{"cristais digitais demais", "cristal digital demais"},
		{"lençóis azuis", "lencol azul"},
		{"imagens itens perfis", "imagem item perfil"},
		{"shoes mais seis", "shoe mais seis"},
		{"WH-1000XM5", "wh 1000 xm 5 wh1000xm5"},
		{"WH 1000XM5", "wh 1000 xm 5 1000xm5"},
		{"wh1000xm5", "wh 1000 xm 5 wh1000xm5"},
		{"i7-12700K", "i7 12700k i712700k"},
		{`Monitor 27"`, "monitor 27 polegada 27polegada"},
		{"27 polegadas", "27 polegada"},
		{"27″ 27 inches", "27 polegada 27 polegada 27polegada"},
		{"16GB 16 GB", "16 gb 16 gb 16gb"},
		{"65 W e 65W", "65w e 65w"},
		{"SSD M.2 m2", "ssd m2 m2"},
		{"Wi-Fi WIFI wi fi", "wifi wifi wifi"},
		{"43,2 cm", "43 2 cm"},
		{"D'Ávila Ação® µm", "d avila acao um davila"},
		{"Ünïcödé ﬁm Straße", "unicode fim strasse"},
		{"日本 test", "日本 test"},
		{"", ""},
		{" ... ---", ""},
	}
	for _, c := range cases {
		if got := document(c.in); got != c.want {
			t.Errorf("document(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSpellingsOfAModelAskForTheSameTokens(t *testing.T) {
	t.Parallel()
	same := [][]string{
		{"WH-1000XM5", "wh1000xm5", "wh 1000xm5", "WH 1000 XM5", "wh-1000-xm5"},
		{"i7-12700K", "I7 12700k", "i7/12700k"},
		{"ps5", "PS 5", "ps-5"},
		{"16GB", "16 gb", "16-GB"},
		{"27 polegadas", `27"`, "27 inch", "27pol"},
		{"wi-fi", "WiFi", "wi fi"},
		{"M.2", "m2", "m-2"},
		{"cartões", "cartao", "CARTÃO", "cartoes"},
		{"portáteis", "portatil"},
	}
	for _, spellings := range same {
		want := flat(spellings[0])
		for _, s := range spellings[1:] {
			if got := flat(s); got != want {
				t.Errorf("%q gives %q, %q gives %q", s, got, spellings[0], want)
			}
		}
	}
}

func flat(text string) string {
	return strings.ReplaceAll(strings.Join(parseQuery(text).terms, " "), " <-> ", " ")
}

func TestQuery(t *testing.T) {
	t.Parallel()
	cases := []struct {
		in, terms, code string
	}{
		{"fone de ouvido sem fio", "fone|ouvido|sem|fio", ""},
		{"de", "de", ""},
		{"wh-1000xm5", "wh <-> 1000 <-> xm <-> 5", "wh1000xm5"},
		{"wh 1000xm5", "wh|1000 <-> xm <-> 5", "wh1000xm5"},
		{"0095205603217", "0095205603217", "95205603217"},
		{"'; DROP TABLE products; --", "drop|table|products", ""},
		{"<script>alert(1)</script>", "script <-> alert <-> 1 <-> script", "scriptalert1script"},
		{"😀", "", ""},
		{"&|!():*<->", "", ""},
	}
	for _, c := range cases {
		q := parseQuery(c.in)
		if got := strings.Join(q.terms, "|"); got != c.terms || q.code != c.code {
			t.Errorf("parseQuery(%q) = %q, %q; want %q, %q", c.in, got, q.code, c.terms, c.code)
		}
	}
	if n := len(parseQuery(strings.Repeat("palavra ", 400)).terms); n != most {
		t.Errorf("a long query has %d terms, want %d", n, most)
	}
}

func TestCodes(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		{"Sony WH-1000XM5 Preto", "wh1000xm5 sonywh1000xm5"},
		{"Fone WH 1000XM5", "1000xm5 wh1000xm5"},
		{"Brother TN-2110 toner", "tn2110"},
		{"RTX 3060 12 GB", "rtx3060"},
		{"Teclado compacto", ""},
	}
	for _, c := range cases {
		if got := strings.Join(codesOf(c.in), " "); got != c.want {
			t.Errorf("codesOf(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSlug(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		{"Notebook Juriti 14", "notebook-juriti-14"},
		{"Cabos & adaptadores — USB", "cabos-adaptadores-usb"},
		{"D'Ávila Açaí", "davila-acai"},
		{"日本語", "item"},
		{"--", "item"},
		{strings.Repeat("muito ", 40), strings.TrimSuffix(strings.Repeat("muito-", 13), "-")},
		{strings.Repeat("x", 300), strings.Repeat("x", 80)},
	}
	for _, c := range cases {
		if got := Slug(c.in); got != c.want {
			t.Errorf("Slug(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}
