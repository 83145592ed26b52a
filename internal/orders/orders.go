// Package orders is the heart of the store: it places, settles, cancels and
// ships orders, and is the only package that moves stock, money records and the
// cart together. The order comes before the payment; the payment settles it.
package orders

import (
	"context"
	"strconv"
	"time"

	"tenaz/internal/i18n"
	"tenaz/internal/money"
	"tenaz/internal/payments"
)

// The values of Order.State.
const (
	StateOpen      = "open"
	StateCompleted = "completed"
	StateCancelled = "cancelled"
)

// The values of Order.PaymentState.
const (
	Unpaid            = "unpaid"
	PaymentPending    = "pending"
	Paid              = "paid"
	PartiallyRefunded = "partially_refunded"
	Refunded          = "refunded"
)

// The values of Order.FulfilmentState.
const (
	Unfulfilled = "unfulfilled"
	Partial     = "partial"
	Shipped     = "shipped"
	Delivered   = "delivered"
	Returned    = "returned"
)

// Why an order was cancelled.
const (
	// ReasonExpired: nobody paid in time.
	ReasonExpired = "expired"
	// ReasonReplaced: the shopper changed the cart and placed anew.
	ReasonReplaced = "replaced"
	// ReasonCustomer: the shopper gave it up.
	ReasonCustomer = "customer"
	// ReasonStaff: the store cancelled it.
	ReasonStaff = "staff"
	// ReasonRefunded: all its money went back before anything of it left.
	ReasonRefunded = "refunded"
)

// Order is a snapshot of what was bought, by whom, to where and for how much,
// with where it stands. It does not change when the catalogue does.
type Order struct {
	ID     int64
	Number int64
	// Token opens the order's page; it dies when the token version is raised.
	Token                                              string
	UserID                                             *int64
	State, CancelReason, PaymentState, FulfilmentState string
	// Hold is why staff have to decide about its money; empty for all others.
	Hold                                                         string
	Locale                                                       string
	Email, Name, Document, CompanyName, StateRegistration, Phone string
	Recipient, PostalCode, Street, NumberInStreet, Complement    string
	District, City, UF                                           string
	ShippingCode, ShippingName                                   string
	ShippingDaysMin, ShippingDaysMax                             int
	PaymentMethod                                                payments.Method
	Items, Discount, Shipping, Total, Paid, Refunded             money.Cents
	PlacedAt                                                     time.Time
	PaidAt, ShippedAt, CancelledAt                               *time.Time
	Version                                                      int
	// Claimed says how the order came to its account: ClaimedByLink,
	// ClaimedByEmail, empty when the account placed it.
	Claimed     string
	Lines       []Line
	Adjustments []Adjustment
	// CartID is the cart that it was placed from, which keeps its content until
	// payment.
	CartID int64
}

// Line is one line item of an order.
type Line struct {
	ID, ProductID, VariantID      int64
	Title, Options, SKU, ImageKey string
	UnitPrice, Total              money.Cents
	// DiscountShare and ShippingShare are the line's parts of the order's
	// discount and freight; they add up to the centavo.
	DiscountShare, ShippingShare money.Cents
	Quantity, ShippedQuantity    int
	// CancelledQuantity are units that will not be shipped, RefundedQuantity
	// those whose money went back or will.
	CancelledQuantity, RefundedQuantity int
}

// ToShip is the number of units that are still to be sent.
func (l Line) ToShip() int { return l.Quantity - l.CancelledQuantity - l.ShippedQuantity }

// Adjustment is an amount on the order beside its lines. Source is a code such
// as "method:pix", which the locales name.
type Adjustment struct {
	Kind, Source string
	Amount       money.Cents
}

// Units is the number of units in the order.
func (o Order) Units() int {
	units := 0
	for _, line := range o.Lines {
		units += line.Quantity
	}
	return units
}

// AwaitsPayment reports whether the order can still be paid by its page.
func (o Order) AwaitsPayment() bool {
	return o.State == StateOpen && !o.Held() && (o.PaymentState == Unpaid || o.PaymentState == PaymentPending)
}

// ToShip reports whether staff should send the order now.
func (o Order) ToShip() bool {
	return o.State == StateOpen && !o.Held() && (o.PaymentState == Paid || o.PaymentState == PartiallyRefunded) && o.FulfilmentState == Unfulfilled
}

// Refundable reports whether there is money that could go back.
func (o Order) Refundable() bool { return o.Paid > o.Refunded }

// Mendable reports whether staff may still correct where the order goes.
func (o Order) Mendable() bool { return o.State == StateOpen && o.FulfilmentState == Unfulfilled }

// reference is the order's name at Stripe; staff find the order by it.
func reference(number int64) string { return "Pedido " + strconv.FormatInt(number, 10) }

// Summary is an order in a list.
type Summary struct {
	ID, Number                                         int64
	Token                                              string
	Name, City, UF                                     string
	State, PaymentState, FulfilmentState, ShippingName string
	Hold                                               string
	PaymentMethod                                      payments.Method
	Total                                              money.Cents
	Units                                              int
	PlacedAt                                           time.Time
	PaidAt                                             *time.Time
	// Guest and Claimed are set by OfCustomer alone: no account has it, and how the
	// account came to it.
	Guest   bool
	Claimed string
}

// Event is one entry of an order's timeline. Data holds ids, amounts and
// states, never a personal value.
type Event struct {
	At                   time.Time
	Kind                 string
	ActorKind, ActorName string
	Data                 map[string]string
}

// The kinds of timeline entries.
const (
	EventPlaced       = "placed"
	EventCodeIssued   = "code_issued"
	EventPaid         = "paid"
	EventPaidAgain    = "paid_again"
	EventPaidLate     = "paid_late"
	EventMismatch     = "payment_mismatch"
	EventPaymentEnded = "payment_ended"
	EventCancelled    = "cancelled"
	EventReopened     = "reopened"
	EventShortage     = "shortage"
	EventShipped      = "shipped"
	EventDelivered    = "delivered"
	EventMethod       = "method_changed"
	// EventRefund: a refund was asked for.
	EventRefund = "refund_requested"
	// EventDesk: it has to be made by hand.
	EventDesk = "refund_desk"
	// EventRefunded: the money left.
	EventRefunded = "refunded"
	// EventRefundFailed: it did not leave, or came back.
	EventRefundFailed = "refund_failed"
	EventCorrected    = "corrected"
	EventNote         = "note"
	EventMailAgain    = "mail_again"
	// EventCancelAsked: staff asked for the order's end; its payment is closed first.
	EventCancelAsked = "cancel_requested"
	// EventResolved: staff decided about money that did not fit.
	EventResolved = "hold_resolved"
	// EventBackorder: the customer waits for what is owed.
	EventBackorder = "backordered"
	// EventStocked: stock came for all that was owed; EventStockedPartly: for some.
	EventStocked       = "stock_arrived"
	EventStockedPartly = "stock_arrived_partly"
	// EventFailedLate: a failure was reported after the money had come.
	EventFailedLate = "failed_after_paid"
)

// stripeItems names what the shopper reads on the payment page; the amounts
// add up to the order's total. Where a discount falls on a line, the line is
// sent as one item of its net amount, because a discounted unit may not be a
// whole centavo.
func stripeItems(ctx context.Context, lines []Line, shippingName string, shipping money.Cents) []payments.LineItem {
	items := make([]payments.LineItem, 0, len(lines)+1)
	for _, line := range lines {
		item := payments.LineItem{Name: line.Title, Amount: line.UnitPrice, Quantity: line.Quantity}
		if line.Options != "" {
			item.Name += " (" + line.Options + ")"
		}
		if line.DiscountShare > 0 {
			item.Amount, item.Quantity = line.Total-line.DiscountShare, 1
			if line.Quantity > 1 {
				item.Name = strconv.Itoa(line.Quantity) + " × " + item.Name
			}
		}
		items = append(items, item)
	}
	if shipping > 0 {
		items = append(items, payments.LineItem{Name: i18n.T(ctx, "orders.stripe_freight", "Service", shippingName), Amount: shipping, Quantity: 1})
	}
	return items
}
