package orders

import (
	"context"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/money"
	q "tenaz/queries/orders"
)

// mayRefundTx refuses money beyond what the actor's role may give back of one
// order, and asks for a new proof of who acts above the shop's own limit: both
// however the money is split. The caller holds the order's lock.
func (s *Service) mayRefundTx(ctx context.Context, d q.DBTX, by actor.Actor, orderID int64, amount money.Cents, proven bool) error {
	if by.Kind != actor.Staff {
		return nil
	}
	before, err := q.New().RefundedBy(ctx, d, q.RefundedByParams{OrderID: orderID, ActorID: by.ID})
	if err != nil {
		return err
	}
	whole := money.Cents(before) + amount
	if by.RefundLimit != nil && whole > *by.RefundLimit {
		return overLimit(*by.RefundLimit)
	}
	return s.provenFor(ctx, whole, proven)
}

// mayReturn is mayRefundTx for money that somebody has decided to give back and
// staff now hand out: it counts alone.
func (s *Service) mayReturn(ctx context.Context, by actor.Actor, amount money.Cents, proven bool) error {
	if by.Kind != actor.Staff {
		return nil
	}
	if by.RefundLimit != nil && amount > *by.RefundLimit {
		return overLimit(*by.RefundLimit)
	}
	return s.provenFor(ctx, amount, proven)
}

func overLimit(limit money.Cents) error {
	return apperr.New(apperr.Forbidden, "error.refund_limit", "Limit", limit)
}

func (s *Service) provenFor(ctx context.Context, amount money.Cents, proven bool) error {
	if s.Settings == nil || proven {
		return nil
	}
	current, err := s.Settings.Get(ctx)
	if err != nil {
		return err
	}
	if amount > current.Security.RefundStepUp {
		return apperr.New(apperr.Unproven, "")
	}
	return nil
}
