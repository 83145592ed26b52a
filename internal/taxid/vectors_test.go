package taxid

import (
	"strings"
	"testing"
)

// vectors are numbers that others published, by where they stand: right ones, and
// ones that only look so. None was made by this package, nor a check digit
// computed here.
var vectors = []struct {
	source         string
	kind           Kind
	valid, refused string
}{
	{
		// The worked example of the alphanumeric CNPJ: Receita Federal, "CNPJ
		// alfanumérico: perguntas e respostas", question 14, and Serpro, "Cálculo
		// dos dígitos verificadores de CNPJ alfanumérico".
		source: "Receita Federal and Serpro, the alphanumeric CNPJ", kind: CNPJ,
		valid:   "12.ABC.345/01DE-35",
		refused: "12.ABC.345/01DE-53 12.ABD.345/01DE-35",
	},
	{
		// Serpro's own list of examples, which came with its reference code.
		source: "github.com/tiagolpadua/cnpj-alfa-validator, test/index.test.ts", kind: CNPJ,
		valid: `12.ABC.345/01DE-35 90.021.382/0001-22 90.024.778/0001-23 90.025.108/0001-21 90.025.255/0001-00
			90.024.420/0001-09 90.024.781/0001-47 04.740.714/0001-97 44.108.058/0001-29 90.024.780/0001-00
			90.024.779/0001-78 00000000000191 ABCDEFGHIJKL80`,
		refused: `$0123456789ABC 0123456?789ABC 0123456789ABC# 0000000000019 000000000001911 0000000000019L 000000000001P1
			00000000000192 ABCDEFGHIJKL81 00000000000000 00.000.000/0000-00`,
	},
	{
		source: "github.com/klawdyo/validation-br, src/cnpj.test.ts", kind: CNPJ,
		valid: `11.222.333/0001-81 73.797.980/0001-79 06.946.762/0001-61 96.051.576/0001-57 55.585.709/0001-98
			99360938000180 23693443000100 32432147000147 91951438000100
			13249663000196 75282707000137 26506648000128 70803268000147 19525584000147 88863437000108
			06075749000184 55412085000107 75409724000192
			A1222333000150 B1222333000103 C1222333000167 D1222333000110 E1222333000174`,
		refused: `53.797.980/0001-79 36.946.762/0001-61 26.051.576/0001-57 85.585.709/0001-98 39360938000180
			93693443000100 12432147000147 61951438000100 11111111111111`,
	},
	{
		source: "github.com/arthurdejong/python-stdnum, tests/test_br_cnpj.doctest", kind: CNPJ,
		valid: `07.195.358/0001-66 08.807.432/0001-10 11.015.248/0001-42 11.017.153/0001-68 11.017.153/0002-49
			11.017.153/0003-20 11.017.153/0005-91 11.980.459/0001-15 14.847.283/0001-16 14.847.283/0002-05
			14.847.283/0003-88 14.847.283/0004-69 14.847.283/0005-40 16.727.230.0001-97 18.090.575/0001-08
			18.090.575/0002-99 18.090.575/0003-70 18.090.575/0004-50 18.090.575/0005-31 22.610.961/0001-50
			44.407.989/0001-28 47.080.619/0001-17 53.612.734/0001-98 61882613000194 69.435.154/0001-02`,
	},
	{
		source: "github.com/brazilian-utils/brutils-python, tests/test_cnpj.py", kind: CNPJ,
		valid:   "34665388000161 01838723000127",
		refused: "52599927000100 11111111121205 11111111113105 A1B2C3D4E5F6GZ A1B2C3D4E5F6G A1B2C3D4E5F6G789 A1B2C3D4E5F6G7A",
	},
	{
		source: "github.com/klawdyo/validation-br, src/cpf.test.ts", kind: CPF,
		valid: "133.782.710-00 400.448.260-79 08796742020 74172316085 15886489070 90889477086",
		refused: `287.967.420-20 333.782.710-00 200.448.260-79 24172316085 25886489070 20889477086 11111111111
			24172316085000000 25886489070999999`,
	},
	{
		source: "github.com/arthurdejong/python-stdnum, tests/test_br_cpf.doctest", kind: CPF,
		valid: "39053344705", refused: "23100299900",
	},
	{
		source: "github.com/brazilian-utils/brutils-python, tests/test_cpf.py", kind: CPF,
		valid:   "52513127765 52599927765 11144477735 11111111200",
		refused: "00000000000 1112223334- 11111111111 11111111215 11144477705 11111111204 11144477732",
	},
}

// TestPublishedVectors wants the same judgment as everybody else's, of at least
// forty right numbers and several with letters.
func TestPublishedVectors(t *testing.T) {
	t.Parallel()
	right, letters := map[string]bool{}, map[string]bool{}
	for _, v := range vectors {
		for _, typed := range strings.Fields(v.valid) {
			d, err := Parse(typed)
			if err != nil || d.Kind != v.kind {
				t.Errorf("%s (%s): %+v, %v", typed, v.source, d, err)
				continue
			}
			right[d.Digits] = true
			if strings.ContainsAny(d.Digits, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
				letters[d.Digits] = true
			}
		}
		for _, typed := range strings.Fields(v.refused) {
			if d, err := Parse(typed); err == nil {
				t.Errorf("%s (%s) is taken for %+v", typed, v.source, d)
			}
		}
	}
	if len(right) < 40 || len(letters) < 5 {
		t.Errorf("%d right numbers, %d with letters: too few", len(right), len(letters))
	}
}
