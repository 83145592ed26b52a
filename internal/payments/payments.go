// Package payments owns every try to pay an order, the money that arrived and
// the inbox of what Stripe reports. It is the only package that knows Stripe's
// types. It decides nothing about orders: internal/orders settles.
package payments

import (
	"time"

	"tenaz/internal/money"
)

// Method is a way to pay; an attempt offers exactly one.
type Method string

// The methods of payment.
const (
	Card   Method = "card"
	Pix    Method = "pix"
	Boleto Method = "boleto"
)

// Methods are all methods in the order in which a shopper sees them.
var Methods = []Method{Card, Pix, Boleto}

// How long things stay payable. Stripe refuses a session that expires in less
// than 30 minutes (docs.stripe.com/api/checkout/sessions/create, expires_at).
const (
	sessionLife = 31 * time.Minute
	// pixSessionLife leaves a code that is issued in the first half hour its whole
	// life: the session's end voids it.
	pixSessionLife = time.Hour
	// sessionGrace is how much longer than its session an order holds stock, so
	// that a payment made in the last second is seen first.
	sessionGrace = 5 * time.Minute
	// pixLife is the life of a Pix code, counted from its issue.
	pixLife  = 30 * time.Minute
	pixGrace = 5 * time.Minute
	// boletoDays are calendar days to pay, until 23:59 in Brasília; the bank
	// confirms about one business day later, so a weekend fits in the grace.
	boletoDays  = 3
	boletoGrace = 4 * 24 * time.Hour
)

// sessionLife is how long the method's session can be opened and paid.
func (m Method) sessionLife() time.Duration {
	if m == Pix {
		return pixSessionLife
	}
	return sessionLife
}

// limits are the smallest and the largest amount that Stripe takes by method
// (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts: eight digits;
// docs.stripe.com/payments/boleto).
var limits = map[Method]struct{ least, most money.Cents }{
	Card:   {50, 99_999_999},
	Pix:    {50, 99_999_999},
	Boleto: {500, 4_999_999},
}

// Accepts reports whether Stripe takes an amount by this method.
func (m Method) Accepts(amount money.Cents) bool {
	limit, known := limits[m]
	return known && limit.least <= amount && amount <= limit.most
}

// The states of an attempt. They only move forward: created, open, pending,
// then one of paid, failed, expired, cancelled; only a late payment leaves an
// end state, for paid.
const (
	// Created is written down; Stripe may or may not know it.
	Created = "created"
	// Open has a session that can be paid.
	Open = "open"
	// Pending has an issued Pix or boleto code, or a payment at the bank.
	Pending = "pending"
	// Paid is final.
	Paid = "paid"
	// Failed was refused by Stripe or the bank.
	Failed = "failed"
	// Expired ran out of time.
	Expired = "expired"
	// Cancelled was expired by the store.
	Cancelled = "cancelled"
)

// Attempt is one try to pay an order.
type Attempt struct {
	ID, OrderID     int64
	Method          Method
	Amount          money.Cents
	State           string
	SessionID       string
	SessionURL      string
	PaymentIntentID string
	// ExpiresAt is when the session stops being payable.
	ExpiresAt time.Time
	// CodeURL shows the issued Pix or boleto code; CodeExpiresAt is its due time.
	CodeURL       string
	CodeExpiresAt *time.Time
	// Failure is Stripe's code for why it ended, such as "card_declined".
	Failure   string
	CreatedAt time.Time
	// CloseReason is why the store ended it, or is about to.
	CloseReason CloseReason
	Declines    []Decline
}

// CloseReason is why an attempt ends.
type CloseReason string

// The reasons. All but ForMethod cancel the order.
const (
	// ByItself: nobody paid in time.
	ByItself CloseReason = ""
	// ForExpiry: the order's hold ran out.
	ForExpiry CloseReason = "expired"
	// ForReplacement: the cart was placed anew with other content.
	ForReplacement CloseReason = "replaced"
	// ForCustomer: the shopper gave the order up.
	ForCustomer CloseReason = "customer"
	// ForStaff: the store cancelled the order.
	ForStaff CloseReason = "staff"
	// ForMethod: another attempt with another method follows.
	ForMethod CloseReason = "method"
)

// Refused is the Failure of an attempt that Stripe did not open.
const Refused = "refused"

// Live reports whether the attempt may still end paid by the ordinary way.
func (a Attempt) Live() bool {
	return a.State == Created || a.State == Open || a.State == Pending
}

// Decline is one refusal within an attempt, with Stripe's code.
type Decline struct {
	ChargeID string
	Code     string
	At       time.Time
}

// Payment is money that arrived.
type Payment struct {
	ID     int64
	Method Method
	Amount money.Cents
	// Refunded is what of it left again.
	Refunded   money.Cents
	ChargeID   string
	CapturedAt time.Time
}

// Snapshot is what Stripe says of an attempt at one moment.
type Snapshot struct {
	// Missing: Stripe never made the session, and never will with this attempt's
	// key.
	Missing bool
	// Session is Stripe's session status: open, complete or expired.
	Session string
	// PaymentStatus is paid, unpaid or no_payment_required.
	PaymentStatus   string
	PaymentIntentID string
	// Intent is the payment intent's status, empty until the shopper confirms.
	Intent        string
	ChargeID      string
	Amount        money.Cents
	Currency      string
	CodeURL       string
	CodeExpiresAt *time.Time
	Failure       string
	Declines      []Decline
	// Refunds are what went back of it, also from Stripe's dashboard.
	Refunds []RefundReport
}

// State maps what Stripe says to the attempt's state. A session that expired
// while its payment is at the bank is still pending; only what cannot become
// paid any more is an end state.
func (s Snapshot) State() string {
	switch {
	case s.Missing:
		return Failed
	case s.PaymentStatus == "paid", s.Intent == "succeeded":
		return Paid
	case s.Intent == "processing":
		return Pending
	case s.Session == "open" && s.Intent == "requires_action" && s.CodeURL != "":
		return Pending
	case s.Session == "open":
		return Open
	case s.Session == "expired":
		return Expired
	case s.Intent == "requires_action":
		return Pending
	default:
		return Failed
	}
}

// HoldUntil returns until when stock must stay reserved for an attempt in the
// state that the snapshot says: the session's end plus grace, or the issued
// code's.
func (s Snapshot) HoldUntil(method Method, sessionExpires time.Time) time.Time {
	if s.CodeExpiresAt == nil {
		return sessionExpires.Add(sessionGrace)
	}
	if method == Boleto {
		return s.CodeExpiresAt.Add(boletoGrace)
	}
	return s.CodeExpiresAt.Add(pixGrace)
}
