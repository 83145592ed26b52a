package contact_test

import (
	"slices"
	"strings"
	"testing"

	"tenaz/internal/apperr"
	"tenaz/internal/contact"
)

func names(f apperr.Fields) string {
	var list []string
	for name := range f {
		list = append(list, name)
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

func TestCheckPerson(t *testing.T) {
	t.Parallel()
	good := contact.Person{Name: " Ana D'Ávila ", Document: "529.982.247-25", Phone: "+55 (11) 98765-4321", CompanyName: "de ninguém"}
	var f apperr.Fields
	want := contact.Person{Name: "Ana D'Ávila", Document: "52998224725", Phone: "11987654321"}
	if got := good.Check(&f); got != want || len(f) > 0 {
		t.Errorf("got %+v, %v", got, f)
	}
	company := contact.Person{Name: "Ana", Document: "12.abc.345/01de-35", Phone: "1133334444", CompanyName: "Loja", StateRegistration: "110.042.490.114"}
	if got := company.Check(&f); !got.Company() || got.Document != "12ABC34501DE35" || got.CompanyName != "Loja" || len(f) > 0 {
		t.Errorf("got %+v, %v", got, f)
	}
	for want, p := range map[string]contact.Person{
		"document name phone": {},
		"document":            {Name: "Ana", Document: "111.111.111-11", Phone: "11987654321"},
		"phone":               {Name: "Ana", Document: "52998224725", Phone: "123"},
		"company_name":        {Name: "Ana", Document: "12ABC34501DE35", Phone: "11987654321"},
		"name":                {Name: strings.Repeat("á", 201), Document: "52998224725", Phone: "11987654321"},
		"state_registration":  {Name: "Ana", Document: "12ABC34501DE35", CompanyName: "Loja", StateRegistration: "linha\nnova", Phone: "11987654321"},
	} {
		var f apperr.Fields
		if p.Check(&f); names(f) != want {
			t.Errorf("%+v: fields %q, want %q", p, names(f), want)
		}
	}
}

func TestCheckGivenLeavesOutWhatAProfileDoesNotNeed(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]contact.Person{
		"":                    {Name: "Ana"},
		"name":                {Document: "52998224725"},
		"document":            {Name: "Ana", Document: "x"},
		"company_name":        {Name: "Ana", Document: "12ABC34501DE35"},
		"document name phone": {Document: "1", Phone: "2"},
	} {
		var f apperr.Fields
		if p.CheckGiven(&f); names(f) != want {
			t.Errorf("%+v: fields %q, want %q", p, names(f), want)
		}
	}
}

func TestCheckAddress(t *testing.T) {
	t.Parallel()
	var f apperr.Fields
	got := contact.Address{PostalCode: "01001-000", Street: " Praça da Sé ", Number: "S/N", District: "Sé", City: "São Paulo", State: "sp"}.Check(&f)
	want := contact.Address{PostalCode: "01001000", Street: "Praça da Sé", Number: "S/N", District: "Sé", City: "São Paulo", State: "SP"}
	if got != want || len(f) > 0 {
		t.Errorf("got %+v, %v", got, f)
	}
	if lines := strings.Join(got.Lines(), "|"); lines != "Praça da Sé, S/N|Sé|São Paulo, SP|CEP 01001-000" {
		t.Errorf("written as %q", lines)
	}
	var empty contact.Address
	if empty.Check(&f); names(f) != "city district number postal_code state street" {
		t.Errorf("an empty one lacks %q", names(f))
	}
	f = nil
	want.State, want.Number = "XX", strings.Repeat("1", 21)
	if want.Check(&f); names(f) != "number state" {
		t.Errorf("fields %q", names(f))
	}
}
