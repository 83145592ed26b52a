package inventory_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tenaz/internal/apperr"
	"tenaz/internal/inventory"
	"tenaz/internal/testdb"
)

func TestReserveHoldsEverything(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	a, b := stocked(t, tx, 5), stocked(t, tx, 2)
	held(t, tx, []inventory.Want{{VariantID: a, Quantity: 3}, {VariantID: b, Quantity: 2}})
	wantLevel(t, tx, a, 5, 3)
	wantLevel(t, tx, b, 2, 2)
	got, err := service(tx).Available(t.Context(), tx, []int64{a, b, 99999999})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[int64]int{a: 2}, got); diff != "" {
		t.Errorf("available (-want +got):\n%s", diff)
	}
}

func TestReserveNamesEveryShortItemAndHoldsNothing(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	plenty, few, none := stocked(t, tx, 9), stocked(t, tx, 2), stocked(t, tx, 0)
	unknown := newVariant(t, tx, "Nunca estocado")
	wants := []inventory.Want{
		{VariantID: plenty, Quantity: 1},
		{VariantID: few, Quantity: 3},
		{VariantID: none, Quantity: 1},
		{VariantID: unknown, Quantity: 4},
	}
	id, err := newOrder(t.Context(), tx, wants)
	if err != nil {
		t.Fatal(err)
	}
	err = inventory.ReserveTx(t.Context(), tx, id, wants, now.Add(time.Hour))
	var short *inventory.OutOfStock
	if !errors.As(err, &short) || !apperr.Is(err, apperr.Conflict) {
		t.Fatalf("reserve: %v, want OutOfStock that is a Conflict", err)
	}
	expected := []inventory.ShortItem{
		{VariantID: few, Wanted: 3, Available: 2},
		{VariantID: none, Wanted: 1, Available: 0},
		{VariantID: unknown, Wanted: 4, Available: 0},
	}
	if diff := cmp.Diff(expected, short.Short); diff != "" {
		t.Errorf("short items (-want +got):\n%s", diff)
	}
	wantLevel(t, tx, plenty, 9, 0)
	wantLevel(t, tx, few, 2, 0)
}

func TestCommitKeepsWhatIsHeld(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	v := stocked(t, tx, 5)
	id := held(t, tx, []inventory.Want{{VariantID: v, Quantity: 2}})
	for range 2 {
		if kept, err := inventory.CommitTx(t.Context(), tx, id); err != nil || !kept {
			t.Fatalf("commit: %v, %v", kept, err)
		}
	}
	wantLevel(t, tx, v, 5, 2)
	due, err := service(tx).Due(t.Context(), now.Add(24*time.Hour), 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range due {
		if d == id {
			t.Error("a committed order is due")
		}
	}
}

func TestReleaseGivesBackOnce(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	v := stocked(t, tx, 5)
	other := held(t, tx, []inventory.Want{{VariantID: v, Quantity: 1}})
	for _, id := range []int64{
		held(t, tx, []inventory.Want{{VariantID: v, Quantity: 2}}),
		committed(t, tx, []inventory.Want{{VariantID: v, Quantity: 2}}),
	} {
		for range 2 {
			if _, err := inventory.ReleaseTx(t.Context(), tx, id, now); err != nil {
				t.Fatal(err)
			}
		}
		if kept, err := inventory.CommitTx(t.Context(), tx, id); err != nil || kept {
			t.Errorf("commit after release: %v, %v; want false", kept, err)
		}
	}
	wantLevel(t, tx, v, 5, 1)
	if kept, err := inventory.CommitTx(t.Context(), tx, other); err != nil || !kept {
		t.Errorf("another order's hold: %v, %v; want it kept", kept, err)
	}
}

func TestExtendNeverShortens(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	v := stocked(t, tx, 5)
	id := held(t, tx, []inventory.Want{{VariantID: v, Quantity: 2}})
	if err := inventory.ExtendTx(t.Context(), tx, id, now.Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := inventory.ExtendTx(t.Context(), tx, id, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	var until time.Time
	if err := tx.QueryRow(t.Context(), `SELECT expires_at FROM reservations WHERE order_id = $1`, id).Scan(&until); err != nil {
		t.Fatal(err)
	}
	if !until.Equal(now.Add(2 * time.Hour)) {
		t.Errorf("held until %v, want %v", until, now.Add(2*time.Hour))
	}
}

func TestDueIsWhatHasExpired(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	v := stocked(t, tx, 5)
	id := held(t, tx, []inventory.Want{{VariantID: v, Quantity: 2}})
	isDue := func(at time.Time) bool {
		due, err := service(tx).Due(t.Context(), at, 1000)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range due {
			if d == id {
				return true
			}
		}
		return false
	}
	if isDue(now.Add(29 * time.Minute)) {
		t.Error("due before its expiry")
	}
	if !isDue(now.Add(30 * time.Minute)) {
		t.Error("not due at its expiry")
	}
}

func TestRetakeOwesWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	a, b, c := stocked(t, tx, 3), stocked(t, tx, 5), stocked(t, tx, 1)
	wants := []inventory.Want{{VariantID: a, Quantity: 3}, {VariantID: b, Quantity: 2}, {VariantID: c, Quantity: 1}}
	id := held(t, tx, wants)
	if _, err := inventory.ReleaseTx(t.Context(), tx, id, now); err != nil {
		t.Fatal(err)
	}
	committed(t, tx, []inventory.Want{{VariantID: a, Quantity: 2}, {VariantID: c, Quantity: 1}})
	short, err := inventory.RetakeTx(t.Context(), tx, id, wants, now)
	if err != nil {
		t.Fatal(err)
	}
	expected := []inventory.ShortItem{{VariantID: a, Wanted: 3, Available: 1}, {VariantID: c, Wanted: 1, Available: 0}}
	if diff := cmp.Diff(expected, short); diff != "" {
		t.Errorf("short (-want +got):\n%s", diff)
	}
	wantLevel(t, tx, a, 3, 3)
	wantLevel(t, tx, b, 5, 2)
	wantLevel(t, tx, c, 1, 1)
	if got := owed(t, tx, a) + owed(t, tx, c); got != 3 {
		t.Errorf("%d units owed, want 3", got)
	}
	if kept, err := inventory.CommitTx(t.Context(), tx, id); err != nil || !kept {
		t.Errorf("commit after retake: %v, %v; want true, so that nothing is taken twice", kept, err)
	}
	// What was owed comes: the line that got nothing is served as well.
	if _, err := service(tx).Adjust(t.Context(), staff, inventory.AdjustInput{VariantID: c, Reason: inventory.Received, Quantity: 4}); err != nil {
		t.Fatal(err)
	}
	wantLevel(t, tx, c, 5, 2)
	// Cancelling closes what is still owed.
	if _, err := inventory.ReleaseTx(t.Context(), tx, id, now); err != nil {
		t.Fatal(err)
	}
	if got := owed(t, tx, a) + owed(t, tx, c); got != 0 {
		t.Errorf("%d units owed to a released order", got)
	}
	wantLevel(t, tx, c, 5, 1)
}
