package accounts

import (
	"context"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"

	"tenaz/internal/apperr"
)

// hashing is OWASP's minimum for argon2id: 19 MiB, two passes.
var hashing = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

const (
	// hashers is how many passwords are hashed at once, so that a burst of
	// log-ins takes at most this many times 19 MiB.
	hashers = 2
	// hashQueue is how many more may wait for their turn.
	hashQueue = 64
)

// vault hashes and compares passwords with bounded memory: whatever hashes runs
// inside do.
type vault struct {
	running chan struct{}
	waiting chan struct{}
	// decoy is compared with when there is no such user, so that the answer
	// takes as long.
	decoy func() (string, error)
}

func newVault() *vault {
	return &vault{
		running: make(chan struct{}, hashers),
		waiting: make(chan struct{}, hashers+hashQueue),
		decoy:   sync.OnceValues(func() (string, error) { return argon2id.CreateHash("nobody's password", hashing) }),
	}
}

func (v *vault) hash(ctx context.Context, password string) (hash string, err error) {
	err = v.do(ctx, func() error {
		hash, err = argon2id.CreateHash(password, hashing)
		return err
	})
	return hash, err
}

// matches reports whether the password belongs to the hash. An empty hash
// matches nothing and takes as long as any other.
func (v *vault) matches(password, hash string) (bool, error) {
	decoy, err := v.decoy()
	if err != nil {
		return false, err
	}
	against := hash
	if against == "" {
		against = decoy
	}
	if !plausible(password) {
		return false, nil
	}
	match, err := argon2id.ComparePasswordAndHash(password, against)
	return match && hash != "", err
}

// do runs work when its turn comes, and refuses when the queue is full.
func (v *vault) do(ctx context.Context, work func() error) error {
	select {
	case v.waiting <- struct{}{}:
		defer func() { <-v.waiting }()
	default:
		return apperr.New(apperr.TooMany, "account.error.too_many", "Minutes", 1, "RetryAfter", time.Minute)
	}
	select {
	case v.running <- struct{}{}:
		defer func() { <-v.running }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return work()
}
