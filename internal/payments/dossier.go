package payments

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/db"
	"tenaz/internal/dossier"
	q "tenaz/queries/payments"
)

// ExportTx returns the payments of a person's orders. Card numbers are not among
// them: the store never sees any.
func ExportTx(ctx context.Context, tx pgx.Tx, p dossier.Person) ([]dossier.Sheet, error) {
	args := q.ExportPaymentsParams{}
	args.UserID, args.Email = asked(p)
	rows, err := q.New().ExportPayments(ctx, tx, args)
	return []dossier.Sheet{{Name: "pagamentos", Rows: json.RawMessage(rows)}}, err
}

// ForgetTx takes the buyer's address out of the attempts to pay orders, and the
// receiver out of transfers that were made by hand. Amounts, times and
// references stay: they are the books.
func ForgetTx(ctx context.Context, tx pgx.Tx, orders []int64) error {
	if err := q.New().ForgetPayer(ctx, tx, orders); err != nil {
		return err
	}
	return q.New().ForgetPayee(ctx, tx, orders)
}

// Forgotten is what the payment provider answered to an erasure.
type Forgotten string

// The answers.
const (
	// NothingToForget: it never heard of the person.
	NothingToForget Forgotten = "nothing"
	// Redacted: it took the person out of its records.
	Redacted Forgotten = "redacted"
	// RedactionUnavailable: it keeps the payments as its own duty.
	RedactionUnavailable Forgotten = "unavailable"
)

// Forget asks Stripe to delete what it keeps of a person. It is called before the
// orders forget whose they are, and may be called again.
func (s *Service) Forget(ctx context.Context, p dossier.Person) (Forgotten, error) {
	args := q.AttemptsOfPersonParams{}
	args.UserID, args.Email = asked(p)
	rows, err := q.New().AttemptsOfPerson(ctx, s.DB, args)
	if err != nil {
		return "", db.Error(err)
	}
	var sessions, intents []string
	for _, row := range rows {
		if row.SessionID != nil {
			sessions = append(sessions, *row.SessionID)
		}
		if row.PaymentIntentID != nil {
			intents = append(intents, *row.PaymentIntentID)
		}
	}
	if len(sessions) == 0 {
		return NothingToForget, nil
	}
	done, err := s.Gateway.forget(ctx, sessions, intents)
	if err != nil {
		return "", err
	}
	if !done {
		return RedactionUnavailable, nil
	}
	return Redacted, nil
}

func asked(p dossier.Person) (userID *int64, email *string) {
	if p.UserID != 0 {
		userID = &p.UserID
	}
	if p.Email != "" {
		email = &p.Email
	}
	return userID, email
}
