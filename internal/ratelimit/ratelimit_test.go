package ratelimit_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tenaz/internal/ratelimit"
	"tenaz/internal/testdb"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func TestAllowStopsAtTheLimitUntilTheWindowEnds(t *testing.T) {
	tx, ctx := testdb.Tx(t), t.Context()
	key := fmt.Sprint("login ana@example.com ", testdb.Serial())
	at := noon.Add(4 * time.Minute)
	for i := 1; i <= 4; i++ {
		ok, after, err := ratelimit.Allow(ctx, tx, key, 3, 10*time.Minute, at)
		if err != nil {
			t.Fatal(err)
		}
		if want := i <= 3; ok != want {
			t.Errorf("hit %d: allowed %v, want %v", i, ok, want)
		}
		if i == 4 && after != 6*time.Minute {
			t.Errorf("retry after %v, want 6m", after)
		}
	}
	if ok, _, err := ratelimit.Allow(ctx, tx, key+" other", 3, 10*time.Minute, at); err != nil || !ok {
		t.Errorf("another key: %v, %v; want allowed", ok, err)
	}
	if ok, _, err := ratelimit.Allow(ctx, tx, key, 3, 10*time.Minute, noon.Add(10*time.Minute)); err != nil || !ok {
		t.Errorf("next window: %v, %v; want allowed", ok, err)
	}
}

func TestReachedCountsNothing(t *testing.T) {
	tx, ctx := testdb.Tx(t), t.Context()
	key := fmt.Sprint("k", testdb.Serial())
	for range 5 {
		if reached, _, err := ratelimit.Reached(ctx, tx, key, 1, time.Minute, noon); err != nil || reached {
			t.Fatalf("reached %v, %v before any hit", reached, err)
		}
	}
	if _, _, err := ratelimit.Allow(ctx, tx, key, 1, time.Minute, noon); err != nil {
		t.Fatal(err)
	}
	if reached, after, err := ratelimit.Reached(ctx, tx, key, 1, time.Minute, noon); err != nil || !reached || after != time.Minute {
		t.Errorf("reached %v after %v, %v; want true after 1m", reached, after, err)
	}
}

func TestKeysAreNotStored(t *testing.T) {
	tx, ctx := testdb.Tx(t), t.Context()
	key := fmt.Sprint("someone@example.com", testdb.Serial())
	if _, _, err := ratelimit.Allow(ctx, tx, key, 1, time.Minute, noon); err != nil {
		t.Fatal(err)
	}
	var plain int
	if err := tx.QueryRow(ctx, `SELECT count(*) FROM rate_limits WHERE key LIKE '%example%'`).Scan(&plain); err != nil {
		t.Fatal(err)
	}
	if plain != 0 {
		t.Error("the key is readable in the table")
	}
}

func TestParallelHitsLetThroughExactlyTheLimit(t *testing.T) {
	d, ctx := testdb.New(t), t.Context()
	var allowed atomic.Int64
	var group sync.WaitGroup
	for range 30 {
		group.Go(func() {
			ok, _, err := ratelimit.Allow(ctx, d.Pool, "parallel", 10, time.Hour, noon)
			if err != nil {
				t.Error(err)
			}
			if ok {
				allowed.Add(1)
			}
		})
	}
	group.Wait()
	if got := allowed.Load(); got != 10 {
		t.Errorf("%d allowed, want 10", got)
	}
}

func TestPurgeForgetsOldWindowsOnly(t *testing.T) {
	tx, ctx := testdb.Tx(t), t.Context()
	key := fmt.Sprint("p", testdb.Serial())
	for _, at := range []time.Time{noon, noon.Add(time.Hour)} {
		if _, _, err := ratelimit.Allow(ctx, tx, key, 1, time.Hour, at); err != nil {
			t.Fatal(err)
		}
	}
	if err := ratelimit.Purge(ctx, tx, noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	old, _, err := ratelimit.Reached(ctx, tx, key, 1, time.Hour, noon)
	if err != nil || old {
		t.Errorf("old window: %v, %v; want forgotten", old, err)
	}
	current, _, err := ratelimit.Reached(ctx, tx, key, 1, time.Hour, noon.Add(time.Hour))
	if err != nil || !current {
		t.Errorf("current window: %v, %v; want kept", current, err)
	}
}

func TestAHitIsForgivenAndAKeyForgotten(t *testing.T) {
	tx, ctx := testdb.Tx(t), t.Context()
	key := fmt.Sprint("f", testdb.Serial())
	hit := func(window time.Duration) bool {
		t.Helper()
		ok, _, err := ratelimit.Allow(ctx, tx, key, 2, window, noon)
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	hit(time.Hour)
	hit(time.Hour)
	if err := ratelimit.Forgive(ctx, tx, key, time.Hour, noon); err != nil {
		t.Fatal(err)
	}
	if !hit(time.Hour) || hit(time.Hour) {
		t.Error("of three hits with one forgiven, the third is let through and no fourth")
	}
	hit(24 * time.Hour)
	if err := ratelimit.Forget(ctx, tx, key); err != nil {
		t.Fatal(err)
	}
	for _, window := range []time.Duration{time.Hour, 24 * time.Hour} {
		if reached, _, err := ratelimit.Reached(ctx, tx, key, 1, window, noon); err != nil || reached {
			t.Errorf("%v after forgetting: reached %v, %v", window, reached, err)
		}
	}
	if err := ratelimit.Forgive(ctx, tx, key, time.Hour, noon); err != nil { // nothing to take back
		t.Error(err)
	}
}
