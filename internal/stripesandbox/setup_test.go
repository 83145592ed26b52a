package stripesandbox_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stripe/stripe-go/v76"
	"github.com/stripe/stripe-go/v76/client"

	"tenaz/internal/clock"
	"tenaz/internal/stripesandbox"
)

const secretKey = "sk_test_sandbox0123456789"

// bench is one sandbox with a stripe-go client that talks to it over HTTP.
type bench struct {
	t     testing.TB
	box   *stripesandbox.Server
	api   *client.API
	url   string
	clock *clock.Fake
}

func setup(t testing.TB, change ...func(*stripesandbox.Config)) *bench {
	t.Helper()
	b := &bench{t: t, clock: clock.NewFake(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC))}
	cfg := stripesandbox.Config{
		SecretKey: secretKey, Clock: b.clock,
		ActiveMethods: []string{stripesandbox.Card, stripesandbox.Pix, stripesandbox.Boleto},
	}
	for _, f := range change {
		f(&cfg)
	}
	box, err := stripesandbox.New(cfg)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	b.box = box
	srv := httptest.NewServer(box)
	t.Cleanup(func() {
		srv.Close()
		if err := box.Close(context.Background()); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	b.url = srv.URL
	b.api = newClient(srv.URL, secretKey)
	return b
}

func newClient(url, key string) *client.API {
	backend := stripe.GetBackendWithConfig(stripe.APIBackend, &stripe.BackendConfig{
		URL: stripe.String(url), MaxNetworkRetries: stripe.Int64(0), LeveledLogger: &stripe.LeveledLogger{Level: stripe.LevelNull},
		EnableTelemetry: stripe.Bool(false),
	})
	return client.New(key, &stripe.Backends{API: backend, Connect: backend, Uploads: backend})
}

// params is a good session of R$ 100,00 in two lines by one method.
func (b *bench) params(method string) *stripe.CheckoutSessionParams {
	line := func(name string, cents, quantity int64) *stripe.CheckoutSessionLineItemParams {
		return &stripe.CheckoutSessionLineItemParams{
			Quantity: stripe.Int64(quantity),
			PriceData: &stripe.CheckoutSessionLineItemPriceDataParams{
				Currency: stripe.String("brl"), UnitAmount: stripe.Int64(cents),
				ProductData: &stripe.CheckoutSessionLineItemPriceDataProductDataParams{Name: stripe.String(name)},
			},
		}
	}
	return &stripe.CheckoutSessionParams{
		Mode:               stripe.String("payment"),
		SuccessURL:         stripe.String("https://loja.test/orders/abc?session={CHECKOUT_SESSION_ID}"),
		CancelURL:          stripe.String("https://loja.test/checkout/review"),
		ClientReferenceID:  stripe.String("1042"),
		CustomerEmail:      stripe.String("maria@tenaz.test"),
		Locale:             stripe.String("pt-BR"),
		PaymentMethodTypes: stripe.StringSlice([]string{method}),
		LineItems:          []*stripe.CheckoutSessionLineItemParams{line("Teclado", 2500, 2), line("Fone", 5000, 1)},
		Metadata:           map[string]string{"order": "1042"},
		PaymentIntentData: &stripe.CheckoutSessionPaymentIntentDataParams{
			Description: stripe.String("Pedido 1042"), Metadata: map[string]string{"order": "1042"},
		},
	}
}

func (b *bench) session(method string) *stripe.CheckoutSession {
	b.t.Helper()
	s, err := b.api.CheckoutSessions.New(b.params(method))
	if err != nil {
		b.t.Fatalf("create session: %v", err)
	}
	return s
}

func (b *bench) reload(id string) *stripe.CheckoutSession {
	b.t.Helper()
	p := &stripe.CheckoutSessionParams{}
	p.AddExpand("payment_intent")
	s, err := b.api.CheckoutSessions.Get(id, p)
	if err != nil {
		b.t.Fatalf("retrieve session: %v", err)
	}
	return s
}

// paid is a session paid with a card, and its charge.
func (b *bench) paid(number string) (*stripe.CheckoutSession, stripesandbox.Charge) {
	b.t.Helper()
	s := b.session(stripesandbox.Card)
	b.ok(b.box.Pay(s.ID, number))
	charges := b.box.Charges()
	return b.reload(s.ID), charges[len(charges)-1]
}

func (b *bench) ok(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// kinds are the types of all events so far, oldest first.
func (b *bench) kinds() []string {
	out := []string{}
	for _, e := range b.box.Events() {
		out = append(out, e.Type)
	}
	return out
}

// refusal demands a Stripe error with that status, code and parameter.
func refusal(t testing.TB, err error, status int, code, param string) *stripe.Error {
	t.Helper()
	var e *stripe.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want a Stripe error", err)
	}
	if e.HTTPStatusCode != status || string(e.Code) != code || e.Param != param {
		t.Errorf("got status %d, code %q, param %q (%s); want %d, %q, %q",
			e.HTTPStatusCode, e.Code, e.Param, e.Msg, status, code, param)
	}
	if e.Msg == "" {
		t.Error("the error has no message")
	}
	return e
}

// browser is a plain HTTP client without JavaScript that stops at redirects.
func browser() *http.Client {
	return &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}
