package cart_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenaz/internal/apperr"
	"tenaz/internal/cart"
	"tenaz/internal/contact"
)

// typed is a form as a person fills it in.
func typed() cart.Checkout {
	return cart.Checkout{
		Email: " ana@exemplo.com.br ", Name: "Ana D'Ávila", Document: "529.982.247-25", Phone: "+55 (11) 91234-5678",
		PostalCode: "01310-100", Street: "Avenida Paulista", Number: "S/N", District: "Bela Vista", City: "São Paulo", State: "sp",
	}
}

func TestNormaliseKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	got, err := typed().Normalise()
	if err != nil {
		t.Fatal(err)
	}
	expected := cart.Checkout{
		Email: "ana@exemplo.com.br", Name: "Ana D'Ávila", Document: "52998224725", Phone: "11912345678", Recipient: "Ana D'Ávila",
		PostalCode: "01310100", Street: "Avenida Paulista", Number: "S/N", District: "Bela Vista", City: "São Paulo", State: "SP",
	}
	if diff := cmp.Diff(expected, got); diff != "" {
		t.Errorf("normalised (-want +got):\n%s", diff)
	}
}

func TestNormaliseAcceptsOddText(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"<script>alert(1)</script>", "'; DROP TABLE orders; --", "👩🏽‍💻 Ana", strings.Repeat("ã", 200), `A\B "C"`, "João\u00a0da Silva", "{{.Name}} %s",
	} {
		in := typed()
		in.Name, in.Street, in.Recipient = name, name, name
		got, err := in.Normalise()
		if err != nil || got.Name != name || got.Street != name || got.Recipient != name {
			t.Errorf("%q became %q, %q, %q: %v", name, got.Name, got.Street, got.Recipient, err)
		}
	}
}

func TestNormaliseRefuses(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ã", 201)
	cases := []struct {
		name   string
		change func(*cart.Checkout)
		fields map[string]string
	}{
		{"no e-mail", func(c *cart.Checkout) { c.Email = " " }, map[string]string{"email": "checkout.missing.email"}},
		{"e-mail without a domain", func(c *cart.Checkout) { c.Email = "ana@localhost" }, map[string]string{"email": "checkout.invalid.email"}},
		{"e-mail with a name", func(c *cart.Checkout) { c.Email = "Ana <ana@exemplo.com>" }, map[string]string{"email": "checkout.invalid.email"}},
		{"two e-mails", func(c *cart.Checkout) { c.Email = "a@b.com, c@d.com" }, map[string]string{"email": "checkout.invalid.email"}},
		{"e-mail with a line", func(c *cart.Checkout) { c.Email = "a@b.com\r\nBcc: x@y.com" }, map[string]string{"email": "checkout.invalid.email"}},
		{"e-mail that few servers and no payment provider take", func(c *cart.Checkout) { c.Email = "josé@exemplo.com" }, map[string]string{"email": "checkout.invalid.email"}},
		{"domain with an accent", func(c *cart.Checkout) { c.Email = "ana@exêmplo.com" }, map[string]string{"email": "checkout.invalid.email"}},
		{"domain that cannot be", func(c *cart.Checkout) { c.Email = "ana@-exemplo.com" }, map[string]string{"email": "checkout.invalid.email"}},
		{"domain with a line below", func(c *cart.Checkout) { c.Email = "ana@exem_plo.com" }, map[string]string{"email": "checkout.invalid.email"}},
		{"address for a domain", func(c *cart.Checkout) { c.Email = "ana@127.0.0.1" }, map[string]string{"email": "checkout.invalid.email"}},
		{"endless name before the @", func(c *cart.Checkout) { c.Email = strings.Repeat("a", 65) + "@b.com" }, map[string]string{"email": "checkout.invalid.email"}},
		{"endless e-mail", func(c *cart.Checkout) { c.Email = strings.Repeat("a", 250) + "@b.com" }, map[string]string{"email": "checkout.invalid.email"}},
		{"no name", func(c *cart.Checkout) { c.Name = "" }, map[string]string{"name": "checkout.missing.name"}},
		{"long name", func(c *cart.Checkout) { c.Name = long }, map[string]string{"name": "checkout.invalid.long"}},
		{"name of two lines", func(c *cart.Checkout) { c.Name = "Ana\nBia" }, map[string]string{"name": "error.characters"}},
		{"no document", func(c *cart.Checkout) { c.Document = "" }, map[string]string{"document": "checkout.missing.document"}},
		{"wrong CPF", func(c *cart.Checkout) { c.Document = "529.982.247-26" }, map[string]string{"document": "checkout.invalid.document"}},
		{"company without a name", func(c *cart.Checkout) { c.Document = "12.ABC.345/01DE-35" }, map[string]string{"company_name": "checkout.missing.company_name"}},
		{"phone without area code", func(c *cart.Checkout) { c.Phone = "91234-5678" }, map[string]string{"phone": "checkout.invalid.phone"}},
		{"CEP of seven digits", func(c *cart.Checkout) { c.PostalCode = "0131010" }, map[string]string{"postal_code": "checkout.invalid.postal_code"}},
		{"unknown state", func(c *cart.Checkout) { c.State = "XX" }, map[string]string{"state": "checkout.invalid.state"}},
		{"long number", func(c *cart.Checkout) { c.Number = strings.Repeat("1", 21) }, map[string]string{"number": "checkout.invalid.long"}},
		{"long complement", func(c *cart.Checkout) { c.Complement = long }, map[string]string{"complement": "checkout.invalid.long"}},
		{"empty", func(c *cart.Checkout) { *c = cart.Checkout{} }, map[string]string{
			"email": "checkout.missing.email", "name": "checkout.missing.name", "document": "checkout.missing.document",
			"phone": "checkout.invalid.phone", "postal_code": "checkout.invalid.postal_code", "street": "checkout.missing.street",
			"number": "checkout.missing.number", "district": "checkout.missing.district", "city": "checkout.missing.city",
			"state": "checkout.invalid.state",
		}},
	}
	for _, c := range cases {
		in := typed()
		c.change(&in)
		_, err := in.Normalise()
		var refused *apperr.Error
		if !errors.As(err, &refused) || refused.Kind != apperr.Invalid {
			t.Errorf("%s: %v, want Invalid", c.name, err)
			continue
		}
		got := map[string]string{}
		for field, message := range refused.Fields {
			got[field] = message.ID
		}
		if diff := cmp.Diff(c.fields, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestNormaliseOfACompany(t *testing.T) {
	t.Parallel()
	in := typed()
	in.Document, in.CompanyName, in.StateRegistration = "12.abc.345/01de-35", " Padaria <Ipê> & Cia. ", "110.042.490.114"
	got, err := in.Normalise()
	if err != nil || got.Document != "12ABC34501DE35" || got.CompanyName != "Padaria <Ipê> & Cia." || got.StateRegistration != "110.042.490.114" {
		t.Errorf("company: %+v, %v", got, err)
	}
	in.Document = "529.982.247-25"
	if got, err = in.Normalise(); err != nil || got.CompanyName != "" || got.StateRegistration != "" {
		t.Errorf("a person keeps a company's fields: %+v, %v", got, err)
	}
}

func TestNormalisePhone(t *testing.T) {
	t.Parallel()
	for typed, expected := range map[string]string{
		"(11) 91234-5678": "11912345678", "+55 11 91234 5678": "11912345678", "5511912345678": "11912345678",
		"(55) 3222-1234": "5532221234", "55 3222 1234": "5532221234", "+55 55 99999-1234": "55999991234", "011 3222-1234": "1132221234",
		"11912345678": "11912345678", "1132221234": "1132221234",
		"": "", "912345678": "", "11 1222-3333": "", "11 81234-5678": "", "10 91234-5678": "", "1191234567a": "", "119123456789": "", "ramal 12": "",
	} {
		got, valid := contact.ParsePhone(typed)
		if got != expected || valid != (expected != "") {
			t.Errorf("NormalisePhone(%q) = %q, %v; want %q", typed, got, valid, expected)
		}
	}
	for digits, expected := range map[string]string{"11912345678": "(11) 91234-5678", "1132221234": "(11) 3222-1234", "x": "x"} {
		if got := contact.FormatPhone(digits); got != expected {
			t.Errorf("FormatPhone(%q) = %q, want %q", digits, got, expected)
		}
	}
}
