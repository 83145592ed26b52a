package catalog_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/db"
	"tenaz/internal/testdb"
)

// hanging is a database that answers once it is released.
type hanging struct {
	db.DB
	asked    chan struct{}
	released chan struct{}
}

func (h *hanging) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	select {
	case h.asked <- struct{}{}:
	default:
	}
	<-h.released
	return h.DB.Query(ctx, sql, args...)
}

// Whoever waits for another's reading of the categories waits no longer than its
// own time: one that hangs must not hold all pages up, one after the other.
func TestWaitingForTheCategoriesEndsWithTheRequest(t *testing.T) {
	t.Parallel()
	h := &hanging{DB: testdb.Tx(t), asked: make(chan struct{}, 1), released: make(chan struct{})}
	w := worldOn(h)
	first := make(chan error, 1)
	go func() {
		_, err := w.Categories(context.WithoutCancel(t.Context()))
		first <- err
	}()
	<-h.asked
	waiting, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	second := make(chan error, 1)
	go func() {
		_, err := w.Categories(waiting)
		second <- err
	}()
	select {
	case err := <-second:
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the second reader got %v", err)
		}
	case <-time.After(5 * time.Second):
		t.Error("the second reader waits for the first")
	}
	close(h.released)
	if err := <-first; err != nil {
		t.Errorf("the first reader got %v", err)
	}
}
