package main

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/config"
	"tenaz/internal/db"
)

type migrateCmd struct{}

// Run migrates as the owner and grants the app's role its rights. It is safe to
// run from several machines at once and while the store serves.
func (c *migrateCmd) Run(ctx context.Context) error {
	cfg, _, err := configured(config.Database)
	if err != nil {
		return err
	}
	app, err := pgx.ParseConfig(cfg.DatabaseURL.Reveal())
	if err != nil {
		return err
	}
	if err := db.Migrate(ctx, cfg.MigrateDatabaseURL.Reveal(), app.User); err != nil {
		return err
	}
	fmt.Println("The database is up to date.")
	return nil
}
