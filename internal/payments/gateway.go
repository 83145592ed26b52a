package payments

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/stripe/stripe-go/v76"
	"github.com/stripe/stripe-go/v76/client"

	"tenaz/internal/apperr"
	"tenaz/internal/money"
)

// Gateway speaks to Stripe, or to a stand-in at another address. It is safe for
// concurrent use.
type Gateway struct {
	api *client.API
	// backend and key are for what the library has no names for.
	backend stripe.Backend
	key     string
	// patience is how long one question may take with all its tries: somebody
	// waits for a page, and whoever asks can ask again.
	patience time.Duration
	log      *slog.Logger
}

// NewGateway returns a Gateway with the secret key given. base is empty for
// Stripe itself. A call that fails on the network or with a 5xx is tried twice
// more by the library, under the same idempotency key.
func NewGateway(key, base string, log *slog.Logger) *Gateway {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 32
	config := &stripe.BackendConfig{
		HTTPClient:        &http.Client{Timeout: 10 * time.Second, Transport: transport},
		MaxNetworkRetries: stripe.Int64(2),
		EnableTelemetry:   stripe.Bool(false),
		LeveledLogger:     stripeLog{log},
	}
	if base != "" {
		config.URL = stripe.String(base)
	}
	api := &client.API{}
	backend := stripe.GetBackendWithConfig(stripe.APIBackend, config)
	api.Init(key, &stripe.Backends{API: backend})
	return &Gateway{api: api, backend: backend, key: key, patience: 15 * time.Second, log: log}
}

// sessionParams is all that a session is created from. It is stored before the
// first call, so that a retry sends the same bytes under the same key.
type sessionParams struct {
	Method     Method     `json:"method"`
	Items      []LineItem `json:"items"`
	Email      string     `json:"email"`
	Locale     string     `json:"locale"`
	SuccessURL string     `json:"success_url"`
	CancelURL  string     `json:"cancel_url"`
	ExpiresAt  int64      `json:"expires_at"`
	OrderID    string     `json:"order_id"`
}

// LineItem is one line of the payment page. Amount is per unit.
type LineItem struct {
	Name     string      `json:"name"`
	Amount   money.Cents `json:"amount"`
	Quantity int         `json:"quantity"`
}

type session struct {
	id, url   string
	expiresAt time.Time
}

// create makes the session. reference is what staff read in Stripe's
// dashboard; like everything else it must be the same in every retry.
func (g *Gateway) create(ctx context.Context, key, reference string, in sessionParams) (session, error) {
	p := &stripe.CheckoutSessionParams{
		Mode:               stripe.String("payment"),
		PaymentMethodTypes: stripe.StringSlice([]string{string(in.Method)}),
		CustomerEmail:      stripe.String(in.Email),
		Locale:             stripe.String(in.Locale),
		SuccessURL:         stripe.String(in.SuccessURL),
		CancelURL:          stripe.String(in.CancelURL),
		ExpiresAt:          stripe.Int64(in.ExpiresAt),
		ClientReferenceID:  stripe.String(in.OrderID),
		PaymentIntentData: &stripe.CheckoutSessionPaymentIntentDataParams{
			Description: stripe.String(reference),
			Metadata:    map[string]string{"order_id": in.OrderID},
		},
	}
	p.Metadata = map[string]string{"order_id": in.OrderID}
	for _, item := range in.Items {
		p.LineItems = append(p.LineItems, &stripe.CheckoutSessionLineItemParams{
			Quantity: stripe.Int64(int64(item.Quantity)),
			PriceData: &stripe.CheckoutSessionLineItemPriceDataParams{
				Currency:    stripe.String("brl"),
				UnitAmount:  stripe.Int64(int64(item.Amount)),
				ProductData: &stripe.CheckoutSessionLineItemPriceDataProductDataParams{Name: stripe.String(item.Name)},
			},
		})
	}
	switch in.Method {
	case Pix:
		p.PaymentMethodOptions = &stripe.CheckoutSessionPaymentMethodOptionsParams{
			Pix: &stripe.CheckoutSessionPaymentMethodOptionsPixParams{
				ExpiresAfterSeconds: stripe.Int64(int64(pixLife / time.Second)),
			},
		}
	case Boleto:
		p.PaymentMethodOptions = &stripe.CheckoutSessionPaymentMethodOptionsParams{
			Boleto: &stripe.CheckoutSessionPaymentMethodOptionsBoletoParams{ExpiresAfterDays: stripe.Int64(boletoDays)},
		}
	}
	ctx, cancel := context.WithTimeout(ctx, g.patience)
	defer cancel()
	p.Context = ctx
	p.SetIdempotencyKey(key)
	made, err := g.api.CheckoutSessions.New(p)
	if refused := refusal(err); refused != nil {
		return session{}, refused
	}
	if err != nil {
		return session{}, stripeError("create session", err)
	}
	return session{id: made.ID, url: made.URL, expiresAt: time.Unix(made.ExpiresAt, 0).UTC()}, nil
}

// read returns what Stripe says of a session now, with its refusals when it
// has a payment intent.
func (g *Gateway) read(ctx context.Context, sessionID string) (Snapshot, error) {
	ctx, cancel := context.WithTimeout(ctx, g.patience)
	defer cancel()
	p := &stripe.CheckoutSessionParams{}
	p.Context = ctx
	p.AddExpand("payment_intent")
	got, err := g.api.CheckoutSessions.Get(sessionID, p)
	if err != nil {
		return Snapshot{}, stripeError("read session", err)
	}
	s := Snapshot{
		Session:       string(got.Status),
		PaymentStatus: string(got.PaymentStatus),
		Amount:        money.Cents(got.AmountTotal),
		Currency:      string(got.Currency),
	}
	intent := got.PaymentIntent
	if intent == nil {
		return s, nil
	}
	s.PaymentIntentID = intent.ID
	s.Intent = string(intent.Status)
	if intent.AmountReceived > 0 {
		s.Amount = money.Cents(intent.AmountReceived)
		s.Currency = string(intent.Currency)
	}
	if intent.LatestCharge != nil {
		s.ChargeID = intent.LatestCharge.ID
	}
	if intent.LastPaymentError != nil {
		s.Failure = declineCode(string(intent.LastPaymentError.Code), string(intent.LastPaymentError.DeclineCode))
	}
	readCode(intent.NextAction, &s)
	if s.Declines, err = g.declines(ctx, intent.ID); err != nil || s.State() != Paid {
		return s, err
	}
	s.Refunds, err = g.refunds(ctx, intent.ID)
	return s, err
}

func readCode(action *stripe.PaymentIntentNextAction, s *Snapshot) {
	if action == nil {
		return
	}
	var expires int64
	switch {
	case action.PixDisplayQRCode != nil:
		s.CodeURL, expires = action.PixDisplayQRCode.HostedInstructionsURL, action.PixDisplayQRCode.ExpiresAt
	case action.BoletoDisplayDetails != nil:
		s.CodeURL, expires = action.BoletoDisplayDetails.HostedVoucherURL, action.BoletoDisplayDetails.ExpiresAt
	default:
		return
	}
	at := time.Unix(expires, 0).UTC()
	s.CodeExpiresAt = &at
}

func (g *Gateway) declines(ctx context.Context, intentID string) ([]Decline, error) {
	p := &stripe.ChargeListParams{PaymentIntent: stripe.String(intentID)}
	p.Context = ctx
	p.Limit = stripe.Int64(100)
	p.Single = true
	var declines []Decline
	list := g.api.Charges.List(p)
	for list.Next() {
		c := list.Charge()
		if c.Status != stripe.ChargeStatusFailed {
			continue
		}
		code := c.FailureCode
		if c.Outcome != nil {
			code = declineCode(c.FailureCode, string(c.Outcome.Reason))
		}
		declines = append(declines, Decline{ChargeID: c.ID, Code: code, At: time.Unix(c.Created, 0).UTC()})
	}
	if err := list.Err(); err != nil {
		return nil, stripeError("list charges", err)
	}
	return declines, nil
}

// expire closes an open session. A session that is not open any more is no
// error: what it became is read afterwards.
func (g *Gateway) expire(ctx context.Context, sessionID string) error {
	ctx, cancel := context.WithTimeout(ctx, g.patience)
	defer cancel()
	p := &stripe.CheckoutSessionExpireParams{}
	p.Context = ctx
	_, err := g.api.CheckoutSessions.Expire(sessionID, p)
	return unlessTooLate("expire session", err)
}

// cancel voids a payment intent that waits for the shopper. One that waits no
// more is no error.
func (g *Gateway) cancel(ctx context.Context, intentID string) error {
	ctx, done := context.WithTimeout(ctx, g.patience)
	defer done()
	p := &stripe.PaymentIntentCancelParams{}
	p.Context = ctx
	_, err := g.api.PaymentIntents.Cancel(intentID, p)
	return unlessTooLate("cancel payment", err)
}

func unlessTooLate(doing string, err error) error {
	var refused *stripe.Error
	if errors.As(err, &refused) && refused.HTTPStatusCode == http.StatusBadRequest {
		return nil
	}
	return stripeError(doing, err)
}

func declineCode(code, reason string) string {
	if code == "card_declined" && reason != "" {
		return reason
	}
	return code
}

// errRefused marks a session that Stripe refused to make for what is asked of it:
// asking again cannot help.
var errRefused = errors.New("refused by Stripe")

// refusal returns errRefused with Stripe's reason, and nil for any error that
// says nothing about the payment: among those a key that Stripe does not take
// at the moment.
func refusal(err error) error {
	var refused *stripe.Error
	if !errors.As(err, &refused) {
		return nil
	}
	switch status := refused.HTTPStatusCode; {
	case status < 400, status >= 500, status == http.StatusConflict, status == http.StatusTooManyRequests,
		status == http.StatusUnauthorized, status == http.StatusForbidden:
		return nil
	}
	return fmt.Errorf("create session: %w: %s (param %s, code %s, request %s)", errRefused, refused.Msg, refused.Param, refused.Code, refused.RequestID)
}

// stripeError makes an error of the library Unavailable: whether Stripe is out
// of reach, overloaded or does not know what we ask for, nothing is known of the
// payment. The message never reaches a person.
func stripeError(doing string, err error) error {
	if err == nil {
		return nil
	}
	return apperr.Wrap(apperr.Unavailable, fmt.Errorf("%s: %w", doing, err), "error.payment_provider")
}

// stripeLog sends the library's own log to ours, without the chatter: requests
// that fail are reported by their callers.
type stripeLog struct{ log *slog.Logger }

func (l stripeLog) Debugf(string, ...any) {}
func (l stripeLog) Infof(string, ...any)  {}
func (l stripeLog) Warnf(format string, args ...any) {
	l.log.Warn("stripe: " + fmt.Sprintf(format, args...))
}

func (l stripeLog) Errorf(format string, args ...any) {
	l.log.Debug("stripe: " + fmt.Sprintf(format, args...))
}
