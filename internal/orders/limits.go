package orders

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/money"
	"tenaz/internal/payments"
	"tenaz/internal/ratelimit"
	q "tenaz/queries/orders"
)

// Limits keep one visitor from holding the shop's stock without paying. A limit
// of 0 is none.
type Limits struct {
	// Waiting is how many orders of one session, and of one mailbox, may wait for
	// their payment at once.
	Waiting int
	// PerAddress is how often one network address may place in an hour. Many
	// buyers share one address in Brazil: it has to be generous.
	PerAddress int
}

const addressWindow = time.Hour

// The message ids of these refusals.
const (
	// ErrWaiting: too many orders wait for their payment.
	ErrWaiting = "error.orders_waiting"
	// ErrAddress: too many orders came from one address.
	ErrAddress = "error.orders_address"
)

// Waiting is an order that waits for its payment.
type Waiting struct {
	Number   int64
	Token    string
	Total    money.Cents
	PlacedAt time.Time
}

// TooManyWaiting refuses to place another order; it is an apperr Conflict to
// errors.As.
type TooManyWaiting struct {
	// Orders are those that this session has placed.
	Orders []Waiting
	// Elsewhere is how many more there are of the same mailbox: their links are in
	// its mails, and not for whoever types the address.
	Elsewhere int
	// Limit is how many may wait at once.
	Limit int
}

// Error implements error, for logs.
func (e *TooManyWaiting) Error() string { return "too many orders wait for their payment" }

// Unwrap makes the refusal a Conflict with a sentence for people.
func (e *TooManyWaiting) Unwrap() error { return apperr.New(apperr.Conflict, ErrWaiting) }

// admitAddress counts a placement of a network address; TooMany beyond its limit.
func (s *Service) admitAddress(ctx context.Context, by actor.Actor) error {
	if s.Limits.PerAddress <= 0 || by.Kind != actor.Customer || by.Address == "" {
		return nil
	}
	ok, after, err := ratelimit.Allow(ctx, s.DB, "place "+ratelimit.Client(by.Address), s.Limits.PerAddress, addressWindow, s.Clock.Now())
	if err != nil || ok {
		return err
	}
	return apperr.New(apperr.TooMany, ErrAddress, "RetryAfter", after)
}

// admitTx refuses one more order while too many wait; but is the order that this
// one would replace, 0 for none. The mailbox stays locked until the transaction
// ends.
func (s *Service) admitTx(ctx context.Context, tx pgx.Tx, in PlaceInput, email string, but int64) error {
	if s.Limits.Waiting <= 0 {
		return nil
	}
	if err := q.New().LockMailbox(ctx, tx, email); err != nil {
		return err
	}
	known := in.Known
	if known == nil {
		known = []int64{}
	}
	rows, err := q.New().Waiting(ctx, tx, q.WaitingParams{Known: known, Email: email, But: but})
	if err != nil {
		return err
	}
	refused, mailbox := &TooManyWaiting{Limit: s.Limits.Waiting}, 0
	for _, row := range rows {
		if row.SameMailbox {
			mailbox++
		}
		if !row.Known {
			refused.Elsewhere++
			continue
		}
		refused.Orders = append(refused.Orders, Waiting{
			Number: *row.Number, Token: s.Tokens.sign(row.ID, row.TokenVersion), Total: row.TotalCents, PlacedAt: row.PlacedAt,
		})
	}
	if len(refused.Orders) >= s.Limits.Waiting || mailbox >= s.Limits.Waiting {
		return refused
	}
	return nil
}

// exhausted reports whether an order has had all the payment pages that it may.
func (s *Service) exhausted(ctx context.Context, orderID int64) (bool, error) {
	attempts, err := s.Payments.OfOrder(ctx, orderID)
	return len(attempts) >= payments.MaxAttempts, err
}
