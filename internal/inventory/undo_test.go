package inventory_test

import (
	"context"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/apperr"
	"tenaz/internal/inventory"
	"tenaz/internal/testdb"
)

// Units that are owed are forgiven before reserved ones go back; more than the
// order has is refused.
func TestGiveBackForgivesWhatIsOwedFirst(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	v := stocked(t, tx, 5)
	wants := []inventory.Want{{VariantID: v, Quantity: 4}}
	id := committed(t, tx, wants)
	// Two of the four turn out to be missing.
	if _, err := service(tx).Adjust(t.Context(), staff, inventory.AdjustInput{VariantID: v, Reason: inventory.Count, Quantity: 2}); err != nil {
		t.Fatal(err)
	}
	wantLevel(t, tx, v, 2, 2)
	part := []inventory.Want{{OrderLineID: wants[0].OrderLineID, VariantID: v, Quantity: 1}}
	for _, step := range []struct{ reserved, owed int }{{2, 1}, {2, 0}, {1, 0}, {0, 0}} {
		if _, err := inventory.GiveBackTx(t.Context(), tx, id, part, now); err != nil {
			t.Fatal(err)
		}
		wantLevel(t, tx, v, 2, step.reserved)
		if got := owed(t, tx, v); got != step.owed {
			t.Errorf("%d units owed, want %d", got, step.owed)
		}
	}
	if _, err := inventory.GiveBackTx(t.Context(), tx, id, part, now); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("gave back what the order does not have: %v", err)
	}
	var living int
	if err := tx.QueryRow(t.Context(), `SELECT count(*) FROM reservations WHERE order_id = $1 AND state IN ('held', 'committed')`, id).Scan(&living); err != nil || living != 0 {
		t.Errorf("%d reservations live on, %v", living, err)
	}
}

func TestGiveBackTouchesNobodyElse(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	v := stocked(t, tx, 5)
	mine := []inventory.Want{{VariantID: v, Quantity: 2}}
	id := committed(t, tx, mine)
	other := []inventory.Want{{VariantID: v, Quantity: 3}}
	otherID := committed(t, tx, other)
	if _, err := inventory.GiveBackTx(t.Context(), tx, id, mine, now); err != nil {
		t.Fatal(err)
	}
	wantLevel(t, tx, v, 5, 3)
	if err := inventory.ShipTx(t.Context(), tx, staff, otherID, 1, other, now); err != nil {
		t.Error(err)
	}
}

// What an order gives back goes to those who are owed it, released or in part.
func TestFreedUnitsServeWhoWaits(t *testing.T) {
	t.Parallel()
	for name, free := range map[string]func(ctx context.Context, tx pgx.Tx, id int64, lines []inventory.Want) ([]int64, error){
		"released": func(ctx context.Context, tx pgx.Tx, id int64, _ []inventory.Want) ([]int64, error) {
			return inventory.ReleaseTx(ctx, tx, id, now)
		},
		"given back": func(ctx context.Context, tx pgx.Tx, id int64, lines []inventory.Want) ([]int64, error) {
			return inventory.GiveBackTx(ctx, tx, id, lines, now)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tx := testdb.Tx(t)
			v := stocked(t, tx, 2)
			mine := []inventory.Want{{VariantID: v, Quantity: 2}}
			id := committed(t, tx, mine)
			late := []inventory.Want{{VariantID: v, Quantity: 1}}
			lateID, err := newOrder(t.Context(), tx, late)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := inventory.RetakeTx(t.Context(), tx, lateID, late, now); err != nil {
				t.Fatal(err)
			}
			covered, err := free(t.Context(), tx, id, mine)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(covered, []int64{lateID}) || owed(t, tx, v) != 0 {
				t.Errorf("the units went to %v, and %d are owed", covered, owed(t, tx, v))
			}
			wantLevel(t, tx, v, 2, 1)
			if err := inventory.ShipTx(t.Context(), tx, staff, lateID, 1, late, now); err != nil {
				t.Error(err)
			}
		})
	}
}

// What comes back is on the shelf, in the ledger, and serves who waits for it.
func TestReturnServesWhoWaits(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	v := stocked(t, tx, 3)
	sold := []inventory.Want{{VariantID: v, Quantity: 3}}
	id := committed(t, tx, sold)
	if err := inventory.ShipTx(t.Context(), tx, staff, id, 1, sold, now); err != nil {
		t.Fatal(err)
	}
	late := []inventory.Want{{VariantID: v, Quantity: 1}}
	lateID, err := newOrder(t.Context(), tx, late)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := inventory.RetakeTx(t.Context(), tx, lateID, late, now); err != nil {
		t.Fatal(err)
	}
	if got := owed(t, tx, v); got != 1 {
		t.Fatalf("%d units owed, want 1", got)
	}
	back := []inventory.Want{{OrderLineID: sold[0].OrderLineID, VariantID: v, Quantity: 2}}
	covered, err := inventory.ReturnTx(t.Context(), tx, staff, 77, back, now)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(covered, []int64{lateID}) {
		t.Errorf("the units went to the orders %v, want %d", covered, lateID)
	}
	wantLevel(t, tx, v, 2, 1)
	if got := owed(t, tx, v); got != 0 {
		t.Errorf("%d units still owed", got)
	}
	ledger, err := service(tx).Ledger(t.Context(), v, 1)
	if err != nil {
		t.Fatal(err)
	}
	if m := ledger.Movements[0]; m.Reason != "return" || m.Delta != 2 || m.Balance != 2 || m.DocumentKind != "refund" || m.DocumentID != 77 {
		t.Errorf("the ledger says %+v", m)
	}
}
