package payments

import (
	"time"

	"tenaz/internal/money"
)

// The states of a refund. created, pending, succeeded follow each other; failed
// may come after any of them and is final. A payment that cannot be refunded
// through Stripe waits at the desk until staff have returned the money.
const (
	RefundCreated   = "created"
	RefundPending   = "pending"
	RefundSucceeded = "succeeded"
	RefundFailed    = "failed"
	RefundDesk      = "desk"
	RefundReturned  = "returned"
)

// Why money goes back.
const (
	// ForWithdrawal: the customer changed their mind (CDC, art. 49).
	ForWithdrawal = "withdrawal"
	// ForDefect: what arrived does not work.
	ForDefect = "defect"
	// ForMissing: something did not arrive or cannot be sent.
	ForMissing = "missing"
	// ForGoodwill: a part of the price, by agreement.
	ForGoodwill = "goodwill"
	// ForCancelled: the order was cancelled.
	ForCancelled = "cancelled"
	// ForDuplicate: the order was paid already.
	ForDuplicate = "duplicate"
	// ForLate: the order had been given up when the money came.
	ForLate = "late"
	// ForDashboard: somebody refunded it at Stripe.
	ForDashboard = "dashboard"
	// ForSurplus: more came than the order's total.
	ForSurplus = "surplus"
	// ForMismatch: staff did not accept an amount or a currency.
	ForMismatch = "mismatch"
)

// StaffReasons are the reasons that a form offers.
var StaffReasons = []string{ForWithdrawal, ForDefect, ForMissing, ForGoodwill}

// Refundable reports whether money that came by the method can go back through
// Stripe (docs.stripe.com/payments/boleto: a boleto cannot).
func (m Method) Refundable() bool { return m != Boleto }

// Refund is money that goes back to whoever paid.
type Refund struct {
	ID, PaymentID, OrderID int64
	// OrderNumber is set in the desk's list alone.
	OrderNumber int64
	Method      Method
	// Foreign: the amount is of another currency than the store's.
	Foreign              bool
	Amount               money.Cents
	Reason, State        string
	ProviderRef, Failure string
	// Payee and Proof are of a transfer by hand.
	Payee, Proof         string
	ActorKind, ActorName string
	CreatedAt            time.Time
	// SettledAt is when the money left.
	SettledAt *time.Time
}

// Left reports whether the money has left the shop.
func (r Refund) Left() bool { return left(r.State) }

func left(state string) bool {
	return state == RefundPending || state == RefundSucceeded || state == RefundReturned
}

// RefundReport is what Stripe says of one refund.
type RefundReport struct {
	// ProviderRef is Stripe's id; empty if Stripe refused to make it.
	ProviderRef string
	// RefundID is the store's own id, 0 for a refund made in the dashboard.
	RefundID       int64
	Amount         money.Cents
	State, Failure string
}

// RefundChange is what a report changed. Before is empty for a refund that the
// store did not know.
type RefundChange struct {
	Refund Refund
	Before string
}

// refundRank orders the states: a refund never moves to a lower one.
var refundRank = map[string]int{RefundCreated: 0, RefundPending: 1, RefundSucceeded: 2, RefundFailed: 3}

func forwardRefund(from, to string) string {
	rankTo, moves := refundRank[to]
	rankFrom, known := refundRank[from]
	if moves && known && rankTo > rankFrom {
		return to
	}
	return from
}
