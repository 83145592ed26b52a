package web

import (
	"context"
	"errors"
	"testing"
)

// What is given up runs on, but only so much of it at once.
func TestTimedCallsAreBounded(t *testing.T) {
	slots, hang, done := make(chan struct{}, 1), make(chan struct{}), make(chan struct{})
	ended, end := context.WithCancel(t.Context())
	end()
	first := func() (int, error) {
		defer close(done)
		<-hang
		return 1, nil
	}
	slots <- struct{}{}
	if _, err := timed(ended, slots, first); !errors.Is(err, context.Canceled) {
		t.Errorf("without a free slot: %v", err)
	}
	<-slots
	waiting, giveUp := context.WithCancel(t.Context())
	go giveUp()
	if _, err := timed(waiting, slots, first); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	if len(slots) != 1 {
		t.Error("the call that runs on holds no slot")
	}
	close(hang)
	<-done
	if n, err := timed(t.Context(), slots, func() (int, error) { return 2, nil }); n != 2 || err != nil {
		t.Errorf("the next call: %d, %v", n, err)
	}
}
