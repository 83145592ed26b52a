// Package account answers the pages of a person's own account: logging in and
// out, and the orders placed while logged in.
package account

import (
	"context"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/cep"
	"tenaz/internal/orders"
	"tenaz/internal/privacy"
)

// Deps are what the pages need.
type Deps struct {
	Kit      *web.Kit
	Accounts *accounts.Service
	CEP      *cep.Service
	Orders   Orders
	Privacy  *privacy.Service
	Rights   *privacy.Rights
	// Shop returns the store's name, which apps and devices show.
	Shop func(ctx context.Context) (string, error)
}

// Orders finds what a person ordered.
type Orders interface {
	OfUser(ctx context.Context, userID int64, page int) (orders.History, error)
	ByToken(ctx context.Context, token string) (orders.Order, error)
}

// Account holds the handlers.
type Account struct{ Deps }

// New returns the handlers.
func New(d Deps) *Account { return &Account{d} }
