// Package testdb gives tests a real PostgreSQL with the store's schema. Tests see
// it as the application does, under a role that cannot change the schema.
//
// The server is the one that make test started, else the one of DATABASE_URL,
// else a private one of the test process itself, which ends with it. On a server
// of somebody else's only databases called tenaz_test_… are made and dropped; the
// one that the URL names is never opened for writing.
package testdb

import (
	"context"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"tenaz/internal/db"
)

const (
	// envAdmin is the superuser's address on the cluster that make test started.
	envAdmin = "TENAZ_TEST_ADMIN_URL"
	// envRun marks all databases of one make test, so that its end drops them.
	envRun = "TENAZ_TEST_RUN"
	// envKeep keeps the database of a failed test for a look at it.
	envKeep = "TENAZ_TEST_KEEP"
)

const (
	appConns   = 24
	ownerConns = 4
	patience   = 2 * time.Minute
)

// Database is a test's own database: its commits are real, and nobody else sees
// them.
type Database struct {
	Name string
	// Pool works as the application's role, URL is its address.
	Pool *pgxpool.Pool
	URL  string
	// OwnerPool works as the role that migrates: to prepare what the application may
	// not do itself.
	OwnerPool *pgxpool.Pool
	OwnerURL  string
}

// New clones the migrated schema into a database of the test's own and drops it
// when the test ends. With TENAZ_TEST_KEEP set the database of a failed test
// stays until the next run.
func New(t testing.TB) *Database {
	t.Helper()
	s := theServer(t)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	name, err := s.clone(ctx, "db")
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	d := &Database{Name: name, URL: s.app.at(name), OwnerURL: s.owner.at(name)}
	t.Cleanup(func() { d.discard(t, s) })
	if d.Pool, err = db.Open(ctx, d.URL, appConns); err != nil {
		t.Fatalf("testdb: %v", err)
	}
	config, err := pgxpool.ParseConfig(d.OwnerURL)
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	config.MaxConns = ownerConns
	if d.OwnerPool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		t.Fatalf("testdb: %v", err)
	}
	return d
}

func (d *Database) discard(t testing.TB, s *server) {
	for _, pool := range []*pgxpool.Pool{d.Pool, d.OwnerPool} {
		if pool != nil {
			pool.Close()
		}
	}
	if t.Failed() && os.Getenv(envKeep) != "" {
		t.Logf("testdb: kept %s", d.OwnerURL)
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := s.drop(ctx, d.Name); err != nil {
		t.Errorf("testdb: %v", err)
	}
}

var serial atomic.Int64

// Serial returns a number that no other call in this process returns: for the
// unique keys of what a test makes.
func Serial() int64 { return serial.Add(1) }
