package inventory_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/db"
	"tenaz/internal/inventory"
	"tenaz/internal/testdb"
)

// TestTwoHundredBuyersOfTwentyUnits lets 200 orders for two items, in either
// order of lines, fight for the 20 units of one of them.
func TestTwoHundredBuyersOfTwentyUnits(t *testing.T) {
	t.Parallel()
	pool := testdb.New(t).Pool
	scarce, plenty := stocked(t, pool, 20), stocked(t, pool, 10000)

	winners := rush(t, pool, 200, scarce, plenty)
	if len(winners) != 20 {
		t.Fatalf("%d orders hold stock, want 20", len(winners))
	}
	wantLevel(t, pool, scarce, 20, 20)
	wantLevel(t, pool, plenty, 10000, 20)

	for _, id := range winners[:5] {
		err := db.InTx(t.Context(), pool, func(tx pgx.Tx) error { _, err := inventory.ReleaseTx(t.Context(), tx, id, now); return err })
		if err != nil {
			t.Fatal(err)
		}
	}
	if again := rush(t, pool, 50, scarce, plenty); len(again) != 5 {
		t.Errorf("%d more orders hold stock after five were released, want 5", len(again))
	}
	wantLevel(t, pool, scarce, 20, 20)
}

// rush places orders all at once and returns those that got their stock; every
// other one must have been refused by the name of the scarce item alone.
func rush(t *testing.T, pool db.DB, buyers int, scarce, plenty int64) []int64 {
	t.Helper()
	var (
		mu      sync.Mutex
		winners []int64
		wg      sync.WaitGroup
	)
	start := make(chan struct{})
	for i := range buyers {
		wg.Go(func() {
			<-start
			id, err := buy(t.Context(), pool, i, scarce, plenty)
			var refusal *inventory.OutOfStock
			switch {
			case err == nil:
				mu.Lock()
				winners = append(winners, id)
				mu.Unlock()
			case !errors.As(err, &refusal):
				t.Errorf("buyer %d: %v", i, err)
			case len(refusal.Short) != 1 || refusal.Short[0].VariantID != scarce:
				t.Errorf("buyer %d was refused for %+v, want the scarce item", i, refusal.Short)
			}
		})
	}
	close(start)
	wg.Wait()
	return winners
}

func buy(ctx context.Context, pool db.DB, i int, scarce, plenty int64) (id int64, err error) {
	wants := []inventory.Want{{VariantID: scarce, Quantity: 1}, {VariantID: plenty, Quantity: 1}}
	if i%2 == 1 {
		wants[0], wants[1] = wants[1], wants[0]
	}
	err = db.InTx(ctx, pool, func(tx pgx.Tx) error {
		if id, err = newOrder(ctx, tx, wants); err != nil {
			return err
		}
		return inventory.ReserveTx(ctx, tx, id, wants, now.Add(time.Hour))
	})
	return id, err
}
