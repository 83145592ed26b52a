package orders

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/db"
	"tenaz/internal/inventory"
	"tenaz/internal/money"
	"tenaz/internal/payments"
	q "tenaz/queries/orders"
)

// payable reports whether a total can be paid by a method; nothing is paid by
// none.
func payable(method payments.Method, total money.Cents) bool {
	return total == 0 || method.Accepts(total)
}

// freeTx places an order that costs nothing: it is paid at once, without Stripe,
// in the transaction that places it.
func (s *Service) freeTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, wants []inventory.Want) error {
	now := s.Clock.Now()
	if err := inventory.ReserveTx(ctx, tx, order.ID, wants, now); err != nil {
		return err
	}
	lines, err := linesOf(ctx, tx, order.ID)
	if err != nil {
		return err
	}
	if err := s.emptyCartTx(ctx, tx, order.CartID, lines); err != nil {
		return err
	}
	return s.settleTx(ctx, tx, by, order, 0, "amount", "0")
}

// doneTx returns the order that this content of the cart became, once the cart
// holds it no more because it was paid: a form that is sent again leads there.
// False if there is none.
func (s *Service) doneTx(ctx context.Context, tx pgx.Tx, in PlaceInput) (Placed, bool, error) {
	id, err := q.New().PlacedContent(ctx, tx, q.PlacedContentParams{CartID: in.CartID, ContentHash: in.Token})
	if errors.Is(err, pgx.ErrNoRows) {
		return Placed{}, false, nil
	}
	if err != nil {
		return Placed{}, false, err
	}
	row, err := q.New().Order(ctx, tx, id)
	if err != nil {
		return Placed{}, false, db.Error(err)
	}
	order := s.fromRow(row)
	return Placed{OrderID: order.ID, Number: order.Number, Token: order.Token, Settled: true}, order.PaidAt != nil, nil
}
