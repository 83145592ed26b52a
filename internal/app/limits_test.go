package app_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"

	"tenaz/internal/actor"
	"tenaz/internal/orders"
	"tenaz/internal/storetest"
)

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}

// reviewAs goes from the cart to the review with an address of one's own.
func reviewAs(c *storetest.Client, email, method string) *storetest.Page {
	pairs := []string{}
	for name, values := range storetest.Buyer() {
		pairs = append(pairs, name, values[0])
	}
	return c.Get("/checkout").Want(http.StatusOK).Submit("/checkout", append(pairs, "email", email)...).Want(http.StatusOK).
		Submit("/checkout/shipping", "shipping_option", "economica", "payment_method", method).Want(http.StatusOK)
}

// Behind one address of a mobile network stand many buyers: all of them buy.
func TestSixtyCustomersShareAnAddress(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{Waiting: 3, PerAddress: 600, Proxies: loopback})
	goods := s.Product(t, "Fone", 9990, 100)
	var wait sync.WaitGroup
	for n := range 60 {
		c := s.Client(t)
		c.Sends("X-Forwarded-For", "10.9.8.7, 203.0.113.9")
		wait.Add(1)
		go func() {
			defer wait.Done()
			c.Add(goods, 1)
			end := reviewAs(c, fmt.Sprintf("buyer%d@example.com", n), "card").Submit("/checkout/place")
			if !strings.HasPrefix(end.URL.String(), s.SandboxURL) {
				t.Errorf("buyer %d ended at %s", n, end.URL)
			}
		}()
	}
	wait.Wait()
	s.WantCount(t, 60, `SELECT count(*) FROM orders WHERE state = 'open' AND payment_state = 'unpaid'`)
}

// An address is stopped at its own limit, and only that address: whoever is no
// trusted proxy cannot speak for another one.
func TestTheLimitOfAnAddress(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{PerAddress: 2})
	goods := s.Product(t, "Fone", 9990, 100)
	for n := range 4 {
		c := s.Client(t)
		c.Sends("X-Forwarded-For", fmt.Sprintf("203.0.113.%d", n))
		c.Add(goods, 1)
		end := reviewAs(c, fmt.Sprintf("b%d@example.com", n), "card").Submit("/checkout/place").Want(http.StatusOK)
		if n < 2 && !strings.HasPrefix(end.URL.String(), s.SandboxURL) {
			t.Errorf("order %d ended at %s", n, end.URL)
		}
		if n >= 2 && (end.URL.Path != "/checkout/review" || !end.Has("muitos pedidos da sua rede")) {
			t.Errorf("order %d ended at %s:\n%s", n, end.URL, end.Text())
		}
	}
	s.WantCount(t, 2, `SELECT count(*) FROM orders`)
}

// Nobody holds the stock with unpaid orders: the fourth of a mailbox is refused,
// however it is spelled and from whatever browser.
func TestUnpaidOrdersOfAMailboxAreFew(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{Waiting: 3})
	goods := s.Product(t, "Fone", 9990, 100)
	place := func(email string) (*storetest.Client, *storetest.Page) {
		c := s.Client(t)
		c.Add(goods, 1)
		return c, reviewAs(c, email, "card").Submit("/checkout/place")
	}
	first, _ := place("ana.maria@gmail.com")
	place("AnaMaria@gmail.com")
	place("ana.maria+loja@googlemail.com")
	s.WantCount(t, 3, `SELECT count(*) FROM orders WHERE state = 'open'`)
	c, refused := place("anamaria+x@gmail.com")
	refused.Want(http.StatusConflict)
	if !refused.Has("Pague ou cancele um pedido antes") || !refused.Has("3 pedidos com este e-mail, feitos em outro navegador") || refused.Link("/orders/lookup") == "" {
		t.Errorf("the fourth order says:\n%s", refused.Text())
	}
	s.WantCount(t, 3, `SELECT sum(reserved) FROM stock_levels`)
	place("outra.pessoa@gmail.com")
	s.WantCount(t, 4, `SELECT count(*) FROM orders WHERE state = 'open'`)

	// One given up makes room for one.
	own, err := s.App.Orders.ByID(t.Context(), int64(s.Count(t, `SELECT min(id) FROM orders`)))
	if err != nil {
		t.Fatal(err)
	}
	first.Get("/orders/" + own.Token).Want(http.StatusOK).Submit("/cancel").Want(http.StatusOK)
	if end := c.Get("/checkout/review").Submit("/checkout/place").Want(http.StatusOK); !strings.HasPrefix(end.URL.String(), s.SandboxURL) {
		t.Errorf("with room again, placing ended at %s:\n%s", end.URL, end.Text())
	}
}

// A session's own orders are named with the way to pay or give them up, and ten
// placements at once do not slip through.
func TestUnpaidOrdersOfASessionAreFew(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{Waiting: 3})
	goods := s.Product(t, "Fone", 9990, 100)
	buyers := make([]*storetest.Page, 10)
	for i := range buyers {
		c := s.Client(t)
		c.Add(goods, 1)
		buyers[i] = reviewAs(c, "ana@example.com", "card")
	}
	var wait sync.WaitGroup
	for _, review := range buyers {
		wait.Add(1)
		go func() { defer wait.Done(); review.Submit("/checkout/place") }()
	}
	wait.Wait()
	s.WantCount(t, 3, `SELECT count(*) FROM orders`)

	known := make([]int64, 3)
	for i := range known {
		known[i] = int64(s.Count(t, `SELECT id FROM orders ORDER BY id OFFSET $1 LIMIT 1`, i))
	}
	c := s.Client(t)
	c.Add(goods, 1)
	review := reviewAs(c, "bia@example.com", "card")
	token := strings.SplitN(strings.SplitN(review.Body, `name="token" value="`, 2)[1], `"`, 2)[0]
	cart := int64(s.Count(t, `SELECT max(id) FROM carts`))
	_, err := s.App.Orders.Place(t.Context(), actor.Actor{Kind: actor.Customer}, orders.PlaceInput{CartID: cart, Token: token, Locale: "pt-BR", Known: known})
	var refused *orders.TooManyWaiting
	if !errors.As(err, &refused) || len(refused.Orders) != 3 || refused.Elsewhere != 0 || refused.Orders[0].Token == "" {
		t.Fatalf("%v, %+v; want the three orders of the session", err, refused)
	}
	if _, err := s.App.Orders.ByToken(t.Context(), refused.Orders[2].Token); err != nil {
		t.Errorf("the link that is shown: %v", err)
	}
}

// One order has five payment pages; then it can be cancelled and made again.
func TestPaymentPagesOfAnOrderAreFive(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c, _, _ := buy(t, s, "card")
	token := theOrder(t, s).Token
	for _, method := range []string{"pix", "card", "pix", "card"} {
		c.Get("/orders/"+token).Want(http.StatusOK).Submit("/method", "payment_method", method).Want(http.StatusOK)
	}
	s.WantCount(t, 5, `SELECT count(*) FROM payment_attempts`)
	last := c.Get("/orders/"+token).Want(http.StatusOK).Submit("/method", "payment_method", "pix").Want(http.StatusOK)
	if !last.Has("já abriu todas as páginas de pagamento") {
		t.Errorf("the sixth page says:\n%s", last.Text())
	}
	s.WantCount(t, 5, `SELECT count(*) FROM payment_attempts`)
	// The last one stays good.
	if paid := last.Submit("/pay").Want(http.StatusOK).PayByCard(goodCard); !paid.Has("Pagamento confirmado") {
		t.Errorf("paying says:\n%s", paid.Text())
	}
}
