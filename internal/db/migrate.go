package db

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"tenaz/migrations"
)

// appendOnly are the tables that the app role may only add to; triggers refuse
// the rest even where both roles are one.
var appendOnly = []string{"audit_log", "price_history", "order_events", "stock_movements", "page_versions"}

// purgedOnly are append-only but for what has served its time; triggers refuse to
// delete earlier.
var purgedOnly = []string{"access_record"}

// Migrate brings the schema up to date as the owner role and grants the app
// role what it needs: data in all tables, no DDL, and only INSERT and SELECT in
// append-only ones. It is safe to call from several processes at once: a
// session lock serialises them. appRole may be empty or the owner itself, and
// then nothing is granted.
func Migrate(ctx context.Context, ownerURL, appRole string) error {
	config, err := pgx.ParseConfig(ownerURL)
	if err != nil {
		return fmt.Errorf("owner database URL: %w", err)
	}
	config.RuntimeParams["lock_timeout"] = "10s"
	conn := stdlib.OpenDB(*config)
	defer conn.Close()
	if err := wantLetters(ctx, conn); err != nil {
		return err
	}
	provider, err := newProvider(conn)
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if appRole == "" || appRole == config.User {
		return nil
	}
	return grant(ctx, conn, appRole)
}

// wantLetters refuses a database that does not know letters beyond ASCII: names
// could be neither searched nor sorted in it.
func wantLetters(ctx context.Context, conn *sql.DB) error {
	var encoding string
	if err := conn.QueryRowContext(ctx, `SHOW server_encoding`).Scan(&encoding); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if encoding != "UTF8" {
		return fmt.Errorf("migrate: the database's encoding is %s: make it with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0", encoding)
	}
	return nil
}

// Current reports whether the database has every migration of this program; it
// needs only to read. /readyz asks it.
func Current(ctx context.Context, d DB) (bool, error) {
	newest, err := newestMigration()
	if err != nil {
		return false, err
	}
	var applied int64
	err = d.QueryRow(ctx, `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied`).Scan(&applied)
	return applied >= newest, err
}

func newProvider(conn *sql.DB) (*goose.Provider, error) {
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectPostgres, conn, migrations.FS,
		goose.WithSessionLocker(locker), goose.WithDisableGlobalRegistry(true))
}

func newestMigration() (int64, error) {
	entries, err := migrations.FS.ReadDir(".")
	if err != nil {
		return 0, err
	}
	return goose.NumericComponent(entries[len(entries)-1].Name())
}

func grant(ctx context.Context, conn *sql.DB, role string) error {
	name := pgx.Identifier{role}.Sanitize()
	statements := []string{
		"GRANT USAGE ON SCHEMA public TO " + name,
		"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + name,
		"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO " + name,
		"REVOKE INSERT, UPDATE, DELETE ON goose_db_version FROM " + name,
	}
	for _, table := range appendOnly {
		statements = append(statements, fmt.Sprintf("REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM %s", pgx.Identifier{table}.Sanitize(), name))
	}
	for _, table := range purgedOnly {
		statements = append(statements, fmt.Sprintf("REVOKE UPDATE, TRUNCATE ON %s FROM %s", pgx.Identifier{table}.Sanitize(), name))
	}
	for _, statement := range statements {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("grant to the app role: %w", err)
		}
	}
	return nil
}
