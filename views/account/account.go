// Package account holds the pages of a person's own account.
package account

import (
	"context"
	"strconv"
	"time"

	"tenaz/internal/i18n"
	"tenaz/internal/orders"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// LoginPage is the log-in form. Error is the one sentence about a refused
// attempt; Fields are messages at single fields.
type LoginPage struct {
	Page   layout.Page
	Next   string
	Email  string
	Error  string
	Fields map[string]string
	// Locked offers a mailed link instead of the password.
	Locked bool
}

// OrdersPage lists the orders of the person who is logged in.
type OrdersPage struct {
	Page   layout.Page
	Orders []orders.Summary
	Pages  ui.PaginationProps
}

// state names where an order stands, for its buyer.
func state(o orders.Summary) (id string, tone ui.Tone) {
	switch {
	case o.State == orders.StateCancelled && o.PaymentState != orders.Refunded:
		return "account.state.cancelled", ""
	case o.PaymentState == orders.Refunded:
		return "account.state.refunded", ui.Info
	case o.FulfilmentState == orders.Delivered:
		return "account.state.delivered", ui.Success
	case o.FulfilmentState == orders.Returned:
		return "account.state.returned", ui.Info
	case o.FulfilmentState == orders.Shipped || o.FulfilmentState == orders.Partial:
		return "account.state.shipped", ui.Success
	case o.PaymentState == orders.Unpaid:
		return "account.state.unpaid", ui.Warning
	case o.PaymentState == orders.PaymentPending:
		return "account.state.pending", ui.Warning
	default:
		return "account.state.preparing", ui.Info
	}
}

func badge(ctx context.Context, o orders.Summary) ui.BadgeProps {
	id, tone := state(o)
	return ui.BadgeProps{Label: i18n.T(ctx, id), Tone: tone}
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

func machine(t time.Time) string { return t.Format(time.RFC3339) }
