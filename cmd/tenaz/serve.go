package main

import (
	"context"

	"tenaz/internal/app"
	"tenaz/internal/config"
)

type serveCmd struct {
	Jobs bool `default:"true" negatable:"" help:"Work the jobs in this process too."`
}

// Run serves until the process is told to stop.
func (c *serveCmd) Run(ctx context.Context) error {
	return run(ctx, app.Options{Jobs: c.Jobs})
}

type workerCmd struct{}

// Run works the jobs until the process is told to stop.
func (c *workerCmd) Run(ctx context.Context) error {
	return run(ctx, app.Options{Jobs: true, Headless: true})
}

func run(ctx context.Context, o app.Options) error {
	c, log, err := configured(config.Serve)
	if err != nil {
		return err
	}
	o.Logger = log
	log.Info("configuration", "config", c)
	a, err := app.New(ctx, c, o)
	if err != nil {
		return err
	}
	return a.Run(ctx)
}
