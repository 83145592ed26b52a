package account

import (
	"net/http"
	"strconv"

	"tenaz/internal/apperr"
	view "tenaz/views/account"
	"tenaz/views/ui"
)

// OrderList answers GET /account/orders: a page of the person's own orders.
func (a *Account) OrderList(w http.ResponseWriter, r *http.Request) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	page := 1
	if text := r.URL.Query().Get("page"); text != "" {
		if page, err = strconv.Atoi(text); err != nil {
			return apperr.Wrap(apperr.NotFound, err, "")
		}
	}
	history, err := a.Orders.OfUser(r.Context(), user.ID, page)
	if err != nil {
		return err
	}
	m := view.OrdersPage{
		Page: a.page(r, "account.orders.title"), Orders: history.Orders,
		Pages: ui.PaginationProps{Page: history.Page, Pages: history.Pages, Href: func(page int) string {
			if page == 1 {
				return "/account/orders"
			}
			return "/account/orders?page=" + strconv.Itoa(page)
		}},
	}
	return a.Kit.Render(w, r, http.StatusOK, view.Orders(m), nil)
}
