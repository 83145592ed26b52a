// Package db is how the store talks to PostgreSQL: the handle that services
// take, transactions with retry, the translation of database errors, the pool
// and the migrations.
package db

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// DB is the handle that services take. *pgxpool.Pool and pgx.Tx both satisfy
// it, so that a test can run a whole service inside one transaction that is
// rolled back (a nested Begin is a savepoint).
type DB interface {
	Begin(ctx context.Context) (pgx.Tx, error)
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
	CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, src pgx.CopyFromSource) (int64, error)
}

// attempts is how often InTx tries a transaction that PostgreSQL aborted
// because of other transactions.
const attempts = 4

// InTx runs fn in one READ COMMITTED transaction and commits if fn returns
// nil. A deadlock (40P01) or serialization failure (40001) is tried again with
// a short random pause, so fn must have no effect but through tx. The rollback
// outlives a cancelled request. Errors of the database are returned as Error
// made them.
func InTx(ctx context.Context, d DB, fn func(tx pgx.Tx) error) error {
	_, nested := d.(pgx.Tx)
	for try := 1; ; try++ {
		err := inTxOnce(ctx, d, fn)
		if err == nil || nested || try == attempts || !retryable(err) {
			return Error(err)
		}
		pause := time.Duration(rand.Int64N(int64(5*time.Millisecond) << try))
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return Error(err)
		}
	}
}

func inTxOnce(ctx context.Context, d DB, fn func(tx pgx.Tx) error) (err error) {
	tx, err := d.Begin(ctx)
	if err != nil {
		return err
	}
	committed := false
	defer func() {
		if committed {
			return
		}
		rollbackCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if rollbackErr := tx.Rollback(rollbackCtx); err == nil {
			err = rollbackErr
		}
	}()
	if err := fn(tx); err != nil {
		return err
	}
	if err := tx.Commit(ctx); err != nil {
		return err
	}
	committed = true
	return nil
}

func retryable(err error) bool {
	var pgErr *pgconn.PgError
	return errors.As(err, &pgErr) && (pgErr.Code == "40P01" || pgErr.Code == "40001")
}
