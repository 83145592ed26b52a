package stripesandbox_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stripe/stripe-go/v76"

	"tenaz/internal/stripesandbox"
)

func TestIdempotencyReplays(t *testing.T) {
	t.Parallel()
	b := setup(t)
	create := func() *stripe.CheckoutSession {
		p := b.params("card")
		p.SetIdempotencyKey("attempt-1")
		s, err := b.api.CheckoutSessions.New(p)
		b.ok(err)
		return s
	}
	first := create()
	if first.LastResponse.Header.Get("Idempotent-Replayed") != "" {
		t.Error("the first answer says that it is a replay")
	}
	b.ok(b.box.Pay(first.ID, "4242424242424242")) // a replay shows the state of then, not of now
	again := create()
	h := again.LastResponse.Header
	if h.Get("Idempotent-Replayed") != "true" || h.Get("Original-Request") != first.LastResponse.RequestID {
		t.Errorf("headers %v", h)
	}
	if h.Get("Request-Id") == first.LastResponse.RequestID {
		t.Error("a replay has its own request id")
	}
	if !bytes.Equal(first.LastResponse.RawJSON, again.LastResponse.RawJSON) {
		t.Errorf("replayed %s, first was %s", again.LastResponse.RawJSON, first.LastResponse.RawJSON)
	}
	if n := len(b.box.Sessions()); n != 1 {
		t.Errorf("%d sessions from one key", n)
	}
}

func TestIdempotencyRefusesOtherUse(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.params("card")
	p.SetIdempotencyKey("attempt-1")
	_, err := b.api.CheckoutSessions.New(p)
	b.ok(err)

	p.ClientReferenceID = stripe.String("1043")
	_, err = b.api.CheckoutSessions.New(p)
	if e := refusal(t, err, 400, "", ""); e.Type != stripe.ErrorTypeIdempotency {
		t.Errorf("type %s", e.Type)
	}
	cp := &stripe.CustomerParams{}
	cp.SetIdempotencyKey("attempt-1")
	_, err = b.api.Customers.New(cp)
	if e := refusal(t, err, 400, "", ""); e.Type != stripe.ErrorTypeIdempotency || !strings.Contains(e.Msg, "endpoint") {
		t.Errorf("%s: %s", e.Type, e.Msg)
	}
}

func TestIdempotencyKeyTooLong(t *testing.T) {
	t.Parallel()
	b := setup(t)
	post := func(n int) *http.Response {
		req, err := http.NewRequest(http.MethodPost, b.url+"/v1/customers", strings.NewReader("name=Maria"))
		b.ok(err)
		req.Header.Set("Authorization", "Bearer "+secretKey)
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Idempotency-Key", strings.Repeat("k", n))
		resp, err := http.DefaultClient.Do(req)
		b.ok(err)
		defer resp.Body.Close()
		_, err = io.Copy(io.Discard, resp.Body)
		b.ok(err)
		return resp
	}
	if got := post(255).StatusCode; got != 200 {
		t.Errorf("255 characters: %d", got)
	}
	if got := post(256).StatusCode; got != 400 {
		t.Errorf("256 characters: %d", got)
	}
}

func TestIdempotencyForgetsAfterADay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	create := func() string {
		p := &stripe.CustomerParams{Name: stripe.String("Maria")}
		p.SetIdempotencyKey("c-1")
		c, err := b.api.Customers.New(p)
		b.ok(err)
		return c.ID
	}
	first := create()
	b.clock.Advance(24*time.Hour - time.Second)
	if create() != first {
		t.Error("forgotten before a day")
	}
	b.clock.Advance(time.Second)
	if create() == first {
		t.Error("still remembered after a day")
	}
}

// A malformed request leaves the key unused; a refused one is stored.
func TestIdempotencyStoresWhatWasExecuted(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.params("card")
	p.SetIdempotencyKey("attempt-1")
	p.SuccessURL = nil
	_, err := b.api.CheckoutSessions.New(p)
	refusal(t, err, 400, "parameter_missing", "success_url")
	p.SuccessURL = stripe.String("https://loja.test/ok")
	_, err = b.api.CheckoutSessions.New(p)
	b.ok(err)

	_, charge := b.paid("4242424242424242")
	refund := func() error {
		p := &stripe.RefundParams{Charge: stripe.String(charge.ID), Amount: stripe.Int64(99_999)}
		p.SetIdempotencyKey("refund-1")
		_, err := b.api.Refunds.New(p)
		return err
	}
	first, second := refusal(t, refund(), 400, "", "amount"), refusal(t, refund(), 400, "", "amount")
	if second.LastResponse.Header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("the refusal %s was not stored", first.RequestID)
	}
}

func TestIdempotencyStores500(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.params("card")
	p.SetIdempotencyKey("attempt-1")
	b.box.FailNext("/v1/checkout/sessions", 500)
	for range 2 {
		_, err := b.api.CheckoutSessions.New(p)
		refusal(t, err, 500, "", "")
	}
	p.SetIdempotencyKey("attempt-2")
	_, err := b.api.CheckoutSessions.New(p)
	b.ok(err)

	b.box.FailNext("/v1/checkout/sessions", 503) // never reached the API: not stored
	p.SetIdempotencyKey("attempt-3")
	_, err = b.api.CheckoutSessions.New(p)
	refusal(t, err, 503, "", "")
	_, err = b.api.CheckoutSessions.New(p)
	b.ok(err)
}

func TestIdempotencyKeyInUse(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.box.Delay("/v1/checkout/sessions", time.Minute) // ended by Close
	create := func() error {
		p := b.params("card")
		p.SetIdempotencyKey("attempt-1")
		_, err := b.api.CheckoutSessions.New(p)
		return err
	}
	// Whichever of the two arrives first is delayed; the other is refused.
	answers := make(chan error, 2)
	for range 2 {
		go func() { answers <- create() }()
	}
	refusal(t, <-answers, 409, "idempotency_key_in_use", "")
	b.ok(b.box.Close(t.Context()))
	b.ok(<-answers)
}

// An answer that is lost after execution is found again under the same key.
func TestIdempotencyAfterLostAnswer(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.box.Inject(stripesandbox.Fault{Path: "/v1/checkout/sessions", Status: stripesandbox.DropConnection, AfterExecution: true})
	p := b.params("card")
	p.SetIdempotencyKey("attempt-1")
	_, err := b.api.CheckoutSessions.New(p)
	var se *stripe.Error
	if err == nil || errors.As(err, &se) {
		t.Fatalf("got %v, want a broken connection", err)
	}
	s, err := b.api.CheckoutSessions.New(p)
	b.ok(err)
	if all := b.box.Sessions(); len(all) != 1 || all[0].ID != s.ID {
		t.Errorf("%d sessions; the retry got %s", len(all), s.ID)
	}
}
