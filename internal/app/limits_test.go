package app_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
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

// Whoever reloads the way back from a payment page all the time asks Stripe no more
// for that: the shop has so many answers of it, and other buyers need them.
func TestAReloadedPageAsksStripeSeldom(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	c := s.Client(t)
	c.Add(s.Product(t, "Cabo", 9990, 5), 1)
	c.Place("card")
	placed, err := s.App.Orders.List(t.Context(), orders.ListInput{Filter: "unpaid"})
	if err != nil || len(placed.Orders) != 1 {
		t.Fatalf("the unpaid orders are %v, %v", placed.Orders, err)
	}
	path := "/orders/" + placed.Orders[0].Token
	asked := func() (n int) {
		for _, calls := range s.Sandbox.Calls() {
			n += calls
		}
		return n
	}
	before := asked()
	for range 110 {
		c.Get(path + "?returned=1").Want(http.StatusOK)
	}
	if after := asked() - before; after < 90 || after > 110 {
		t.Errorf("110 reloads asked Stripe %d times", after)
	}
	before = asked()
	for range 10 {
		c.Get(path + "?returned=1").Want(http.StatusOK)
		if paying := c.Once(http.MethodPost, path+"/pay", nil); paying.Status != http.StatusSeeOther || !strings.HasPrefix(paying.Header.Get("Location"), s.SandboxURL) {
			t.Fatalf("paying: %d %s", paying.Status, paying.Header.Get("Location"))
		}
	}
	if after := asked() - before; after != 0 {
		t.Errorf("beyond the limit Stripe was asked %d times in a moment", after)
	}
}

// One line of IPv6 has 2^64 addresses: they are one client to every limit.
func TestALineOfIPv6IsOneAddress(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{PerAddress: 2, Proxies: loopback})
	goods := s.Product(t, "Fone", 9990, 100)
	for n := range 4 {
		c := s.Client(t)
		c.Sends("X-Forwarded-For", fmt.Sprintf("2001:db8:1:2::%x", n+1))
		c.Add(goods, 1)
		end := reviewAs(c, fmt.Sprintf("line%d@example.com", n), "card").Submit("/checkout/place")
		if paying := strings.HasPrefix(end.URL.String(), s.SandboxURL); paying != (n < 2) {
			t.Errorf("order %d of one line ended at %s", n, end.URL)
		}
	}
	other := s.Client(t)
	other.Sends("X-Forwarded-For", "2001:db8:1:3::1")
	other.Add(goods, 1)
	if end := reviewAs(other, "neighbour@example.com", "card").Submit("/checkout/place"); !strings.HasPrefix(end.URL.String(), s.SandboxURL) {
		t.Errorf("the neighbour ended at %s", end.URL)
	}
	// The limits of single pages count alike.
	asked := map[int]int{}
	for n := range 62 {
		c := s.Client(t)
		c.Sends("X-Forwarded-For", fmt.Sprintf("2001:db8:9:9::%x", n+1))
		asked[c.Once(http.MethodPost, "/privacy/request", url.Values{"email": {"no"}}).Status]++
	}
	if asked[http.StatusTooManyRequests] != 2 {
		t.Errorf("62 requests of one line: %v, want two of them refused", asked)
	}
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
