package db_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"tenaz/internal/db"
	"tenaz/internal/testdb"
)

func TestUnreachable(t *testing.T) {
	t.Parallel()
	pool := testdb.New(t).Pool
	ended, end := context.WithTimeout(t.Context(), 0)
	defer end()
	_, late := pool.Exec(ended, "SELECT 1")
	_, nobody := pgx.Connect(t.Context(), "host="+filepath.Join(t.TempDir(), "none")+" user=x dbname=x")
	conn, err := pool.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, killed := conn.Exec(t.Context(), "SELECT pg_terminate_backend(pg_backend_pid())")
	_, after := conn.Exec(t.Context(), "SELECT 1")
	conn.Release()
	_, wrong := pool.Exec(t.Context(), "SELECT 1/0")
	_, slow := pool.Exec(t.Context(), "SET statement_timeout = 1; SELECT pg_sleep(1)")
	for name, c := range map[string]struct {
		err  error
		want bool
	}{
		"time is over":      {late, true},
		"nobody listens":    {nobody, true},
		"killed":            {killed, true},
		"killed before":     {after, true},
		"shutting down":     {fmt.Errorf("read: %w", &pgconn.PgError{Code: "57P01"}), true},
		"starting up":       {&pgconn.PgError{Code: "57P03"}, true},
		"too many":          {&pgconn.PgError{Code: "53300"}, true},
		"statement timeout": {slow, true},
		"lock timeout":      {&pgconn.PgError{Code: "55P03"}, true},
		"wrong statement":   {wrong, false},
		"not found":         {pgx.ErrNoRows, false},
		"client gone":       {context.Canceled, false},
		"something else":    {errors.New("x"), false},
		"nothing":           {nil, false},
	} {
		if got := db.Unreachable(c.err); got != c.want {
			t.Errorf("%s: Unreachable(%v) = %v", name, c.err, got)
		}
	}
}
