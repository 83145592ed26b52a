package inventory

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/db"
	q "tenaz/queries/inventory"
)

// AcceptTx decides that an order waits for all that it is owed now, and returns
// how many units nobody had decided about. The caller holds the order's lock.
func AcceptTx(ctx context.Context, tx pgx.Tx, orderID int64, now time.Time) (units int, err error) {
	n, err := q.New().AcceptShortages(ctx, tx, q.AcceptShortagesParams{OrderID: orderID, At: now})
	return int(n), db.Error(err)
}

// ShortagesTx returns what an order is owed, one entry a line. The caller holds
// the order's lock.
func ShortagesTx(ctx context.Context, tx pgx.Tx, orderID int64) ([]Shortage, error) {
	return shortagesOf(ctx, tx, []int64{orderID})
}

// StillOwedTx says which of these orders are owed units now.
func StillOwedTx(ctx context.Context, tx pgx.Tx, orderIDs []int64) (map[int64]bool, error) {
	if len(orderIDs) == 0 {
		return nil, nil
	}
	ids, err := q.New().OrdersOwed(ctx, tx, orderIDs)
	short := make(map[int64]bool, len(ids))
	for _, id := range ids {
		short[id] = true
	}
	return short, db.Error(err)
}

// Owed is an order with the units that it is owed.
type Owed struct {
	OrderID, Number int64
	Version         int
	PlacedAt        time.Time
	Items           []OwedItem
}

// Decided reports whether staff let the customer wait for all of it.
func (o Owed) Decided() bool {
	for _, item := range o.Items {
		if !item.Accepted {
			return false
		}
	}
	return true
}

// OwedItem is a line's owed units. Cause is 'late_payment' or 'count'.
type OwedItem struct {
	VariantID           int64
	Title, Options, SKU string
	Quantity            int
	Cause               string
	Since               time.Time
	Accepted            bool
}

// maxOwed is the most entries that Owed reads.
const maxOwed = 500

// Owed lists the orders that are owed units: those to decide about first, then
// the oldest shortage.
func (s *Service) Owed(ctx context.Context) ([]Owed, error) {
	rows, err := q.New().Owed(ctx, s.deps.DB, maxOwed)
	if err != nil {
		return nil, db.Error(err)
	}
	var list []Owed
	for _, r := range rows {
		if len(list) == 0 || list[len(list)-1].OrderID != r.OrderID {
			list = append(list, Owed{OrderID: r.OrderID, Number: r.Number, Version: int(r.Version), PlacedAt: r.PlacedAt})
		}
		last := &list[len(list)-1]
		last.Items = append(last.Items, OwedItem{
			VariantID: r.VariantID, Title: r.Title, Options: r.Options, SKU: r.Sku, Quantity: int(r.Quantity),
			Cause: r.Cause, Since: r.CreatedAt, Accepted: r.Accepted,
		})
	}
	return list, nil
}
