package stripesandbox

import "strings"

func (x *tx) newCustomer() *customerRow {
	return &customerRow{Customer: Customer{
		ID: newID("cus_", 14), Object: "customer", Created: x.now.Unix(), InvoicePrefix: strings.ToUpper(randomFrom(base62, 8)),
		NextInvoiceSequence: 1, PreferredLocales: []string{}, TaxExempt: "none",
	}}
}

// view is what the API shows: of a deleted customer only that it was.
func (r *customerRow) view() any {
	if r.Deleted {
		return &deletedCustomer{ID: r.ID, Object: "customer", Deleted: true}
	}
	return &r.Customer
}

func (x *tx) createCustomer(c *call) (any, error) {
	r := x.newCustomer()
	if err := readCustomer(c.params, r); err != nil {
		return nil, err
	}
	put(x, x.st.customers, r.ID, r)
	x.emit("customer.created", &r.Customer, nil)
	return &r.Customer, nil
}

func (x *tx) updateCustomer(c *call) (any, error) {
	r, err := x.liveCustomer(c.id)
	if err != nil {
		return nil, err
	}
	if err := readCustomer(c.params, r); err != nil {
		return nil, err
	}
	put(x, x.st.customers, r.ID, r)
	x.emit("customer.updated", &r.Customer, map[string]any{})
	return &r.Customer, nil
}

func (x *tx) liveCustomer(id string) (*customerRow, error) {
	r := get(x, x.st.customers, id)
	if r == nil || r.Deleted {
		return nil, noSuch("customer", id, "id")
	}
	return r, nil
}

// readCustomer sets what the request names; "" unsets.
func readCustomer(p params, r *customerRow) error {
	for key, field := range map[string]*Nullable{
		"description": &r.Description, "name": &r.Name, "phone": &r.Phone,
	} {
		if v, ok := p.clearable(key, 5000); ok {
			*field = Nullable(v)
		}
	}
	if p.has("email") {
		r.Email = Nullable(p.email("email"))
	}
	if p.has("metadata") {
		r.Metadata = r.Metadata.merged(p.metadata("metadata"))
	}
	if p.has("preferred_locales") {
		r.PreferredLocales = append([]string{}, p.strings("preferred_locales")...)
	}
	if p.has("address") {
		a := readAddress(p.hash("address"))
		r.Address = &a
	}
	if p.has("shipping") {
		r.Shipping = readShipping(p.hash("shipping"))
	}
	if v := p.oneOf("tax_exempt", "none", "exempt", "reverse"); v != "" {
		r.TaxExempt = v
	}
	return p.done()
}

func readAddress(p params) Address {
	var a Address
	for key, field := range map[string]*Nullable{
		"city": &a.City, "country": &a.Country, "line1": &a.Line1, "line2": &a.Line2,
		"postal_code": &a.PostalCode, "state": &a.State,
	} {
		v, _ := p.clearable(key, 5000)
		*field = Nullable(v)
	}
	return a
}

func readShipping(p params) *Shipping {
	s := &Shipping{Address: readAddress(p.hash("address"))}
	for key, field := range map[string]*Nullable{
		"carrier": &s.Carrier, "name": &s.Name, "phone": &s.Phone, "tracking_number": &s.TrackingNumber,
	} {
		v, _ := p.clearable(key, 5000)
		*field = Nullable(v)
	}
	return s
}

func (x *tx) retrieveCustomer(c *call) (any, error) {
	if err := c.params.done(); err != nil {
		return nil, err
	}
	r := get(x, x.st.customers, c.id)
	if r == nil {
		return nil, noSuch("customer", c.id, "id")
	}
	return r.view(), nil
}

func (x *tx) deleteCustomer(c *call) (any, error) {
	if err := c.params.done(); err != nil {
		return nil, err
	}
	r, err := x.liveCustomer(c.id)
	if err != nil {
		return nil, err
	}
	x.emit("customer.deleted", &r.Customer, nil)
	// What a deleted customer was called is gone, as at Stripe.
	gone := &customerRow{Customer: Customer{ID: r.ID, Object: "customer", Created: r.Created}, Deleted: true}
	put(x, x.st.customers, r.ID, gone)
	return gone.view(), nil
}

func (x *tx) listCustomers(c *call) (any, error) {
	email, created := c.params.text("email", 512), readRange(c.params)
	return pageOf(c, "/v1/customers", "customer", x.st.customers.newest,
		func(r *customerRow) string { return r.ID }, func(r *customerRow) any { return r.view() },
		func(r *customerRow) bool { return !r.Deleted && matches(email, r.Email) && created.holds(r.Created) })
}
