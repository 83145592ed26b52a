package cart_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenaz/internal/apperr"
	"tenaz/internal/cart"
	"tenaz/internal/i18n"
	"tenaz/internal/testdb"
)

func TestAddMergesAndPrices(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s := service(tx)
	mouse, keyboard := newVariant(t, tx, "Mouse", 1990, 10), newVariant(t, tx, "Teclado", 5000, 3)
	c := filled(t, s, mouse, 2)
	for _, in := range []cart.AddInput{{CartID: c.ID, VariantID: keyboard, Quantity: 1}, {CartID: c.ID, VariantID: mouse, Quantity: 3}} {
		var err error
		if c, err = s.Add(t.Context(), shopper, in); err != nil {
			t.Fatal(err)
		}
	}
	read, err := s.Get(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(read, c); diff != "" {
		t.Errorf("what Add returns is not what is kept (-kept +returned):\n%s", diff)
	}
	if c.Revision != 3 || c.Units() != 6 || len(c.Lines) != 2 || c.Lines[0].Quantity != 5 || c.Lines[0].Total != 9950 {
		t.Errorf("cart %+v; want revision 3, five mice first", c)
	}
	if expected := (cart.Totals{Items: 14950, Total: 14950}); c.Totals != expected {
		t.Errorf("totals %+v, want %+v", c.Totals, expected)
	}
	if n, err := s.Count(t.Context(), c.ID); err != nil || n != 6 {
		t.Errorf("count %d, %v; want 6", n, err)
	}
}

func TestAddRefusesAndChangesNothing(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s := service(tx)
	few, none, archived, plenty := newVariant(t, tx, "Mouse Jaó", 1990, 4), newVariant(t, tx, "Teclado", 1, 0), newVariant(t, tx, "Fone", 1, 9), newVariant(t, tx, "Cabo", 1, 5000)
	exec(t, tx, `UPDATE variants SET state = 'archived' WHERE id = $1`, archived)
	c := filled(t, s, few, 3)
	if _, err := s.Add(t.Context(), shopper, cart.AddInput{CartID: c.ID, VariantID: plenty, Quantity: 500}); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name     string
		variant  int64
		quantity int
		kind     apperr.Kind
		sentence string
	}{
		{"none", few, 0, apperr.Invalid, "1 a 999"},
		{"less than none", few, -1, apperr.Invalid, "1 a 999"},
		{"a thousand", few, 1000, apperr.Invalid, "1 a 999"},
		{"a thousand together", plenty, 500, apperr.Invalid, "1 a 999"},
		{"more than there is", few, 2, apperr.Conflict, "Mouse Jaó: restam só 4 unidades, e 3 já estão no seu carrinho."},
		{"sold out", none, 1, apperr.Conflict, "Teclado não está disponível"},
		{"archived", archived, 1, apperr.Conflict, "Fone não está disponível"},
		{"unknown", 99999999, 1, apperr.NotFound, "não existe"},
	}
	for _, in := range cases {
		_, err := s.Add(t.Context(), shopper, cart.AddInput{CartID: c.ID, VariantID: in.variant, Quantity: in.quantity})
		var refused *apperr.Error
		if !errors.As(err, &refused) || refused.Kind != in.kind {
			t.Errorf("%s: %v, want kind %d", in.name, err, in.kind)
			continue
		}
		if got := i18n.T(t.Context(), refused.ID, refused.Args...); !strings.Contains(got, in.sentence) {
			t.Errorf("%s: the sentence is %q, want %q", in.name, got, in.sentence)
		}
	}
	if diff := cmp.Diff(map[int64]int{few: 3, plenty: 500}, quantities(t, s, c.ID)); diff != "" {
		t.Errorf("cart (-want +got):\n%s", diff)
	}
	after, err := s.Get(t.Context(), c.ID)
	if err != nil || after.Revision != 2 {
		t.Errorf("revision %d, %v; want 2", after.Revision, err)
	}
}

func TestARefusedFirstAddMakesNoCart(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	var before, after int
	if err := tx.QueryRow(t.Context(), `SELECT count(*) FROM carts`).Scan(&before); err != nil {
		t.Fatal(err)
	}
	if _, err := service(tx).Add(t.Context(), shopper, cart.AddInput{VariantID: 99999999, Quantity: 1}); !apperr.Is(err, apperr.NotFound) {
		t.Fatalf("add: %v, want NotFound", err)
	}
	if err := tx.QueryRow(t.Context(), `SELECT count(*) FROM carts`).Scan(&after); err != nil || after != before {
		t.Errorf("%d carts, %v; want %d", after, err, before)
	}
}

func TestAddToACartThatIsGoneBeginsAnother(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s := service(tx)
	v := newVariant(t, tx, "Mouse", 1990, 4)
	c, err := s.Add(t.Context(), shopper, cart.AddInput{CartID: 99999999, VariantID: v, Quantity: 1})
	if err != nil || c.ID == 99999999 || c.Units() != 1 {
		t.Errorf("cart %+v, %v; want a new one with one unit", c, err)
	}
}

func TestSetAndRemove(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s := service(tx)
	a, b := newVariant(t, tx, "Mouse", 1990, 4), newVariant(t, tx, "Teclado", 100, 9)
	c := filled(t, s, a, 1)
	c, err := s.Add(t.Context(), shopper, cart.AddInput{CartID: c.ID, VariantID: b, Quantity: 9})
	if err != nil {
		t.Fatal(err)
	}
	mouse, keyboard := c.Lines[0].ID, c.Lines[1].ID
	if c, err = s.Set(t.Context(), shopper, cart.SetInput{CartID: c.ID, LineID: mouse, Quantity: 4}); err != nil || c.Lines[0].Total != 7960 || c.Revision != 3 {
		t.Errorf("four mice: %+v, %v", c, err)
	}
	for quantity, kind := range map[int]apperr.Kind{5: apperr.Conflict, -1: apperr.Invalid, 1000: apperr.Invalid} {
		if _, err := s.Set(t.Context(), shopper, cart.SetInput{CartID: c.ID, LineID: mouse, Quantity: quantity}); !apperr.Is(err, kind) {
			t.Errorf("%d mice: %v, want kind %d", quantity, err, kind)
		}
	}
	if c, err = s.Set(t.Context(), shopper, cart.SetInput{CartID: c.ID, LineID: mouse, Quantity: 0}); err != nil || len(c.Lines) != 1 || c.Totals.Items != 900 {
		t.Errorf("no mice: %+v, %v", c, err)
	}
	if _, err = s.Set(t.Context(), shopper, cart.SetInput{CartID: c.ID, LineID: mouse, Quantity: 1}); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("a line that is gone: %v, want NotFound", err)
	}
	other := filled(t, s, b, 1)
	if _, err = s.Remove(t.Context(), shopper, cart.RemoveInput{CartID: other.ID, LineID: keyboard}); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("a line of another cart: %v, want NotFound", err)
	}
	if diff := cmp.Diff(map[int64]int{b: 9}, quantities(t, s, c.ID)); diff != "" {
		t.Errorf("cart (-want +got):\n%s", diff)
	}
}

func TestEmptyKeepsWhatWasAddedSince(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s := service(tx)
	a, b, later := newVariant(t, tx, "Mouse", 1, 9), newVariant(t, tx, "Teclado", 1, 9), newVariant(t, tx, "Fone", 1, 9)
	c := filled(t, s, a, 2)
	for v, quantity := range map[int64]int{b: 5, later: 1} {
		if _, err := s.Add(t.Context(), shopper, cart.AddInput{CartID: c.ID, VariantID: v, Quantity: quantity}); err != nil {
			t.Fatal(err)
		}
	}
	bought := []cart.Bought{{VariantID: a, Quantity: 2}, {VariantID: b, Quantity: 3}}
	if err := cart.EmptyTx(t.Context(), tx, c.ID, bought); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[int64]int{b: 2, later: 1}, quantities(t, s, c.ID)); diff != "" {
		t.Errorf("cart (-want +got):\n%s", diff)
	}
	after, err := s.Get(t.Context(), c.ID)
	if err != nil || after.Revision != 4 {
		t.Errorf("revision %d, %v; want 4", after.Revision, err)
	}
	if err := cart.EmptyTx(t.Context(), tx, 99999999, bought); err != nil {
		t.Errorf("a cart that is gone: %v", err)
	}
}

func TestLockIsNotFoundForAnUnknownCart(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	if _, err := service(tx).LockTx(t.Context(), tx, 99999999); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("lock: %v, want NotFound", err)
	}
	if _, err := service(tx).Get(t.Context(), 99999999); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("get: %v, want NotFound", err)
	}
}
