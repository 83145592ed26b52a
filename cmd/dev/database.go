package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"

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
		return database{url: o.databaseURL}, db.Migrate(ctx, o.databaseURL, "")
	}
	c := devdb.Config{Dir: filepath.Join(o.dataDir, "postgres"), Log: log}
	if err := devdb.Ensure(ctx, c, os.Stderr); err != nil {
		return database{}, err
	}
	cluster, err := devdb.Start(ctx, c)
	if err != nil {
		return database{}, err
	}
	d := database{cluster: cluster, url: cluster.URL(devdb.AppRole, "tenaz")}
	if _, err = cluster.EnsureDatabase(ctx, "tenaz"); err == nil {
		err = db.Migrate(ctx, cluster.URL(devdb.OwnerRole, "tenaz"), devdb.AppRole)
	}
	if err != nil {
		_ = d.close() // the error that matters is the first one
	}
	return d, err
}

func (d database) close() error {
	if d.cluster == nil {
		return nil
	}
	return d.cluster.Stop()
}
