package web

import (
	"context"
	"time"

	"github.com/alexedwards/scs/v2"
)

// storeCalls is how many calls to the session store run at once; more wait for
// their turn, so that a database that hangs holds no more than these.
const storeCalls = 128

// timedStore gives a session store what it lacks: it waits no longer than the
// request. A call that is given up runs on until the store answers.
type timedStore struct {
	scs.Store
	slots chan struct{}
}

func newTimedStore(store scs.Store) *timedStore {
	return &timedStore{Store: store, slots: make(chan struct{}, storeCalls)}
}

type found struct {
	data []byte
	ok   bool
}

// FindCtx implements scs.CtxStore.
func (s *timedStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	f, err := timed(ctx, s.slots, func() (f found, err error) {
		f.data, f.ok, err = s.Find(token)
		return f, err
	})
	return f.data, f.ok, err
}

// CommitCtx implements scs.CtxStore.
func (s *timedStore) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	_, err := timed(ctx, s.slots, func() (struct{}, error) { return struct{}{}, s.Commit(token, data, expiry) })
	return err
}

// DeleteCtx implements scs.CtxStore.
func (s *timedStore) DeleteCtx(ctx context.Context, token string) error {
	_, err := timed(ctx, s.slots, func() (struct{}, error) { return struct{}{}, s.Delete(token) })
	return err
}

// timed returns what call does, or the context's error once that has ended.
func timed[T any](ctx context.Context, slots chan struct{}, call func() (T, error)) (value T, err error) {
	select {
	case slots <- struct{}{}:
	case <-ctx.Done():
		return value, ctx.Err()
	}
	type answer struct {
		value T
		err   error
	}
	answered := make(chan answer, 1)
	go func() {
		defer func() { <-slots }()
		value, err := call()
		answered <- answer{value, err}
	}()
	select {
	case a := <-answered:
		return a.value, a.err
	case <-ctx.Done():
		return value, ctx.Err()
	}
}
