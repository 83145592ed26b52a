package accounts

import (
	"context"
	"math"
	"strings"
	"time"

	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/ratelimit"
)

const (
	// window is the span in which attempts to log in are counted.
	window = 15 * time.Minute
	// longWindow is the span of the limit on guessing one password at leisure.
	longWindow = 30 * 24 * time.Hour
)

// How many log-ins may fail: from one address and from its neighbours, at one
// account by strangers in a short and in a long time, and by a browser that its
// person has used before. Fifty in a month, a hundred over the seam of two, keep
// NIST's bound on guesses at one account.
const (
	addressLimit     = 30
	blockLimit       = 200
	accountLimit     = 10
	accountLongLimit = 50
	deviceLimit      = 10
)

// limit is a counter with its bound and what a person hears beyond it.
type limit struct {
	key    string
	most   int
	window time.Duration
	says   string
}

const (
	saysWait   = "account.error.too_many"
	saysLocked = "account.error.locked"
)

// strangerLimits bind whoever this account does not know the browser of: first
// what is the guesser's own, so that one address cannot close many accounts.
func strangerLimits(email, address string) []limit {
	email = strings.ToLower(email)
	return []limit{
		{"login address " + ratelimit.Client(address), addressLimit, window, saysWait},
		{"login block " + ratelimit.Network(address, 24, 48), blockLimit, window, saysWait},
		{"login account " + email, accountLimit, window, saysLocked},
		{"login account month " + email, accountLongLimit, longWindow, saysLocked},
	}
}

func deviceLimits(device string) []limit {
	return []limit{{"login device " + device, deviceLimit, window, saysWait}}
}

// count takes one hit of each limit, before anything costly happens: of many
// guesses at once, over all copies of the store, no more pass than the limits
// say. It stops at the first that is used up.
func (s *Service) count(ctx context.Context, limits []limit, now time.Time) error {
	for _, l := range limits {
		ok, after, err := ratelimit.Allow(ctx, s.DB, l.key, l.most, l.window, now)
		if err != nil {
			return db.Error(err)
		}
		if !ok {
			return apperr.New(apperr.TooMany, l.says, "Minutes", int(math.Ceil(after.Minutes())), "RetryAfter", after)
		}
	}
	return nil
}

// forgive takes a hit of each limit back.
func (s *Service) forgive(ctx context.Context, limits []limit, now time.Time) error {
	for _, l := range limits {
		if err := ratelimit.Forgive(ctx, s.DB, l.key, l.window, now); err != nil {
			return db.Error(err)
		}
	}
	return nil
}
