// Command dev runs the whole demo shop on one machine with nothing to
// configure: a private PostgreSQL, the Stripe sandbox, a mail sink, the demo
// shop's products and past, the store and its jobs.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata"

	"tenaz/cmd/dev/bench"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:])
	if err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "dev:", err)
		stop()
		os.Exit(1)
	}
}

// run opens the demo shop; "bench" measures the production binary instead.
func run(ctx context.Context, args []string) error {
	if len(args) > 0 && args[0] == "bench" {
		return bench.Run(ctx, args[1:], os.Stdout)
	}
	if len(args) > 0 {
		return fmt.Errorf("unknown argument %q", args[0])
	}
	o, err := readOptions()
	if err != nil {
		return err
	}
	return runShop(ctx, o)
}
