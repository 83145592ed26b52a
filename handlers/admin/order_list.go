package admin

import (
	"context"
	"net/http"
	"strings"

	"tenaz/internal/i18n"
	"tenaz/internal/orders"
	view "tenaz/views/admin"
	"tenaz/views/ui"
)

// OrderList answers GET /admin/orders: the orders to ship, or those of another
// filter; a search looks through all of them.
func (a *Admin) OrderList(w http.ResponseWriter, r *http.Request) error {
	return a.showOrders(w, r, http.StatusOK, "")
}

// showOrders shows the list, with why something was refused.
func (a *Admin) showOrders(w http.ResponseWriter, r *http.Request, status int, refused string) error {
	page, err := pageOf(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	filter, query := r.URL.Query().Get("filter"), strings.TrimSpace(r.URL.Query().Get("q"))
	if filter == "" {
		filter = orders.Filters[0]
		if query != "" {
			filter = "all"
		}
	}
	list, err := a.Orders.List(ctx, orders.ListInput{Filter: filter, Query: query, Page: page})
	if err != nil {
		return err
	}
	owed, err := a.owed(ctx, list.Orders)
	if err != nil {
		return err
	}
	m := view.OrdersPage{
		Page: a.Kit.AdminPage(r, "orders", i18n.T(ctx, "admin.orders.title")),
		List: list, Owed: owed, Filter: filter, Query: query, Refused: refused,
		Pages: ui.PaginationProps{Page: list.Page, Pages: list.Pages, Href: pages("/admin/orders", "filter", filter, "q", query)},
	}
	m.Page.Search = query
	for _, name := range orders.Filters {
		m.Filters = append(m.Filters, view.Filter{Name: name, Href: address("/admin/orders", "filter", name, "q", query), Count: list.Counts[name]})
	}
	if query != "" {
		m.Clear = address("/admin/orders", "filter", filter)
	}
	return a.Kit.Render(w, r, status, view.Orders(m), nil)
}

// owed says which of these orders wait for units that are not there.
func (a *Admin) owed(ctx context.Context, list []orders.Summary) (map[int64]bool, error) {
	ids := make([]int64, len(list))
	for i, o := range list {
		ids[i] = o.ID
	}
	shortages, err := a.Inventory.Shortages(ctx, ids)
	owed := map[int64]bool{}
	for _, s := range shortages {
		owed[s.OrderID] = true
	}
	return owed, err
}
