package cart

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/apperr"
	q "tenaz/queries/cart"
)

// LockTx locks a cart against every other change and returns it priced now, with
// what was chosen in the checkout. NotFound when there is none. Carts come first
// in the store's lock order.
func (s *Service) LockTx(ctx context.Context, tx pgx.Tx, id int64) (Cart, error) {
	if err := lock(ctx, tx, id); err != nil {
		return Cart{}, err
	}
	c, _, err := s.read(ctx, tx, id, 0)
	return c, err
}

// EmptyTx takes out of a cart what an order that is paid has bought, and keeps
// what was added since. The revision rises, so that the same checkout is not
// taken for the paid one. A cart that is gone is no error.
func EmptyTx(ctx context.Context, tx pgx.Tx, cartID int64, bought []Bought) error {
	raised, err := q.New().RaiseRevision(ctx, tx, cartID)
	if err != nil || raised == 0 {
		return err
	}
	args := q.LowerParams{CartID: cartID}
	for _, b := range bought {
		args.VariantIds = append(args.VariantIds, b.VariantID)
		args.Quantities = append(args.Quantities, int32(b.Quantity))
	}
	return q.New().Lower(ctx, tx, args)
}

func lock(ctx context.Context, tx pgx.Tx, id int64) error {
	_, err := q.New().Lock(ctx, tx, id)
	if errors.Is(err, pgx.ErrNoRows) {
		return apperr.New(apperr.NotFound, "cart.gone")
	}
	return err
}

// LockRowTx locks the cart's row, for a transaction that will call EmptyTx
// after it has locked rows that come later in the store's lock order. A cart
// that is gone is no error.
func LockRowTx(ctx context.Context, tx pgx.Tx, id int64) error {
	if err := lock(ctx, tx, id); !apperr.Is(err, apperr.NotFound) {
		return err
	}
	return nil
}
