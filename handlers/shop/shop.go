// Package shop answers the pages on which people look, choose and buy.
package shop

import (
	"tenaz/handlers/web"
	"tenaz/internal/blob"
	"tenaz/internal/cart"
	"tenaz/internal/catalog"
	"tenaz/internal/cep"
	"tenaz/internal/clock"
	"tenaz/internal/orders"
	"tenaz/internal/pages"
	"tenaz/internal/payments"
	"tenaz/internal/privacy"
	"tenaz/internal/settings"
	"tenaz/internal/shipping"
	"tenaz/internal/support"
)

// Deps are what the pages need.
type Deps struct {
	Kit      *web.Kit
	Clock    clock.Clock
	Blobs    *blob.Store
	Settings *settings.Service
	Catalog  *catalog.Service
	CEP      *cep.Service
	Cart     *cart.Service
	Shipping *shipping.Service
	Orders   *orders.Service
	Pages    *pages.Service
	Payments *payments.Service
	Privacy  *privacy.Service
	Support  *support.Service
}

// Shop holds the handlers.
type Shop struct{ Deps }

// New returns the handlers.
func New(d Deps) *Shop { return &Shop{d} }
