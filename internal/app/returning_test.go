package app_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"tenaz/internal/actor"
	"tenaz/internal/catalog"
	"tenaz/internal/money"
	"tenaz/internal/storetest"
)

func TestAReturningCustomerPlacesInTwoSubmits(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c, user := s.Shopper(t)
	mouse := s.Product(t, "Mouse", 9900, 10)
	c.Add(mouse, 1)
	first := c.Get("/cart").Want(http.StatusOK).Submit("/checkout/start").Want(http.StatusOK)
	if first.URL.Path != "/checkout" || !strings.Contains(first.Body, `value="Clara Freguesa"`) || !strings.Contains(first.Body, user.Email) {
		t.Fatalf("who is not known yet ended at %s", first.URL)
	}
	buyer := buyerPairs("email", user.Email, "name", user.Name, "keep", "1")
	shipping := first.Submit("/checkout", buyer...).Want(http.StatusOK)
	review := shipping.Submit("/checkout/shipping", "shipping_option", "expressa", "payment_method", "pix").Want(http.StatusOK)
	review.Submit("/checkout/place").Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM addresses WHERE user_id = $1 AND is_default AND street = 'Praça da Sé'`, user.ID)
	s.WantCount(t, 1, `SELECT count(*) FROM users WHERE id = $1 AND document = '52998224725' AND phone = '11987654321'`, user.ID)

	// Another browser: the cart is filled, and two forms are sent.
	second := s.Client(t)
	second.LogIn(s, user.Email, storetest.ShopperPassword, "/account").Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM orders`)
	cable := s.Product(t, "Cabo", 2990, 10)
	second.Add(cable, 2)
	review = second.Get("/cart").Want(http.StatusOK).Submit("/checkout/start").Want(http.StatusOK)
	if review.URL.Path != "/checkout/review" {
		t.Fatalf("a known customer ended at %s:\n%s", review.URL, review.Text())
	}
	for _, want := range []string{"Praça da Sé", "529.982.247-25", user.Email, "Pix", "Cabo"} {
		if !review.Has(want) {
			t.Errorf("the review does not show %q:\n%s", want, review.Text())
		}
	}
	payment := review.Submit("/checkout/place").Want(http.StatusOK)
	if !strings.HasPrefix(payment.URL.String(), s.SandboxURL) {
		t.Fatalf("placing ended at %s:\n%s", payment.URL, payment.Text())
	}
	s.WantCount(t, 2, `SELECT count(*) FROM orders WHERE user_id = $1 AND claimed = '' AND shipping_code = 'expressa' AND payment_method = 'pix'`, user.ID)
}

func TestTheTwoSubmitsCheckEverythingAgain(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c, user := s.Shopper(t)
	s.Known(t, user)
	mouse := s.Product(t, "Mouse", 9900, 10)
	c.Add(mouse, 1)
	shipping := c.Get("/cart").Submit("/checkout/start").Want(http.StatusOK)
	if shipping.URL.Path != "/checkout/shipping" {
		t.Fatalf("who never chose a delivery ended at %s", shipping.URL)
	}
	shipping.Submit("/checkout/shipping", "shipping_option", "economica", "payment_method", "card").Want(http.StatusOK)

	// The freight rises, then the price: each is shown before anything is placed.
	exec(t, s, `UPDATE shipping_rates SET price_cents = price_cents + 700`)
	review := c.Get("/cart").Submit("/checkout/start").Want(http.StatusOK)
	if review.URL.Path != "/checkout/review" || !review.Has("O frete mudou desde que você escolheu") {
		t.Errorf("after the freight rose: %s\n%s", review.URL, review.Text())
	}
	reprice(t, s, mouse, 10900)
	again := review.Submit("/checkout/place").Want(http.StatusOK)
	if again.URL.Path != "/checkout/review" || !again.Has("109,00") {
		t.Errorf("after the price rose: %s\n%s", again.URL, again.Text())
	}
	s.WantCount(t, 0, `SELECT count(*) FROM orders`)
	exec(t, s, `UPDATE shipping_services SET active = false WHERE code = 'economica'`)
	if gone := c.Get("/cart").Submit("/checkout/start").Want(http.StatusOK); gone.URL.Path != "/checkout/shipping" {
		t.Errorf("a delivery that is gone led to %s", gone.URL)
	}
	if nobody := s.Client(t).Post("/checkout/start", url.Values{}); nobody.URL.Path != "/cart" {
		t.Errorf("a visitor with nothing in the cart ended at %s", nobody.URL)
	}
}

func TestCheckoutChoosesAmongSavedAddresses(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c, user := s.Shopper(t)
	s.Known(t, user)
	other, stranger := s.Shopper(t)
	s.Known(t, stranger)
	theirs := s.Count(t, `SELECT id FROM addresses WHERE user_id = $1`, stranger.ID)
	own := s.Count(t, `SELECT id FROM addresses WHERE user_id = $1`, user.ID)
	c.Add(s.Product(t, "Mouse", 9900, 10), 1)
	form := c.Get("/checkout").Want(http.StatusOK)
	if !form.Has("Praça da Sé, 1, Sé, São Paulo, SP, CEP 01001-000") || !form.Has("Outro endereço") {
		t.Fatalf("the addresses are not offered:\n%s", form.Text())
	}
	for _, wrong := range []string{strconv.Itoa(theirs), "999999", "x", ""} {
		refused := c.Get("/checkout").Submit("/checkout", "address", wrong).Want(http.StatusUnprocessableEntity)
		if !refused.Has("Escolha um dos seus endereços") || strings.Contains(refused.Body, stranger.Email) {
			t.Errorf("address %q: %s", wrong, refused.Text())
		}
	}
	// Another one, kept when asked.
	elsewhere := []string{
		"address", "new", "recipient", "", "postal_code", "20040-002", "street", "Rua da Assembleia", "number", "10", "complement", "",
		"district", "Centro", "city", "Rio de Janeiro", "state", "RJ",
	}
	c.Get("/checkout").Submit("/checkout", elsewhere...).Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM addresses WHERE user_id = $1`, user.ID)
	c.Get("/checkout").Submit("/checkout", append(elsewhere, "keep", "1")...).Want(http.StatusOK)
	c.Get("/checkout").Submit("/checkout", append(elsewhere, "keep", "1")...).Want(http.StatusOK)
	s.WantCount(t, 2, `SELECT count(*) FROM addresses WHERE user_id = $1`, user.ID)
	chosen := c.Get("/checkout").Submit("/checkout", "address", strconv.Itoa(own)).Want(http.StatusOK)
	if chosen.URL.Path != "/checkout/shipping" || !chosen.Has("Praça da Sé, 1") {
		t.Errorf("the saved address is not taken: %s\n%s", chosen.URL, chosen.Text())
	}
	if page := other.Get("/account/addresses").Want(http.StatusOK); page.Has("Assembleia") {
		t.Error("somebody else sees the address")
	}
}

func TestNobodyReachesAnotherPersonsAddressesOrOrders(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	a, userA := s.Shopper(t)
	b, userB := s.Shopper(t)
	s.Known(t, userA)
	s.Known(t, userB)
	a.Add(s.Product(t, "Mouse", 9900, 10), 1)
	a.Get("/cart").Submit("/checkout/start").Submit("/checkout/shipping", "shipping_option", "economica", "payment_method", "card").
		Submit("/checkout/place").Want(http.StatusOK)
	number := strconv.Itoa(s.Count(t, `SELECT number FROM orders WHERE user_id = $1`, userA.ID))
	mine := a.Get("/account/orders/" + number).Want(http.StatusOK)
	for _, want := range []string{"Praça da Sé, 1", "529.982.247-25", userA.Email} {
		if !mine.Has(want) {
			t.Errorf("the buyer is not shown %q", want)
		}
	}
	id := strconv.Itoa(s.Count(t, `SELECT id FROM addresses WHERE user_id = $1`, userA.ID))
	b.Get("/account/orders/" + number).Want(http.StatusNotFound)
	b.Get("/account/addresses/" + id).Want(http.StatusNotFound)
	form := url.Values{"version": {"1"}, "postal_code": {"01001-000"}, "street": {"x"}, "number": {"1"}, "district": {"x"}, "city": {"x"}, "state": {"SP"}}
	for _, path := range []string{"", "/default", "/delete"} {
		b.Post("/account/addresses/"+id+path, form).Want(http.StatusNotFound)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM addresses WHERE id = $1 AND street = 'Praça da Sé' AND is_default`, id)
	s.WantCount(t, 1, `SELECT count(*) FROM addresses WHERE user_id = $1 AND is_default`, userB.ID)
	if nobody := s.Client(t).Get("/account/orders/" + number).Want(http.StatusOK); nobody.URL.Path != "/account/login" {
		t.Errorf("a visitor ended at %s", nobody.URL)
	}
}

// buyerPairs are what a shopper types in the first step, changed by pairs.
func buyerPairs(pairs ...string) []string {
	values := storetest.Buyer()
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	var list []string
	for name := range values {
		list = append(list, name, values.Get(name))
	}
	return list
}

func exec(t *testing.T, s *storetest.Store, sql string, args ...any) {
	t.Helper()
	if _, err := s.Owner.Exec(t.Context(), sql, args...); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// reprice changes a product's price as an import does.
func reprice(t *testing.T, s *storetest.Store, g storetest.Goods, price money.Cents) {
	t.Helper()
	saved, err := s.App.Catalog.SaveProducts(t.Context(), actor.Store("test"), []catalog.ProductInput{{
		Title: g.Title, Brand: "Marca", Category: "Categoria", Variants: []catalog.VariantInput{{SKU: g.SKU, Price: price}},
	}})
	if err != nil || saved[0].Err != nil {
		t.Fatal(err, saved[0].Err)
	}
}
