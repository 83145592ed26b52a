package browsertest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"

	"tenaz/internal/storetest"
)

// TestPostalCodeFillsTheAddress types a postal code: the fields that it decides
// fill themselves in, what is being typed stays, and Enter in a field goes on to
// the next step instead of looking up.
func TestPostalCodeFillsTheAddress(t *testing.T) {
	t.Parallel()
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `{"cep":"01001-000","logradouro":"Praça da Sé","bairro":"Sé","localidade":"São Paulo","uf":"SP","ibge":"3550308"}`)
	}))
	t.Cleanup(service.Close)
	s := storetest.Start(t, storetest.Options{CEPBases: []string{service.URL + "/ws"}})
	people(t, s)
	shelves(t, s)
	b := open(t, s.URL)
	b.visit("/products/fone-onda", 200)
	b.stay("add a product", func() {
		b.do("buy", chromedp.Click(buyButton))
		b.wait(`document.querySelector("#cart-badge").textContent.trim().startsWith("1")`)
	})
	b.visit("/checkout", 200)
	b.stay("type a postal code and go on typing", func() {
		b.do("a slip", chromedp.SendKeys(`input[name=email]`, "ana@gmial.com"), chromedp.SendKeys(`input[name=name]`, "Ana"))
		b.wait(`document.querySelector('button[name=use_email][value="ana@gmail.com"]')`)
		b.do("the code", chromedp.SendKeys(`input[name=postal_code]`, "01001000"), chromedp.SendKeys(`input[name=number]`, "12"))
		b.wait(`document.querySelector("input[name=street]").value === "Praça da Sé"`)
		b.wait(`document.querySelector("select[name=state]").value === "SP"`)
	})
	b.says("Endereço encontrado")
	for field, want := range map[string]string{"number": "12", "district": "Sé", "city": "São Paulo", "name": "Ana", "email": "ana@gmial.com"} {
		if !b.is(fmt.Sprintf(`document.querySelector("input[name=%s]").value === %q`, field, want)) {
			t.Errorf("%s is not %q", field, want)
		}
	}
	b.load("Enter in a field", 422, chromedp.SendKeys(`input[name=number]`, "\r"))
	b.says("Digite seu CPF")
	b.load("take the suggestion", 200, chromedp.Click(`button[name=use_email]`))
	if !b.is(`document.querySelector("input[name=email]").value === "ana@gmail.com"`) {
		t.Error("the suggested address is not in its field")
	}
	b.quiet("in the checkout")
}
