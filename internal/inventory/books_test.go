package inventory_test

import (
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/inventory"
	"tenaz/internal/testdb"
)

// TestTheBooksAgreeWhateverHappens plays random sequences of everything that
// touches stock against one variant and compares the books after each step.
func TestTheBooksAgreeWhateverHappens(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	rapid.Check(t, func(r *rapid.T) {
		v := stocked(t, tx, rapid.IntRange(0, 12).Draw(r, "opening"))
		s := service(tx)
		type order struct {
			id    int64
			wants []inventory.Want
		}
		var orders []order
		pick := func() order { return orders[rapid.IntRange(0, len(orders)-1).Draw(r, "order")] }
		// try runs one step; a refusal must leave nothing behind.
		try := func(step func(tx pgx.Tx) error) {
			err := db.InTx(t.Context(), tx, step)
			var refused *apperr.Error
			if err != nil && !errors.As(err, &refused) {
				r.Fatalf("%v", err)
			}
		}
		for range rapid.IntRange(1, 25).Draw(r, "steps") {
			kind := rapid.SampledFrom([]string{"reserve", "reserve", "commit", "release", "ship", "adjust", "retake"}).Draw(r, "kind")
			switch {
			case kind == "adjust":
				in := inventory.AdjustInput{
					VariantID: v, Reason: rapid.SampledFrom(inventory.Reasons).Draw(r, "reason"),
					Quantity: rapid.IntRange(-6, 10).Draw(r, "quantity"),
				}
				try(func(tx pgx.Tx) error { _, err := s.Adjust(t.Context(), staff, in); return err })
			case kind == "reserve":
				wants := []inventory.Want{{VariantID: v, Quantity: rapid.IntRange(1, 4).Draw(r, "wanted")}}
				try(func(tx pgx.Tx) error {
					id, err := newOrder(t.Context(), tx, wants)
					if err != nil {
						return err
					}
					if err := inventory.ReserveTx(t.Context(), tx, id, wants, now.Add(time.Hour)); err != nil {
						return err
					}
					orders = append(orders, order{id, wants})
					return nil
				})
			case len(orders) == 0:
			case kind == "commit":
				o := pick()
				try(func(tx pgx.Tx) error { _, err := inventory.CommitTx(t.Context(), tx, o.id); return err })
			case kind == "release":
				o := pick()
				try(func(tx pgx.Tx) error { _, err := inventory.ReleaseTx(t.Context(), tx, o.id, now); return err })
			case kind == "ship":
				o := pick()
				try(func(tx pgx.Tx) error { return inventory.ShipTx(t.Context(), tx, staff, o.id, 1, o.wants, now) })
			case kind == "retake":
				o := pick()
				try(func(tx pgx.Tx) error {
					if kept, err := inventory.CommitTx(t.Context(), tx, o.id); err != nil || kept {
						return err
					}
					_, err := inventory.RetakeTx(t.Context(), tx, o.id, o.wants, now)
					return err
				})
			}
			checkBooks(r, tx, v)
		}
	})
}

func checkBooks(r *rapid.T, tx pgx.Tx, variantID int64) {
	var onHand, reserved, limit, promised, ledger, lastBalance, overdone int
	err := tx.QueryRow(r.Context(), `
		SELECT s.on_hand, s.reserved, s.backorder_limit,
			(SELECT coalesce(sum(quantity), 0) FROM reservations WHERE variant_id = s.variant_id AND state IN ('held', 'committed')),
			(SELECT coalesce(sum(delta), 0) FROM stock_movements WHERE variant_id = s.variant_id),
			coalesce((SELECT balance FROM stock_movements WHERE variant_id = s.variant_id ORDER BY id DESC LIMIT 1), 0),
			-- No line is promised, owed and shipped more than it ordered.
			(SELECT count(*) FROM order_lines l WHERE l.variant_id = s.variant_id AND l.quantity <
				(SELECT coalesce(sum(quantity), 0) FROM reservations WHERE order_line_id = l.id AND state IN ('held', 'committed'))
				+ (SELECT coalesce(sum(quantity), 0) FROM shortages WHERE order_line_id = l.id AND resolved_at IS NULL))
		FROM stock_levels s WHERE s.variant_id = $1`, variantID).
		Scan(&onHand, &reserved, &limit, &promised, &ledger, &lastBalance, &overdone)
	if err != nil {
		r.Fatalf("books: %v", err)
	}
	if reserved != promised || ledger != onHand || lastBalance != onHand || reserved > onHand+limit || overdone != 0 {
		r.Fatalf("on hand %d (ledger %d, last balance %d), reserved %d (reservations %d), %d lines promised too much",
			onHand, ledger, lastBalance, reserved, promised, overdone)
	}
}
