package stripesandbox

import (
	"strconv"
	"strings"
)

func (x *tx) readExpiry(p params, row *sessionRow) {
	row.ExpiresAt = x.now.Add(sessionLongest).Unix()
	at, ok := p.integer("expires_at")
	switch {
	case !ok:
		return
	case at < x.now.Add(sessionShortest).Unix():
		p.fail(malformed("", "expires_at", "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation."))
	case at > x.now.Add(sessionLongest).Unix():
		p.fail(malformed("", "expires_at", "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation."))
	}
	row.ExpiresAt = at
}

func (x *tx) readLines(p params, row *sessionRow) {
	lines := p.list("line_items")
	if len(lines) == 0 {
		p.missing("line_items")
	}
	if len(lines) > 100 {
		p.fail(malformed("", "line_items", "The maximum number of line items is 100."))
		return
	}
	for _, l := range lines {
		item := LineItem{ID: newID("li_1", 23), Object: "item"}
		item.Quantity, _ = l.between("quantity", 1, 999_999)
		if !l.has("quantity") {
			l.missing("quantity")
		}
		if id := l.text("price", 5000); id != "" {
			l.fail(noSuchParam("price", id, l.name("price")))
		}
		if !l.has("price_data") {
			l.missing("price_data")
		}
		d := l.hash("price_data")
		pr := &price{
			ID: newID("price_1", 23), Object: "price", BillingScheme: "per_unit", Created: x.now.Unix(),
			Product: newID("prod_", 14), TaxBehavior: "unspecified", Type: "one_time",
		}
		pr.Currency = currencyOf(d, "currency")
		pr.UnitAmount, _ = d.between("unit_amount", 0, 99_999_999)
		if !d.has("unit_amount") {
			d.missing("unit_amount")
		}
		pr.UnitAmountDecimal = strconv.FormatInt(pr.UnitAmount, 10)
		if v := d.oneOf("tax_behavior", "exclusive", "inclusive", "unspecified"); v != "" {
			pr.TaxBehavior = v
		}
		if id := d.text("product", 5000); id != "" {
			d.fail(noSuchParam("product", id, d.name("product")))
		}
		item.Description = readProduct(d)
		item.Price, item.Currency = pr, pr.Currency
		item.AmountSubtotal = pr.UnitAmount * item.Quantity
		item.AmountTotal = item.AmountSubtotal
		if row.Currency != "" && row.Currency != pr.Currency {
			l.fail(malformed("", "line_items", "The price specified only supports `%s`. This doesn't match the expected currency: `%s`.", pr.Currency, row.Currency))
		}
		row.Currency = pr.Currency
		row.AmountSubtotal += item.AmountSubtotal
		row.Lines = append(row.Lines, item)
	}
	row.AmountTotal = row.AmountSubtotal
	if c := strings.ToLower(p.text("currency", 3)); c != "" && c != row.Currency {
		p.fail(malformed("", "currency", "The currency `%s` does not match the line items' `%s`.", c, row.Currency))
	}
}

// readProduct returns the name that the line shows; the rest is checked only.
func readProduct(d params) string {
	if !d.has("product_data") {
		d.missing("product_data")
	}
	pd := d.hash("product_data")
	name := pd.need("name", 5000)
	pd.text("description", 5000)
	pd.metadata("metadata")
	pd.text("tax_code", 100)
	images := pd.list("images")
	if len(images) > 8 {
		pd.fail(malformed("", pd.name("images"), "You can only provide up to 8 images."))
	}
	for _, img := range images {
		if !strings.HasPrefix(img.n.value, "http://") && !strings.HasPrefix(img.n.value, "https://") {
			pd.fail(malformed("url_invalid", img.path, "Not a valid URL"))
		}
	}
	return name
}

func readIntentData(p params) intentData {
	d := intentData{
		Description:      Nullable(p.text("description", 1000)),
		Metadata:         metadata{}.merged(p.metadata("metadata")),
		ReceiptEmail:     Nullable(p.email("receipt_email")),
		SetupFutureUsage: Nullable(p.oneOf("setup_future_usage", "off_session", "on_session")),
		Descriptor:       Nullable(p.text("statement_descriptor", 22)),
		DescriptorSuffix: Nullable(p.text("statement_descriptor_suffix", 22)),
		CaptureMethod:    p.oneOf("capture_method", "automatic", "automatic_async"),
	}
	if d.CaptureMethod == "" {
		d.CaptureMethod = "automatic"
	}
	if p.has("shipping") {
		s := p.hash("shipping")
		d.Shipping = readShipping(s)
		if d.Shipping.Address.Line1 == "" {
			s.hash("address").missing("line1")
		}
		d.Shipping.Name = Nullable(s.need("name", 5000))
	}
	return d
}

func readMethodOptions(p params) methodOptions {
	var o methodOptions
	if p.has(Card) {
		c := p.hash(Card)
		o.Card = &cardOptions{RequestThreeDSecure: "automatic"}
		if c.has("installments") {
			o.Card.Installments = &enabled{c.hash("installments").boolean("enabled")}
		}
		c.oneOf("setup_future_usage", "off_session", "on_session")
	}
	if p.has(Pix) {
		o.Pix = &pixOptions{}
		o.Pix.ExpiresAfterSeconds, _ = p.hash(Pix).between("expires_after_seconds", 10, 1_209_600)
	}
	if p.has(Boleto) {
		o.Boleto = &boletoOptions{ExpiresAfterDays: -1}
		if days, ok := p.hash(Boleto).between("expires_after_days", 0, 60); ok {
			o.Boleto.ExpiresAfterDays = days
		}
		p.hash(Boleto).oneOf("setup_future_usage", "none", "off_session", "on_session")
	}
	return o
}

// fill sets Stripe's defaults for the methods that the session offers.
func (o *methodOptions) fill(methods []string) {
	for _, m := range methods {
		switch {
		case m == Card && o.Card == nil:
			o.Card = &cardOptions{RequestThreeDSecure: "automatic"}
		case m == Pix && o.Pix == nil:
			o.Pix = &pixOptions{}
		case m == Boleto && o.Boleto == nil:
			o.Boleto = &boletoOptions{ExpiresAfterDays: -1}
		}
	}
	if o.Pix != nil && o.Pix.ExpiresAfterSeconds == 0 {
		o.Pix.ExpiresAfterSeconds = 86_400
	}
	if o.Boleto != nil && o.Boleto.ExpiresAfterDays < 0 {
		o.Boleto.ExpiresAfterDays = 3
	}
}

type buyerParams struct{ customer, creation, email string }

func (x *tx) readBuyer(p params, row *sessionRow) buyerParams {
	b := buyerParams{
		customer: p.text("customer", 5000),
		creation: p.oneOf("customer_creation", "always", "if_required"),
		email:    p.email("customer_email"),
	}
	u := p.hash("customer_update")
	for _, k := range []string{"address", "name", "shipping"} {
		u.oneOf(k, "auto", "never")
	}
	exclusive := func(a, b string) {
		p.fail(malformed("parameters_exclusive", a, "You may only specify one of these parameters: %s, %s.", a, b))
	}
	switch {
	case b.customer != "" && b.email != "":
		exclusive("customer", "customer_email")
	case b.customer != "" && b.creation != "":
		exclusive("customer", "customer_creation")
	case b.customer == "" && p.has("customer_update"):
		p.fail(malformed("", "customer_update", "`customer_update` can only be used with `customer`."))
	}
	return b
}

// resolveBuyer fills what the session knows of its buyer before he types.
func (x *tx) resolveBuyer(row *sessionRow, b buyerParams) error {
	d := &CustomerDetails{TaxExempt: "none"}
	switch {
	case b.customer != "":
		c := get(x, x.st.customers, b.customer)
		if c == nil || c.Deleted {
			return noSuchParam("customer", b.customer, "customer")
		}
		row.Customer, d.Email, d.Name, d.Phone, d.Address = Nullable(c.ID), c.Email, c.Name, c.Phone, c.Address
	case b.email != "":
		row.CustomerEmail, d.Email = Nullable(b.email), Nullable(b.email)
	}
	if b.customer == "" {
		row.CustomerCreation = "if_required"
		if b.creation != "" {
			row.CustomerCreation = Nullable(b.creation)
		}
	}
	if d.Email != "" || d.Name != "" {
		row.CustomerDetails = d
	}
	return nil
}
