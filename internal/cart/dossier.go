package cart

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/db"
	"tenaz/internal/dossier"
	q "tenaz/queries/cart"
)

// How long a cart that nobody touches is kept: a guest's, and somebody's who has
// an account. What was typed in the checkout goes with it.
const (
	guestCartKept  = 60 * 24 * time.Hour
	personCartKept = 365 * 24 * time.Hour
)

// ExportTx returns what a person's carts hold, and what they typed on the way to
// an order.
func ExportTx(ctx context.Context, tx pgx.Tx, p dossier.Person) ([]dossier.Sheet, error) {
	args := q.ExportCheckoutsParams{}
	if p.UserID != 0 {
		args.UserID = &p.UserID
	}
	if p.Email != "" {
		args.Email = &p.Email
	}
	typed, err := q.New().ExportCheckouts(ctx, tx, args)
	if err != nil {
		return nil, err
	}
	lines, err := q.New().ExportCart(ctx, tx, args.UserID)
	return []dossier.Sheet{
		{Name: "dados_digitados", Rows: json.RawMessage(typed)}, {Name: "carrinho", Rows: json.RawMessage(lines)},
	}, err
}

// EraseTx deletes a person's carts, and what was typed under their e-mail in
// others.
func EraseTx(ctx context.Context, tx pgx.Tx, p dossier.Person, _ time.Time) error {
	if p.UserID != 0 {
		if err := q.New().EraseCarts(ctx, tx, p.UserID); err != nil {
			return err
		}
	}
	if p.Email == "" {
		return nil
	}
	return q.New().EraseCheckouts(ctx, tx, p.Email)
}

// Purge deletes at most limit carts that nobody has touched for long.
func (s *Service) Purge(ctx context.Context, limit int) (int, error) {
	now := s.now()
	n, err := q.New().PurgeCarts(ctx, s.deps.DB, q.PurgeCartsParams{
		GuestsBefore: now.Add(-guestCartKept), PeopleBefore: now.Add(-personCartKept), Most: int32(limit),
	})
	return int(n), db.Error(err)
}
