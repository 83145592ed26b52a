package checkout

import (
	"tenaz/internal/orders"
	"tenaz/views/layout"
)

// WaitingModel is what a shopper sees whose orders have to be paid or given up
// before another one is placed.
type WaitingModel struct {
	Page    layout.Page
	Refused orders.TooManyWaiting
}
