package orders

import (
	"context"
	"strings"

	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/money"
	"tenaz/internal/payments"
	q "tenaz/queries/orders"
)

// pageSize is the number of orders on a page of the staff's list.
const pageSize = 25

// desks maps a filter of the staff's list to the desks that it shows.
var desks = map[string][]string{
	"to_ship":   {"to_ship"},
	"held":      {"held"},
	"unpaid":    {"unpaid"},
	"shipped":   {"shipped"},
	"cancelled": {"cancelled"},
	"all":       {"held", "to_ship", "unpaid", "shipped", "cancelled"},
}

// Filters are the filters of the staff's list in the order of its chips; the
// first is the default.
var Filters = []string{"to_ship", "held", "unpaid", "shipped", "cancelled", "all"}

// ListInput chooses a page of the staff's list. Query is an order number,
// e-mail, name, CPF or CNPJ, SKU or tracking code.
type ListInput struct {
	Filter string
	Query  string
	Page   int
}

// ListPage is one page of orders, newest first. Counts is by filter and does
// not depend on Query.
type ListPage struct {
	Orders             []Summary
	Total, Page, Pages int
	Counts             map[string]int
}

// List returns a page of orders for staff. An unknown filter or a page that
// does not exist is NotFound.
func (s *Service) List(ctx context.Context, in ListInput) (ListPage, error) {
	if in.Filter == "" {
		in.Filter = Filters[0]
	}
	shown, known := desks[in.Filter]
	if !known || in.Page < 0 || in.Page > 1_000_000 {
		return ListPage{}, apperr.New(apperr.NotFound, "")
	}
	in.Page = max(in.Page, 1)
	page := ListPage{Page: in.Page, Counts: map[string]int{}}
	counted, err := q.New().CountByDesk(ctx, s.DB)
	if err != nil {
		return page, db.Error(err)
	}
	for _, row := range counted {
		page.Counts[row.Desk] = int(row.Orders)
		page.Counts["all"] += int(row.Orders)
	}
	skip := int32((in.Page - 1) * pageSize)
	if query := strings.TrimSpace(in.Query); query != "" {
		err = s.search(ctx, &page, shown, query, skip)
	} else {
		page.Total = page.Counts[in.Filter]
		err = s.list(ctx, &page, shown, skip)
	}
	if err != nil {
		return page, err
	}
	page.Pages = max((page.Total+pageSize-1)/pageSize, 1)
	if in.Page > 1 && len(page.Orders) == 0 {
		return page, apperr.New(apperr.NotFound, "")
	}
	return page, nil
}

func (s *Service) list(ctx context.Context, page *ListPage, shown []string, skip int32) error {
	rows, err := q.New().List(ctx, s.DB, q.ListParams{Desks: shown, Most: pageSize, Skip: skip})
	for _, row := range rows {
		page.Orders = append(page.Orders, s.summary(q.OfUserRow(row)))
	}
	return db.Error(err)
}

func (s *Service) search(ctx context.Context, page *ListPage, shown []string, query string, skip int32) error {
	query = strings.ToValidUTF8(strings.ReplaceAll(query, "\x00", ""), "")
	digits := strings.NewReplacer(".", "", "-", "", "/", "", " ", "").Replace(strings.ToUpper(query))
	escaped := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(query)
	rows, err := q.New().Search(ctx, s.DB, q.SearchParams{
		Desks: shown, Exact: strings.TrimPrefix(query, "#"), Pattern: "%" + escaped + "%", Digits: digits, Most: pageSize, Skip: skip,
	})
	for _, r := range rows {
		page.Total = int(r.Found)
		page.Orders = append(page.Orders, s.summary(q.OfUserRow{
			ID: r.ID, Number: r.Number, Name: r.Name, City: r.City, Uf: r.Uf, State: r.State, PaymentState: r.PaymentState,
			FulfilmentState: r.FulfilmentState, PaymentMethod: r.PaymentMethod, ShippingName: r.ShippingName,
			TotalCents: r.TotalCents, PlacedAt: r.PlacedAt, PaidAt: r.PaidAt, TokenVersion: r.TokenVersion, Units: r.Units, Hold: r.Hold,
		}))
	}
	return db.Error(err)
}

// History is one page of an account's orders, the newest first.
type History struct {
	Orders             []Summary
	Total, Page, Pages int
}

// historySize is how many orders a page of a History shows.
const historySize = 20

// OfUser returns a page of an account's orders: those that it placed, and those
// of a guest that became its own. A page that does not exist is NotFound.
func (s *Service) OfUser(ctx context.Context, userID int64, page int) (History, error) {
	total, err := q.New().CountOfUser(ctx, s.DB, userID)
	if err != nil {
		return History{}, db.Error(err)
	}
	h := History{Total: int(total), Page: page, Pages: max(1, (int(total)+historySize-1)/historySize)}
	if page < 1 || page > h.Pages {
		return History{}, apperr.New(apperr.NotFound, "")
	}
	rows, err := q.New().OfUser(ctx, s.DB, q.OfUserParams{UserID: &userID, Most: historySize, Skip: int32((page - 1) * historySize)})
	for _, row := range rows {
		h.Orders = append(h.Orders, s.summary(row))
	}
	return h, db.Error(err)
}

// mostOfCustomer is how many orders the back office shows of a customer.
const mostOfCustomer = 200

// OfCustomer returns the newest orders of a customer, for staff: those of the
// account (0 for none), and the guest ones of the e-mail, which are marked.
func (s *Service) OfCustomer(ctx context.Context, userID int64, email string) ([]Summary, error) {
	rows, err := q.New().OfCustomer(ctx, s.DB, q.OfCustomerParams{UserID: userID, Email: email, Most: mostOfCustomer})
	list := make([]Summary, len(rows))
	for i, r := range rows {
		list[i] = s.summary(q.OfUserRow{
			ID: r.ID, Number: r.Number, Name: r.Name, City: r.City, Uf: r.Uf, State: r.State, PaymentState: r.PaymentState,
			FulfilmentState: r.FulfilmentState, PaymentMethod: r.PaymentMethod, ShippingName: r.ShippingName,
			TotalCents: r.TotalCents, PlacedAt: r.PlacedAt, PaidAt: r.PaidAt, TokenVersion: r.TokenVersion, Units: r.Units,
		})
		list[i].Guest, list[i].Claimed = r.Guest, r.Claimed
	}
	return list, db.Error(err)
}

func (s *Service) summary(r q.OfUserRow) Summary {
	return Summary{
		ID: r.ID, Number: *r.Number, Token: s.Tokens.sign(r.ID, r.TokenVersion), Name: r.Name, City: r.City, UF: r.Uf,
		State: r.State, PaymentState: r.PaymentState, FulfilmentState: r.FulfilmentState, Hold: r.Hold,
		PaymentMethod: payments.Method(r.PaymentMethod), ShippingName: r.ShippingName,
		Total: money.Cents(r.TotalCents), Units: int(r.Units), PlacedAt: r.PlacedAt, PaidAt: r.PaidAt,
	}
}
