package shop_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tenaz/internal/cart"
)

var choice = url.Values{"shipping_option": {"economica"}, "payment_method": {"card"}}

func TestTheStepsFollowEachOther(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	steps := []string{"/checkout", "/checkout/shipping", "/checkout/review"}
	for _, step := range steps {
		s.leads(s.get(step), "/cart")
	}
	s.leads(s.post("/checkout", details()), "/cart")
	s.leads(s.post("/checkout/shipping", choice), "/cart")

	s.add(s.product("Mouse", 1990, 9), 2)
	s.leads(s.get("/checkout/shipping"), "/checkout")
	s.leads(s.get("/checkout/review"), "/checkout")
	s.leads(s.post("/checkout/shipping", choice), "/checkout")
	s.expect(s.get("/checkout"), http.StatusOK, `name="email"`, `autocomplete="shipping postal-code"`, `inputmode="numeric"`)

	s.leads(s.post("/checkout", details()), "/checkout/shipping")
	s.leads(s.get("/checkout/review"), "/checkout/shipping")
	s.expect(s.get("/checkout"), http.StatusOK, `value="529.982.247-25"`, `value="(11) 91234-5678"`, `value="Ana D&#39;Ávila"`)
	s.expect(s.get("/checkout/shipping"), http.StatusOK, "Econômica", "Expressa", "Avenida Paulista, S/N", `value="economica" checked`, `value="card" checked`)

	s.leads(s.post("/checkout/shipping", choice), "/checkout/review")
	review := s.get("/checkout/review")
	s.expect(review, http.StatusOK, "CPF 529.982.247-25", "Cartão de crédito", "7 dias para desistir", "R$\u00a014,90", "R$\u00a054,70", `action="/checkout/place"`)

	var id int64
	if err := s.db.QueryRow(t.Context(), `SELECT max(id) FROM carts`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	c, err := s.shop.Cart.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	token := regexp.MustCompile(`name="token" value="([0-9a-f]{64})"`).FindStringSubmatch(review.Body.String())
	if token == nil || token[1] != cart.ContentHash(c) {
		t.Errorf("token %v, want the hash of the cart that is shown", token)
	}
}

func TestRefusedDetailsKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.add(s.product("Mouse", 1990, 9), 1)
	form := details()
	form.Set("name", `"><script>alert('Ávila')</script>`)
	form.Set("document", "111.111.111-11")
	form.Set("postal_code", "0131")
	w := s.post("/checkout", form)
	s.expect(w, http.StatusUnprocessableEntity,
		"Este CPF ou CNPJ não existe", "Digite um CEP com oito números", `value="111.111.111-11"`, `value="0131"`,
		`value="&#34;&gt;&lt;script&gt;alert(&#39;Ávila&#39;)&lt;/script&gt;"`, `href="#document"`, `aria-invalid="true"`)
	focus := regexp.MustCompile(`<[^>]*autofocus[^>]*>`).FindAllString(w.Body.String(), -1)
	if len(focus) != 1 || !strings.Contains(focus[0], `name="document"`) {
		t.Errorf("focus on %v, want the first rejected field alone", focus)
	}
	s.leads(s.get("/checkout/shipping"), "/checkout")
}

func TestMissingAndLongDetails(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.add(s.product("Mouse", 1990, 9), 1)
	for _, field := range []string{"email", "name", "document", "phone", "recipient", "postal_code", "street", "number", "district", "city", "state"} {
		form := details()
		form.Del(field)
		s.expect(s.post("/checkout", form), http.StatusUnprocessableEntity, `href="#`+field+`"`)
		if field != "document" && field != "recipient" {
			form.Set(field, strings.Repeat("ã", 5000))
			s.expect(s.post("/checkout", form), http.StatusUnprocessableEntity, `href="#`+field+`"`)
		}
	}
	s.expect(s.do(http.MethodPost, "/checkout", "name=%ff"), http.StatusUnprocessableEntity, "caracteres")
	s.expect(s.do(http.MethodPost, "/checkout", "name=a%00b"), http.StatusUnprocessableEntity, "caracteres")
	s.expect(s.do(http.MethodPost, "/checkout", "{}", "Content-Type", "application/json"), http.StatusUnsupportedMediaType)
	s.leads(s.get("/checkout/shipping"), "/checkout")
}

func TestACompanyBuys(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.add(s.product("Mouse", 1990, 9), 1)
	form := details()
	form.Set("document", "12.abc.345/01de-35")
	s.expect(s.post("/checkout", form), http.StatusUnprocessableEntity, "Digite a razão social", " open")
	form.Set("company_name", "Padaria Ipê & Cia.")
	form.Set("recipient", "Recepção 🏢")
	for _, c := range []struct{ kind, number, says string }{
		{"", "", "Não contribuinte do ICMS"},
		{"none", "", "Não contribuinte do ICMS"},
		{"exempt", "", "Isenta de inscrição estadual"},
		{"", "isento", "Isenta de inscrição estadual"},
		{"number", "110.042.490.114", "Inscrição estadual 110.042.490.114"},
		{"none", "P-01100424.3/002", "Inscrição estadual P-01100424.3/002"},
	} {
		form.Set("registration_kind", c.kind)
		form.Set("state_registration", c.number)
		s.leads(s.post("/checkout", form), "/checkout/shipping")
		s.leads(s.post("/checkout/shipping", choice), "/checkout/review")
		s.expect(s.get("/checkout/review"), http.StatusOK, "Padaria Ipê &amp; Cia.", "CNPJ 12.ABC.345/01DE-35", "Recepção 🏢", c.says)
	}
	s.expect(s.get("/checkout"), http.StatusOK, `value="number" selected`, `value="P-01100424.3/002"`)
	for _, c := range []struct{ kind, number, says string }{
		{"number", "", "Digite o número da inscrição"}, {"number", "123", "de 8 a 14 números"}, {"exempt", "110.042.490.114", "Apague o número"},
	} {
		form.Set("registration_kind", c.kind)
		form.Set("state_registration", c.number)
		s.expect(s.post("/checkout", form), http.StatusUnprocessableEntity, c.says, `href="#state_registration"`, `value="`+c.kind+`" selected`)
	}
}

// Each field asks with the keyboard and the stored value that fit it.
func TestEachFieldAsksForWhatItIs(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.knows(200, "{}")
	s.add(s.product("Mouse", 1990, 9), 1)
	page := s.get("/checkout")
	for name, want := range map[string][]string{
		"email":              {`type="email"`, `inputmode="email"`, `autocomplete="email"`, `maxlength="254"`, "required"},
		"name":               {`type="text"`, `autocomplete="name"`, "required"},
		"document":           {`type="text"`, `autocomplete="off"`, "required", "document-hint"},
		"phone":              {`type="tel"`, `inputmode="tel"`, `autocomplete="tel-national"`, "required"},
		"company_name":       {`autocomplete="organization"`},
		"state_registration": {`autocomplete="off"`},
		"recipient":          {`autocomplete="shipping name"`},
		"postal_code":        {`inputmode="numeric"`, `autocomplete="shipping postal-code"`, "required"},
		"street":             {`autocomplete="shipping address-line1"`, "required"},
		"number":             {`autocomplete="off"`, "required", "number-hint"},
		"complement":         {`autocomplete="shipping address-line2"`},
		"district":           {`autocomplete="shipping address-level3"`, "required"},
		"city":               {`autocomplete="shipping address-level2"`, "required"},
		"state":              {`autocomplete="shipping address-level1"`, "required"},
	} {
		tag := regexp.MustCompile(`<(?:input|select)[^>]* name="` + name + `"[^>]*>`).FindString(page.Body.String())
		for _, part := range want {
			if !strings.Contains(tag, part) {
				t.Errorf("%s lacks %s: %s", name, part, tag)
			}
		}
	}
	s.expect(page, http.StatusOK, "Pedimos porque a lei exige na nota fiscal", "Sem número? Escreva S/N")
}

func TestChoicesThatAreNotOffered(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.add(s.product("Mouse", 1990, 9), 1)
	s.leads(s.post("/checkout", details()), "/checkout/shipping")
	for _, form := range []url.Values{{}, {"shipping_option": {"drone"}, "payment_method": {"pix"}}} {
		s.expect(s.post("/checkout/shipping", form), http.StatusUnprocessableEntity, "Escolha como quer receber", "Escolha como quer pagar")
	}
	form := details()
	form.Set("postal_code", "78950-000")
	s.leads(s.post("/checkout", form), "/checkout/shipping")
	s.expect(s.get("/checkout/shipping"), http.StatusOK, "Ainda não entregamos neste endereço", "78950-000")
}

func TestWhatCannotBeOrderedLeadsBackToTheCart(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	v := s.product("Mouse Jaó", 1990, 2)
	s.add(v, 2)
	s.leads(s.post("/checkout", details()), "/checkout/shipping")
	if _, err := s.db.Exec(t.Context(), `UPDATE stock_levels SET on_hand = 1 WHERE variant_id = $1`, v); err != nil {
		t.Fatal(err)
	}
	for _, step := range []string{"/checkout", "/checkout/shipping", "/checkout/review"} {
		s.leads(s.get(step), "/cart")
		s.expect(s.get("/cart"), http.StatusOK, "Mouse Jaó: resta só 1 unidade.", "Ajuste os itens marcados")
	}
	if page := s.get("/cart").Body.String(); strings.Contains(page, `href="/checkout"`) {
		t.Error("the cart leads to a checkout that leads back")
	}
}

func TestAChangedFreightIsSaid(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	v := s.product("Mouse", 1990, 99)
	s.add(v, 1)
	s.leads(s.post("/checkout", details()), "/checkout/shipping")
	s.leads(s.post("/checkout/shipping", choice), "/checkout/review")
	s.add(v, 90)
	s.leads(s.get("/checkout/review"), "/checkout/shipping")
	page := s.get("/checkout/shipping")
	s.expect(page, http.StatusOK, "O frete mudou desde que você escolheu.")
	if n := strings.Count(page.Body.String(), "O frete mudou desde que você escolheu."); n != 1 {
		t.Errorf("it is said %d times", n)
	}
	s.leads(s.post("/checkout/shipping", choice), "/checkout/review")
	s.expect(s.get("/checkout/review"), http.StatusOK, "R$\u00a0")
}
