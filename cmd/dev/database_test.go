package main

import (
	"log/slog"
	"testing"

	"tenaz/internal/testdb"
)

func TestGivenDatabaseIsMigratedByItsOwner(t *testing.T) {
	given := testdb.New(t)
	t.Setenv("DATA_DIR", t.TempDir())
	t.Setenv("DATABASE_URL", given.URL)
	t.Setenv("MIGRATE_DATABASE_URL", given.OwnerURL)
	o, err := readOptions()
	if err != nil {
		t.Fatal(err)
	}
	// A privilege that only the owner can give shows that it was the owner.
	if _, err := given.OwnerPool.Exec(t.Context(), `REVOKE ALL ON products FROM PUBLIC, `+given.Pool.Config().ConnConfig.User); err != nil {
		t.Fatal(err)
	}
	opened, err := openDatabase(t.Context(), o, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if opened.url != given.URL || opened.cluster != nil {
		t.Errorf("opened %+v, want the given database", opened)
	}
	if _, err := isEmpty(t.Context(), given.Pool); err != nil {
		t.Errorf("the application's role may not read: %v", err)
	}
}

func TestOnlyAnEmptyDatabaseIsFilled(t *testing.T) {
	t.Parallel()
	for what, statement := range map[string]string{
		"nothing":    "",
		"a user":     `INSERT INTO users (email, name, password_hash) VALUES ('ana@example.com', 'Ana', 'x')`,
		"a category": `INSERT INTO categories (slug, name) VALUES ('fones', 'Fones')`,
	} {
		tx := testdb.Tx(t)
		if statement != "" {
			if _, err := tx.Exec(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		if empty, err := isEmpty(t.Context(), tx); err != nil || empty != (statement == "") {
			t.Errorf("a shop with %s: empty %t, %v", what, empty, err)
		}
	}
}
