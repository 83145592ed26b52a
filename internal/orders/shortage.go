package orders

import (
	"context"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	"tenaz/internal/inventory"
	"tenaz/internal/payments"
)

// ShortageInput names an order that is owed units, and the version that staff
// saw.
type ShortageInput struct {
	Number  int64
	Version int
	// Proven is as in RefundInput.
	Proven bool
}

// Backorder decides that the customer waits for what an order is owed, and tells
// them. The order can be shipped once stock has come, which goes to the oldest
// shortage first. Conflict if nothing is to be decided, and for a stale version.
func (s *Service) Backorder(ctx context.Context, by actor.Actor, in ShortageInput) error {
	order, err := s.ByNumber(ctx, in.Number)
	if err != nil {
		return err
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if order, err = s.lockTx(ctx, tx, order.ID, in.Version); err != nil {
			return err
		}
		units, err := inventory.AcceptTx(ctx, tx, order.ID, s.Clock.Now())
		if err != nil {
			return err
		}
		if units == 0 {
			return apperr.New(apperr.Conflict, "error.stale")
		}
		if _, err := s.Jobs.InsertTx(ctx, tx, BackorderMailArgs{OrderID: order.ID}, &river.InsertOpts{Queue: "mail"}); err != nil {
			return err
		}
		return s.noticeTx(ctx, tx, by, order.ID, notice{EventBackorder, "order.backorder"}, "units", strconv.Itoa(units))
	})
}

// RefundShort gives back the money of the units that an order is owed, which are
// cancelled; the rest can be shipped. The last unit cancels the order. Conflict
// if nothing is owed, and for a stale version.
func (s *Service) RefundShort(ctx context.Context, by actor.Actor, in ShortageInput) (refund payments.Refund, err error) {
	order, err := s.ByNumber(ctx, in.Number)
	if err != nil {
		return refund, err
	}
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if order, err = s.lockTx(ctx, tx, order.ID, in.Version); err != nil {
			return err
		}
		owed, err := inventory.ShortagesTx(ctx, tx, order.ID)
		if err != nil {
			return err
		}
		if len(owed) == 0 {
			return apperr.New(apperr.Conflict, "error.stale")
		}
		units := map[int64]int{}
		for _, short := range owed {
			units[short.OrderLineID] = short.Quantity
		}
		refund, err = s.refundTx(ctx, tx, by, order, RefundInput{
			Number: in.Number, Version: in.Version, Units: units, Reason: payments.ForMissing, Proven: in.Proven,
		})
		return err
	})
	return refund, err
}

// Waiting returns how many units of an order the customer was told to wait for.
func (s *Service) Waiting(ctx context.Context, orderID int64) (units int, err error) {
	owed, err := s.Inventory.Shortages(ctx, []int64{orderID})
	for _, short := range owed {
		if short.Accepted {
			units += short.Quantity
		}
	}
	return units, err
}

// StockedTx notes on the timelines that stock came for orders that were owed
// some: all of it, or a part. The caller has given it to them in tx.
func StockedTx(ctx context.Context, tx pgx.Tx, by actor.Actor, orderIDs []int64, now time.Time) error {
	short, err := inventory.StillOwedTx(ctx, tx, orderIDs)
	if err != nil {
		return err
	}
	for _, id := range orderIDs {
		kind := EventStocked
		if short[id] {
			kind = EventStockedPartly
		}
		if err := recordTx(ctx, tx, by, now, id, kind); err != nil {
			return err
		}
	}
	return nil
}

// freeStockTx gives back all that an order holds; those who are owed it come first.
func (s *Service) freeStockTx(ctx context.Context, tx pgx.Tx, by actor.Actor, orderID int64, now time.Time) error {
	covered, err := inventory.ReleaseTx(ctx, tx, orderID, now)
	if err != nil {
		return err
	}
	return StockedTx(ctx, tx, by, covered, now)
}

// endRefundedTx cancels an order whose money has all gone back before anything
// of it left, whoever sent it back: its stock is free for others. Money that is
// still on its way back may yet fail, and changes nothing.
func (s *Service) endRefundedTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order) error {
	open := order.State == StateOpen && order.FulfilmentState == Unfulfilled
	if !open || order.Paid <= 0 || order.Refunded < order.Paid {
		return nil
	}
	underWay, err := payments.RefundsUnderWayTx(ctx, tx, order.ID)
	if err != nil || underWay {
		return err
	}
	if err := s.cancelPaidTx(ctx, tx, by, order.ID, ReasonRefunded); err != nil {
		return err
	}
	return audit.RecordTx(ctx, tx, by, s.Clock.Now(), audit.Entry{
		Action: "order.cancel", SubjectKind: "order", SubjectID: order.ID,
		Before: map[string]string{"state": order.State, "payment_state": order.PaymentState},
		After:  map[string]string{"state": StateCancelled, "reason": ReasonRefunded},
	})
}
