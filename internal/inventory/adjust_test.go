package inventory_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/inventory"
	"tenaz/internal/testdb"
)

func TestAdjust(t *testing.T) {
	t.Parallel()
	cases := []struct {
		reason        string
		quantity      int
		onHand, delta int
	}{
		{inventory.Received, 4, 14, 4},
		{inventory.Count, 7, 7, -3},
		{inventory.Count, 12, 12, 2},
		{inventory.Damage, 2, 8, -2},
		{inventory.Loss, -3, 7, -3},
		{inventory.Correction, -10, 0, -10},
		{inventory.Correction, 1, 11, 1},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			t.Parallel()
			tx := testdb.Tx(t)
			v := stocked(t, tx, 10)
			got, err := service(tx).Adjust(t.Context(), staff, inventory.AdjustInput{VariantID: v, Reason: c.reason, Quantity: c.quantity, Note: " caixa molhada "})
			if err != nil || got.OnHand != c.onHand || got.Available != c.onHand {
				t.Fatalf("level %+v, %v; want %d on hand", got, err, c.onHand)
			}
			ledger, err := service(tx).Ledger(t.Context(), v, 1)
			if err != nil {
				t.Fatal(err)
			}
			m := ledger.Movements[0]
			if m.Delta != c.delta || m.Balance != c.onHand || m.Reason != c.reason || m.Note != "caixa molhada" || m.ActorName != "Dora" || !m.At.Equal(now) {
				t.Errorf("movement %+v", m)
			}
			records, err := audit.OfSubject(t.Context(), tx, "variant", v)
			if err != nil || len(records) != 1 || records[0].Action != "stock.adjusted" {
				t.Errorf("audit %+v, %v; want one entry", records, err)
			}
		})
	}
}

func TestAdjustRefuses(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	v := stocked(t, tx, 10)
	cases := []struct {
		name  string
		in    inventory.AdjustInput
		kind  apperr.Kind
		field string
	}{
		{"a reason of its own", inventory.AdjustInput{VariantID: v, Reason: "sale", Quantity: 1}, apperr.Invalid, "reason"},
		{"nothing received", inventory.AdjustInput{VariantID: v, Reason: inventory.Received}, apperr.Invalid, "quantity"},
		{"a negative delivery", inventory.AdjustInput{VariantID: v, Reason: inventory.Received, Quantity: -1}, apperr.Invalid, "quantity"},
		{"a negative count", inventory.AdjustInput{VariantID: v, Reason: inventory.Count, Quantity: -1}, apperr.Invalid, "quantity"},
		{"more lost than there is", inventory.AdjustInput{VariantID: v, Reason: inventory.Loss, Quantity: 11}, apperr.Invalid, "quantity"},
		{"more than a level holds", inventory.AdjustInput{VariantID: v, Reason: inventory.Received, Quantity: inventory.MaxOnHand}, apperr.Invalid, "quantity"},
		{"an unknown variant", inventory.AdjustInput{VariantID: 99999999, Reason: inventory.Received, Quantity: 1}, apperr.NotFound, ""},
		{"an unknown location", inventory.AdjustInput{VariantID: v, LocationID: 99999999, Reason: inventory.Received, Quantity: 1}, apperr.NotFound, ""},
	}
	for _, c := range cases {
		_, err := service(tx).Adjust(t.Context(), staff, c.in)
		var e *apperr.Error
		if !errors.As(err, &e) || e.Kind != c.kind || (c.field != "" && e.Fields[c.field].ID == "") {
			t.Errorf("%s: %v, want kind %d at field %q", c.name, err, c.kind, c.field)
		}
	}
	_, err := service(tx).Adjust(t.Context(), staff, inventory.AdjustInput{VariantID: v, Reason: inventory.Received, Quantity: -1})
	var e *apperr.Error
	if !errors.As(err, &e) || e.Fields["quantity"].ID != "inventory.received" {
		t.Errorf("a negative delivery: %v, want to hear that deliveries only add", err)
	}
	wantLevel(t, tx, v, 10, 0)
}

func TestCountBelowReservedOwesTheNewest(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	v := stocked(t, tx, 10)
	first := []inventory.Want{{VariantID: v, Quantity: 4}}
	second := []inventory.Want{{VariantID: v, Quantity: 3}}
	third := []inventory.Want{{VariantID: v, Quantity: 3}}
	firstID, secondID, thirdID := committed(t, tx, first), committed(t, tx, second), held(t, tx, third)

	got, err := service(tx).Adjust(t.Context(), staff, inventory.AdjustInput{VariantID: v, Reason: inventory.Count, Quantity: 5})
	if err != nil || got.OnHand != 5 || got.Reserved != 5 || got.Available != 0 || got.Short != 5 {
		t.Fatalf("level %+v, %v; want 5 on hand, all reserved, 5 owed", got, err)
	}
	owedTo := map[int64]int{}
	rows, err := tx.Query(t.Context(), `SELECT order_id, quantity FROM shortages WHERE variant_id = $1 AND cause = 'count'`, v)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var id int64
		var n int
		if err := rows.Scan(&id, &n); err != nil {
			t.Fatal(err)
		}
		owedTo[id] += n
	}
	if diff := cmp.Diff(map[int64]int{thirdID: 3, secondID: 2}, owedTo); diff != "" {
		t.Errorf("owed by order (-want +got):\n%s", diff)
	}
	if err := inventory.ShipTx(t.Context(), tx, staff, secondID, 1, second, now); !apperr.HasID(err, "inventory.not_reserved") {
		t.Errorf("shipping an order that is owed units: %v, want a refusal", err)
	}
	if kept, err := inventory.CommitTx(t.Context(), tx, thirdID); err != nil || !kept {
		t.Errorf("an unpaid order that is owed all its units is paid: %v, %v; want its promise kept", kept, err)
	}

	// Four come: the second order is complete again, the third gets two.
	if _, err := service(tx).Adjust(t.Context(), staff, inventory.AdjustInput{VariantID: v, Reason: inventory.Received, Quantity: 4}); err != nil {
		t.Fatal(err)
	}
	wantLevel(t, tx, v, 9, 9)
	if n := owed(t, tx, v); n != 1 {
		t.Errorf("%d units owed, want 1", n)
	}
	for shipment, id := range []int64{firstID, secondID} {
		wants := [][]inventory.Want{first, second}[shipment]
		if err := inventory.ShipTx(t.Context(), tx, staff, id, int64(shipment+1), wants, now); err != nil {
			t.Errorf("shipping order %d: %v", shipment+1, err)
		}
	}
	wantLevel(t, tx, v, 2, 2)
	var sales int
	if err := tx.QueryRow(t.Context(), `SELECT count(*) FROM stock_movements WHERE variant_id = $1 AND reason = 'sale'`, v).Scan(&sales); err != nil || sales != 2 {
		t.Errorf("%d sale movements, %v; want one a shipped line", sales, err)
	}
}

func TestAdjustIsRefusedWhenTheShelfHasChangedSinceItWasSeen(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	v := stocked(t, tx, 10)
	seen := 10
	add := inventory.AdjustInput{VariantID: v, Reason: inventory.Received, Quantity: 4, SeenOnHand: &seen}
	if _, err := service(tx).Adjust(t.Context(), staff, add); err != nil {
		t.Fatal(err)
	}
	if _, err := service(tx).Adjust(t.Context(), staff, add); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("the same delivery sent twice: %v, want Conflict", err)
	}
	recount := inventory.AdjustInput{VariantID: v, Reason: inventory.Count, Quantity: 9, SeenOnHand: &seen}
	if _, err := service(tx).Adjust(t.Context(), staff, recount); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("a count of another shelf than was seen: %v, want Conflict", err)
	}
	wantLevel(t, tx, v, 14, 0)
	// A count that says what is there contradicts nothing.
	recount.Quantity = 14
	if _, err := service(tx).Adjust(t.Context(), staff, recount); err != nil {
		t.Errorf("a count that changes nothing: %v", err)
	}
	ledger, err := service(tx).Ledger(t.Context(), v, 1)
	if err != nil || ledger.Total != 2 {
		t.Errorf("%d movements, %v; want the opening and one delivery", ledger.Total, err)
	}
}

func TestLevelsListsTheScarcestFirst(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	ids := map[int64]bool{}
	for _, n := range []int{7, 0, 3} {
		id := newVariant(t, tx, "Teclado ação 100%_raro")
		ids[id] = true
		if err := inventory.OpeningTx(t.Context(), tx, staff, now, []inventory.Opening{{VariantID: id, Quantity: n}}); err != nil {
			t.Fatal(err)
		}
	}
	newVariant(t, tx, "Teclado 100 x raro")
	page, err := service(tx).Levels(t.Context(), inventory.LevelsInput{Query: "Acao 100%_raro"})
	if err != nil {
		t.Fatal(err)
	}
	var available []int
	for _, l := range page.Levels {
		available = append(available, l.Available)
	}
	if diff := cmp.Diff([]int{0, 3, 7}, available); diff != "" {
		t.Errorf("available (-want +got):\n%s", diff)
	}
	if _, err := service(tx).Levels(t.Context(), inventory.LevelsInput{Query: "100%_raro", Page: 2}); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("page 2 of 1: %v, want NotFound", err)
	}
}
