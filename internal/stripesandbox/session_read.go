package stripesandbox

import "fmt"

func (x *tx) retrieveSession(c *call) (any, error) {
	if err := c.params.done(); err != nil {
		return nil, err
	}
	row := get(x, x.st.sessions, c.id)
	if row == nil {
		return nil, noSuch("checkout.session", c.id, "session")
	}
	return &row.Session, nil
}

func (x *tx) expireSessionCall(c *call) (any, error) {
	if err := c.params.done(); err != nil {
		return nil, err
	}
	row := get(x, x.st.sessions, c.id)
	if row == nil {
		return nil, noSuch("checkout.session", c.id, "session")
	}
	if row.Status != "open" {
		return nil, refused("", "session",
			"Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a status of `%s`.", row.Status)
	}
	x.expireSession(row)
	return &row.Session, nil
}

func (x *tx) listLines(c *call) (any, error) {
	row := get(x, x.st.sessions, c.id)
	if row == nil {
		return nil, noSuch("checkout.session", c.id, "session")
	}
	return pageOf(c, fmt.Sprintf("/v1/checkout/sessions/%s/line_items", c.id), "item", func(yield func(*LineItem) bool) {
		for i := range row.Lines {
			if !yield(&row.Lines[i]) {
				return
			}
		}
	}, func(l *LineItem) string { return l.ID }, func(l *LineItem) any { return l })
}

func (x *tx) listSessions(c *call) (any, error) {
	p := c.params
	customer, intent := p.text("customer", 5000), p.text("payment_intent", 5000)
	status := p.oneOf("status", "open", "complete", "expired")
	email := p.hash("customer_details").text("email", 512)
	created := readRange(p)
	return pageOf(c, "/v1/checkout/sessions", "session", x.st.sessions.newest, func(r *sessionRow) string { return r.ID },
		func(r *sessionRow) any { return &r.Session },
		func(r *sessionRow) bool {
			return matches(customer, r.Customer) && matches(intent, r.PaymentIntent) &&
				(status == "" || status == r.Status) && created.holds(r.Created) &&
				(email == "" || (r.CustomerDetails != nil && email == string(r.CustomerDetails.Email)))
		})
}
