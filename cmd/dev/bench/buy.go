package bench

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"net/url"
	"time"
)

// checkoutSteps are the requests of one purchase by their names in the report.
var checkoutSteps = []string{
	"POST /cart/items", "GET /checkout", "POST /checkout", "GET /checkout/shipping", "POST /checkout/shipping",
	"GET /checkout/review", "POST /checkout/place",
}

// buyer is what every shopper types: valid, and nobody's.
var buyer = url.Values{
	"email": {"ana.bench@example.com"}, "name": {"Ana D'Ávila"}, "document": {"529.982.247-25"}, "company_name": {""},
	"state_registration": {""}, "phone": {"(11) 91234-5678"}, "recipient": {"Ana D'Ávila"}, "postal_code": {"01310-100"},
	"street": {"Avenida Paulista"}, "number": {"1000"}, "complement": {"apto 12"}, "district": {"Bela Vista"},
	"city": {"São Paulo"}, "state": {"SP"},
}.Encode()

const delivery = "shipping_option=economica&payment_method=card"

// buy is a new visitor who puts one item into the cart and walks through the
// whole checkout to the redirect to the payment page, loading each page on the
// way as a browser does.
func buy(s shelf) visit {
	return func(c *conn, rng *rand.Rand, laps []time.Duration) error {
		w := &walk{c: c, laps: laps, last: time.Now()}
		var err error
		if w.cookie, err = put(c, s, rng); err != nil {
			return err
		}
		w.lap()
		if err := w.fill("/checkout", buyer, "/checkout/shipping"); err != nil {
			return err
		}
		if err := w.fill("/checkout/shipping", delivery, "/checkout/review"); err != nil {
			return err
		}
		a, err := w.see("/checkout/review")
		if err != nil {
			return err
		}
		token, err := tokenOf(a.body)
		if err != nil {
			return err
		}
		// The payment page is absolute, and not the store's.
		return w.send("/checkout/place", "token="+token, "http")
	}
}

// walk is one visitor on the way through the checkout.
type walk struct {
	c      *conn
	cookie string
	laps   []time.Duration
	step   int
	last   time.Time
}

func (w *walk) lap() {
	now := time.Now()
	w.laps[w.step] = now.Sub(w.last)
	w.step++
	w.last = now
}

// see loads a page of the checkout.
func (w *walk) see(path string) (*answer, error) {
	a, err := w.c.get(path, w.cookie)
	if err != nil {
		return nil, err
	}
	w.lap()
	return a, a.complete(path)
}

// send posts a form and wants it to lead on.
func (w *walk) send(path, form, to string) error {
	a, err := w.c.post(path, w.cookie, form)
	if err != nil {
		return err
	}
	w.lap()
	return a.leads(path, to)
}

// fill loads a step's page and sends its form.
func (w *walk) fill(path, form, next string) error {
	if _, err := w.see(path); err != nil {
		return err
	}
	return w.send(path, form, next)
}

// tokenOf finds the hidden field that names what the shopper agreed to.
func tokenOf(body []byte) (string, error) {
	_, rest, found := bytes.Cut(body, []byte(`name="token" value="`))
	token, _, ended := bytes.Cut(rest, []byte(`"`))
	if !found || !ended || len(token) == 0 || len(token) > 200 {
		return "", errors.New("the review page has no token")
	}
	return string(token), nil
}
