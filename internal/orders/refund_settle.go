package orders

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/actor"
	"tenaz/internal/db"
	"tenaz/internal/money"
	"tenaz/internal/payments"
	q "tenaz/queries/orders"
)

// givenUp reports whether the order was cancelled by somebody: money that comes
// for it all the same goes back. One that only ran out of time is revived.
func (o Order) givenUp() bool { return o.State == StateCancelled && o.CancelReason != ReasonExpired }

// moneyState is the payment state of an order that was paid, by its sums. A
// second payment that went back leaves it paid.
func moneyState(total money.Cents, sums payments.Sums) string {
	switch {
	case sums.Refunded > 0 && sums.Refunded >= sums.Paid:
		return Refunded
	case sums.Paid-sums.Refunded >= total:
		return Paid
	}
	return PartiallyRefunded
}

// unwantedTx records money that nobody should have sent, a second payment or
// one for an order that was given up, and sends it back. The order stays as it
// is.
func (s *Service) unwantedTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, change payments.Change, kind, reason string) error {
	now := s.Clock.Now()
	if order.PaidAt == nil && change.Paid >= order.Total {
		order.PaidAt = &now
	}
	if err := s.sumsTx(ctx, tx, order, now); err != nil {
		return err
	}
	if err := recordTx(ctx, tx, by, now, order.ID, kind, "amount", centavos(change.Amount), "method", string(change.Attempt.Method)); err != nil {
		return err
	}
	list, err := payments.RefundableTx(ctx, tx, order.ID)
	if err != nil {
		return err
	}
	for _, p := range list {
		// Somebody may have been quicker, in Stripe's dashboard.
		if p.PaymentID != change.PaymentID || p.Left <= 0 {
			continue
		}
		_, err := s.requestTx(ctx, tx, actor.Store("refund"), payments.RefundInput{
			PaymentID: p.PaymentID, OrderID: order.ID, Amount: p.Left, Reason: reason, Now: now,
		})
		return err
	}
	return nil
}

// requestTx asks for a refund and notes it; one for the desk is told to the
// customer, who has to say where the money goes.
func (s *Service) requestTx(ctx context.Context, tx pgx.Tx, by actor.Actor, in payments.RefundInput) (payments.Refund, error) {
	refund, err := s.Payments.RequestRefundTx(ctx, tx, by, in)
	if err != nil {
		return refund, err
	}
	kind := EventRefund
	if refund.State == payments.RefundDesk {
		kind = EventDesk
		if err := s.refundMailTx(ctx, tx, refund); err != nil {
			return refund, err
		}
	}
	return refund, recordTx(ctx, tx, by, in.Now, in.OrderID, kind, "amount", centavos(in.Amount), "refund_reason", in.Reason, "refund", strconv.FormatInt(refund.ID, 10))
}

// sumsTx brings the order's money to the sums of its payments.
func (s *Service) sumsTx(ctx context.Context, tx pgx.Tx, order Order, now time.Time) error {
	sums, err := payments.SumsTx(ctx, tx, order.ID)
	if err != nil {
		return err
	}
	state := order.PaymentState
	if sums.Paid >= order.Total {
		state = moneyState(order.Total, sums)
	}
	return db.Error(q.New().SetMoney(ctx, tx, q.SetMoneyParams{
		ID: order.ID, PaymentState: state, PaidCents: sums.Paid, RefundedCents: sums.Refunded, PaidAt: order.PaidAt, Now: now,
	}))
}

// refundsTx brings an order to what became of its refunds: its sums and units,
// its timeline, and the customer's mail once the money leaves.
func (s *Service) refundsTx(ctx context.Context, tx pgx.Tx, by actor.Actor, orderID int64, changes []payments.RefundChange) error {
	if len(changes) == 0 {
		return nil
	}
	now := s.Clock.Now()
	row, err := q.New().LockOrder(ctx, tx, orderID)
	if err != nil {
		return err
	}
	if err := s.sumsTx(ctx, tx, s.fromRow(row), now); err != nil {
		return err
	}
	if err := q.New().RecountRefundedUnits(ctx, tx, orderID); err != nil {
		return err
	}
	for _, change := range changes {
		if err := s.refundChangedTx(ctx, tx, by, change, now); err != nil {
			return err
		}
	}
	if row, err = q.New().Order(ctx, tx, orderID); err != nil {
		return err
	}
	return s.endRefundedTx(ctx, tx, by, s.fromRow(row))
}

func (s *Service) refundChangedTx(ctx context.Context, tx pgx.Tx, by actor.Actor, change payments.RefundChange, now time.Time) error {
	refund := change.Refund
	pairs := []string{"amount", centavos(refund.Amount), "refund", strconv.FormatInt(refund.ID, 10)}
	if refund.Reason == payments.ForDashboard {
		pairs = append(pairs, "refund_reason", refund.Reason)
	}
	switch {
	case refund.State == payments.RefundFailed:
		return recordTx(ctx, tx, by, now, refund.OrderID, EventRefundFailed, append(pairs, "failure", refund.Failure)...)
	case refund.Left() && change.Before != payments.RefundPending:
		if err := recordTx(ctx, tx, by, now, refund.OrderID, EventRefunded, pairs...); err != nil {
			return err
		}
		return s.refundMailTx(ctx, tx, refund)
	}
	return nil
}

// refundMailTx tells the customer of a refund. Of money in another currency staff
// write themselves: the mail speaks of reais.
func (s *Service) refundMailTx(ctx context.Context, tx pgx.Tx, refund payments.Refund) error {
	if refund.Foreign {
		return nil
	}
	_, err := s.Jobs.InsertTx(ctx, tx, RefundMailArgs{OrderID: refund.OrderID, RefundID: refund.ID}, &river.InsertOpts{Queue: "mail"})
	return err
}

// SendRefund carries a refund out at Stripe and writes what became of it. It can
// be repeated after any failure: the money leaves once.
func (s *Service) SendRefund(ctx context.Context, by actor.Actor, refundID int64) error {
	refund, report, err := s.Payments.SendRefund(ctx, refundID)
	if err != nil || report == nil {
		return err
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := q.New().LockOrder(ctx, tx, refund.OrderID); err != nil {
			return err
		}
		changes, err := payments.ApplyRefundsTx(ctx, tx, refund.PaymentID, []payments.RefundReport{*report}, s.Clock.Now())
		if err != nil {
			return err
		}
		return s.refundsTx(ctx, tx, by, refund.OrderID, changes)
	})
}

// SettleRefunds asks Stripe about refunds that the bank has not settled and
// nobody asked about for a while; at most limit.
func (s *Service) SettleRefunds(ctx context.Context, age time.Duration, limit int) (int, error) {
	attempts, err := s.Payments.PendingRefunds(ctx, s.Clock.Now().Add(-age), limit)
	if err != nil {
		return 0, err
	}
	var failed []error
	for _, id := range attempts {
		if err := s.Settle(ctx, actor.Store("reconcile"), id); err != nil {
			failed = append(failed, err)
		}
	}
	return len(attempts), errors.Join(failed...)
}

func centavos(amount money.Cents) string { return strconv.FormatInt(int64(amount), 10) }
