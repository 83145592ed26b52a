package testdb

import (
	"context"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"tenaz/internal/db"
)

// shared is the one database of this process in which all Tx tests run, beside
// one another and never committing.
var shared = sync.OnceValues(func() (*pgxpool.Pool, error) {
	s, err := connected()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	name, err := s.clone(ctx, "tx")
	if err != nil {
		return nil, err
	}
	return db.Open(ctx, s.app.at(name), appConns)
})

// Tx returns a transaction of the application's role that is rolled back when
// the test ends. Deferred constraints are checked then, as a commit would. Tests
// that use it run in parallel if the keys they write differ: see Serial.
func Tx(t testing.TB) pgx.Tx {
	t.Helper()
	pool, err := shared()
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	tx, err := pool.Begin(ctx)
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	t.Cleanup(func() { finish(t, tx) })
	return tx
}

// inTransaction is the state of a connection whose transaction has not failed.
const inTransaction = 'T'

func finish(t testing.TB, tx pgx.Tx) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if conn := tx.Conn(); conn != nil && !conn.IsClosed() && conn.PgConn().TxStatus() == inTransaction {
		if _, err := tx.Exec(ctx, `SET CONSTRAINTS ALL IMMEDIATE`); err != nil {
			t.Errorf("testdb: what the test wrote could not be committed: %v", err)
		}
	}
	if err := tx.Rollback(ctx); err != nil && err != pgx.ErrTxClosed {
		t.Errorf("testdb: roll back: %v", err)
	}
}
