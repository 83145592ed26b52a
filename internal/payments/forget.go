package payments

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/stripe/stripe-go/v76"
	"github.com/stripe/stripe-go/v76/form"
)

// forget has Stripe delete what it keeps of a buyer for us: the customer of each
// session, if it made one, and the names and addresses in the payments
// themselves, by a redaction job (docs.stripe.com/privacy/redaction). It reports
// false when the account may not redact: Stripe then keeps the payments' data
// for as long as the law asks it to. Doing it again changes nothing.
func (g *Gateway) forget(ctx context.Context, sessions, intents []string) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, g.patience)
	defer cancel()
	for _, id := range sessions {
		p := &stripe.CheckoutSessionParams{}
		p.Context = ctx
		session, err := g.api.CheckoutSessions.Get(id, p)
		if err != nil {
			return false, stripeError("read session", err)
		}
		if session.Customer == nil || session.Customer.ID == "" {
			continue
		}
		c := &stripe.CustomerParams{}
		c.Context = ctx
		if _, err := g.api.Customers.Del(session.Customer.ID, c); err != nil && !missing(err) {
			return false, stripeError("delete customer", err)
		}
	}
	return g.redact(ctx, sessions, intents)
}

// redactionJob is what Stripe answers about a redaction.
type redactionJob struct {
	stripe.APIResource
	ID     string `json:"id"`
	Status string `json:"status"`
}

func (g *Gateway) redact(ctx context.Context, sessions, intents []string) (bool, error) {
	body := &form.Values{}
	for i, id := range sessions {
		body.Add("objects[checkout_sessions]["+strconv.Itoa(i)+"]", id)
	}
	for i, id := range intents {
		body.Add("objects[payment_intents]["+strconv.Itoa(i)+"]", id)
	}
	body.Add("validation_behavior", "fix")
	var job redactionJob
	params := &stripe.Params{Context: ctx}
	err := g.backend.CallRaw(http.MethodPost, "/v1/privacy/redaction_jobs", g.key, body, params, &job)
	if refusedAccess(err) {
		return false, nil
	}
	if err != nil {
		return false, stripeError("redact payments", err)
	}
	err = g.backend.CallRaw(http.MethodPost, "/v1/privacy/redaction_jobs/"+job.ID+"/run", g.key, &form.Values{}, params, &job)
	if err != nil {
		return false, stripeError("run redaction", err)
	}
	return true, nil
}

func missing(err error) bool {
	var known *stripe.Error
	return errors.As(err, &known) && (known.HTTPStatusCode == http.StatusNotFound || known.Code == stripe.ErrorCodeResourceMissing)
}

// refusedAccess tells that the account has no access to redaction at all.
func refusedAccess(err error) bool {
	var known *stripe.Error
	return errors.As(err, &known) && (known.HTTPStatusCode == http.StatusNotFound || known.HTTPStatusCode == http.StatusForbidden)
}
