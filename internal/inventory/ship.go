package inventory

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	q "tenaz/queries/inventory"
)

// ShipTx takes the lines' units out of stock: on_hand and reserved fall
// together, and each line writes one 'sale' movement a location, with the
// shipment as its document. What is not committed for the order, or owed as a
// shortage, cannot be shipped: the answer is a Conflict and nothing is written.
func ShipTx(ctx context.Context, tx pgx.Tx, by actor.Actor, orderID, shipmentID int64, lines []Want, now time.Time) error {
	locked, err := q.New().LockLevelsOfOrder(ctx, tx, orderID)
	if err != nil {
		return err
	}
	onHand := make(map[levelKey]int, len(locked))
	for _, l := range locked {
		onHand[levelKey{l.VariantID, l.LocationID}] = int(l.OnHand)
	}
	reserved, err := q.New().CommittedOfOrder(ctx, tx, orderID)
	if err != nil {
		return err
	}
	args := q.ShipParams{At: now}
	var sales movements
	for _, line := range lines {
		left := line.Quantity
		for i := range reserved {
			r := &reserved[i]
			if r.OrderLineID != line.OrderLineID || left == 0 || r.Quantity == 0 {
				continue
			}
			n := min(left, int(r.Quantity))
			left -= n
			r.Quantity -= int32(n)
			args.ReservationIds = append(args.ReservationIds, r.ID)
			args.VariantIds = append(args.VariantIds, r.VariantID)
			args.LocationIds = append(args.LocationIds, r.LocationID)
			args.Quantities = append(args.Quantities, int32(n))
			key := levelKey{r.VariantID, r.LocationID}
			onHand[key] -= n
			if onHand[key] < 0 {
				return apperr.New(apperr.Conflict, "inventory.not_on_hand")
			}
			sales.add(line.OrderLineID, key, -n, onHand[key])
		}
		if left > 0 || line.Quantity < 1 {
			return errNotReserved()
		}
	}
	if err := q.New().Ship(ctx, tx, args); err != nil {
		return err
	}
	if err := q.New().Fulfil(ctx, tx, orderID); err != nil {
		return err
	}
	return sales.insert(ctx, tx, by, q.InsertMovementsParams{At: now, Reason: "sale", DocumentKind: "shipment", DocumentID: shipmentID})
}

// OpeningTx gives new variants their first stock, at the first location, with
// an 'opening' movement each. A variant that has a level already is left alone.
func OpeningTx(ctx context.Context, tx pgx.Tx, by actor.Actor, now time.Time, openings []Opening) error {
	if len(openings) == 0 {
		return nil
	}
	args := q.OpenLevelsParams{At: now}
	for _, o := range openings {
		if o.Quantity < 0 || o.Quantity > MaxOnHand {
			return apperr.New(apperr.Invalid, "inventory.quantity")
		}
		args.VariantIds = append(args.VariantIds, o.VariantID)
		args.Quantities = append(args.Quantities, int32(o.Quantity))
	}
	opened, err := q.New().OpenLevels(ctx, tx, args)
	if err != nil {
		return err
	}
	var first movements
	for _, o := range opened {
		if o.OnHand > 0 {
			first.add(o.VariantID, levelKey{o.VariantID, o.LocationID}, int(o.OnHand), int(o.OnHand))
		}
	}
	return first.insert(ctx, tx, by, q.InsertMovementsParams{At: now, Reason: "opening"})
}

// levelKey names a level.
type levelKey struct{ variantID, locationID int64 }

// movements gathers ledger entries for one insert.
type movements struct {
	of               []int64
	keys             []levelKey
	deltas, balances []int32
}

// add records a change of a level for one line (or whatever it is of); a second
// change of the same line at the same level joins the first if nothing came in
// between.
func (m *movements) add(of int64, key levelKey, delta, balance int) {
	if last := len(m.of) - 1; last >= 0 && m.of[last] == of && m.keys[last] == key {
		m.deltas[last] += int32(delta)
		m.balances[last] = int32(balance)
		return
	}
	m.of = append(m.of, of)
	m.keys = append(m.keys, key)
	m.deltas = append(m.deltas, int32(delta))
	m.balances = append(m.balances, int32(balance))
}

func (m *movements) insert(ctx context.Context, tx pgx.Tx, by actor.Actor, args q.InsertMovementsParams) error {
	if len(m.of) == 0 {
		return nil
	}
	for _, key := range m.keys {
		args.VariantIds = append(args.VariantIds, key.variantID)
		args.LocationIds = append(args.LocationIds, key.locationID)
	}
	args.Deltas, args.Balances = m.deltas, m.balances
	args.ActorKind, args.ActorID, args.ActorName = string(by.Kind), by.ID, by.Name
	return q.New().InsertMovements(ctx, tx, args)
}
