package taxid

import (
	"testing"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, typed, expected string
		kind                  Kind
	}{
		{"CPF with mask", "529.982.247-25", "52998224725", CPF},
		{"CPF without mask", "11144477735", "11144477735", CPF},
		{"CPF whose first digit is 0 by remainder 1", "123.456.789-09", "12345678909", CPF},
		{"CPF with leading zeros", "000.000.001-91", "00000000191", CPF},
		{"CPF with spaces", "  529 982 247 25 ", "52998224725", CPF},
		// The example of Receita Federal's note on the alphanumeric CNPJ and
		// of Serpro's manual of its check digits.
		{"alphanumeric CNPJ", "12.ABC.345/01DE-35", "12ABC34501DE35", CNPJ},
		{"alphanumeric CNPJ in lower case", "12abc34501de35", "12ABC34501DE35", CNPJ},
		// Public numbers of well-known companies.
		{"Banco do Brasil", "00.000.000/0001-91", "00000000000191", CNPJ},
		{"Petrobras", "33.000.167/0001-01", "33000167000101", CNPJ},
		{"Correios", "34.028.316/0001-03", "34028316000103", CNPJ},
		{"Caixa", "00.360.305/0001-04", "00360305000104", CNPJ},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := Parse(c.typed)
			if err != nil || got.Digits != c.expected || got.Kind != c.kind {
				t.Errorf("Parse(%q) = %+v, %v; want %s %s", c.typed, got, err, c.kind, c.expected)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for name, typed := range map[string]string{
		"nothing":                        "",
		"wrong CPF digit":                "529.982.247-24",
		"swapped CPF digits":             "259.982.247-25",
		"repeated CPF digits":            "111.111.111-11",
		"zeros":                          "000.000.000-00",
		"zeros of a company":             "00.000.000/0000-00",
		"ten digits":                     "5299822472",
		"twelve digits":                  "529982247255",
		"letter in a CPF":                "529.982.24A-25",
		"wrong CNPJ digit":               "33.000.167/0001-02",
		"wrong alphanumeric digit":       "12.ABC.345/01DE-36",
		"letter as check digit":          "12.ABC.345/01DE-3A",
		"letters of another alphabet":    "12.АВС.345/01DE-35",
		"digits of another script":       "٥٢٩٩٨٢٢٤٧٢٥",
		"number with a stray character":  "529.982.247-25x",
		"long s, which upper-cases to S": "1ſ.ABC.345/01DE-35",
		"markup":                         "<b>52998224725</b>",
		"alphanumeric without letters":   "12.345/01-35",
		"alphanumeric, letters shuffled": "12.ACB.345/01DE-35",
	} {
		if got, err := Parse(typed); err == nil {
			t.Errorf("%s: Parse(%q) = %+v, want an error", name, typed, got)
		}
	}
}

func TestParseByKind(t *testing.T) {
	t.Parallel()
	if got, err := ParseCPF("529.982.247-25"); err != nil || got != "52998224725" {
		t.Errorf("ParseCPF = %q, %v", got, err)
	}
	if _, err := ParseCPF("33.000.167/0001-01"); err == nil {
		t.Error("ParseCPF accepts a CNPJ")
	}
	if got, err := ParseCNPJ("12.abc.345/01de-35"); err != nil || got != "12ABC34501DE35" {
		t.Errorf("ParseCNPJ = %q, %v", got, err)
	}
	if _, err := ParseCNPJ("529.982.247-25"); err == nil {
		t.Error("ParseCNPJ accepts a CPF")
	}
}

func TestFormatAndMask(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, format, mask string }{
		{"52998224725", "529.982.247-25", "***.982.247-**"},
		{"12ABC34501DE35", "12.ABC.345/01DE-35", "12.ABC.345/01DE-35"},
		{"123", "123", ""},
	}
	for _, c := range cases {
		if got := Format(c.in); got != c.format {
			t.Errorf("Format(%q) = %q, want %q", c.in, got, c.format)
		}
		if got := Mask(c.in); got != c.mask {
			t.Errorf("Mask(%q) = %q, want %q", c.in, got, c.mask)
		}
	}
}

func TestEveryNumberHasOneRightEnding(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.StringMatching(`[0-9A-Z]{11}[1-9A-Z]`).Draw(t, "body")
		var valid []string
		for ending := range 100 {
			typed := body + string(rune('0'+ending/10)) + string(rune('0'+ending%10))
			if d, err := Parse(typed); err == nil {
				valid = append(valid, d.Digits)
				if back, err := Parse(Format(d.Digits)); err != nil || back != d {
					t.Fatalf("%s does not survive its own mask: %+v, %v", typed, back, err)
				}
			}
		}
		if len(valid) != 1 {
			t.Fatalf("body %s has valid numbers %v, want exactly one", body, valid)
		}
	})
}
