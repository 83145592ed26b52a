package inventory

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	q "tenaz/queries/inventory"
)

// maxNote is the length of an adjustment's note in characters.
const maxNote = 500

// AdjustInput changes a level by hand. Quantity is the number that was counted
// for Count, the units that came for Received, the units that went for Damage
// and Loss (with or without a minus), and the signed difference for Correction.
// LocationID 0 is the first location. SeenOnHand is the number on hand that the
// adjustment was decided upon: where it is no longer true, nothing is changed and
// the answer is a Conflict, so that a form sent twice counts once. Nil is for
// whoever has not looked.
type AdjustInput struct {
	VariantID, LocationID int64
	Reason                string
	Quantity              int
	Note                  string
	SeenOnHand            *int
}

// Adjust changes on_hand with a movement and an audit entry and returns the
// level. When fewer units are left than are reserved, the newest reservations
// give way and become shortages; when units come, open shortages are covered
// first, the oldest first, before anybody else can buy them. All of it is one
// transaction, so that reserved never exceeds what there is.
func (s *Service) Adjust(ctx context.Context, by actor.Actor, in AdjustInput) (Level, error) {
	if err := in.validate(); err != nil {
		return Level{}, err
	}
	var level Level
	err := db.InTx(ctx, s.deps.DB, func(tx pgx.Tx) error {
		if err := s.adjustTx(ctx, tx, by, &in); err != nil {
			return err
		}
		levels, err := levelsOf(ctx, tx, in.VariantID)
		if err != nil {
			return err
		}
		for _, l := range levels {
			if l.LocationID == in.LocationID {
				level = l
			}
		}
		return nil
	})
	return level, err
}

func (in AdjustInput) validate() error {
	var f apperr.Fields
	if !slices.Contains(Reasons, in.Reason) {
		f.Add("reason", "inventory.reason")
	}
	switch {
	case in.Quantity > MaxOnHand || in.Quantity < -MaxOnHand || (in.Reason == Count && in.Quantity < 0):
		f.Add("quantity", "inventory.quantity")
	case in.Reason == Received && in.Quantity < 0:
		f.Add("quantity", "inventory.received")
	case in.Reason != Count && in.Quantity == 0:
		f.Add("quantity", "inventory.delta")
	}
	if utf8.RuneCountInString(in.Note) > maxNote {
		f.Add("note", "inventory.note_long", "Max", maxNote)
	}
	return f.Err()
}

// after returns what is on hand once the adjustment is made.
func (in AdjustInput) after(onHand int) int {
	switch in.Reason {
	case Count:
		return in.Quantity
	case Damage, Loss:
		return onHand - max(in.Quantity, -in.Quantity)
	}
	return onHand + in.Quantity
}

func (s *Service) adjustTx(ctx context.Context, tx pgx.Tx, by actor.Actor, in *AdjustInput) error {
	now := s.deps.Clock.Now()
	if err := ensureLevel(ctx, tx, in); err != nil {
		return err
	}
	shelves, err := lock(ctx, tx, []int64{in.VariantID})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(shelves, func(s shelf) bool { return s.locationID == in.LocationID })
	if i < 0 {
		return fmt.Errorf("level of variant %d at location %d is missing", in.VariantID, in.LocationID)
	}
	level, before := &shelves[i], shelves[i]
	level.onHand = in.after(before.onHand)
	if in.SeenOnHand != nil && *in.SeenOnHand != before.onHand && level.onHand != before.onHand {
		return apperr.New(apperr.Conflict, "inventory.stale", "OnHand", before.onHand, "Seen", *in.SeenOnHand)
	}
	var f apperr.Fields
	switch {
	case level.onHand < 0:
		f.Add("quantity", "inventory.below_zero", "OnHand", before.onHand)
	case level.onHand > MaxOnHand:
		f.Add("quantity", "inventory.quantity")
	}
	if err := f.Err(); err != nil {
		return err
	}
	if err := cutTx(ctx, tx, level, now); err != nil {
		return err
	}
	if err := q.New().SetLevel(ctx, tx, q.SetLevelParams{
		VariantID: level.variantID, LocationID: level.locationID,
		OnHand: int32(level.onHand), Reserved: int32(level.reserved), UpdatedAt: now,
	}); err != nil {
		return err
	}
	if level.onHand > before.onHand {
		covered, err := coverTx(ctx, tx, level, now)
		if err != nil {
			return err
		}
		if len(covered) > 0 && s.deps.CoveredTx != nil {
			if err := s.deps.CoveredTx(ctx, tx, by, covered, now); err != nil {
				return err
			}
		}
	}
	if level.onHand != before.onHand {
		var entry movements
		entry.add(in.VariantID, levelKey{in.VariantID, in.LocationID}, level.onHand-before.onHand, level.onHand)
		args := q.InsertMovementsParams{At: now, Reason: in.Reason, Note: strings.TrimSpace(in.Note)}
		if err := entry.insert(ctx, tx, by, args); err != nil {
			return err
		}
	}
	return audit.RecordTx(ctx, tx, by, now, audit.Entry{
		Action: "stock.adjusted", SubjectKind: "variant", SubjectID: in.VariantID,
		Before: auditState(before, ""), After: auditState(*level, in.Reason),
	})
}

// ensureLevel makes sure that there is a level to adjust: a variant that was
// never stocked, or not at this location, gets one.
func ensureLevel(ctx context.Context, tx pgx.Tx, in *AdjustInput) error {
	if in.LocationID == 0 {
		first, err := q.New().FirstLocation(ctx, tx)
		if err != nil {
			return err
		}
		in.LocationID = first
	}
	err := q.New().EnsureLevel(ctx, tx, q.EnsureLevelParams{VariantID: in.VariantID, LocationID: in.LocationID})
	if db.Violates(err, "stock_levels_variant_id_fkey") || db.Violates(err, "stock_levels_location_id_fkey") {
		return apperr.Wrap(apperr.NotFound, err, "")
	}
	return err
}

// cutTx lowers the newest reservations of a level until the rest fits, and owes
// their units as shortages. Their rows stay, so that the order line finds its
// units again when stock comes.
func cutTx(ctx context.Context, tx pgx.Tx, level *shelf, now time.Time) error {
	excess := level.reserved - (level.onHand + level.limit)
	if excess <= 0 {
		return nil
	}
	active, err := q.New().ActiveReservations(ctx, tx, q.ActiveReservationsParams{VariantID: level.variantID, LocationID: level.locationID})
	if err != nil {
		return err
	}
	owed := q.InsertShortagesParams{Cause: "count", At: now}
	var cut q.LowerReservationsParams
	for _, r := range active {
		n := min(excess, int(r.Quantity))
		if n == 0 {
			break
		}
		excess -= n
		level.reserved -= n
		cut.Ids = append(cut.Ids, r.ID)
		cut.Quantities = append(cut.Quantities, int32(n))
		owed.OrderIds = append(owed.OrderIds, r.OrderID)
		owed.OrderLineIds = append(owed.OrderLineIds, r.OrderLineID)
		owed.VariantIds = append(owed.VariantIds, level.variantID)
		owed.Quantities = append(owed.Quantities, int32(n))
	}
	if err := q.New().LowerReservations(ctx, tx, cut); err != nil {
		return err
	}
	return q.New().InsertShortages(ctx, tx, owed)
}

// coverTx gives what is free at the level to open shortages, the oldest first, and
// returns the orders that got some, in the order of their ids.
func coverTx(ctx context.Context, tx pgx.Tx, level *shelf, now time.Time) (orders []int64, err error) {
	if level.free() == 0 {
		return nil, nil
	}
	open, err := q.New().OpenShortages(ctx, tx, level.variantID)
	if err != nil {
		return nil, err
	}
	for _, short := range open {
		n := min(level.free(), int(short.Quantity))
		if n == 0 {
			break
		}
		covered, err := q.New().CoverShortage(ctx, tx, q.CoverShortageParams{
			ID: short.ID, OrderLineID: short.OrderLineID, LocationID: level.locationID, Quantity: int32(n), At: now,
		})
		if err != nil {
			return nil, err
		}
		level.reserved += n * int(covered)
		if covered > 0 {
			orders = append(orders, short.OrderID)
		}
	}
	slices.Sort(orders)
	return slices.Compact(orders), q.New().SetLevel(ctx, tx, q.SetLevelParams{
		VariantID: level.variantID, LocationID: level.locationID,
		OnHand: int32(level.onHand), Reserved: int32(level.reserved), UpdatedAt: now,
	})
}

type auditLevel struct {
	LocationID int64  `json:"location_id"`
	OnHand     int    `json:"on_hand"`
	Reserved   int    `json:"reserved"`
	Reason     string `json:"reason,omitempty"`
}

func auditState(s shelf, reason string) auditLevel {
	return auditLevel{LocationID: s.locationID, OnHand: s.onHand, Reserved: s.reserved, Reason: reason}
}
