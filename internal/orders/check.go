package orders

import (
	"context"
	"strconv"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/audit"
	"tenaz/internal/payments"
)

// Check is Settle for staff who ask what became of an attempt: whatever the answer
// changes is written under an audit entry in their name. It returns the attempt as
// it is now; Unavailable, with nothing written, if Stripe does not answer.
func (s *Service) Check(ctx context.Context, by actor.Actor, attemptID int64) (payments.Attempt, error) {
	attempt, order, err := s.ofAttempt(ctx, attemptID)
	if err != nil {
		return attempt, err
	}
	snap, err := s.Payments.Read(ctx, attempt.ID, reference(order.Number))
	if err != nil {
		return attempt, err
	}
	return s.apply(ctx, by, order, attempt.ID, snap, func(tx pgx.Tx, now payments.Attempt) error {
		return audit.RecordTx(ctx, tx, by, s.Clock.Now(), audit.Entry{
			Action: "payment.check", SubjectKind: "order", SubjectID: order.ID,
			Before: map[string]string{"state": attempt.State},
			After:  map[string]string{"state": now.State, "attempt": strconv.FormatInt(attempt.ID, 10)},
		})
	})
}
