package shipping

import (
	"context"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	q "tenaz/queries/shipping"
)

// Offers returns every service, also those that are off, in the shop's order.
func (s *Service) Offers(ctx context.Context) ([]Offer, error) {
	rows, err := q.New().Offers(ctx, s.deps.DB)
	if err != nil {
		return nil, db.Error(err)
	}
	list := make([]Offer, len(rows))
	for i, r := range rows {
		list[i] = Offer{
			ID: r.ID, Code: r.Code, Name: r.Name, Carrier: r.Carrier, TrackingURL: r.TrackingUrl, CubicDivisor: int(r.CubicDivisor),
			Position: int(r.Position), Active: r.Active, Version: int(r.Version), ZoneCount: int(r.Zones),
		}
	}
	return list, nil
}

// Offer returns one service; NotFound if there is none.
func (s *Service) Offer(ctx context.Context, id int64) (Offer, error) {
	r, err := q.New().Offer(ctx, s.deps.DB, id)
	return toOffer(r), db.Error(err)
}

func toOffer(r q.ShippingService) Offer {
	return Offer{
		ID: r.ID, Code: r.Code, Name: r.Name, Carrier: r.Carrier, TrackingURL: r.TrackingUrl, CubicDivisor: int(r.CubicDivisor),
		Position: int(r.Position), Active: r.Active, Version: int(r.Version),
	}
}

// OfferInput is a service to save, with the version that the form showed.
type OfferInput struct {
	ID                         int64
	Version                    int
	Name, Carrier, TrackingURL string
	CubicDivisor, Position     int
	Active                     bool
}

// SaveOffer changes a service; one that is off is no longer offered, and what was
// sent by it stays as it is. Conflict for a stale version, Invalid by field.
func (s *Service) SaveOffer(ctx context.Context, by actor.Actor, in OfferInput) error {
	in, err := in.check()
	if err != nil {
		return err
	}
	return db.InTx(ctx, s.deps.DB, func(tx pgx.Tx) error {
		row, err := lockOffer(ctx, tx, in.ID, in.Version)
		if err != nil {
			return err
		}
		before := toOffer(row)
		after := before
		after.Name, after.Carrier, after.TrackingURL = in.Name, in.Carrier, in.TrackingURL
		after.CubicDivisor, after.Position, after.Active = in.CubicDivisor, in.Position, in.Active
		if after == before {
			return nil
		}
		err = q.New().UpdateOffer(ctx, tx, q.UpdateOfferParams{
			ID: in.ID, Name: in.Name, Carrier: in.Carrier, TrackingUrl: in.TrackingURL, CubicDivisor: int32(in.CubicDivisor),
			Position: int32(in.Position), Active: in.Active,
		})
		if err != nil {
			return err
		}
		return s.auditTx(ctx, tx, by, "shipping.service_saved", "shipping_service", in.ID, before, after)
	})
}

func lockOffer(ctx context.Context, tx pgx.Tx, id int64, version int) (q.ShippingService, error) {
	row, err := q.New().LockOffer(ctx, tx, id)
	if err != nil {
		return row, db.Error(err)
	}
	if int(row.Version) != version {
		return row, apperr.New(apperr.Conflict, "error.stale")
	}
	return row, nil
}

func (s *Service) auditTx(ctx context.Context, tx pgx.Tx, by actor.Actor, action, kind string, id int64, before, after any) error {
	return audit.RecordTx(ctx, tx, by, s.deps.Clock.Now(), audit.Entry{
		Action: action, SubjectKind: kind, SubjectID: id, Before: before, After: after,
	})
}

// Rates returns what a service costs to a zone, the lightest band first.
func (s *Service) Rates(ctx context.Context, offerID, zoneID int64) ([]Rate, error) {
	return ratesOf(ctx, s.deps.DB, offerID, zoneID)
}

func ratesOf(ctx context.Context, d db.DB, offerID, zoneID int64) ([]Rate, error) {
	rows, err := q.New().RatesOf(ctx, d, q.RatesOfParams{ServiceID: offerID, ZoneID: zoneID})
	if err != nil {
		return nil, db.Error(err)
	}
	list := make([]Rate, len(rows))
	for i, r := range rows {
		list[i] = Rate{MaxGrams: int(r.MaxGrams), Price: r.PriceCents, DaysMin: int(r.DaysMin), DaysMax: int(r.DaysMax)}
	}
	return list, nil
}

// RateInput is a rate with the row of the form that it stands in.
type RateInput struct {
	Rate
	Row int
}

// RatesInput are all rates of a service to a zone; none means that it does not go
// there. Version is the service's.
type RatesInput struct {
	OfferID, ZoneID int64
	Version         int
	Rates           []RateInput
}

// SaveRates replaces the rates of a service to a zone. Whoever is in the checkout
// is told that the freight changed. Conflict for a stale version, Invalid by
// field and row.
func (s *Service) SaveRates(ctx context.Context, by actor.Actor, in RatesInput) error {
	rates, err := checkRates(in.Rates)
	if err != nil {
		return err
	}
	return db.InTx(ctx, s.deps.DB, func(tx pgx.Tx) error {
		if _, err := lockOffer(ctx, tx, in.OfferID, in.Version); err != nil {
			return err
		}
		if _, err := q.New().LockZone(ctx, tx, in.ZoneID); err != nil {
			return db.Error(err)
		}
		before, err := ratesOf(ctx, tx, in.OfferID, in.ZoneID)
		if err != nil {
			return err
		}
		if err := replaceTx(ctx, tx, in.OfferID, in.ZoneID, rates); err != nil {
			return err
		}
		if err := q.New().RaiseOffers(ctx, tx, []int64{in.OfferID}); err != nil {
			return err
		}
		return s.auditTx(ctx, tx, by, "shipping.rates_saved", "shipping_service", in.OfferID,
			map[string]any{"zone": in.ZoneID, "rates": before}, map[string]any{"zone": in.ZoneID, "rates": rates})
	})
}

func replaceTx(ctx context.Context, tx pgx.Tx, offerID, zoneID int64, rates []Rate) error {
	if err := q.New().DeleteRates(ctx, tx, q.DeleteRatesParams{ServiceID: offerID, ZoneID: zoneID}); err != nil {
		return err
	}
	var p q.InsertRatesParams
	for _, r := range rates {
		p.ServiceIds, p.ZoneIds = append(p.ServiceIds, offerID), append(p.ZoneIds, zoneID)
		p.Grams, p.Prices = append(p.Grams, int32(r.MaxGrams)), append(p.Prices, int64(r.Price))
		p.DaysMins, p.DaysMaxs = append(p.DaysMins, int32(r.DaysMin)), append(p.DaysMaxs, int32(r.DaysMax))
	}
	if len(rates) == 0 {
		return nil
	}
	return q.New().InsertRates(ctx, tx, p)
}
