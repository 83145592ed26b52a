package orders

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/cart"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/inventory"
	"tenaz/internal/money"
	"tenaz/internal/payments"
	"tenaz/internal/settings"
	"tenaz/internal/shipping"
	q "tenaz/queries/orders"
)

// Deps is what the service needs.
type Deps struct {
	DB        db.DB
	Clock     clock.Clock
	Tokens    Tokens
	BaseURL   string
	Cart      *cart.Service
	Inventory *inventory.Service
	Shipping  *shipping.Service
	Payments  *payments.Service
	Settings  *settings.Service
	Limits    Limits
	// Jobs takes mails and other later work, in the transaction that causes it.
	Jobs *river.Client[pgx.Tx]
}

// Service is the orders domain.
type Service struct{ Deps }

// New returns a Service.
func New(deps Deps) *Service { return &Service{deps} }

// PageURL is the absolute address of an order's page.
func (s *Service) PageURL(o Order) string { return s.BaseURL + "/orders/" + o.Token }

// ByToken returns the order whose page a token opens; NotFound for a forged or
// revoked one.
func (s *Service) ByToken(ctx context.Context, token string) (Order, error) {
	id, version, err := s.Tokens.read(token)
	if err != nil {
		return Order{}, err
	}
	row, err := q.New().Order(ctx, s.DB, id)
	if err != nil {
		return Order{}, db.Error(err)
	}
	if row.TokenVersion != version || row.Number == nil {
		return Order{}, apperr.New(apperr.NotFound, "error.order_link")
	}
	return s.withLines(ctx, s.DB, row)
}

// ByNumber returns the order of a number, for staff; NotFound if there is none.
func (s *Service) ByNumber(ctx context.Context, number int64) (Order, error) {
	row, err := q.New().OrderByNumber(ctx, s.DB, &number)
	if err != nil {
		return Order{}, db.Error(err)
	}
	return s.withLines(ctx, s.DB, row)
}

// ByID returns an order for the store's own jobs; NotFound if there is none.
func (s *Service) ByID(ctx context.Context, id int64) (Order, error) {
	row, err := q.New().Order(ctx, s.DB, id)
	if err != nil {
		return Order{}, db.Error(err)
	}
	return s.withLines(ctx, s.DB, row)
}

// Timeline returns what happened to an order, oldest first.
func (s *Service) Timeline(ctx context.Context, orderID int64) ([]Event, error) {
	rows, err := q.New().Events(ctx, s.DB, orderID)
	if err != nil {
		return nil, db.Error(err)
	}
	events := make([]Event, len(rows))
	for i, row := range rows {
		events[i] = Event{At: row.At, Kind: row.Kind, ActorKind: row.ActorKind, ActorName: row.ActorName}
		if err := json.Unmarshal(row.Data, &events[i].Data); err != nil {
			return nil, err
		}
	}
	return events, nil
}

func (s *Service) withLines(ctx context.Context, d db.DB, row q.Order) (Order, error) {
	order := s.fromRow(row)
	adjustments, err := q.New().Adjustments(ctx, d, row.ID)
	if err != nil {
		return Order{}, db.Error(err)
	}
	for _, a := range adjustments {
		order.Adjustments = append(order.Adjustments, Adjustment{Kind: a.Kind, Source: a.Source, Amount: a.AmountCents})
	}
	order.Lines, err = linesOf(ctx, d, row.ID)
	return order, err
}

func linesOf(ctx context.Context, d db.DB, orderID int64) ([]Line, error) {
	rows, err := q.New().Lines(ctx, d, orderID)
	if err != nil {
		return nil, db.Error(err)
	}
	lines := make([]Line, len(rows))
	for i, row := range rows {
		lines[i] = lineFromRow(row)
	}
	return lines, nil
}

func lineFromRow(l q.OrderLine) Line {
	return Line{
		ID: l.ID, ProductID: l.ProductID, VariantID: l.VariantID, Title: l.Title, Options: l.Options,
		SKU: l.Sku, ImageKey: l.ImageKey, UnitPrice: l.UnitPriceCents, Total: l.TotalCents,
		DiscountShare: l.DiscountCents, ShippingShare: l.ShippingCents,
		Quantity: int(l.Quantity), ShippedQuantity: int(l.ShippedQuantity),
		CancelledQuantity: int(l.CancelledQuantity), RefundedQuantity: int(l.RefundedQuantity),
	}
}

func (s *Service) fromRow(r q.Order) Order {
	o := Order{
		ID: r.ID, UserID: r.UserID, Token: s.Tokens.sign(r.ID, r.TokenVersion),
		State: r.State, CancelReason: r.CancelReason, PaymentState: r.PaymentState, FulfilmentState: r.FulfilmentState, Hold: r.Hold,
		Locale: r.Locale, Email: r.Email, Name: r.Name, Document: r.Document, CompanyName: r.CompanyName,
		StateRegistration: r.StateRegistration, Phone: r.Phone, Recipient: r.Recipient, PostalCode: r.PostalCode,
		Street: r.Street, NumberInStreet: r.NumberInStreet, Complement: r.Complement, District: r.District,
		City: r.City, UF: r.Uf, ShippingCode: r.ShippingCode, ShippingName: r.ShippingName,
		ShippingDaysMin: int(r.ShippingDaysMin), ShippingDaysMax: int(r.ShippingDaysMax),
		PaymentMethod: payments.Method(r.PaymentMethod), Items: r.ItemsCents, Discount: r.DiscountCents,
		Shipping: r.ShippingCents, Total: r.TotalCents, Paid: r.PaidCents, Refunded: r.RefundedCents,
		PlacedAt: r.PlacedAt, PaidAt: r.PaidAt, ShippedAt: r.ShippedAt, CancelledAt: r.CancelledAt,
		Version: int(r.Version), CartID: r.CartID, Claimed: r.Claimed,
	}
	if r.Number != nil {
		o.Number = *r.Number
	}
	return o
}

// recordTx adds an entry to the order's timeline. pairs are keys and values in
// turn: ids, amounts and states only.
func recordTx(ctx context.Context, tx pgx.Tx, by actor.Actor, now time.Time, orderID int64, kind string, pairs ...string) error {
	data := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		data[pairs[i]] = pairs[i+1]
	}
	raw, err := json.Marshal(data)
	if err != nil {
		return err
	}
	return db.Error(q.New().InsertEvent(ctx, tx, q.InsertEventParams{
		OrderID: orderID, At: now, Kind: kind, ActorKind: string(by.Kind), ActorID: by.ID, ActorName: by.Name, Data: raw,
	}))
}

func cents(values []money.Cents) []int64 {
	out := make([]int64, len(values))
	for i, v := range values {
		out[i] = int64(v)
	}
	return out
}
