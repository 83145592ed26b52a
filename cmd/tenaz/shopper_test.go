package main

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"tenaz/internal/storetest"
)

// shopper buys without JavaScript, and tries again whatever got no answer: as
// people do whose page did not load.
type shopper struct {
	http  *http.Client
	store string
}

// answer is what came back: where redirects ended, and the page.
type answer struct {
	at     *url.URL
	status int
	body   string
}

func newShopper(store string) (*shopper, error) {
	jar, err := cookiejar.New(nil)
	return &shopper{http: &http.Client{Jar: jar, Timeout: 10 * time.Second}, store: store}, err
}

// ask sends a request until somebody answers.
func (s *shopper) ask(method, address string, values url.Values) (answer, error) {
	if strings.HasPrefix(address, "/") {
		address = s.store + address
	}
	deadline := time.Now().Add(30 * time.Second)
	for {
		got, err := s.once(method, address, values)
		if err == nil || time.Now().After(deadline) {
			return got, err
		}
		pause(25 * time.Millisecond)
	}
}

func (s *shopper) once(method, address string, values url.Values) (answer, error) {
	req, err := http.NewRequest(method, address, strings.NewReader(values.Encode()))
	if err != nil {
		return answer{}, err
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Origin", req.URL.Scheme+"://"+req.URL.Host)
	}
	resp, err := s.http.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return answer{at: resp.Request.URL, status: resp.StatusCode, body: string(body)}, err
}

var formToken = regexp.MustCompile(`name="token" value="([^"]+)"`)

// order goes from the empty cart to the hosted payment page, and returns its
// session.
func (s *shopper) order(variantID int64, email, method string) (string, error) {
	buyer := storetest.Buyer()
	buyer.Set("email", email)
	steps := []struct {
		path   string
		values url.Values
	}{
		{"/cart/items", url.Values{"variant_id": {strconv.FormatInt(variantID, 10)}, "quantity": {"1"}}},
		{"/checkout", buyer},
		{"/checkout/shipping", url.Values{"shipping_option": {"economica"}, "payment_method": {method}}},
	}
	for _, step := range steps {
		if got, err := s.ask(http.MethodPost, step.path, step.values); err != nil || got.status != http.StatusOK {
			return "", fmt.Errorf("%s answered %d at %v: %w", step.path, got.status, got.at, err)
		}
	}
	for range 5 {
		review, err := s.ask(http.MethodGet, "/checkout/review", nil)
		if err != nil {
			return "", err
		}
		token := formToken.FindStringSubmatch(review.body)
		if token == nil {
			return "", fmt.Errorf("the review ended at %v with %d", review.at, review.status)
		}
		placed, err := s.ask(http.MethodPost, "/checkout/place", url.Values{"token": {token[1]}})
		if err != nil {
			return "", err
		}
		if path := placed.at.Path; strings.HasPrefix(path, "/orders/") {
			// Placed, and the payment page was not made: its own page leads there.
			if placed, err = s.ask(http.MethodPost, path+"/pay", nil); err != nil {
				return "", err
			}
		}
		if !strings.HasPrefix(placed.at.String(), s.store) {
			return placed.at.Path[strings.LastIndex(placed.at.Path, "/")+1:], nil
		}
	}
	return "", errors.New("five times back from placing")
}

// shop buys, one order after another, until the test is over. Some leave without
// paying, some never come back from the payment page.
func (k *killable) shop(who int, luck *rand.Rand) {
	for n := 0; !k.over.Load(); n++ {
		s, err := newShopper(k.url)
		if err != nil {
			k.t.Error(err)
			return
		}
		method := []string{"card", "card", "pix"}[luck.IntN(3)]
		session, err := s.order(k.variantID, fmt.Sprintf("ana%d.%d@example.com", who, n), method)
		if err != nil {
			k.t.Errorf("buying: %v", err)
			return
		}
		k.placed.Add(1)
		if luck.IntN(6) == 0 {
			continue
		}
		if method == "pix" {
			err = k.sandbox.PayPix(session)
		} else {
			err = k.sandbox.Pay(session, "4242424242424242")
		}
		if err != nil {
			k.t.Errorf("paying %s: %v", session, err)
			return
		}
		if luck.IntN(3) == 0 {
			continue
		}
		if made, found := k.sandbox.Session(session); found {
			if _, err := s.ask(http.MethodGet, string(made.SuccessURL), nil); err != nil {
				k.t.Errorf("coming back: %v", err)
				return
			}
		}
	}
}
