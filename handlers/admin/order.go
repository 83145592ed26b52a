package admin

import (
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/i18n"
	view "tenaz/views/admin"
)

// Order answers GET /admin/orders/{number}.
func (a *Admin) Order(w http.ResponseWriter, r *http.Request) error {
	number, err := web.PathID(r, "number")
	if err != nil {
		return err
	}
	return a.showOrder(w, r, http.StatusOK, number, view.OrderForms{})
}

// showOrder shows an order as it is now, with what was typed into its forms.
func (a *Admin) showOrder(w http.ResponseWriter, r *http.Request, status int, number int64, forms view.OrderForms) error {
	ctx := r.Context()
	order, err := a.Orders.ByNumber(ctx, number)
	if err != nil {
		return err
	}
	m := view.OrderPage{Order: order, OrderForms: forms, MayRefund: a.may(r, "refunds"), MaySeeCustomer: a.may(r, "customers")}
	if m.Owed, err = a.Inventory.Shortages(ctx, []int64{order.ID}); err != nil {
		return err
	}
	if m.Attempts, err = a.Payments.OfOrder(ctx, order.ID); err != nil {
		return err
	}
	if m.Payments, err = a.Payments.PaymentsOfOrder(ctx, order.ID); err != nil {
		return err
	}
	if m.Shipments, err = a.Shipping.OfOrder(ctx, order.ID); err != nil {
		return err
	}
	if m.Refunds, err = a.Payments.RefundsOfOrder(ctx, order.ID); err != nil {
		return err
	}
	if m.Notes, err = a.Orders.Notes(ctx, order.ID); err != nil {
		return err
	}
	if m.Events, err = a.Orders.Timeline(ctx, order.ID); err != nil {
		return err
	}
	if m.Mails, err = a.Mail.OfOrder(ctx, order.ID); err != nil {
		return err
	}
	if m.Audit, err = a.about(r, "order", order.ID); err != nil {
		return err
	}
	m.Page = a.Kit.AdminPage(r, "orders", i18n.T(ctx, "admin.order.title", "Number", number))
	return a.Kit.Render(w, r, status, view.Order(m), nil)
}
