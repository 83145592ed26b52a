package inventory

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	q "tenaz/queries/inventory"
)

// GiveBackTx takes units back that an order will not get after all: first those
// that are owed as a shortage, then committed ones. Units that are neither are
// not the order's, and the answer is a Conflict. What is free then goes to those who
// are owed it; their orders are returned. Nobody else's hold changes.
func GiveBackTx(ctx context.Context, tx pgx.Tx, orderID int64, lines []Want, now time.Time) (covered []int64, err error) {
	if _, err := q.New().LockLevelsOfOrder(ctx, tx, orderID); err != nil {
		return nil, err
	}
	ids := make([]int64, len(lines))
	for i, line := range lines {
		ids[i] = line.OrderLineID
	}
	owed, err := q.New().ShortagesOfLines(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	reserved, err := q.New().CommittedOfOrder(ctx, tx, orderID)
	if err != nil {
		return nil, err
	}
	args := q.GiveBackParams{At: now}
	for _, line := range lines {
		left := line.Quantity
		for i := range owed {
			short := &owed[i]
			n := min(left, int(short.Quantity))
			if short.OrderLineID != line.OrderLineID || n == 0 {
				continue
			}
			left -= n
			short.Quantity -= int32(n)
			if err := q.New().ForgiveShortage(ctx, tx, q.ForgiveShortageParams{ID: short.ID, Units: int32(n), At: now}); err != nil {
				return nil, err
			}
		}
		for i := range reserved {
			r := &reserved[i]
			n := min(left, int(r.Quantity))
			if r.OrderLineID != line.OrderLineID || n == 0 {
				continue
			}
			left -= n
			r.Quantity -= int32(n)
			args.ReservationIds = append(args.ReservationIds, r.ID)
			args.VariantIds = append(args.VariantIds, r.VariantID)
			args.LocationIds = append(args.LocationIds, r.LocationID)
			args.Quantities = append(args.Quantities, int32(n))
		}
		if left > 0 {
			return nil, errNotReserved()
		}
	}
	if err := q.New().GiveBack(ctx, tx, args); err != nil {
		return nil, err
	}
	if err := q.New().EndEmpty(ctx, tx, orderID); err != nil {
		return nil, err
	}
	return coverFreeTx(ctx, tx, variantsOf(lines), now)
}

// ReturnTx puts shipped units back on the first location's shelf, with one
// 'return' movement a line and the refund as its document. Open shortages are
// served from them; the orders that got some are returned.
func ReturnTx(ctx context.Context, tx pgx.Tx, by actor.Actor, refundID int64, lines []Want, now time.Time) (covered []int64, err error) {
	location, err := q.New().FirstLocation(ctx, tx)
	if err != nil {
		return nil, err
	}
	variants := variantsOf(lines)
	slices.Sort(variants)
	for _, id := range slices.Compact(variants) {
		if err := q.New().EnsureLevel(ctx, tx, q.EnsureLevelParams{VariantID: id, LocationID: location}); err != nil {
			return nil, err
		}
	}
	shelves, err := lock(ctx, tx, variants)
	if err != nil {
		return nil, err
	}
	var back movements
	for _, line := range lines {
		onHand, err := q.New().RaiseOnHand(ctx, tx, q.RaiseOnHandParams{
			VariantID: line.VariantID, LocationID: location, Units: int32(line.Quantity), At: now,
		})
		if err != nil {
			return nil, err
		}
		back.add(line.OrderLineID, levelKey{line.VariantID, location}, line.Quantity, int(onHand))
		for i := range shelves {
			if s := &shelves[i]; s.variantID == line.VariantID && s.locationID == location {
				s.onHand = int(onHand)
			}
		}
	}
	for i := range shelves {
		if shelves[i].locationID == location {
			got, err := coverTx(ctx, tx, &shelves[i], now)
			if err != nil {
				return nil, err
			}
			covered = append(covered, got...)
		}
	}
	slices.Sort(covered)
	return slices.Compact(covered), back.insert(ctx, tx, by, q.InsertMovementsParams{At: now, Reason: "return", DocumentKind: "refund", DocumentID: refundID})
}
