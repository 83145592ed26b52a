package admin

import (
	"net/http"
	"strconv"
	"strings"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	view "tenaz/views/admin"
	"tenaz/views/ui"
)

// CustomerList answers GET /admin/customers: everybody, or who a search finds by
// e-mail, name, phone, CPF, CNPJ or order number.
func (a *Admin) CustomerList(w http.ResponseWriter, r *http.Request) error {
	page, err := pageOf(r)
	if err != nil {
		return err
	}
	ctx, asked := r.Context(), r.URL.Query()
	in := accounts.CustomersInput{Query: strings.TrimSpace(asked.Get("q")), Filter: asked.Get("filter"), Page: page}
	if text := asked.Get("group"); text != "" {
		if in.Group, err = strconv.ParseInt(text, 10, 64); err != nil {
			return apperr.Wrap(apperr.NotFound, err, "")
		}
	}
	list, err := a.Accounts.Customers(ctx, in)
	if err != nil {
		return err
	}
	groups, err := a.Accounts.CustomerGroups(ctx, accounts.Customer{})
	if err != nil {
		return err
	}
	group := groupText(in.Group)
	m := view.CustomersPage{
		Page: a.Kit.AdminPage(r, "customers", i18n.T(ctx, "customers.title")),
		List: list, Groups: groups, Filter: in.Filter, Query: in.Query, Group: in.Group,
		Href: func(filter string, group int64, query string) string {
			return address("/admin/customers", "filter", filter, "group", groupText(group), "q", query)
		},
		Pages: ui.PaginationProps{
			Page: list.Page, Pages: list.Pages, Href: pages("/admin/customers", "filter", in.Filter, "group", group, "q", in.Query),
		},
	}
	return a.Kit.Render(w, r, http.StatusOK, view.Customers(m), nil)
}

func groupText(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}

// Customer answers GET /admin/customers/{id} and /admin/customers/guest/{number}.
// A guest whose e-mail an account has is found there.
func (a *Admin) Customer(w http.ResponseWriter, r *http.Request) error {
	ref, err := customerRef(r)
	if err != nil {
		return err
	}
	c, err := a.Accounts.Customer(r.Context(), ref)
	if err != nil {
		return err
	}
	if c.CustomerRef != ref {
		return a.Kit.SeeOther(w, r, view.CustomerPath(c.CustomerRef))
	}
	return a.showCustomer(w, r, http.StatusOK, c, "", view.CustomerForms{})
}

// customerRef reads who a path names.
func customerRef(r *http.Request) (accounts.CustomerRef, error) {
	if web.Param(r, "number") != "" {
		number, err := web.PathID(r, "number")
		return accounts.CustomerRef{Guest: number}, err
	}
	id, err := web.PathID(r, "id")
	return accounts.CustomerRef{UserID: id}, err
}

// showCustomer gathers what is known of a customer.
func (a *Admin) showCustomer(w http.ResponseWriter, r *http.Request, status int, c accounts.Customer, document string, forms view.CustomerForms) error {
	ctx := r.Context()
	title := c.Person.Name
	if title == "" {
		title = c.Email
	}
	m := view.CustomerPage{
		Page: a.Kit.AdminPage(r, "customers", title), Customer: c, Document: document, MayOrders: a.may(r, "orders"), CustomerForms: forms,
	}
	var err error
	if m.Orders, err = a.Orders.OfCustomer(ctx, c.UserID, c.Email); err != nil {
		return err
	}
	if m.Notes, err = a.Accounts.CustomerNotes(ctx, c); err != nil {
		return err
	}
	if m.Groups, err = a.Accounts.CustomerGroups(ctx, c); err != nil {
		return err
	}
	ids := make([]int64, len(m.Orders))
	for i, o := range m.Orders {
		ids[i] = o.ID
	}
	if m.Mails, err = a.Mail.OfCustomer(ctx, c.UserID, ids); err != nil {
		return err
	}
	if m.Consents, err = a.Privacy.Of(ctx, c.Email); err != nil {
		return err
	}
	kind, id := "guest", c.Guest
	if c.UserID != 0 {
		kind, id = "user", c.UserID
		if m.Addresses, err = a.Accounts.Addresses(ctx, c.UserID); err != nil {
			return err
		}
	}
	if m.Audit, err = a.about(r, kind, id); err != nil {
		return err
	}
	return a.Kit.Render(w, r, status, view.Customer(m), nil)
}
