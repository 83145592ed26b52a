package main

import (
	"sync"
	"time"

	"tenaz/internal/clock"
)

// seedClock stands where the demo shop's past is being replayed, and is the
// machine's clock once it is released.
type seedClock struct {
	mu sync.Mutex
	at *time.Time
}

// Now implements clock.Clock.
func (c *seedClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at != nil {
		return *c.at
	}
	return clock.System{}.Now()
}

func (c *seedClock) set(t time.Time) {
	t = t.UTC().Truncate(time.Microsecond)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = &t
}

func (c *seedClock) release() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = nil
}
