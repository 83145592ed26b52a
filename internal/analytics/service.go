package analytics

import (
	"context"
	"time"

	"tenaz/internal/db"
	"tenaz/internal/i18n"
	"tenaz/internal/money"
	q "tenaz/queries/analytics"
)

// listed is how many products a list of the dashboard shows.
const listed = 8

// Deps are what Service needs.
type Deps struct {
	DB db.DB
}

// Service reads figures; it writes nothing.
type Service struct{ Deps }

// New returns a Service.
func New(d Deps) *Service { return &Service{d} }

// Dashboard returns the figures of the 30 days up to now.
func (s *Service) Dashboard(ctx context.Context, now time.Time) (Dashboard, error) {
	from, middle, until := periods(now, i18n.Zone())
	byDay, err := s.figures(ctx, from, until)
	if err != nil {
		return Dashboard{}, db.Error(err)
	}
	var d Dashboard
	for at := from; at.Before(until); at = at.AddDate(0, 0, 1) {
		day := Day{At: at, Totals: byDay[at.Format(time.DateOnly)]}
		if at.Before(middle) {
			d.Before, d.Then = append(d.Before, day), d.Then.plus(day.Totals)
		} else {
			d.Days, d.Now = append(d.Days, day), d.Now.plus(day.Totals)
		}
	}
	if d.ByUnits, err = s.sellers(ctx, middle, until, false); err != nil {
		return Dashboard{}, db.Error(err)
	}
	if d.ByRevenue, err = s.sellers(ctx, middle, until, true); err != nil {
		return Dashboard{}, db.Error(err)
	}
	low, err := q.New().LowStock(ctx, s.DB, q.LowStockParams{Threshold: LowStock, Most: listed})
	if err != nil {
		return Dashboard{}, db.Error(err)
	}
	for _, r := range low {
		d.LowStockCount = int(r.Found)
		d.LowStock = append(d.LowStock, Stock{VariantID: r.VariantID, SKU: r.Sku, Title: r.Title, Available: int(r.Available)})
	}
	toShip, err := q.New().ToShip(ctx, s.DB)
	if err != nil {
		return Dashboard{}, db.Error(err)
	}
	d.ToShip = int(toShip)
	return d, nil
}

// figures returns the totals of each day that has any, by its date.
func (s *Service) figures(ctx context.Context, from, until time.Time) (map[string]Totals, error) {
	rows, err := q.New().SalesByDay(ctx, s.DB, q.SalesByDayParams{Zone: i18n.Zone().String(), Since: from, Until: until})
	if err != nil {
		return nil, db.Error(err)
	}
	byDay := make(map[string]Totals, len(rows))
	for _, r := range rows {
		byDay[r.Day] = Totals{
			Sales: money.Cents(r.SalesCents), Refunds: money.Cents(r.RefundedCents), Orders: int(r.Orders), Units: int(r.Units),
		}
	}
	return byDay, nil
}

func (s *Service) sellers(ctx context.Context, from, until time.Time, byRevenue bool) ([]Seller, error) {
	rows, err := q.New().BestSellers(ctx, s.DB, q.BestSellersParams{Since: from, Until: until, ByRevenue: byRevenue, Most: listed})
	if err != nil {
		return nil, db.Error(err)
	}
	list := make([]Seller, len(rows))
	for i, r := range rows {
		list[i] = Seller{ProductID: r.ID, Title: r.Title, Slug: r.Slug, Units: int(r.Units), Revenue: money.Cents(r.RevenueCents)}
	}
	return list, nil
}
