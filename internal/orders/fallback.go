package orders

import (
	"context"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/payments"
	q "tenaz/queries/orders"
)

// ErrCardInstead is the message id of a payment that Stripe refused by the
// method asked for and takes by card: the order asks for a card now, at the
// card's price, and its page says so before anybody pays.
const ErrCardInstead = "error.card_instead"

// cardInstead lets an order whose method Stripe refused be paid by card alone.
// It returns Conflict with ErrCardInstead once it can be, and refused where a
// card cannot help either.
func (s *Service) cardInstead(ctx context.Context, by actor.Actor, token string, method payments.Method, refused error) error {
	if method == payments.Card {
		return refused
	}
	_, err := s.ChangeMethod(ctx, by, token, payments.Card)
	switch {
	case err == nil:
		return apperr.Wrap(apperr.Conflict, refused, ErrCardInstead)
	case apperr.Is(err, apperr.Conflict):
		return refused // cards are switched off, refused too, or the order is paid
	}
	return err
}

// FailedAfterPaid notes that Stripe reported a failure of an attempt whose money
// had arrived before, and reports whether that is what the event says. The money
// stands: the order does not change. Saying it again changes nothing.
func (s *Service) FailedAfterPaid(ctx context.Context, by actor.Actor, attemptID int64, eventID string) (bool, error) {
	late, err := s.Payments.FailedAfterPaid(ctx, attemptID, eventID)
	if err != nil || !late {
		return false, err
	}
	attempt, err := s.Payments.Attempt(ctx, attemptID)
	if err != nil {
		return false, err
	}
	return true, db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := q.New().LockOrder(ctx, tx, attempt.OrderID); err != nil {
			return err
		}
		known, err := q.New().HasEvent(ctx, tx, q.HasEventParams{OrderID: attempt.OrderID, Kind: EventFailedLate, Event: eventID})
		if err != nil || known {
			return err
		}
		return recordTx(ctx, tx, by, s.Clock.Now(), attempt.OrderID, EventFailedLate, "event", eventID)
	})
}
