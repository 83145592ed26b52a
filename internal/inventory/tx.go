package inventory

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/apperr"
	q "tenaz/queries/inventory"
)

// ReserveTx holds every want for the order until expiresAt, or nothing: if any
// does not fit, it returns *OutOfStock naming each short item and has written
// nothing. Two statements, whatever the number of wants.
func ReserveTx(ctx context.Context, tx pgx.Tx, orderID int64, wants []Want, expiresAt time.Time) error {
	for _, w := range wants {
		if w.Quantity < 1 {
			return fmt.Errorf("reserve %d units of variant %d", w.Quantity, w.VariantID)
		}
	}
	shelves, err := lock(ctx, tx, variantsOf(wants))
	if err != nil {
		return err
	}
	takes, lacks := allocate(shelves, wants)
	if len(lacks) > 0 {
		return &OutOfStock{Short: shortItems(wants, lacks)}
	}
	return insertTakes(ctx, tx, orderID, takes, &expiresAt)
}

// ExtendTx moves the expiry of what is still held to until; it never shortens
// it.
func ExtendTx(ctx context.Context, tx pgx.Tx, orderID int64, until time.Time) error {
	return q.New().Extend(ctx, tx, q.ExtendParams{OrderID: orderID, Until: until})
}

// CommitTx makes the order's hold final and removes its expiry. stillHeld is
// false when the hold had been released (then RetakeTx tries again); asking
// twice changes nothing. The caller holds the order's lock.
func CommitTx(ctx context.Context, tx pgx.Tx, orderID int64) (stillHeld bool, err error) {
	return q.New().Commit(ctx, tx, orderID)
}

// RetakeTx serves a payment that came after its hold had been released: what
// fits is reserved and committed at once, the rest is owed as a shortage. It
// returns what was short, by variant.
func RetakeTx(ctx context.Context, tx pgx.Tx, orderID int64, wants []Want, now time.Time) (short []ShortItem, err error) {
	shelves, err := lock(ctx, tx, variantsOf(wants))
	if err != nil {
		return nil, err
	}
	first := map[int64]int64{}
	for _, s := range shelves {
		if _, known := first[s.variantID]; !known {
			first[s.variantID] = s.locationID
		}
	}
	takes, lacks := allocate(shelves, wants)
	given := map[int64]bool{}
	for _, t := range takes {
		given[t.want.OrderLineID] = true
	}
	for _, l := range lacks {
		// A line that got nothing still has its row, to be filled when stock
		// comes.
		if location, known := first[l.want.VariantID]; known && !given[l.want.OrderLineID] {
			takes = append(takes, take{l.want, location, 0})
		}
	}
	if err := insertTakes(ctx, tx, orderID, takes, nil); err != nil {
		return nil, err
	}
	if len(lacks) == 0 {
		return nil, nil
	}
	owed := q.InsertShortagesParams{Cause: "late_payment", At: now}
	for _, l := range lacks {
		owed.OrderIds = append(owed.OrderIds, orderID)
		owed.OrderLineIds = append(owed.OrderLineIds, l.want.OrderLineID)
		owed.VariantIds = append(owed.VariantIds, l.want.VariantID)
		owed.Quantities = append(owed.Quantities, int32(l.quantity))
	}
	return shortItems(wants, lacks), q.New().InsertShortages(ctx, tx, owed)
}

// ReleaseTx gives back everything that the order still holds, committed or not,
// and closes its shortages. What is free then goes to those who are owed it, before
// anybody else can buy it; their orders are returned. Releasing twice changes
// nothing.
func ReleaseTx(ctx context.Context, tx pgx.Tx, orderID int64, now time.Time) (covered []int64, err error) {
	locked, err := q.New().LockLevelsOfOrder(ctx, tx, orderID)
	if err != nil {
		return nil, err
	}
	if err := q.New().Release(ctx, tx, orderID); err != nil {
		return nil, err
	}
	variants := make([]int64, len(locked))
	for i, l := range locked {
		variants[i] = l.VariantID
	}
	return coverFreeTx(ctx, tx, variants, now)
}

// coverFreeTx gives what is free of these variants, whose levels are locked, to
// open shortages, and returns the orders that got some.
func coverFreeTx(ctx context.Context, tx pgx.Tx, variantIDs []int64, now time.Time) (covered []int64, err error) {
	if len(variantIDs) == 0 {
		return nil, nil
	}
	short, err := q.New().ShortVariants(ctx, tx, variantIDs)
	if err != nil || len(short) == 0 {
		return nil, err
	}
	shelves, err := lock(ctx, tx, short)
	if err != nil {
		return nil, err
	}
	for i := range shelves {
		got, err := coverTx(ctx, tx, &shelves[i], now)
		if err != nil {
			return nil, err
		}
		covered = append(covered, got...)
	}
	slices.Sort(covered)
	return slices.Compact(covered), nil
}

// lock locks all levels of the variants in the one order and returns them.
func lock(ctx context.Context, tx pgx.Tx, variantIDs []int64) ([]shelf, error) {
	rows, err := q.New().LockLevels(ctx, tx, variantIDs)
	if err != nil {
		return nil, err
	}
	shelves := make([]shelf, len(rows))
	for i, r := range rows {
		shelves[i] = shelf{
			variantID: r.VariantID, locationID: r.LocationID, onHand: int(r.OnHand), reserved: int(r.Reserved),
			limit: int(r.BackorderLimit), position: int(r.Position), active: r.Active,
		}
	}
	return shelves, nil
}

// insertTakes writes reservations and raises their levels: held until
// expiresAt, or committed without one.
func insertTakes(ctx context.Context, tx pgx.Tx, orderID int64, takes []take, expiresAt *time.Time) error {
	if len(takes) == 0 {
		return nil
	}
	args := q.TakeParams{OrderID: orderID, State: "held", ExpiresAt: expiresAt}
	if expiresAt == nil {
		args.State = "committed"
	}
	for _, t := range takes {
		args.OrderLineIds = append(args.OrderLineIds, t.want.OrderLineID)
		args.VariantIds = append(args.VariantIds, t.want.VariantID)
		args.LocationIds = append(args.LocationIds, t.locationID)
		args.Quantities = append(args.Quantities, int32(t.quantity))
	}
	return q.New().Take(ctx, tx, args)
}

// errNotReserved refuses to ship what stock does not hold for the order.
func errNotReserved() error { return apperr.New(apperr.Conflict, "inventory.not_reserved") }
