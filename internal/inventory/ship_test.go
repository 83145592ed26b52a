package inventory_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenaz/internal/apperr"
	"tenaz/internal/inventory"
	"tenaz/internal/testdb"
)

func TestShipLowersBothAndWritesOneSaleALine(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	a, b := stocked(t, tx, 5), stocked(t, tx, 4)
	wants := []inventory.Want{{VariantID: a, Quantity: 3}, {VariantID: b, Quantity: 1}}
	id := committed(t, tx, wants)
	if err := inventory.ShipTx(t.Context(), tx, staff, id, 55, wants, now); err != nil {
		t.Fatal(err)
	}
	wantLevel(t, tx, a, 2, 0)
	wantLevel(t, tx, b, 3, 0)
	for v, delta := range map[int64]int{a: -3, b: -1} {
		ledger, err := service(tx).Ledger(t.Context(), v, 1)
		if err != nil {
			t.Fatal(err)
		}
		var sales []inventory.Movement
		for _, m := range ledger.Movements {
			if m.Reason == "sale" {
				sales = append(sales, m)
			}
		}
		onHand, _ := level(t, tx, v)
		if len(sales) != 1 || sales[0].Delta != delta || sales[0].Balance != onHand || sales[0].DocumentID != 55 || sales[0].ActorName != "Dora" {
			t.Errorf("sales of %d: %+v; want one of %d by shipment 55 with balance %d", v, sales, delta, onHand)
		}
	}
	err := inventory.ShipTx(t.Context(), tx, staff, id, 56, wants[:1], now)
	if !apperr.HasID(err, "inventory.not_reserved") {
		t.Errorf("shipping twice: %v, want a refusal", err)
	}
}

func TestShipInParts(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	v := stocked(t, tx, 5)
	wants := []inventory.Want{{VariantID: v, Quantity: 3}}
	id := committed(t, tx, wants)
	part := []inventory.Want{{OrderLineID: wants[0].OrderLineID, VariantID: v, Quantity: 2}}
	if err := inventory.ShipTx(t.Context(), tx, staff, id, 1, part, now); err != nil {
		t.Fatal(err)
	}
	wantLevel(t, tx, v, 3, 1)
	if err := inventory.ShipTx(t.Context(), tx, staff, id, 2, part, now); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("shipping 2 of the 1 left: %v, want a Conflict", err)
	}
	part[0].Quantity = 1
	if err := inventory.ShipTx(t.Context(), tx, staff, id, 2, part, now); err != nil {
		t.Fatal(err)
	}
	wantLevel(t, tx, v, 2, 0)
}

func TestShipRefusesWhatIsOnlyHeld(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	v := stocked(t, tx, 5)
	wants := []inventory.Want{{VariantID: v, Quantity: 3}}
	id := held(t, tx, wants)
	if err := inventory.ShipTx(t.Context(), tx, staff, id, 1, wants, now); !apperr.HasID(err, "inventory.not_reserved") {
		t.Errorf("shipping an unpaid order: %v, want a refusal", err)
	}
	wantLevel(t, tx, v, 5, 3)
}

func TestSeveralLocationsAreUsedInTheirOrder(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	v := stocked(t, tx, 2)
	var second int64
	err := tx.QueryRow(t.Context(), `INSERT INTO locations (code, name, position) VALUES ('loja', 'Loja', 5) RETURNING id`).Scan(&second)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := service(tx).Adjust(t.Context(), staff, inventory.AdjustInput{VariantID: v, LocationID: second, Reason: inventory.Received, Quantity: 3}); err != nil {
		t.Fatal(err)
	}
	wants := []inventory.Want{{VariantID: v, Quantity: 4}}
	id := committed(t, tx, wants)
	levels, err := service(tx).LevelsOf(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	var reserved []int
	for _, l := range levels {
		reserved = append(reserved, l.Reserved)
	}
	if diff := cmp.Diff([]int{2, 2}, reserved); diff != "" {
		t.Errorf("reserved by location (-want +got):\n%s", diff)
	}
	if err := inventory.ShipTx(t.Context(), tx, staff, id, 9, wants, now); err != nil {
		t.Fatal(err)
	}
	wantLevel(t, tx, v, 1, 0)
}

func TestOpeningHappensOnce(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	v := stocked(t, tx, 5)
	if err := inventory.OpeningTx(t.Context(), tx, staff, now, []inventory.Opening{{VariantID: v, Quantity: 50}}); err != nil {
		t.Fatal(err)
	}
	wantLevel(t, tx, v, 5, 0)
	ledger, err := service(tx).Ledger(t.Context(), v, 1)
	if err != nil || ledger.Total != 1 || ledger.Movements[0].Reason != "opening" || ledger.Movements[0].Balance != 5 {
		t.Errorf("ledger %+v, %v; want one opening of 5", ledger, err)
	}
}
