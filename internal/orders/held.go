package orders

import (
	"context"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	"tenaz/internal/money"
	"tenaz/internal/payments"
	q "tenaz/queries/orders"
)

// Why an order is held: the money that came does not fit it, and staff decide.
// Nothing of a held order is shipped, and nobody is asked to pay it again.
const (
	// HoldAmount: more or less came than the total.
	HoldAmount = "amount"
	// HoldCurrency: what came is of another currency.
	HoldCurrency = "currency"
)

// Held reports whether staff have to decide about the order's money.
func (o Order) Held() bool { return o.Hold != "" }

// mismatchTx holds an order for which less came than its total, or money of
// another currency. An open one keeps its stock for as long as staff need to
// decide; one that had run out of time stays cancelled until then.
func (s *Service) mismatchTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, change payments.Change) error {
	now := s.Clock.Now()
	lines, err := linesOf(ctx, tx, order.ID)
	if err != nil {
		return err
	}
	if err := s.emptyCartTx(ctx, tx, order.CartID, lines); err != nil {
		return err
	}
	if order.State == StateCancelled {
		err = q.New().SetMoney(ctx, tx, q.SetMoneyParams{
			ID: order.ID, PaymentState: order.PaymentState, PaidCents: change.Paid, RefundedCents: order.Refunded, Now: now,
		})
	} else if err = s.setPaidTx(ctx, tx, order, change.Paid, PaymentPending, nil, now); err == nil {
		err = s.commitStockTx(ctx, tx, by, order.ID, lines, now)
	}
	if err != nil {
		return err
	}
	return s.holdTx(ctx, tx, by, order, change)
}

// holdTx flags an order whose money does not fit it.
func (s *Service) holdTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, change payments.Change) error {
	now, hold := s.Clock.Now(), HoldAmount
	pairs := []string{"paid", centavos(change.Paid), "total", centavos(order.Total)}
	if change.Foreign != "" {
		hold, pairs = HoldCurrency, []string{"foreign", change.Foreign, "total", centavos(order.Total)}
	}
	if err := q.New().Hold(ctx, tx, q.HoldParams{ID: order.ID, Hold: hold, Now: now}); err != nil {
		return err
	}
	return recordTx(ctx, tx, by, now, order.ID, EventMismatch, pairs...)
}

// ResolveInput is what staff decide about a held order, and the version that
// they saw. Accept lets it go on, else its money goes back.
type ResolveInput struct {
	Number  int64
	Version int
	Accept  bool
	// Proven is as in RefundInput.
	Proven bool
}

// The refusals of Resolve that a form explains.
const (
	// ErrHoldCurrency: money of another currency can only go back.
	ErrHoldCurrency = "error.hold_currency"
	// ErrHoldTooLittle: not even the freight was paid.
	ErrHoldTooLittle = "error.hold_too_little"
)

// Resolve ends an order's hold. Accepted with too little, the difference becomes
// a discount; with too much, the surplus goes back. Otherwise all money goes back
// and an open order is cancelled. An accepted order that had run out of time takes
// its stock again. What goes back, or is given up, is bound as in Refund. Conflict if nothing is held, for a stale version, and where the
// money cannot be accepted.
func (s *Service) Resolve(ctx context.Context, by actor.Actor, in ResolveInput) error {
	order, err := s.ByNumber(ctx, in.Number)
	if err != nil {
		return err
	}
	switch {
	case !order.Held() || order.Version != in.Version:
		return apperr.New(apperr.Conflict, "error.stale")
	case in.Accept && order.Hold == HoldCurrency:
		return apperr.New(apperr.Conflict, ErrHoldCurrency)
	case in.Accept:
		// Whatever still could be paid asks for another total.
		if err := s.closeForMethod(ctx, by, order); err != nil {
			return err
		}
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if order, err = s.lockTx(ctx, tx, order.ID, in.Version); err != nil {
			return err
		}
		if !order.Held() {
			return apperr.New(apperr.Conflict, "error.stale")
		}
		decision := "refund"
		if in.Accept {
			decision = "accept"
		}
		now := s.Clock.Now()
		if err := recordTx(ctx, tx, by, now, order.ID, EventResolved, "decision", decision); err != nil {
			return err
		}
		if in.Accept {
			err = s.acceptTx(ctx, tx, by, order, in.Proven)
		} else {
			err = s.refuseTx(ctx, tx, by, order, in.Proven)
		}
		if err != nil {
			return err
		}
		return audit.RecordTx(ctx, tx, by, now, audit.Entry{
			Action: "order.resolve", SubjectKind: "order", SubjectID: order.ID,
			Before: map[string]string{"hold": order.Hold, "paid_cents": centavos(order.Paid), "total_cents": centavos(order.Total)},
			After:  map[string]string{"decision": decision},
		})
	})
}

func (s *Service) acceptTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, proven bool) error {
	now := s.Clock.Now()
	if order.Paid >= order.Total {
		if err := s.surplusTx(ctx, tx, by, order, proven); err != nil {
			return err
		}
		return q.New().Hold(ctx, tx, q.HoldParams{ID: order.ID, Now: now})
	}
	missing := order.Total - order.Paid
	if err := s.mayRefundTx(ctx, tx, by, order.ID, missing, proven); err != nil {
		return err
	}
	if err := s.forgiveTx(ctx, tx, order, missing); err != nil {
		return err
	}
	order.Total = order.Paid
	if order.State == StateCancelled {
		if err := recordTx(ctx, tx, by, now, order.ID, EventReopened, "reason", order.CancelReason); err != nil {
			return err
		}
	}
	if err := q.New().Hold(ctx, tx, q.HoldParams{ID: order.ID, Now: now}); err != nil {
		return err
	}
	return s.settleTx(ctx, tx, by, order, order.Paid, "amount", centavos(order.Paid))
}

// surplusTx sends back what came above the total and is not promised back.
func (s *Service) surplusTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, proven bool) error {
	list, err := payments.RefundableTx(ctx, tx, order.ID)
	if err != nil {
		return err
	}
	surplus := -order.Total
	for _, p := range list {
		if !p.Foreign {
			surplus += p.Left
		}
	}
	if surplus <= 0 {
		return nil
	}
	if err := s.mayRefundTx(ctx, tx, by, order.ID, surplus, proven); err != nil {
		return err
	}
	paymentID, err := payerTx(ctx, tx, order.ID, surplus)
	if err != nil {
		return err
	}
	_, err = s.requestTx(ctx, tx, by, payments.RefundInput{
		PaymentID: paymentID, OrderID: order.ID, Amount: surplus, Reason: payments.ForSurplus, Now: s.Clock.Now(),
	})
	return err
}

// forgiveTx takes what is missing off the order as a discount of its items.
func (s *Service) forgiveTx(ctx context.Context, tx pgx.Tx, order Order, missing money.Cents) error {
	discount := order.Discount + missing
	if discount > order.Items {
		return apperr.New(apperr.Conflict, ErrHoldTooLittle)
	}
	if err := q.New().Discount(ctx, tx, q.DiscountParams{ID: order.ID, DiscountCents: discount, TotalCents: order.Paid, Now: s.Clock.Now()}); err != nil {
		return err
	}
	ids, weights := make([]int64, len(order.Lines)), make([]money.Cents, len(order.Lines))
	for i, line := range order.Lines {
		ids[i], weights[i] = line.ID, line.Total
	}
	err := q.New().SetLineDiscounts(ctx, tx, q.SetLineDiscountsParams{
		OrderID: order.ID, Ids: ids, Discounts: cents(money.Split(discount, weights)),
	})
	if err != nil {
		return err
	}
	return q.New().InsertAdjustments(ctx, tx, q.InsertAdjustmentsParams{
		OrderID: order.ID, Kinds: []string{"discount"}, Sources: []string{"accepted"}, Amounts: []int64{-int64(missing)},
	})
}

// refuseTx sends all money of a held order back.
func (s *Service) refuseTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, proven bool) error {
	if err := s.allBackTx(ctx, tx, by, order.ID, payments.ForMismatch, proven); err != nil {
		return err
	}
	if order.State == StateCancelled {
		return q.New().Hold(ctx, tx, q.HoldParams{ID: order.ID, Now: s.Clock.Now()})
	}
	return s.cancelPaidTx(ctx, tx, by, order.ID, ReasonStaff)
}

// incomparable is more than any limit. Money of another currency counts as this: a
// limit in reais says nothing about it.
const incomparable money.Cents = 1 << 60

// allBackTx asks for everything that can still go back, as far as staff may.
func (s *Service) allBackTx(ctx context.Context, tx pgx.Tx, by actor.Actor, orderID int64, reason string, proven bool) error {
	list, err := payments.RefundableTx(ctx, tx, orderID)
	if err != nil {
		return err
	}
	var whole money.Cents
	for _, p := range list {
		whole += max(0, p.Left)
		if p.Foreign && p.Left > 0 {
			whole = incomparable
			break
		}
	}
	if err := s.mayRefundTx(ctx, tx, by, orderID, whole, proven); err != nil {
		return err
	}
	for _, p := range list {
		if p.Left <= 0 {
			continue
		}
		_, err := s.requestTx(ctx, tx, by, payments.RefundInput{
			PaymentID: p.PaymentID, OrderID: orderID, Amount: p.Left, Reason: reason, Now: s.Clock.Now(),
		})
		if err != nil {
			return err
		}
	}
	return nil
}
