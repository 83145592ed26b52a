package cart_test

import (
	"sync"
	"testing"

	"tenaz/internal/cart"
	"tenaz/internal/testdb"
)

// TestTabsDoNotLoseEachOthersUnits adds to one cart from many tabs at once: each
// unit counts, and none over the stock gets in.
func TestTabsDoNotLoseEachOthersUnits(t *testing.T) {
	t.Parallel()
	pool := testdb.New(t).Pool
	s := service(pool)
	v, w := newVariant(t, pool, "Mouse", 1990, 25), newVariant(t, pool, "Teclado", 1990, 100)
	c := filled(t, s, v, 1)
	var wg sync.WaitGroup
	var mu sync.Mutex
	refused := 0
	for range 40 {
		wg.Go(func() {
			if _, err := s.Add(t.Context(), shopper, cart.AddInput{CartID: c.ID, VariantID: v, Quantity: 1}); err != nil {
				mu.Lock()
				refused++
				mu.Unlock()
			}
		})
		wg.Go(func() {
			if _, err := s.Add(t.Context(), shopper, cart.AddInput{CartID: c.ID, VariantID: w, Quantity: 1}); err != nil {
				t.Errorf("add: %v", err)
			}
		})
	}
	wg.Wait()
	got := quantities(t, s, c.ID)
	if got[v] != 25 || got[w] != 40 || refused != 16 {
		t.Errorf("%d of 25 and %d of 40 units, %d refused; want 25, 40 and 16", got[v], got[w], refused)
	}
	after, err := s.Get(t.Context(), c.ID)
	if err != nil || after.Revision != 1+24+40 {
		t.Errorf("revision %d, %v; want one for each change", after.Revision, err)
	}
}
