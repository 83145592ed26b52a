package stripesandbox

func (x *tx) retrieveIntent(c *call) (any, error) {
	c.params.text("client_secret", 5000)
	if err := c.params.done(); err != nil {
		return nil, err
	}
	p := get(x, x.st.intents, c.id)
	if p == nil {
		return nil, noSuch("payment_intent", c.id, "intent")
	}
	return &p.PaymentIntent, nil
}

func (x *tx) listIntents(c *call) (any, error) {
	customer, created := c.params.text("customer", 5000), readRange(c.params)
	return pageOf(c, "/v1/payment_intents", "payment_intent", x.st.intents.newest,
		func(r *intentRow) string { return r.ID }, func(r *intentRow) any { return &r.PaymentIntent },
		func(r *intentRow) bool { return matches(customer, r.Customer) && created.holds(r.Created) })
}

// cancelIntentCall cancels an intent whose session is over, such as a boleto
// not yet paid. While the session is open Stripe wants the session expired.
func (x *tx) cancelIntentCall(c *call) (any, error) {
	reason := c.params.oneOf("cancellation_reason", "abandoned", "duplicate", "fraudulent", "requested_by_customer")
	if err := c.params.done(); err != nil {
		return nil, err
	}
	p := get(x, x.st.intents, c.id)
	if p == nil {
		return nil, noSuch("payment_intent", c.id, "intent")
	}
	if p.Status == "succeeded" || p.Status == "canceled" {
		return nil, refused("payment_intent_unexpected_state", "intent",
			"You cannot cancel this PaymentIntent because it has a status of %s. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.", p.Status)
	}
	if row := get(x, x.st.sessions, p.SessionID); row != nil && row.Status == "open" {
		return nil, refused("payment_intent_unexpected_state", "intent",
			"You cannot cancel the PaymentIntent of a Checkout Session that is open. Expire the Checkout Session `%s` instead.", row.ID)
	}
	x.cancelIntent(p, reason)
	return &p.PaymentIntent, nil
}
