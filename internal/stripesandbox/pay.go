package stripesandbox

import (
	"errors"
	"slices"
	"time"
)

// Errors of a payment that no card, code or voucher can mend.
var (
	ErrNoSession  = errors.New("no such checkout session")
	ErrNotOpen    = errors.New("the checkout session takes no payment: it is complete or expired")
	ErrNotOffered = errors.New("the checkout session does not offer this payment method")
	ErrNoPending  = errors.New("the checkout session has nothing of this kind pending")
	// ErrChallenge says that the card asks for 3-D Secure; Challenge answers it.
	ErrChallenge = errors.New("the card asks for 3-D Secure authentication")
)

// openSession returns a session that may still be paid by method.
func (x *tx) openSession(id, method string) (*sessionRow, error) {
	row := get(x, x.st.sessions, id)
	switch {
	case row == nil:
		return nil, ErrNoSession
	case row.Status != "open":
		return nil, ErrNotOpen
	case !slices.Contains(row.PaymentMethodTypes, method):
		return nil, ErrNotOffered
	}
	return row, nil
}

// confirm returns the session's payment intent. It does not exist before the
// buyer first confirms a method: so it is since API version 2022-08-01.
func (x *tx) confirm(row *sessionRow) *intentRow {
	if p := get(x, x.st.intents, string(row.PaymentIntent)); p != nil {
		return p
	}
	id := newID("pi_3", 23)
	p := &intentRow{SessionID: row.ID, PaymentIntent: PaymentIntent{
		ID: id, Object: "payment_intent", Amount: row.AmountTotal, CaptureMethod: row.Intent.CaptureMethod,
		ClientSecret: newID(id+"_secret_", 25), ConfirmationMethod: "automatic", Created: x.now.Unix(),
		Currency: row.Currency, Customer: row.Customer, Description: row.Intent.Description,
		Metadata: row.Intent.Metadata, PaymentMethodOptions: row.PaymentMethodOptions,
		PaymentMethodTypes: row.PaymentMethodTypes, ReceiptEmail: row.Intent.ReceiptEmail,
		SetupFutureUsage: row.Intent.SetupFutureUsage, Shipping: row.Intent.Shipping,
		StatementDescriptor: row.Intent.Descriptor, StatementDescriptorSuffix: row.Intent.DescriptorSuffix,
		Status: "requires_payment_method",
	}}
	row.PaymentIntent = Nullable(id)
	put(x, x.st.sessions, row.ID, row)
	put(x, x.st.intents, id, p)
	x.emit("payment_intent.created", &p.PaymentIntent, nil)
	return p
}

// newCharge fills what every charge of an intent has in common.
func (x *tx) newCharge(p *intentRow, prefix string, how MethodDetails, method Nullable) *chargeRow {
	id := newID(prefix, 23)
	billing := BillingDetails{}
	if row := get(x, x.st.sessions, p.SessionID); row != nil && row.CustomerDetails != nil {
		billing.Email, billing.Name, billing.Phone = row.CustomerDetails.Email, row.CustomerDetails.Name, row.CustomerDetails.Phone
		if row.CustomerDetails.Address != nil {
			billing.Address = *row.CustomerDetails.Address
		}
	}
	return &chargeRow{Charge: Charge{
		ID: id, Object: "charge", Amount: p.Amount, BillingDetails: billing,
		CalculatedDescriptor: "TENAZ SANDBOX", Created: x.now.Unix(), Currency: p.Currency, Customer: p.Customer,
		Description: p.Description, Metadata: p.Metadata,
		Outcome: &Outcome{
			NetworkStatus: "approved_by_network", RiskLevel: normal, RiskScore: 20,
			SellerMessage: "Payment complete.", Type: "authorized",
		},
		PaymentIntent: Nullable(p.ID), PaymentMethod: method, PaymentMethodDetails: how,
		ReceiptEmail: p.ReceiptEmail, Shipping: p.Shipping, StatementDescriptor: p.StatementDescriptor,
		StatementDescriptorSuffix: p.StatementDescriptorSuffix,
	}}
}

// settle books a successful charge: intent succeeded, session complete and
// paid. It returns the session, whose events differ by how it came to be paid.
func (x *tx) settle(p *intentRow, c *chargeRow, fee int64, available time.Duration) *sessionRow {
	c.Status, c.Paid, c.Captured, c.AmountCaptured = "succeeded", true, true, c.Amount
	c.ReceiptURL = Nullable(x.base + "/receipt/" + c.ID)
	kind := "charge"
	if c.PaymentMethodDetails.Type != Card {
		kind = "payment" // what Stripe calls every charge that is not a card's
	}
	c.BalanceTransaction = Nullable(x.book(kind, c.ID, c.Currency, c.Amount, fee, string(c.Description), available))
	put(x, x.st.charges, c.ID, c)

	p.Status, p.AmountReceived, p.LatestCharge, p.PaymentMethod = "succeeded", p.Amount, Nullable(c.ID), c.PaymentMethod
	p.NextAction, p.LastPaymentError, p.Challenge = nil, nil, ""
	put(x, x.st.intents, p.ID, p)
	x.emit("charge.succeeded", &c.Charge, nil)
	x.emit("payment_intent.succeeded", &p.PaymentIntent, nil)

	row := get(x, x.st.sessions, p.SessionID)
	row.PaymentStatus = "paid"
	return row
}

// complete ends a session: paid, or with a voucher issued.
func (x *tx) complete(row *sessionRow) {
	row.Status, row.URL = "complete", ""
	d := CustomerDetails{TaxExempt: "none"}
	if row.CustomerDetails != nil {
		d = *row.CustomerDetails
	}
	if d.Address == nil {
		d.Address = &Address{Country: "BR"}
	}
	d.TaxIDs = []struct{}{}
	row.CustomerDetails = &d
	if row.CustomerCreation == "always" && row.Customer == "" {
		c := x.newCustomer()
		c.Email, c.Name, c.Phone = d.Email, d.Name, d.Phone
		put(x, x.st.customers, c.ID, c)
		x.emit("customer.created", &c.Customer, nil)
		row.Customer = Nullable(c.ID)
	}
	put(x, x.st.sessions, row.ID, row)
	x.emit("checkout.session.completed", &row.Session, nil)
}

// book writes one balance transaction and returns its id.
func (x *tx) book(kind, source, currency string, amount, fee int64, description string, available time.Duration) string {
	b := &BalanceTransaction{
		ID: newID("txn_3", 23), Object: "balance_transaction", Amount: amount,
		AvailableOn: x.now.Add(available).Unix(), Created: x.now.Unix(), Currency: currency,
		Description: Nullable(description), Fee: fee, FeeDetails: []FeeDetail{}, Net: amount - fee,
		ReportingCategory: category(kind), Source: Nullable(source), Status: "pending", Type: kind,
	}
	if fee != 0 {
		b.FeeDetails = append(b.FeeDetails, FeeDetail{
			Amount: fee, Currency: currency, Description: "Stripe processing fees", Type: "stripe_fee",
		})
	}
	if available <= 0 {
		b.Status = "available"
	}
	put(x, x.st.balance, b.ID, b)
	return b.ID
}

func category(kind string) string {
	switch kind {
	case "payment":
		return "charge"
	case "payment_refund":
		return "refund"
	case "refund_failure":
		return "refund_failure"
	case "adjustment":
		return "dispute"
	}
	return kind
}
