package account

import (
	"net/http"

	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	view "tenaz/views/account"
)

// OrderList answers GET /account/orders: the person's own orders.
func (a *Account) OrderList(w http.ResponseWriter, r *http.Request) error {
	user := a.Kit.User(r)
	if user == nil {
		return apperr.New(apperr.Unauthenticated, "")
	}
	list, err := a.Orders.OfUser(r.Context(), user.ID)
	if err != nil {
		return err
	}
	m := view.OrdersPage{Page: a.Kit.Page(r, i18n.T(r.Context(), "account.orders.title")), Name: user.Name, Orders: list}
	m.Page.NoIndex, m.Page.Canonical = true, ""
	return a.Kit.Render(w, r, http.StatusOK, view.Orders(m), nil)
}
