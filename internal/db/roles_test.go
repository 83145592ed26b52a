package db_test

import (
	"context"
	"database/sql"
	"testing"

	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"tenaz/internal/testdb"
	"tenaz/migrations"
)

// Two migrations give the owner the access record. In whatever order a database
// has met them, the owner has it once, and nobody else has it.
func TestOwnerHasTheAccessRecordOnce(t *testing.T) {
	t.Parallel()
	const record, roles = 23, 33
	for name, first := range map[string]func(*testing.T, *goose.Provider){
		"on a new database": func(*testing.T, *goose.Provider) {},
		"where the record came long before the roles": func(t *testing.T, p *goose.Provider) {
			if _, err := p.UpTo(t.Context(), record); err != nil {
				t.Fatal(err)
			}
		},
		"where the roles came first": func(t *testing.T, p *goose.Provider) {
			for _, source := range p.ListSources() {
				if source.Version == record || source.Version > roles {
					continue
				}
				if _, err := p.ApplyVersion(t.Context(), source.Version, true); err != nil {
					t.Fatal(err)
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conn := emptied(t)
			provider, err := goose.NewProvider(goose.DialectPostgres, conn, migrations.FS, goose.WithDisableGlobalRegistry(true), goose.WithAllowOutofOrder(true))
			if err != nil {
				t.Fatal(err)
			}
			first(t, provider)
			if _, err := provider.Up(t.Context()); err != nil {
				t.Fatal(err)
			}
			holders := map[string]int{}
			rows, err := conn.QueryContext(t.Context(), `SELECT r.slug, count(*) FROM roles r, unnest(r.permissions) p WHERE p = 'access_record' GROUP BY r.slug`)
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			for rows.Next() {
				var slug string
				var times int
				if err := rows.Scan(&slug, &times); err != nil {
					t.Fatal(err)
				}
				holders[slug] = times
			}
			if err := rows.Err(); err != nil {
				t.Fatal(err)
			}
			if len(holders) != 1 || holders["owner"] != 1 {
				t.Errorf("the access record is held %v times, want by the owner once", holders)
			}
		})
	}
}

// emptied is a database without a table, as the role that migrates.
func emptied(t *testing.T) *sql.DB {
	t.Helper()
	d := testdb.New(t)
	conn := stdlib.OpenDBFromPool(d.OwnerPool)
	t.Cleanup(func() { _ = conn.Close() })
	if _, err := conn.ExecContext(context.WithoutCancel(t.Context()), `DROP SCHEMA public CASCADE; CREATE SCHEMA public`); err != nil {
		t.Fatal(err)
	}
	return conn
}
