package app

import (
	"context"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/accounts"
	"tenaz/internal/cart"
)

// onLogin is what a log-in, or a confirmed e-mail, means to the domains above
// accounts: the browser's cart and the account's become one, and the guest orders
// of a confirmed e-mail are the account's. Carts come first in the lock order.
func (a *App) onLogin(ctx context.Context, tx pgx.Tx, e accounts.LoginEvent) (accounts.LoginOutcome, error) {
	var outcome accounts.LoginOutcome
	if e.Confirmed {
		if err := cart.DisownTx(ctx, tx, e.UserID); err != nil {
			return outcome, err
		}
	}
	if e.LoginID != 0 {
		merged, err := a.Cart.MergeTx(ctx, tx, e.UserID, e.CartID)
		if err != nil {
			return outcome, err
		}
		outcome.CartID, outcome.CartCount = merged.CartID, merged.Count
		if merged.Message != "" {
			outcome.Messages = append(outcome.Messages, merged.Message)
		}
	}
	if !e.Verified {
		return outcome, nil
	}
	if err := accounts.AdoptTx(ctx, tx, e.UserID, e.Email); err != nil {
		return outcome, err
	}
	return outcome, a.Orders.ClaimTx(ctx, tx, e.UserID, e.Email)
}
