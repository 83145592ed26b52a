package devdb

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// ensureRoles makes the two roles of the store where they are missing.
func (c *Cluster) ensureRoles(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, c.URL(SuperRole, "template1"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	var have int
	err = conn.QueryRow(ctx, `SELECT count(*) FROM pg_roles WHERE rolname IN ($1, $2)`, OwnerRole, AppRole).Scan(&have)
	if err != nil || have == 2 {
		return err
	}
	for _, role := range []string{OwnerRole, AppRole} {
		_, err := conn.Exec(ctx, fmt.Sprintf(`DO $$ BEGIN CREATE ROLE %s LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$`, role))
		if err != nil {
			return err
		}
	}
	// Before version 15 everybody could create tables: as there, only the
	// database's owner may.
	_, err = conn.Exec(ctx, `ALTER SCHEMA public OWNER TO pg_database_owner; REVOKE CREATE ON SCHEMA public FROM PUBLIC`)
	return err
}

// EnsureDatabase makes an empty database that belongs to the owner role, and
// says whether it did or found one.
func (c *Cluster) EnsureDatabase(ctx context.Context, name string) (created bool, err error) {
	conn, err := pgx.Connect(ctx, c.URL(SuperRole, SuperRole))
	if err != nil {
		return false, err
	}
	defer conn.Close(ctx)
	var exists bool
	err = conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name).Scan(&exists)
	if err != nil || exists {
		return false, err
	}
	_, err = conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize()+" OWNER "+OwnerRole)
	return err == nil, err
}
