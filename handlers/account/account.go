// Package account answers the pages of a person's own account: logging in and
// out, and the orders placed while logged in.
package account

import (
	"context"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/orders"
	"tenaz/internal/privacy"
)

// Deps are what the pages need.
type Deps struct {
	Kit      *web.Kit
	Accounts *accounts.Service
	Orders   Orders
	Privacy  *privacy.Service
}

// Orders finds what a person ordered.
type Orders interface {
	OfUser(ctx context.Context, userID int64) ([]orders.Summary, error)
}

// Account holds the handlers.
type Account struct{ Deps }

// New returns the handlers.
func New(d Deps) *Account { return &Account{d} }
