// Command tenaz is the store: it serves it, works its jobs, migrates its
// database and does what its owner does from a terminal. Its configuration comes
// from the environment alone.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	// The store shows Brasília time wherever it runs.
	_ "time/tzdata"

	"github.com/alecthomas/kong"

	"tenaz/internal/config"
)

// commands are what tenaz can do.
type commands struct {
	Serve   serveCmd   `cmd:"" help:"Serve the store, and work its jobs unless --jobs=false."`
	Worker  workerCmd  `cmd:"" help:"Work the store's jobs without serving."`
	Migrate migrateCmd `cmd:"" help:"Bring the database up to date (as MIGRATE_DATABASE_URL) and grant the role of DATABASE_URL what it needs."`
	Import  importCmd  `cmd:"" help:"Import data from a file."`
	Export  exportCmd  `cmd:"" help:"Write data to the standard output."`
	User    userCmd    `cmd:"" help:"Manage the people who work for the store."`
	Audit   auditCmd   `cmd:"" help:"Prove the books: check every invariant; exit 1 if one is broken."`
	Mail    mailCmd    `cmd:"" help:"Check that mail goes out."`
}

func main() {
	var c commands
	cli := kong.Parse(&c, kong.Name("tenaz"), kong.Description("The Tenaz store."), kong.UsageOnError())
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	cli.BindTo(ctx, (*context.Context)(nil))
	if err := cli.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "tenaz:", err)
		stop()
		os.Exit(1)
	}
}

// configured reads the environment, checks it for a purpose, and sends the log
// to the standard error as JSON.
func configured(purpose config.Purpose) (config.Config, *slog.Logger, error) {
	c, err := config.FromEnv()
	if err := errors.Join(err, c.Validate(purpose)); err != nil {
		return c, nil, fmt.Errorf("configuration:\n%w", err)
	}
	log := slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: c.LogLevel}))
	slog.SetDefault(log)
	return c, log, nil
}
