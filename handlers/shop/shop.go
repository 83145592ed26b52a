// Package shop answers the pages on which people look, choose and buy.
package shop

import (
	"tenaz/handlers/web"
	"tenaz/internal/blob"
	"tenaz/internal/cart"
	"tenaz/internal/catalog"
	"tenaz/internal/clock"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/internal/settings"
	"tenaz/internal/shipping"
)

// Deps are what the pages need.
type Deps struct {
	Kit      *web.Kit
	Clock    clock.Clock
	Blobs    *blob.Store
	Settings *settings.Service
	Catalog  *catalog.Service
	Cart     *cart.Service
	Shipping *shipping.Service
	Orders   *orders.Service
	Payments *payments.Service
}

// Shop holds the handlers.
type Shop struct{ Deps }

// New returns the handlers.
func New(d Deps) *Shop { return &Shop{d} }
