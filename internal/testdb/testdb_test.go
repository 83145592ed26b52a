package testdb

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// one returns the single value that a query yields on a database of the server.
func one[T any](t *testing.T, url, query string, args ...any) T {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var value T
	if err := conn.QueryRow(t.Context(), query, args...).Scan(&value); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return value
}

func TestNewIsMigratedAndTheApplications(t *testing.T) {
	d := New(t)
	var orders int
	if err := d.Pool.QueryRow(t.Context(), `SELECT count(*) FROM orders`).Scan(&orders); err != nil || orders != 0 {
		t.Errorf("orders = %d, %v; want an empty table", orders, err)
	}
	s := theServer(t)
	if s.app.role() == s.owner.role() {
		return // a given server with one role for both
	}
	if _, err := d.Pool.Exec(t.Context(), `CREATE TABLE forbidden ()`); err == nil {
		t.Error("the application's pool may change the schema")
	}
	if _, err := d.OwnerPool.Exec(t.Context(), `CREATE TABLE allowed ()`); err != nil {
		t.Errorf("the owner's pool: %v", err)
	}
}

func TestNewIsDroppedAtTheEnd(t *testing.T) {
	var name string
	t.Run("inner", func(t *testing.T) { name = New(t).Name })
	s := theServer(t)
	if one[bool](t, s.admin.at(s.home), `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name) {
		t.Errorf("%s is still there", name)
	}
	if !strings.HasPrefix(name, "tenaz_test_") {
		t.Errorf("database %q is not named as a test's", name)
	}
}

func TestNewInParallel(t *testing.T) {
	for i := range 6 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			d := New(t)
			if _, err := d.Pool.Exec(t.Context(), `INSERT INTO brands (slug, name) VALUES ('only', 'Only')`); err != nil {
				t.Errorf("a database of its own: %v", err)
			}
		})
	}
}

func TestTxSeesNothingOfOthers(t *testing.T) {
	for range 2 {
		t.Run("", func(t *testing.T) {
			tx := Tx(t)
			if _, err := tx.Exec(t.Context(), `INSERT INTO brands (slug, name) VALUES ('same', 'Same')`); err != nil {
				t.Errorf("the transaction before was not rolled back: %v", err)
			}
		})
	}
}

func TestTxRunsAsTheApplication(t *testing.T) {
	s, tx := theServer(t), Tx(t)
	var role string
	if err := tx.QueryRow(t.Context(), `SELECT current_user`).Scan(&role); err != nil || role != s.app.role() {
		t.Errorf("role = %q, %v; want %q", role, err, s.app.role())
	}
}

func TestTxAfterAFailedStatement(t *testing.T) {
	tx := Tx(t)
	if _, err := tx.Exec(t.Context(), `SELECT 1/0`); err == nil {
		t.Fatal("no error")
	}
	// The clean-up has to cope with the aborted transaction.
}

// recorder is a test that notes failures instead of failing.
type recorder struct {
	testing.TB
	said []string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

func TestDeferredConstraintsAreCheckedAtTheEnd(t *testing.T) {
	d := New(t)
	if _, err := d.OwnerPool.Exec(t.Context(), `
		CREATE TABLE parents (id int PRIMARY KEY);
		CREATE TABLE children (parent_id int CONSTRAINT children_parent_fkey REFERENCES parents DEFERRABLE INITIALLY DEFERRED)`); err != nil {
		t.Fatal(err)
	}
	for statement, want := range map[string]bool{
		`INSERT INTO children VALUES (1)`:                                 true,
		`INSERT INTO children VALUES (1); INSERT INTO parents VALUES (1)`: false,
	} {
		tx, err := d.OwnerPool.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
		r := &recorder{TB: t}
		finish(r, tx)
		if failed := strings.Contains(strings.Join(r.said, "\n"), "children_parent_fkey"); failed != want {
			t.Errorf("%s: said %q", statement, r.said)
		}
	}
}

func TestSerialNeverRepeats(t *testing.T) {
	if a, b := Serial(), Serial(); a == b {
		t.Errorf("Serial returned %d twice", a)
	}
}
