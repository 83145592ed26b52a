package cep

import (
	"sync"
	"time"
)

// A service that failed this often in a row is left alone for a while.
const (
	breakAfter = 3
	restFor    = 30 * time.Second
)

// breaker keeps calls away from a service that does not work: while it rests
// nobody waits for it, and then one caller at a time tries again.
type breaker struct {
	mu       sync.Mutex
	failures int
	until    time.Time
}

// allow reports whether a call may go out now.
func (b *breaker) allow(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failures < breakAfter {
		return true
	}
	if now.Before(b.until) {
		return false
	}
	// This call is the trial; the others wait for its outcome.
	b.until = now.Add(restFor)
	return true
}

// note records how a call ended. A service that says "too many" rests at once.
func (b *breaker) note(now time.Time, failed, tooMany bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case !failed:
		b.failures = 0
	case tooMany:
		b.failures, b.until = breakAfter, now.Add(restFor)
	default:
		if b.failures++; b.failures >= breakAfter {
			b.until = now.Add(restFor)
		}
	}
}
