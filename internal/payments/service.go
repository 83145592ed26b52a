package payments

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/apperr"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/money"
	q "tenaz/queries/payments"
)

// Deps is what the service needs.
type Deps struct {
	DB      db.DB
	Clock   clock.Clock
	Gateway *Gateway
	// Jobs takes the work that an event causes, in the event's transaction.
	Jobs *river.Client[pgx.Tx]
	// WebhookSecrets sign what Stripe sends; several during a rotation.
	WebhookSecrets []string
}

// Service is the payments domain.
type Service struct{ Deps }

// New returns a Service.
func New(deps Deps) *Service { return &Service{deps} }

// ErrRefused is the message id of an attempt that Stripe refused for good.
const ErrRefused = "error.payment_refused"

// Open makes the attempt's session at Stripe, or returns the one that it has.
// reference is the order's name for staff ("Pedido 1001") and must be the same
// in every call. It can be repeated after any failure: the key and parameters
// were stored before. An attempt that Stripe refuses, and never made a session
// for, is marked failed and answered with Conflict: a new attempt may be made.
func (s *Service) Open(ctx context.Context, attemptID int64, reference string) (Attempt, error) {
	row, err := q.New().Attempt(ctx, s.DB, attemptID)
	if err != nil {
		return Attempt{}, db.Error(err)
	}
	if row.State != Created {
		return fromRow(row), nil
	}
	var params sessionParams
	if err := json.Unmarshal(row.Params, &params); err != nil {
		return Attempt{}, err
	}
	made, err := s.Gateway.create(ctx, row.IdempotencyKey, reference, params)
	if errors.Is(err, errRefused) {
		return Attempt{}, s.refuse(ctx, attemptID, err)
	}
	if err != nil {
		return Attempt{}, err
	}
	_, err = q.New().AttemptOpened(ctx, s.DB, q.AttemptOpenedParams{
		ID: attemptID, SessionID: &made.id, SessionUrl: made.url, ExpiresAt: made.expiresAt, Now: s.Clock.Now(),
	})
	if err != nil {
		return Attempt{}, db.Error(err)
	}
	attempt := fromRow(row)
	attempt.State, attempt.SessionID, attempt.SessionURL, attempt.ExpiresAt = Open, made.id, made.url, made.expiresAt
	return attempt, nil
}

// refuse marks an attempt that Stripe did not open, and tells staff: shoppers
// cannot pay so until they have looked at it.
func (s *Service) refuse(ctx context.Context, attemptID int64, cause error) error {
	s.Gateway.log.Error("Stripe refused a payment session", "attempt", attemptID, "error", cause.Error())
	err := db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		failed, err := q.New().FailAttempt(ctx, tx, q.FailAttemptParams{ID: attemptID, Failure: Refused, Now: s.Clock.Now()})
		if err != nil || failed == 0 {
			return err
		}
		_, err = s.Jobs.InsertTx(ctx, tx, RefusedArgs{AttemptID: attemptID}, &river.InsertOpts{Queue: "mail"})
		return err
	})
	if err != nil {
		return db.Error(err)
	}
	return apperr.Wrap(apperr.Conflict, cause, ErrRefused)
}

// Read asks Stripe what became of an attempt. An attempt whose session was
// never reported back is created once more under its key, which returns the
// session if there is one.
func (s *Service) Read(ctx context.Context, attemptID int64, reference string) (Snapshot, error) {
	attempt, err := s.Open(ctx, attemptID, reference)
	if apperr.HasID(err, ErrRefused) {
		return Snapshot{Missing: true, Failure: Refused}, nil
	}
	if err != nil {
		return Snapshot{}, err
	}
	if attempt.SessionID == "" {
		return Snapshot{Missing: true, Failure: attempt.Failure}, nil
	}
	return s.Gateway.read(ctx, attempt.SessionID)
}

// Close makes the attempt unpayable at Stripe as far as that can be done (its
// session expires, an issued code is void), and returns what Stripe says of it
// afterwards: it may have been paid meanwhile. The reason is written down first,
// because a webhook can tell of the end before this call returns.
func (s *Service) Close(ctx context.Context, attemptID int64, reference string, reason CloseReason) (Snapshot, error) {
	err := q.New().MarkClosing(ctx, s.DB, q.MarkClosingParams{ID: attemptID, Reason: string(reason), Now: s.Clock.Now()})
	if err != nil {
		return Snapshot{}, db.Error(err)
	}
	attempt, err := s.Open(ctx, attemptID, reference)
	if apperr.HasID(err, ErrRefused) {
		return Snapshot{Missing: true, Failure: Refused}, nil
	}
	if err != nil {
		return Snapshot{}, err
	}
	if attempt.SessionID == "" {
		return Snapshot{Missing: true, Failure: attempt.Failure}, nil
	}
	if err := s.Gateway.expire(ctx, attempt.SessionID); err != nil {
		return Snapshot{}, err
	}
	snap, err := s.Gateway.read(ctx, attempt.SessionID)
	if err != nil || snap.State() != Pending || snap.Intent != "requires_action" {
		return snap, err
	}
	// An issued boleto outlives its session.
	if err := s.Gateway.cancel(ctx, snap.PaymentIntentID); err != nil {
		return Snapshot{}, err
	}
	return s.Gateway.read(ctx, attempt.SessionID)
}

// ClaimCheck reports whether Stripe may be asked about the attempt now: at most
// once in every span, over all copies of the store. A page that is reloaded
// often stays cheap.
func (s *Service) ClaimCheck(ctx context.Context, attemptID int64, span time.Duration) (bool, error) {
	now := s.Clock.Now()
	claimed, err := q.New().ClaimCheck(ctx, s.DB, q.ClaimCheckParams{ID: attemptID, Now: now, Before: now.Add(-span)})
	return claimed == 1, db.Error(err)
}

// Attempt returns one attempt; NotFound if there is none.
func (s *Service) Attempt(ctx context.Context, id int64) (Attempt, error) {
	row, err := q.New().Attempt(ctx, s.DB, id)
	if err != nil {
		return Attempt{}, db.Error(err)
	}
	return fromRow(row), nil
}

// OfOrder returns the order's attempts with their refusals, oldest first.
func (s *Service) OfOrder(ctx context.Context, orderID int64) ([]Attempt, error) {
	rows, err := q.New().AttemptsOfOrder(ctx, s.DB, orderID)
	if err != nil {
		return nil, db.Error(err)
	}
	declines, err := q.New().DeclinesOfOrder(ctx, s.DB, orderID)
	if err != nil {
		return nil, db.Error(err)
	}
	attempts := make([]Attempt, len(rows))
	for i, row := range rows {
		attempts[i] = fromRow(row)
		for _, d := range declines {
			if d.AttemptID == row.ID {
				attempts[i].Declines = append(attempts[i].Declines, Decline{ChargeID: d.ChargeID, Code: d.Code, At: d.DeclinedAt})
			}
		}
	}
	return attempts, nil
}

// PaymentsOfOrder returns the money that arrived for an order, oldest first.
func (s *Service) PaymentsOfOrder(ctx context.Context, orderID int64) ([]Payment, error) {
	rows, err := q.New().PaymentsOfOrder(ctx, s.DB, orderID)
	if err != nil {
		return nil, db.Error(err)
	}
	payments := make([]Payment, len(rows))
	for i, row := range rows {
		payments[i] = Payment{ID: row.ID, Method: Method(row.Method), Amount: row.AmountCents, Refunded: row.RefundedCents, ChargeID: row.ChargeID, CapturedAt: row.CapturedAt}
	}
	return payments, nil
}

func fromRow(row q.PaymentAttempt) Attempt {
	a := Attempt{
		ID: row.ID, OrderID: row.OrderID, Method: Method(row.Method), Amount: row.AmountCents,
		State: row.State, SessionURL: row.SessionUrl, ExpiresAt: row.ExpiresAt,
		CodeURL: row.CodeUrl, CodeExpiresAt: row.CodeExpiresAt, Failure: row.Failure, CreatedAt: row.CreatedAt,
		CloseReason: CloseReason(row.CloseReason),
	}
	if row.SessionID != nil {
		a.SessionID = *row.SessionID
	}
	if row.PaymentIntentID != nil {
		a.PaymentIntentID = *row.PaymentIntentID
	}
	return a
}

// paidOf returns the sum of the order's payments.
func paidOf(ctx context.Context, tx pgx.Tx, orderID int64) (money.Cents, error) {
	sum, err := q.New().PaidOfOrder(ctx, tx, orderID)
	return money.Cents(sum), err
}
