package orders

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"tenaz/internal/apperr"
	"tenaz/internal/db"
	q "tenaz/queries/orders"
)

// MaxPack is how many packing slips are made at once.
const MaxPack = 100

// The message ids of the refusals of ToPack.
const (
	// ErrPackNone: no order was named.
	ErrPackNone = "error.pack_none"
	// ErrPackMany: more than MaxPack were.
	ErrPackMany = "error.pack_many"
	// ErrPack: an order has nothing to be packed; the message names it.
	ErrPack = "error.pack"
)

// Packable reports whether the order is paid, not held, and has units that are
// still to be sent.
func (o Order) Packable() bool {
	return o.State == StateOpen && !o.Held() && (o.PaymentState == Paid || o.PaymentState == PartiallyRefunded) &&
		slices.ContainsFunc(o.Lines, func(l Line) bool { return l.ToShip() > 0 })
}

// Packable reports whether the order may have units that are still to be sent.
func (o Summary) Packable() bool {
	return o.State == StateOpen && o.Hold == "" && (o.PaymentState == Paid || o.PaymentState == PartiallyRefunded) &&
		(o.FulfilmentState == Unfulfilled || o.FulfilmentState == Partial)
}

// ToPack returns the orders of these numbers with their lines, by number, for
// their packing slips; two queries, however many they are. All or none: an
// order that is not paid, cancelled or sent already refuses the whole with
// Conflict and ErrPack, none or too many are Invalid, an unknown one is NotFound.
func (s *Service) ToPack(ctx context.Context, numbers []int64) ([]Order, error) {
	numbers = slices.Compact(slices.Sorted(slices.Values(numbers)))
	switch {
	case len(numbers) == 0:
		return nil, apperr.New(apperr.Invalid, ErrPackNone)
	case len(numbers) > MaxPack:
		return nil, apperr.New(apperr.Invalid, ErrPackMany, "Max", MaxPack)
	}
	list, err := s.byNumbers(ctx, numbers)
	if err != nil {
		return nil, err
	}
	if len(list) < len(numbers) {
		return nil, apperr.New(apperr.NotFound, "")
	}
	var refused []string
	for _, o := range list {
		if !o.Packable() {
			refused = append(refused, strconv.FormatInt(o.Number, 10))
		}
	}
	if len(refused) > 0 {
		return nil, apperr.New(apperr.Conflict, ErrPack, "Numbers", strings.Join(refused, ", "))
	}
	return list, nil
}

// byNumbers reads orders with their lines in two queries.
func (s *Service) byNumbers(ctx context.Context, numbers []int64) ([]Order, error) {
	rows, err := q.New().OrdersByNumbers(ctx, s.DB, numbers)
	if err != nil {
		return nil, db.Error(err)
	}
	list, ids, at := make([]Order, len(rows)), make([]int64, len(rows)), map[int64]int{}
	for i, row := range rows {
		list[i], ids[i], at[row.ID] = s.fromRow(row), row.ID, i
	}
	lines, err := q.New().LinesOfOrders(ctx, s.DB, ids)
	if err != nil {
		return nil, db.Error(err)
	}
	for _, row := range lines {
		of := &list[at[row.OrderID]]
		of.Lines = append(of.Lines, lineFromRow(row))
	}
	return list, nil
}
