// Package ratelimit counts limited actions in fixed windows, in the database, so
// that all processes count together.
package ratelimit

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"tenaz/internal/db"
	q "tenaz/queries/ratelimit"
)

// Allow counts one hit of key and reports whether it is within limit for the
// current window; if not, retryAfter is the time until the window ends. The key
// is stored hashed: it may name a person.
//
// Windows are fixed, so that two neighbouring ones can let through twice the
// limit in a short time; choose limits that bear it.
func Allow(ctx context.Context, d db.DB, key string, limit int, window time.Duration, now time.Time) (ok bool, retryAfter time.Duration, err error) {
	start := now.Truncate(window)
	hits, err := q.New().Hit(ctx, d, q.HitParams{Key: hash(key), WindowStart: start, WindowEnd: start.Add(window)})
	if err != nil {
		return false, 0, err
	}
	if int(hits) <= limit {
		return true, 0, nil
	}
	return false, start.Add(window).Sub(now), nil
}

// Reached reports whether key has used up its limit, without counting a hit: for
// actions of which only the failed ones count.
func Reached(ctx context.Context, d db.DB, key string, limit int, window time.Duration, now time.Time) (reached bool, retryAfter time.Duration, err error) {
	start := now.Truncate(window)
	hits, err := q.New().Hits(ctx, d, q.HitsParams{Key: hash(key), WindowStart: start})
	if err != nil || int(hits) < limit {
		return false, 0, err
	}
	return true, start.Add(window).Sub(now), nil
}

// Forgive takes one hit of the current window back: what was counted before it
// was done has turned out well.
func Forgive(ctx context.Context, d db.DB, key string, window time.Duration, now time.Time) error {
	return q.New().Forgive(ctx, d, q.ForgiveParams{Key: hash(key), WindowStart: now.Truncate(window)})
}

// Forget begins anew with a key, in all its windows.
func Forget(ctx context.Context, d db.DB, key string) error {
	return q.New().Forget(ctx, d, hash(key))
}

// Purge forgets the windows that had ended at a time.
func Purge(ctx context.Context, d db.DB, before time.Time) error {
	return q.New().Purge(ctx, d, before)
}

func hash(key string) string {
	sum := sha256.Sum256([]byte(key))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
