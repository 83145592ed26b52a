package orders

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/inventory"
	"tenaz/internal/payments"
	q "tenaz/queries/orders"
)

// ReleaseDue ends the orders whose hold has run out, at most limit of them, and
// returns how many it looked at. The clock alone releases nothing: the session
// is expired at Stripe and read again, and stock goes back only if nothing
// payable remains; what was paid meanwhile is settled. While Stripe does not
// answer, the stock stays held. An order that fails does not keep the others
// waiting; all errors are returned together.
func (s *Service) ReleaseDue(ctx context.Context, limit int) (int, error) {
	due, err := s.Inventory.Due(ctx, s.Clock.Now(), limit)
	if err != nil {
		return 0, err
	}
	var failed []error
	for _, orderID := range due {
		if err := s.release(ctx, actor.Store("release"), orderID, ReasonExpired); err != nil {
			failed = append(failed, err)
		}
	}
	return len(due), errors.Join(failed...)
}

// replace ends an open order because its cart was placed anew with other
// content. If it was paid meanwhile, it stays paid and the new one is placed
// beside it.
func (s *Service) replace(ctx context.Context, by actor.Actor, orderID int64) error {
	return s.release(ctx, by, orderID, ReasonReplaced)
}

// recheck is how much longer stock stays held when a code has passed its time
// but Stripe has not said so yet.
const recheck = time.Hour

func (s *Service) release(ctx context.Context, by actor.Actor, orderID int64, reason string) error {
	row, err := q.New().Order(ctx, s.DB, orderID)
	if err != nil {
		return db.Error(err)
	}
	order := s.fromRow(row)
	attempt, found, err := s.latest(ctx, orderID)
	if err != nil {
		return err
	}
	if found && attempt.Live() {
		if _, err := s.close(ctx, by, order, attempt.ID, payments.CloseReason(reason)); err != nil {
			return err
		}
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		row, err := q.New().LockOrder(ctx, tx, orderID)
		if err != nil {
			return err
		}
		order := s.fromRow(row)
		latest, found, err := payments.LatestTx(ctx, tx, orderID)
		if err != nil || !order.AwaitsPayment() {
			return err
		}
		if !found || !latest.Live() {
			return s.cancelTx(ctx, tx, by, order, reason)
		}
		if reason != ReasonExpired {
			return apperr.New(apperr.Conflict, "error.payment_pending")
		}
		return inventory.ExtendTx(ctx, tx, orderID, s.Clock.Now().Add(recheck))
	})
}

// close ends an attempt at Stripe and writes what became of it.
func (s *Service) close(ctx context.Context, by actor.Actor, order Order, attemptID int64, reason payments.CloseReason) (payments.Attempt, error) {
	snap, err := s.Payments.Close(ctx, attemptID, reference(order.Number), reason)
	if err != nil {
		return payments.Attempt{}, err
	}
	return s.apply(ctx, by, order, attemptID, snap)
}

func (s *Service) latest(ctx context.Context, orderID int64) (payments.Attempt, bool, error) {
	attempts, err := s.Payments.OfOrder(ctx, orderID)
	if err != nil || len(attempts) == 0 {
		return payments.Attempt{}, false, err
	}
	return attempts[len(attempts)-1], true, nil
}

// SettleStale settles attempts that nobody has asked Stripe about for a while:
// the answer to lost webhooks. At most limit are looked at.
func (s *Service) SettleStale(ctx context.Context, age time.Duration, limit int) (int, error) {
	ids, err := q.New().Unsettled(ctx, s.DB, q.UnsettledParams{Before: s.Clock.Now().Add(-age), Most: int32(limit)})
	if err != nil {
		return 0, db.Error(err)
	}
	var failed []error
	for _, id := range ids {
		if _, err := s.Payments.ClaimCheck(ctx, id, 0); err != nil {
			failed = append(failed, err)
			continue
		}
		if err := s.Settle(ctx, actor.Store("reconcile"), id); err != nil {
			failed = append(failed, err)
		}
	}
	return len(ids), errors.Join(failed...)
}
