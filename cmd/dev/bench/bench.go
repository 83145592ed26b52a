// Package bench measures the production binary on a durable PostgreSQL: pages,
// cart and whole purchases up to the payment page, beside a bare handler that
// writes the same bytes and beside pgbench with the same statements, so that
// every figure is also a ratio that survives a change of machine.
package bench

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"time"
)

// startTimes is how often the start is measured, and rest how long a new store is
// left alone before it counts as idle.
const (
	startTimes = 5
	rest       = 5 * time.Second
)

// Run measures as args say (-h lists the flags) and prints the figures. Goals
// that are missed are printed; errors, orders that do not add up and broken books
// are an error. The names sandbox, bare and store are how it starts its own
// servers.
func Run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) > 0 {
		switch args[0] {
		case "sandbox":
			return sandbox(ctx, out)
		case "bare":
			return bare(ctx, os.Stdin, out)
		case "store":
			return profiled(ctx, os.Stdin)
		}
	}
	o, err := readOptions(args, out)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	// Children end with the thread that started them.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	r := &report{out: out}
	rig, err := newRig(ctx, o, r.say)
	if err == nil {
		err = rig.all(ctx, r)
	}
	return errors.Join(err, rig.Close())
}

// all measures everything that was asked for.
func (r *rig) all(ctx context.Context, out *report) error {
	out.machine(r.o, r.cluster.Major())
	if err := r.storeFigures(ctx, out); err != nil {
		return err
	}
	if err := r.books(ctx, out); err != nil {
		return err
	}
	if !r.o.noPgbench && slices.Contains(r.o.only, "checkout") {
		if err := r.pgbench(ctx, out); err != nil {
			return fmt.Errorf("pgbench: %w", err)
		}
	}
	return errors.Join(ctx.Err(), out.end())
}

func (r *rig) storeFigures(ctx context.Context, out *report) (err error) {
	store, start, err := r.starts(ctx, startTimes)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.stop()) }()
	pause(ctx, rest)
	idle := memory(store.pid(), "VmRSS")
	list := slices.DeleteFunc(slices.Clone(points), func(p point) bool { return !slices.Contains(r.o.only, p.name) })
	answers, err := record(store.addr, store.host, r.shelf, r.o.seed, list)
	if err != nil {
		return err
	}
	r.orders += placedIn(answers)
	var plain server
	if !r.o.noBare {
		var encoded bytes.Buffer
		if err := gob.NewEncoder(&encoded).Encode(answers); err != nil {
			return err
		}
		if plain, err = r.startBare(encoded.Bytes()); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, plain.stop()) }()
	}
	out.sizes(answers)
	out.head()
	var peak int64
	for _, p := range list {
		for _, clients := range r.o.clients {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			got, err := r.point(ctx, store, plain, p, clients, out)
			if err != nil {
				return err
			}
			peak = max(peak, got.peak)
		}
	}
	pause(ctx, r.o.rest)
	out.memory(start, idle, memory(store.pid(), "VmRSS"), peak)
	return nil
}

// point measures one point at one number of clients, and the bare handler after
// it.
func (r *rig) point(ctx context.Context, store, plain server, p point, clients int, out *report) (result, error) {
	name := fmt.Sprintf("%s-%d", p.name, clients)
	if err := r.beginProfile(ctx, store, name); err != nil {
		return result{}, err
	}
	got := r.measure(ctx, store, p, clients)
	if err := r.endProfile(ctx, store, name); err != nil {
		return result{}, err
	}
	if p.name == "checkout" {
		r.orders += got.done
		r.atStore = append(r.atStore, got)
	}
	var beside *result
	if !r.o.noBare {
		b := r.measure(ctx, plain, p, clients)
		beside = &b
		if b.errors > 0 {
			out.fault("bare handler, %s at %d clients: %d errors, first: %v", p.name, clients, b.errors, b.first)
		}
	}
	select {
	case <-store.done:
		return got, store.failed()
	default:
	}
	if ctx.Err() != nil {
		return got, ctx.Err() // a round that was cut short says nothing
	}
	out.row(p, clients, got, beside)
	if len(p.steps) > 0 {
		out.steps(p, got)
	}
	return got, nil
}

// books proves that what was counted is what the store holds.
func (r *rig) books(ctx context.Context, out *report) error {
	orders, err := r.count(ctx, mainDB, `SELECT count(*) FROM orders WHERE number IS NOT NULL`)
	if err != nil {
		return err
	}
	out.say("Orders: %d placed, %d in the database.", r.orders, orders)
	if orders != r.orders {
		out.fault("%d orders were placed and %d are in the database", r.orders, orders)
	}
	var said bytes.Buffer
	if err := r.tenaz(ctx, &said, mainDB, "audit"); err != nil {
		out.fault("%v", err)
		return nil
	}
	lines := bytes.Split(bytes.TrimSpace(said.Bytes()), []byte("\n"))
	out.say("tenaz audit: %s", lines[len(lines)-1])
	return nil
}

func placedIn(answers []taken) int {
	n := 0
	for _, a := range answers {
		if a.Pattern == "/checkout/place" {
			n++
		}
	}
	return n
}
