package accounts

import (
	"context"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

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
	params  *argon2id.Params
	running chan struct{}
	waiting chan struct{}
	// decoy is compared with when there is no such user, so that the answer
	// takes as long.
	decoy func() (string, error)
}

func newVault() *vault {
	return &vault{
		params:  hashing,
		running: make(chan struct{}, hashers),
		waiting: make(chan struct{}, hashers+hashQueue),
		decoy:   sync.OnceValues(func() (string, error) { return argon2id.CreateHash("nobody's password", hashing) }),
	}
}

func (v *vault) hash(ctx context.Context, password string) (hash string, err error) {
	err = v.do(ctx, func() error {
		hash, err = argon2id.CreateHash(normal(password), v.params)
		return err
	})
	return hash, err
}

// check reports whether the password belongs to the hash. An empty hash matches
// nothing and takes as long as any other. A right password in a hash of other
// parameters than today's comes back in a better one.
func (v *vault) check(ctx context.Context, password, hash string) (right bool, better string, err error) {
	err = v.do(ctx, func() error {
		if right, err = v.matches(password, hash); err != nil || !right {
			return err
		}
		params, _, _, err := argon2id.DecodeHash(hash)
		if err != nil || *params == *v.params {
			return err
		}
		better, err = argon2id.CreateHash(normal(password), v.params)
		return err
	})
	return right && err == nil, better, err
}

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
	match, err := argon2id.ComparePasswordAndHash(normal(password), against)
	return match && hash != "", err
}

// normal makes one text of a letter with its accent, however a keyboard writes
// it.
func normal(password string) string { return norm.NFC.String(password) }

// plausible reports whether a password could be anybody's: a longer one is not
// worth hashing.
func plausible(password string) bool { return utf8.RuneCountInString(password) <= MaxPassword }

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
