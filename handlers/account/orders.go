package account

import (
	"net/http"

	view "tenaz/views/account"
)

// OrderList answers GET /account/orders: the person's own orders.
func (a *Account) OrderList(w http.ResponseWriter, r *http.Request) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	list, err := a.Orders.OfUser(r.Context(), user.ID)
	if err != nil {
		return err
	}
	m := view.OrdersPage{Page: a.page(r, "account.orders.title"), Orders: list}
	return a.Kit.Render(w, r, http.StatusOK, view.Orders(m), nil)
}
