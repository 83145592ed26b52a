package app_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tenaz/internal/storetest"
)

// Whoever corrects nothing comes from the cart to the payment page by three
// submits: details, delivery, order.
func TestThreeSubmitsToThePaymentPage(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c := s.Client(t)
	cart := c.Add(s.Product(t, "Fone", 9990, 5), 1)
	if cart.URL.Path != "/cart" {
		t.Fatalf("adding ended at %s", cart.URL)
	}
	details := c.Get(cart.Link("/checkout")).Want(http.StatusOK)
	pairs := []string{}
	for name, values := range storetest.Buyer() {
		pairs = append(pairs, name, values[0])
	}
	delivery := details.Submit("/checkout", pairs...).Want(http.StatusOK)
	// The cheapest delivery is chosen already; the way to pay is the shopper's.
	review := delivery.Submit("/checkout/shipping", "payment_method", "pix").Want(http.StatusOK)
	if review.URL.Path != "/checkout/review" {
		t.Fatalf("the second submit ended at %s:\n%s", review.URL, review.Text())
	}
	for _, part := range []string{"Fone", "Frete", "Total", "7 dias para desistir", "S/N", "CPF 529.982.247-25"} {
		if !review.Has(part) {
			t.Errorf("the review lacks %q", part)
		}
	}
	if end := review.Submit("/checkout/place").Want(http.StatusOK); !strings.HasPrefix(end.URL.String(), s.SandboxURL) {
		t.Errorf("the third submit ended at %s:\n%s", end.URL, end.Text())
	}
}

// cepService answers look-ups by what a test says at the moment.
type cepService struct {
	answer atomic.Pointer[http.HandlerFunc]
	url    string
}

func newCEPService(t *testing.T) *cepService {
	s := &cepService{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*s.answer.Load())(w, r) }))
	t.Cleanup(server.Close)
	s.url = server.URL + "/ws"
	return s
}

func (s *cepService) says(answer http.HandlerFunc) { s.answer.Store(&answer) }

func found(cep, city, uf, ibge string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"cep":%q,"logradouro":"Praça da Sé","bairro":"Sé","localidade":%q,"uf":%q,"ibge":%q}`, cep, city, uf, ibge)
	}
}

// form is the details of the buyer with pairs of name and value over them.
func form(pairs ...string) url.Values {
	values := storetest.Buyer()
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	return values
}

// The order keeps the number of its city, as far as the look-up told it and the
// shopper stayed in that city.
func TestTheCitysNumberReachesTheOrder(t *testing.T) {
	t.Parallel()
	service := newCEPService(t)
	s := storetest.Start(t, storetest.Options{CEPBases: []string{service.url}})
	goods := s.Product(t, "Fone", 9990, 50)
	place := func(lookup bool, pairs ...string) string {
		c := s.Client(t)
		c.Add(goods, 1)
		if lookup {
			c.Post("/checkout", form(append(pairs, "lookup", "1")...)).Want(http.StatusOK)
		}
		c.Post("/checkout", form(pairs...)).Want(http.StatusOK).
			Submit("/checkout/shipping", "payment_method", "card").Want(http.StatusOK).Submit("/checkout/place").Want(http.StatusOK)
		var ibge *string
		if err := s.DB.QueryRow(t.Context(), `SELECT city_ibge FROM orders ORDER BY id DESC LIMIT 1`).Scan(&ibge); err != nil {
			t.Fatal(err)
		}
		if ibge == nil {
			return "unknown"
		}
		return *ibge
	}
	service.says(found("01001-000", "São Paulo", "SP", "3550308"))
	if got := place(false); got != "unknown" {
		t.Errorf("without a look-up the city is %s", got)
	}
	if got := place(true, "city", "SAO PAULO"); got != "3550308" {
		t.Errorf("with a look-up the city is %s", got)
	}
	if got := place(true, "city", "Guarulhos"); got != "unknown" {
		t.Errorf("of another city than the look-up's the number is %s", got)
	}
	service.says(found("78360-000", "Campo Novo do Parecis", "MT", ""))
	if got := place(true, "postal_code", "78360-000", "city", "Campo Novo do Parecis", "state", "MT"); got != "unknown" {
		t.Errorf("of a service that does not tell the city is %s", got)
	}

	// A correction by staff keeps or loses it with the city.
	staff := s.Staff(t)
	id := s.Count(t, `SELECT number FROM orders WHERE city_ibge IS NOT NULL`)
	page := staff.Get(fmt.Sprintf("/admin/orders/%d", id)).Want(http.StatusOK).Submit("/correct", "street", "Outra rua").Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE number = $1 AND city_ibge = '3550308'`, id)
	page.Submit("/correct", "city", "Guarulhos", "postal_code", "07010-000").Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE number = $1 AND city_ibge IS NULL`, id)
}

// Whatever the look-up services do, what the shopper typed counts and the checkout
// goes on.
func TestTheCheckoutGoesOnWithoutTheLookUp(t *testing.T) {
	t.Parallel()
	service := newCEPService(t)
	s := storetest.Start(t, storetest.Options{CEPBases: []string{service.url}})
	goods := s.Product(t, "Fone", 9990, 50)
	status := func(code int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code); fmt.Fprint(w, body) }
	}
	for i, c := range []struct {
		name, says string
		answer     http.HandlerFunc
	}{
		{"an error", "não respondeu", status(500, "oops")},
		{"garbage", "não respondeu", status(200, "<html>manutenção</html>")},
		{"another code", "não respondeu", found("99999-999", "Porto Alegre", "RS", "4314902")},
		{"an unknown code", "Não encontramos este CEP", status(200, `{"erro": true}`)},
		{"a whole city", "vale para a cidade toda", func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, `{"cep":%q,"localidade":"Marília","uf":"SP"}`, strings.Split(r.URL.Path, "/")[2])
		}},
		{"another city", "Endereço encontrado", func(w http.ResponseWriter, r *http.Request) {
			found(strings.Split(r.URL.Path, "/")[2], "Porto Alegre", "RS", "4314902")(w, r)
		}},
		{"never", "não respondeu", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
	} {
		s.Clock.Advance(time.Minute) // a service that failed rests for a while
		service.says(c.answer)
		code := fmt.Sprintf("0100%d-000", i)
		shopper := s.Client(t)
		shopper.Add(goods, 1)
		begin := time.Now()
		looked := shopper.Post("/checkout", form("postal_code", code, "lookup", "1")).Want(http.StatusOK)
		if took := time.Since(begin); took > 4*time.Second {
			t.Errorf("%s: the look-up took %s", c.name, took)
		}
		if !looked.Has(c.says) {
			t.Errorf("%s: the look-up says:\n%s", c.name, looked.Text())
		}
		next := shopper.Post("/checkout", form("postal_code", code)).Want(http.StatusOK)
		if next.URL.Path != "/checkout/shipping" || !next.Has("Praça da Sé, S/N") || !next.Has("São Paulo, SP") {
			t.Errorf("%s: the next step is %s:\n%s", c.name, next.URL, next.Text())
		}
	}
}

// Another postal code is priced anew, and said before the order is placed.
func TestAnotherPostalCodeIsPricedAnew(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c := s.Client(t)
	c.Add(s.Product(t, "Fone", 9990, 5), 1)
	review := c.Review("card")
	stale := review.Body
	next := c.Post("/checkout", form("postal_code", "69005-000", "city", "Manaus", "state", "AM")).Want(http.StatusOK)
	if next.URL.Path != "/checkout/shipping" || !next.Has("O frete mudou desde que você escolheu") || strings.Contains(next.Body, "16,90") {
		t.Errorf("after another postal code: %s\n%s", next.URL, next.Text())
	}
	if early := c.Get("/checkout/review").Want(http.StatusOK); early.URL.Path != "/checkout/shipping" {
		t.Errorf("the review opens with the old freight: %s", early.URL)
	}
	// The old review, still open in a tab, places nothing at the old price.
	if old := review.Submit("/checkout/place").Want(http.StatusOK); !strings.HasPrefix(old.URL.Path, "/checkout/") || old.Body == stale {
		t.Errorf("the old review ended at %s", old.URL)
	}
	s.WantCount(t, 0, `SELECT count(*) FROM orders`)
	again := next.Submit("/checkout/shipping", "payment_method", "card").Want(http.StatusOK)
	if again.URL.Path != "/checkout/review" || !again.Has("46,90") {
		t.Errorf("the new review is %s:\n%s", again.URL, again.Text())
	}
	again.Submit("/checkout/place").Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE uf = 'AM' AND shipping_cents = 4690`)
}
