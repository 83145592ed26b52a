package shop_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"tenaz/internal/cep"
	"tenaz/internal/clock"
)

// knows gives the site a look-up service that answers with one status and body.
func (s *site) knows(status int, body string) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}))
	s.t.Cleanup(server.Close)
	s.shop.CEP = cep.New(cep.Deps{DB: s.db, Clock: clock.System{}, Bases: []string{server.URL + "/ws"}})
}

// asking is the first step's form with the button that looks the code up.
func asking(pairs ...string) url.Values {
	form := details()
	form.Set("lookup", "1")
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}

func TestAPostalCodeFillsInWhatIsKnown(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.knows(200, `{"cep":"01001-000","logradouro":"Praça da Sé","bairro":"Sé","localidade":"São Paulo","uf":"SP","ibge":"3550308"}`)
	s.add(s.product("Mouse", 1990, 9), 1)
	s.expect(s.get("/checkout"), http.StatusOK, `name="lookup" value="1"`, "Buscar endereço")
	w := s.post("/checkout", asking("postal_code", "01001000", "street", "", "district", "x", "city", "", "state", "", "document", "meio", "number", "12"))
	s.expect(w, http.StatusOK, "Endereço encontrado", `value="Praça da Sé"`, `value="Sé"`, `value="São Paulo"`, `value="SP" selected`,
		`value="01001-000"`, `value="meio"`, `value="12"`, `value="Ana D&#39;Ávila"`)
	s.leads(s.get("/checkout/shipping"), "/checkout")
	part := s.post("/checkout", asking("postal_code", "01001000"), "HX-Request", "true", "HX-Request-Type", "partial")
	s.expect(part, http.StatusOK, "Endereço encontrado", `id="slot-street"`, `hx-swap-oob="true"`)
	for _, name := range []string{`name="number"`, `name="email"`, "<html"} {
		if strings.Contains(part.Body.String(), name) {
			t.Errorf("the part replaces %s, which may be being typed into", name)
		}
	}
}

func TestNoOutcomeOfALookupStopsTheShopper(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.add(s.product("Mouse", 1990, 9), 1)
	for _, c := range []struct {
		status               int
		code, body, sentence string
	}{
		{200, "78360-000", `{"cep":"78360-000","logradouro":"","bairro":"","localidade":"Campo Novo do Parecis","uf":"MT"}`, "vale para a cidade toda"},
		{200, "78360-001", `{"erro": true}`, "Não encontramos este CEP"},
		{503, "78360-002", "", "A busca de CEP não respondeu"},
	} {
		s.knows(c.status, c.body)
		w := s.post("/checkout", asking("postal_code", c.code))
		s.expect(w, http.StatusOK, c.sentence, `value="Avenida Paulista"`, `value="Bela Vista"`, `value="S/N"`)
		s.leads(s.post("/checkout", details()), "/checkout/shipping")
	}
	s.expect(s.post("/checkout", asking("postal_code", "123")), http.StatusUnprocessableEntity, "Digite um CEP com oito números", `value="Avenida Paulista"`)
	s.shop.CEP = nil
	if strings.Contains(s.get("/checkout").Body.String(), `name="lookup"`) {
		t.Error("a look-up is offered that nobody answers")
	}
	s.expect(s.post("/checkout", asking()), http.StatusOK, "A busca de CEP não respondeu", `value="Avenida Paulista"`)
}

func TestASlipInTheMailDomainIsSuggestedNeverForced(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.add(s.product("Mouse", 1990, 9), 1)
	form := details()
	form.Set("email", "ana@gmial.com")
	form.Set("document", "1")
	s.expect(s.post("/checkout", form), http.StatusUnprocessableEntity, "Você quis dizer", `name="use_email" value="ana@gmail.com"`)
	form.Set("use_email", "ana@gmail.com")
	w := s.post("/checkout", form)
	s.expect(w, http.StatusOK, `value="ana@gmail.com"`, `value="1"`)
	if strings.Contains(w.Body.String(), "Você quis dizer") {
		t.Error("the suggestion is made again")
	}
	form = details()
	form.Set("email", "ana@gmial.com")
	form.Set("suggest", "1")
	part := s.post("/checkout", form, "HX-Request", "true", "HX-Request-Type", "partial")
	s.expect(part, http.StatusOK, `value="ana@gmail.com"`)
	if strings.Contains(part.Body.String(), "<input") {
		t.Error("the part replaces fields")
	}
	form.Del("suggest")
	s.leads(s.post("/checkout", form), "/checkout/shipping")
	s.expect(s.get("/checkout/shipping"), http.StatusOK, "você digitou ana@gmial.com", "ana@gmail.com")
}
