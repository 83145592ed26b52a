package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/db"
	"tenaz/internal/devdb"
)

// database is where the demo shop keeps its rows: a private cluster, or the
// server of DATABASE_URL.
type database struct {
	cluster *devdb.Cluster
	url     string
}

func openDatabase(ctx context.Context, o options, log *slog.Logger) (database, error) {
	if o.databaseURL != "" {
		app, err := pgx.ParseConfig(o.databaseURL)
		if err != nil {
			return database{}, fmt.Errorf("DATABASE_URL: %w", err)
		}
		return database{url: o.databaseURL}, db.Migrate(ctx, o.migrateURL, app.User)
	}
	c := devdb.Config{Dir: filepath.Join(o.dataDir, "postgres"), Log: log}
	if err := devdb.Ensure(ctx, c, os.Stderr); err != nil {
		return database{}, err
	}
	cluster, err := devdb.Start(ctx, c)
	if err != nil {
		return database{}, err
	}
	d := database{cluster: cluster, url: cluster.URL(devdb.AppRole, demoDatabase)}
	if err = d.startOver(ctx, o); err == nil {
		_, err = cluster.EnsureDatabase(ctx, demoDatabase)
	}
	if err == nil {
		err = db.Migrate(ctx, cluster.URL(devdb.OwnerRole, demoDatabase), devdb.AppRole)
	}
	if err != nil {
		_ = d.close() // the error that matters is the first one
	}
	return d, err
}

// demoDatabase is the demo shop's name on its private cluster.
const demoDatabase = "tenaz"

// filledMark tells that the demo shop was filled to the end.
func (o options) filledMark() string { return filepath.Join(o.dataDir, "filled") }

// startOver removes a demo shop whose filling was interrupted: what is half there
// would never be completed.
func (d database) startOver(ctx context.Context, o options) error {
	if _, err := os.Stat(o.filledMark()); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, part := range parts {
		if err := os.RemoveAll(filepath.Join(o.dataDir, part)); err != nil {
			return err
		}
	}
	conn, err := pgx.Connect(ctx, d.cluster.URL(devdb.SuperRole, devdb.SuperRole))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, "DROP DATABASE IF EXISTS "+demoDatabase)
	return err
}

// isEmpty reports whether a shop holds nothing that anybody has put there: only
// such a one is filled.
func isEmpty(ctx context.Context, d db.DB) (empty bool, err error) {
	err = d.QueryRow(ctx, `SELECT NOT EXISTS (SELECT FROM categories) AND NOT EXISTS (SELECT FROM products)
		AND NOT EXISTS (SELECT FROM users) AND NOT EXISTS (SELECT FROM orders)`).Scan(&empty)
	return empty, err
}

func (d database) close() error {
	if d.cluster == nil {
		return nil
	}
	return d.cluster.Stop()
}
