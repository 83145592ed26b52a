package stripesandbox

func (x *tx) retrieveCharge(c *call) (any, error) {
	if err := c.params.done(); err != nil {
		return nil, err
	}
	r := get(x, x.st.charges, c.id)
	if r == nil {
		return nil, noSuch("charge", c.id, "id")
	}
	return &r.Charge, nil
}

func (x *tx) listCharges(c *call) (any, error) {
	p := c.params
	intent, customer, created := p.text("payment_intent", 5000), p.text("customer", 5000), readRange(p)
	return pageOf(c, "/v1/charges", "charge", x.st.charges.newest,
		func(r *chargeRow) string { return r.ID }, func(r *chargeRow) any { return &r.Charge },
		func(r *chargeRow) bool {
			return matches(intent, r.PaymentIntent) && matches(customer, r.Customer) && created.holds(r.Created)
		})
}
