package main

import (
	"context"
	"errors"
	"fmt"

	"tenaz/internal/config"
	"tenaz/internal/db"
	"tenaz/internal/invariants"
)

type auditCmd struct{}

// Run makes every check and names what breaks it.
func (c *auditCmd) Run(ctx context.Context) error {
	cfg, _, err := configured(config.Database)
	if err != nil {
		return err
	}
	pool, err := db.Open(ctx, cfg.DatabaseURL.Reveal(), 1)
	if err != nil {
		return err
	}
	defer pool.Close()
	results, err := invariants.Run(ctx, pool)
	if err != nil {
		return err
	}
	broken := 0
	for _, r := range results {
		if r.OK() {
			fmt.Println("ok     ", r.Name)
			continue
		}
		broken++
		fmt.Printf("BROKEN  %s: %d\n", r.Name, r.Count)
		for _, sentence := range r.Broken {
			fmt.Println("          ", sentence)
		}
	}
	if broken > 0 {
		return errors.New(plural(broken, "check is broken", "checks are broken"))
	}
	fmt.Printf("All %d checks hold.\n", len(results))
	return nil
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
