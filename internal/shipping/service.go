package shipping

import (
	"context"
	"strconv"

	"tenaz/internal/clock"
	"tenaz/internal/contact"
	"tenaz/internal/db"
	q "tenaz/queries/shipping"
)

// Deps are what the service needs.
type Deps struct {
	DB db.DB
	// Clock dates what staff change.
	Clock clock.Clock
}

// Service quotes freight and reads shipments.
type Service struct {
	deps Deps
}

// New returns the service.
func New(deps Deps) *Service { return &Service{deps: deps} }

// Quote returns the ways to send the items to a CEP, the cheapest first. None
// means that the store does not deliver there (or that it is no CEP). One query.
func (s *Service) Quote(ctx context.Context, d db.DB, cep string, items []Item) ([]Option, error) {
	digits, valid := contact.ParseCEP(cep)
	if !valid || len(items) == 0 {
		return nil, nil
	}
	number, err := strconv.ParseInt(digits, 10, 32)
	if err != nil {
		return nil, err
	}
	rows, err := q.New().Rates(ctx, d, int32(number))
	if err != nil {
		return nil, err
	}
	var tariffs []tariff
	for _, r := range rows {
		if last := len(tariffs) - 1; last < 0 || tariffs[last].code != r.Code {
			tariffs = append(tariffs, tariff{code: r.Code, name: r.Name, carrier: r.Carrier, cubicDivisor: int(r.CubicDivisor)})
		}
		t := &tariffs[len(tariffs)-1]
		t.bands = append(t.bands, band{int(r.MaxGrams), r.PriceCents, int(r.DaysMin), int(r.DaysMax)})
	}
	return quote(tariffs, items), nil
}

// Services returns the services that the shop sells, in its order.
func (s *Service) Services(ctx context.Context) ([]Carriage, error) {
	rows, err := q.New().Services(ctx, s.deps.DB)
	if err != nil {
		return nil, err
	}
	services := make([]Carriage, len(rows))
	for i, r := range rows {
		services[i] = Carriage{Code: r.Code, Name: r.Name, Carrier: r.Carrier}
	}
	return services, nil
}

// OfOrder returns an order's shipments with their lines, the first first.
func (s *Service) OfOrder(ctx context.Context, orderID int64) ([]Shipment, error) {
	rows, err := q.New().ShipmentsOfOrder(ctx, s.deps.DB, orderID)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	shipments, ids, at := make([]Shipment, len(rows)), make([]int64, len(rows)), map[int64]int{}
	for i, r := range rows {
		shipments[i], ids[i], at[r.ID] = toShipment(r), r.ID, i
	}
	lines, err := q.New().LinesOfShipments(ctx, s.deps.DB, ids)
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		of := &shipments[at[l.ShipmentID]]
		of.Lines = append(of.Lines, ShipmentLine{OrderLineID: l.OrderLineID, Quantity: int(l.Quantity)})
	}
	return shipments, nil
}

func toShipment(r q.Shipment) Shipment {
	return Shipment{
		ID: r.ID, OrderID: r.OrderID, ServiceCode: r.ServiceCode, Carrier: r.Carrier,
		TrackingCode: r.TrackingCode, TrackingURL: r.TrackingUrl, State: r.State,
		ShippedAt: r.ShippedAt, DeliveredAt: r.DeliveredAt,
	}
}
