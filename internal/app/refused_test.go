package app_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"tenaz/internal/actor"
	"tenaz/internal/money"
	"tenaz/internal/settings"
	"tenaz/internal/storetest"
	"tenaz/internal/stripesandbox"
)

// More than Stripe takes in one payment is refused before an order holds stock
// for money that can never come.
func TestAmountAboveTheMethodsMostPlacesNothing(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	for _, c := range []struct {
		method   string
		price    money.Cents
		quantity int
	}{
		{"boleto", 4_999_999, 1}, // with the freight it is more than R$ 49.999,99
		{"card", 10_000_000, 999},
		{"pix", 50_000_000, 2},
	} {
		goods := s.Product(t, "Servidor "+c.method, c.price, 1000)
		client := s.Client(t)
		client.Add(goods, c.quantity)
		page := client.Place(c.method)
		if page.URL.Path != "/checkout/shipping" || !page.Has("não está disponível para este valor") {
			t.Errorf("%s: ended at %s:\n%.400s", c.method, page.URL, page.Text())
		}
	}
	s.WantCount(t, 0, `SELECT count(*) FROM orders`)
	s.WantCount(t, 0, `SELECT sum(reserved) FROM stock_levels`)
}

// A key that Stripe does not know at the moment says nothing about the payment:
// the attempt stays as it is and is made once the key is right.
func TestWrongKeyAtStripeEndsNoAttempt(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusUnauthorized, http.StatusForbidden} {
		s := storetest.Start(t, storetest.Options{})
		goods := s.Product(t, "Cabo", 4990, 10)
		client := s.Client(t)
		client.Add(goods, 1)
		review := client.Review("card")
		s.Sandbox.Inject(stripesandbox.Fault{Path: "/v1/checkout/sessions", Status: status, Times: 10})
		order := review.Submit("/checkout/place").Want(http.StatusOK)
		if !strings.HasPrefix(order.URL.Path, "/orders/") {
			t.Fatalf("%d: ended at %s", status, order.URL)
		}
		s.WantCount(t, 1, `SELECT count(*) FROM payment_attempts WHERE state = 'created'`)
		s.Clock.Advance(3 * time.Second)
		client.Get(order.URL.Path).Want(http.StatusOK)
		s.WantCount(t, 1, `SELECT count(*) FROM payment_attempts WHERE state = 'created'`)
		s.Sandbox.ResetFaults()
		order.Submit("/pay").Want(http.StatusOK).PayByCard(goodCard).Want(http.StatusOK)
		s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
		s.WantCount(t, 1, `SELECT count(*) FROM payment_attempts`)
	}
}

// A session that Stripe does not find is our trouble, not the shopper's: the
// order's page still opens, and nothing is decided.
func TestUnknownSessionStillShowsTheOrder(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{NoWebhooks: true})
	client, payment, _ := buy(t, s, "card")
	s.Sandbox.Inject(stripesandbox.Fault{Path: "/v1/checkout/sessions", Status: http.StatusNotFound, Times: 10})
	client.Get(payment.Link("/orders/") + "?returned=1").Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM payment_attempts WHERE state = 'open'`)
	s.Sandbox.ResetFaults()
}

// A method that is not active at Stripe: the order asks for a card, at the card's
// price, its page says so before anybody pays, and the staff are told once.
func TestMethodThatStripeRefusesLeadsToTheCard(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"pix", "boleto"} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			s := storetest.Start(t, storetest.Options{})
			pixDiscount(t, s)
			tellStaff(t, s)
			s.Sandbox.SetActiveMethods(stripesandbox.Card)
			goods := s.Product(t, "Cabo", 4990, 10)
			for range 2 {
				client := s.Client(t)
				client.Add(goods, 1)
				order := client.Place(method)
				if !strings.HasPrefix(order.URL.Path, "/orders/") || !order.Has("pronto para pagar com cartão") {
					t.Fatalf("ended at %s:\n%s", order.URL, order.Text())
				}
				order.Submit("/pay").Want(http.StatusOK).PayByCard(goodCard).Want(http.StatusOK)
			}
			s.WantCount(t, 2, `SELECT count(*) FROM orders WHERE payment_state = 'paid' AND payment_method = 'card' AND discount_cents = 0`)
			s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'staff_refused' AND state = 'sent'`)
			if panel := s.Staff(t).Get("/admin").Want(http.StatusOK); !panel.Has("A Stripe recusa " + map[string]string{"pix": "Pix", "boleto": "Boleto"}[method]) {
				t.Errorf("the panel says:\n%s", panel.Text())
			}
			// On its page, too, a method that is refused leads to the card.
			client := s.Client(t)
			client.Add(goods, 1)
			order := client.Get(client.Place("card").Link("/orders/")).Want(http.StatusOK)
			s.Clock.Advance(3 * time.Second)
			again := order.Submit("/method", "payment_method", method).Want(http.StatusOK)
			if !again.Has("pronto para pagar com cartão") {
				t.Errorf("changing to it says:\n%s", again.Text())
			}
			again.Submit("/pay").Want(http.StatusOK).PayByCard(goodCard).Want(http.StatusOK)
			s.WantCount(t, 3, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
		})
	}
}

// Where cards are off, the refusal is said and the order keeps its method.
func TestMethodThatStripeRefusesWithoutCards(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	current, err := s.App.Settings.Get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	current.Payment.Card = false
	if _, err := s.App.Settings.Save(t.Context(), actor.Store("test"), settings.SaveInput{Settings: current}); err != nil {
		t.Fatal(err)
	}
	s.Sandbox.SetActiveMethods(stripesandbox.Pix)
	goods := s.Product(t, "Cabo", 4990, 10)
	client := s.Client(t)
	client.Add(goods, 1)
	order := client.Place("boleto")
	if !strings.HasPrefix(order.URL.Path, "/orders/") || !order.Has("recusou esta tentativa") {
		t.Fatalf("ended at %s:\n%s", order.URL, order.Text())
	}
	page := order.Submit("/method", "payment_method", "pix").Want(http.StatusOK)
	if !strings.HasPrefix(page.URL.String(), s.SandboxURL) {
		t.Errorf("changing to Pix ended at %s", page.URL)
	}
}

// tellStaff gives the store somebody who is told of orders.
func tellStaff(t *testing.T, s *storetest.Store) {
	t.Helper()
	current, err := s.App.Settings.Get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	current.Notifications.Email = "equipe@example.com"
	if _, err := s.App.Settings.Save(t.Context(), actor.Store("test"), settings.SaveInput{Settings: current}); err != nil {
		t.Fatal(err)
	}
}

// The fullest cart there can be is one that Stripe takes.
func TestFullestCartCanBePaid(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	client := s.Client(t)
	full := false
	for i := 0; !full; i++ {
		goods := s.Product(t, "Cabo "+strconv.Itoa(i), 1990, 10)
		page := client.Post("/cart/items", url.Values{"variant_id": {strconv.FormatInt(goods.VariantID, 10)}, "quantity": {"1"}})
		if full = page.Status == http.StatusConflict; !full {
			page.Want(http.StatusOK)
		}
	}
	payment := client.Place("card")
	if !strings.HasPrefix(payment.URL.String(), s.SandboxURL) {
		t.Fatalf("placing ended at %s:\n%.300s", payment.URL, payment.Text())
	}
	payment.PayByCard(goodCard).Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE payment_state = 'paid'`)
}

// A method that the shop switched off between review and placing is said to be
// gone, once.
func TestMethodSwitchedOffBeforePlacing(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	goods := s.Product(t, "Cabo", 4990, 10)
	client := s.Client(t)
	client.Add(goods, 1)
	review := client.Review("boleto")
	current, err := s.App.Settings.Get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	current.Payment.Boleto = false
	if _, err := s.App.Settings.Save(t.Context(), actor.Store("test"), settings.SaveInput{Settings: current}); err != nil {
		t.Fatal(err)
	}
	page := review.Submit("/checkout/place").Want(http.StatusOK)
	if page.URL.Path != "/checkout/shipping" || strings.Count(page.Text(), "não está mais disponível") != 1 || page.Has("para este valor") {
		t.Errorf("ended at %s:\n%s", page.URL, page.Text())
	}
	s.WantCount(t, 0, `SELECT count(*) FROM orders`)
}

// The freight changed between review and placing: the shopper is told once, where
// the new price is.
func TestFreightChangedBeforePlacing(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	goods := s.Product(t, "Cabo", 4990, 10)
	client := s.Client(t)
	client.Add(goods, 1)
	review := client.Review("card")
	if _, err := s.Owner.Exec(t.Context(), `UPDATE shipping_rates SET price_cents = price_cents + 100`); err != nil {
		t.Fatal(err)
	}
	page := review.Submit("/checkout/place").Want(http.StatusOK)
	if page.URL.Path != "/checkout/shipping" || strings.Count(page.Text(), "O frete mudou") != 1 || page.Has("mudaram enquanto") {
		t.Errorf("ended at %s:\n%s", page.URL, page.Text())
	}
	s.WantCount(t, 0, `SELECT count(*) FROM orders`)
}

// A slow Stripe does not hold the order's page: it shows what is known.
func TestSlowStripeDoesNotHoldTheOrdersPage(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{NoWebhooks: true})
	client, payment, _ := buy(t, s, "card")
	s.Sandbox.Delay("/v1/checkout/sessions", 9*time.Second)
	began := time.Now()
	page := client.Get(payment.Link("/orders/") + "?returned=1").Want(http.StatusOK)
	if took := time.Since(began); took > 8*time.Second || !page.Has("Falta pagar") {
		t.Errorf("after %v the page says:\n%s", took, page.Text())
	}
}
