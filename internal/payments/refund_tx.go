package payments

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/money"
	q "tenaz/queries/payments"
)

// RefundInput asks for money of one payment to go back.
type RefundInput struct {
	PaymentID int64
	OrderID   int64
	Amount    money.Cents
	Reason    string
	Now       time.Time
}

// ErrRefundTooLarge: more than what was captured and not promised back.
const ErrRefundTooLarge = "error.refund_too_large"

// Refundable is what of a payment can still go back.
type Refundable struct {
	PaymentID int64
	Method    Method
	Left      money.Cents
	// Foreign: Left is of another currency than the store's.
	Foreign bool
}

// RefundableTx locks the order's payments and returns what of each can go back,
// oldest first. The caller holds the order's lock.
func RefundableTx(ctx context.Context, tx pgx.Tx, orderID int64) ([]Refundable, error) {
	rows, err := q.New().LockPayments(ctx, tx, orderID)
	if err != nil {
		return nil, db.Error(err)
	}
	promised, err := q.New().PromisedOfOrder(ctx, tx, orderID)
	if err != nil {
		return nil, db.Error(err)
	}
	list := make([]Refundable, len(rows))
	for i, row := range rows {
		list[i] = Refundable{PaymentID: row.ID, Method: Method(row.Method), Left: row.AmountCents, Foreign: foreign(row.Currency)}
		for _, p := range promised {
			if p.PaymentID == row.ID {
				list[i].Left -= money.Cents(p.Cents)
			}
		}
	}
	return list, nil
}

// RequestRefundTx writes the intent of a refund and the job that carries it out,
// or puts it on the desk when Stripe cannot. More than what was captured and is
// not promised back already is Conflict with ErrRefundTooLarge: the sum is taken
// under the payment's lock. The caller holds the order's lock.
func (s *Service) RequestRefundTx(ctx context.Context, tx pgx.Tx, by actor.Actor, in RefundInput) (Refund, error) {
	list, err := RefundableTx(ctx, tx, in.OrderID)
	if err != nil {
		return Refund{}, err
	}
	for _, p := range list {
		if p.PaymentID != in.PaymentID {
			continue
		}
		if in.Amount <= 0 || in.Amount > p.Left {
			return Refund{}, apperr.New(apperr.Conflict, ErrRefundTooLarge)
		}
		return s.insertRefund(ctx, tx, by, p, in)
	}
	return Refund{}, apperr.New(apperr.NotFound, "")
}

func (s *Service) insertRefund(ctx context.Context, tx pgx.Tx, by actor.Actor, of Refundable, in RefundInput) (Refund, error) {
	state := RefundCreated
	if !of.Method.Refundable() {
		state = RefundDesk
	}
	id, err := q.New().InsertRefund(ctx, tx, q.InsertRefundParams{
		PaymentID: in.PaymentID, OrderID: in.OrderID, AmountCents: in.Amount, Reason: in.Reason, State: state,
		IdempotencyKey: "tenaz-refund-" + rand.Text(), ActorKind: string(by.Kind), ActorID: by.ID, ActorName: by.Name, Now: in.Now,
	})
	if err != nil {
		return Refund{}, db.Error(err)
	}
	if state == RefundCreated {
		if _, err := s.Jobs.InsertTx(ctx, tx, RefundArgs{RefundID: id}, &river.InsertOpts{Queue: "payments"}); err != nil {
			return Refund{}, err
		}
	}
	return Refund{
		ID: id, PaymentID: in.PaymentID, OrderID: in.OrderID, Method: of.Method, Foreign: of.Foreign, Amount: in.Amount,
		Reason: in.Reason, State: state, CreatedAt: in.Now,
	}, nil
}

// ApplyRefundsTx writes what Stripe says of a payment's refunds and returns what
// changed. A refund that nobody here asked for is recorded as made in the
// dashboard. Older reports change nothing. The caller holds the order's lock.
func ApplyRefundsTx(ctx context.Context, tx pgx.Tx, paymentID int64, reports []RefundReport, now time.Time) ([]RefundChange, error) {
	if len(reports) == 0 {
		return nil, nil
	}
	payment, err := paymentOf(ctx, tx, paymentID)
	if err != nil {
		return nil, err
	}
	known, err := q.New().LockRefunds(ctx, tx, paymentID)
	if err != nil {
		return nil, db.Error(err)
	}
	var changes []RefundChange
	for _, report := range reports {
		row, found := match(known, report)
		var change *RefundChange
		if found {
			change, err = updateRefund(ctx, tx, row, report, now)
		} else if report.ProviderRef != "" {
			change, err = insertForeign(ctx, tx, payment, report, now)
		}
		if err != nil {
			return nil, err
		}
		if change != nil {
			change.Refund.Method, change.Refund.Foreign = Method(payment.Method), foreign(payment.Currency)
			changes = append(changes, *change)
		}
	}
	return changes, db.Error(q.New().RecountRefunded(ctx, tx, payment.OrderID))
}

func paymentOf(ctx context.Context, tx pgx.Tx, id int64) (q.Payment, error) {
	orderID, err := q.New().OrderOfPayment(ctx, tx, id)
	if err != nil {
		return q.Payment{}, db.Error(err)
	}
	rows, err := q.New().LockPayments(ctx, tx, orderID)
	if err != nil {
		return q.Payment{}, db.Error(err)
	}
	for _, row := range rows {
		if row.ID == id {
			return row, nil
		}
	}
	return q.Payment{}, apperr.New(apperr.NotFound, "")
}

// match finds the row that a report is about: by Stripe's id, or by the store's
// own as long as Stripe's is not known.
func match(rows []q.Refund, report RefundReport) (q.Refund, bool) {
	for _, row := range rows {
		if row.ProviderRef != nil && *row.ProviderRef == report.ProviderRef {
			return row, true
		}
		if row.ProviderRef == nil && row.ID == report.RefundID {
			return row, true
		}
	}
	return q.Refund{}, false
}

func updateRefund(ctx context.Context, tx pgx.Tx, row q.Refund, report RefundReport, now time.Time) (*RefundChange, error) {
	before := row.State
	row.State = forwardRefund(before, report.State)
	if row.State == before {
		return nil, nil
	}
	if report.ProviderRef != "" {
		row.ProviderRef = &report.ProviderRef
	}
	row.Failure = report.Failure
	if left(row.State) && row.SettledAt == nil {
		row.SettledAt = &now
	}
	err := q.New().UpdateRefund(ctx, tx, q.UpdateRefundParams{
		ID: row.ID, State: row.State, ProviderRef: row.ProviderRef, Failure: row.Failure, SettledAt: row.SettledAt, Now: now,
	})
	return &RefundChange{Refund: fromRefund(row), Before: before}, db.Error(err)
}

func insertForeign(ctx context.Context, tx pgx.Tx, payment q.Payment, report RefundReport, now time.Time) (*RefundChange, error) {
	row := q.Refund{
		PaymentID: payment.ID, OrderID: payment.OrderID, AmountCents: report.Amount, Reason: ForDashboard,
		State: report.State, ProviderRef: &report.ProviderRef, Failure: report.Failure, CreatedAt: now,
	}
	if left(row.State) {
		row.SettledAt = &now
	}
	id, err := q.New().InsertForeignRefund(ctx, tx, q.InsertForeignRefundParams{
		PaymentID: row.PaymentID, OrderID: row.OrderID, AmountCents: row.AmountCents, State: row.State,
		ProviderRef: row.ProviderRef, Failure: row.Failure, Now: now, SettledAt: row.SettledAt,
	})
	row.ID = id
	return &RefundChange{Refund: fromRefund(row)}, db.Error(err)
}

// ReturnInput says to whom the money of a refund at the desk was returned, and
// what proves it.
type ReturnInput struct {
	RefundID     int64
	Payee, Proof string
	Now          time.Time
}

// ReturnTx records that staff have returned the money of a refund at the desk;
// Conflict if it is not there (any more). The caller holds the order's lock.
func ReturnTx(ctx context.Context, tx pgx.Tx, in ReturnInput) (RefundChange, error) {
	refund, err := q.New().Refund(ctx, tx, in.RefundID)
	if err != nil {
		return RefundChange{}, db.Error(err)
	}
	if _, err := q.New().LockPayments(ctx, tx, refund.Refund.OrderID); err != nil {
		return RefundChange{}, db.Error(err)
	}
	row, err := q.New().LockRefund(ctx, tx, in.RefundID)
	if err != nil {
		return RefundChange{}, db.Error(err)
	}
	if row.State != RefundDesk {
		return RefundChange{}, apperr.New(apperr.Conflict, "error.stale")
	}
	err = q.New().ReturnRefund(ctx, tx, q.ReturnRefundParams{ID: row.ID, Payee: in.Payee, Proof: in.Proof, Now: in.Now})
	if err != nil {
		return RefundChange{}, db.Error(err)
	}
	row.State, row.SettledAt = RefundReturned, &in.Now
	change := RefundChange{Refund: fromRefund(row), Before: RefundDesk}
	change.Refund.Method, change.Refund.Foreign = Method(refund.Method), foreign(refund.Currency)
	return change, db.Error(q.New().RecountRefunded(ctx, tx, row.OrderID))
}

// Sums are what an order's payments brought and what of it left again.
type Sums struct{ Paid, Refunded money.Cents }

// SumsTx returns the sums of an order's payments in the store's currency.
func SumsTx(ctx context.Context, tx pgx.Tx, orderID int64) (Sums, error) {
	row, err := q.New().SumsOfOrder(ctx, tx, orderID)
	return Sums{Paid: money.Cents(row.Paid), Refunded: money.Cents(row.Refunded)}, db.Error(err)
}

// RefundsUnderWayTx reports whether money of an order is on its way back and has
// not arrived.
func RefundsUnderWayTx(ctx context.Context, tx pgx.Tx, orderID int64) (bool, error) {
	n, err := q.New().RefundsUnderWay(ctx, tx, orderID)
	return n > 0, db.Error(err)
}

// paymentByRef returns the id of the payment that a payment intent made; false
// if there is none.
func paymentByRef(ctx context.Context, tx pgx.Tx, intentID string) (int64, bool, error) {
	row, err := q.New().LockPaymentByRef(ctx, tx, intentID)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, false, nil
	}
	return row.ID, err == nil, db.Error(err)
}
