package shipping

import (
	"context"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	q "tenaz/queries/shipping"
)

// Zones returns every zone with its ranges, the oldest first.
func (s *Service) Zones(ctx context.Context) ([]Zone, error) { return zonesOf(ctx, s.deps.DB, 0) }

// Zone returns one zone; NotFound if there is none.
func (s *Service) Zone(ctx context.Context, id int64) (Zone, error) {
	return zoneOf(ctx, s.deps.DB, id)
}

func zoneOf(ctx context.Context, d db.DB, id int64) (Zone, error) {
	if id < 1 {
		return Zone{}, apperr.New(apperr.NotFound, "")
	}
	list, err := zonesOf(ctx, d, id)
	if err != nil || len(list) == 0 {
		return Zone{}, orNotFound(err)
	}
	return list[0], nil
}

func orNotFound(err error) error {
	if err != nil {
		return err
	}
	return apperr.New(apperr.NotFound, "")
}

func zonesOf(ctx context.Context, d db.DB, id int64) ([]Zone, error) {
	rows, err := q.New().Zones(ctx, d, id)
	if err != nil {
		return nil, db.Error(err)
	}
	var list []Zone
	for _, r := range rows {
		if last := len(list) - 1; last < 0 || list[last].ID != r.ID {
			list = append(list, Zone{ID: r.ID, Name: r.Name, Version: int(r.Version)})
		}
		if r.FirstCep != nil && r.LastCep != nil {
			zone := &list[len(list)-1]
			zone.Ranges = append(zone.Ranges, Range{First: int(*r.FirstCep), Last: int(*r.LastCep)})
		}
	}
	return list, nil
}

// ZoneInput is a zone to save, with the version that the form showed; ID 0 makes
// a new one. Ranges are as ParseRanges reads them; none means that nothing is
// delivered by this zone.
type ZoneInput struct {
	ID      int64
	Version int
	Name    string
	Ranges  string
}

// SaveZone makes or changes a zone and returns its id. Conflict for a stale
// version; Invalid at "name" and "ranges", also for a postal code that another
// zone has.
func (s *Service) SaveZone(ctx context.Context, by actor.Actor, in ZoneInput) (int64, error) {
	var fields apperr.Fields
	in.Name = line(&fields, "name", in.Name)
	ranges, err := ParseRanges(in.Ranges)
	if invalid := fields.Err(); invalid != nil {
		if err != nil {
			fields.Add("ranges", "shipping.invalid.ranges")
		}
		return 0, fields.Err()
	}
	if err != nil {
		return 0, err
	}
	err = db.InTx(ctx, s.deps.DB, func(tx pgx.Tx) error {
		before := Zone{}
		if in.ID != 0 {
			row, err := q.New().LockZone(ctx, tx, in.ID)
			if err != nil {
				return db.Error(err)
			}
			if int(row.Version) != in.Version {
				return apperr.New(apperr.Conflict, "error.stale")
			}
			if before, err = zoneOf(ctx, tx, in.ID); err != nil {
				return err
			}
		}
		if err := s.storeZoneTx(ctx, tx, &in, ranges); err != nil {
			return err
		}
		after := Zone{ID: in.ID, Name: in.Name, Version: before.Version + 1, Ranges: ranges}
		return s.auditTx(ctx, tx, by, "shipping.zone_saved", "shipping_zone", in.ID, before, after)
	})
	return in.ID, refusedName(err)
}

func (s *Service) storeZoneTx(ctx context.Context, tx pgx.Tx, in *ZoneInput, ranges []Range) error {
	var firsts, lasts []int32
	for _, r := range ranges {
		firsts, lasts = append(firsts, int32(r.First)), append(lasts, int32(r.Last))
	}
	other, err := q.New().Overlapping(ctx, tx, q.OverlappingParams{Firsts: firsts, Lasts: lasts, ZoneID: in.ID})
	if err == nil {
		var fields apperr.Fields
		taken := Range{First: int(other.FirstCep), Last: int(other.LastCep)}
		fields.Add("ranges", "shipping.invalid.taken", "Zone", other.Name, "Range", taken.String())
		return fields.Err()
	}
	if !apperr.Is(db.Error(err), apperr.NotFound) {
		return err
	}
	if in.ID == 0 {
		in.ID, err = q.New().InsertZone(ctx, tx, in.Name)
	} else {
		err = q.New().UpdateZone(ctx, tx, q.UpdateZoneParams{ID: in.ID, Name: in.Name})
	}
	if err != nil {
		return err
	}
	if err := q.New().DeleteRanges(ctx, tx, in.ID); err != nil || len(ranges) == 0 {
		return err
	}
	return q.New().InsertRanges(ctx, tx, q.InsertRangesParams{ZoneID: in.ID, Firsts: firsts, Lasts: lasts})
}

// refusedName says that two zones cannot have one name, or one postal code that
// another one has just taken.
func refusedName(err error) error {
	var fields apperr.Fields
	switch {
	case db.Violates(err, "shipping_zones_name_key"):
		fields.Add("name", "shipping.invalid.name_taken")
	case db.Violates(err, "shipping_zone_ranges_overlap_excl"):
		fields.Add("ranges", "shipping.invalid.ranges")
	default:
		return err
	}
	return fields.Err()
}
