package admin

import (
	"context"
	"slices"
	"strconv"

	"tenaz/internal/i18n"
	"tenaz/internal/orders"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// Filter is a filter of the orders list with how many orders it holds.
type Filter struct {
	Name, Href string
	Count      int
}

// OrdersPage is the list of orders. Owed marks those that wait for stock, by
// their id; Clear is the address without the search.
type OrdersPage struct {
	Page          layout.AdminPage
	List          orders.ListPage
	Owed          map[int64]bool
	Filter, Query string
	Filters       []Filter
	Clear         string
	Pages         ui.PaginationProps
	// Refused says why no packing slips were made of the chosen orders.
	Refused string
}

// packable reports whether there is an order to print a packing slip of.
func (m OrdersPage) packable() bool {
	return slices.ContainsFunc(m.List.Orders, orders.Summary.Packable)
}

func (m OrdersPage) chips(ctx context.Context) []ui.Chip {
	var chips []ui.Chip
	for _, f := range m.Filters {
		chips = append(chips, ui.Chip{
			Label: i18n.T(ctx, "admin.filter."+f.Name), Href: f.Href, Count: strconv.Itoa(f.Count), On: f.Name == m.Filter,
		})
	}
	if m.Query != "" {
		chips = append(chips, ui.Chip{Label: i18n.T(ctx, "admin.orders.search", "Query", m.Query), Href: m.Clear, Remove: true, On: true})
	}
	return chips
}

// empty says why there is nothing, and what to do.
func (m OrdersPage) empty(ctx context.Context) ui.EmptyStateProps {
	switch {
	case m.Query != "":
		return ui.EmptyStateProps{
			Icon: "search", Title: i18n.T(ctx, "admin.orders.none"), Text: i18n.T(ctx, "admin.orders.none.text"),
			Action: &ui.ButtonProps{Label: i18n.T(ctx, "admin.orders.clear"), Href: m.Clear},
		}
	case m.Filter == orders.Filters[0]:
		return ui.EmptyStateProps{
			Icon: "package-check", Title: i18n.T(ctx, "admin.orders.done"), Text: i18n.T(ctx, "admin.orders.done.text"),
			Action: &ui.ButtonProps{Label: i18n.T(ctx, "admin.orders.all"), Href: "/admin/orders?filter=all"},
		}
	default:
		return ui.EmptyStateProps{Title: i18n.T(ctx, "admin.orders.empty"), Text: i18n.T(ctx, "admin.orders.empty.text")}
	}
}

// paymentBadge and fulfilmentBadge say where an order stands; a cancelled one
// says only that.
func paymentBadge(ctx context.Context, state string) ui.BadgeProps {
	tone := ui.Info
	switch state {
	case orders.Paid:
		tone = ui.Success
	case orders.Unpaid, orders.PaymentPending:
		tone = ui.Warning
	}
	return ui.BadgeProps{Label: i18n.T(ctx, "admin.payment."+state), Tone: tone}
}

func fulfilmentBadge(ctx context.Context, state, fulfilment string) ui.BadgeProps {
	if state == orders.StateCancelled {
		return ui.BadgeProps{Label: i18n.T(ctx, "admin.state.cancelled"), Tone: ui.Error}
	}
	tone := ui.Tone("")
	switch fulfilment {
	case orders.Shipped, orders.Delivered:
		tone = ui.Success
	case orders.Partial, orders.Returned:
		tone = ui.Warning
	}
	return ui.BadgeProps{Label: i18n.T(ctx, "admin.fulfilment."+fulfilment), Tone: tone}
}
