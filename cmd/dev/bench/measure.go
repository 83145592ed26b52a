package bench

import (
	"cmp"
	"context"
	"os"
	"slices"
	"time"
)

// costs are the processor times at one moment, or between two.
type costs struct {
	server, postgres, sandbox, self time.Duration
	busy, all                       time.Duration
}

func (r *rig) costs(pid int) costs {
	c := costs{
		server: processTime(pid), postgres: familyTime(r.cluster.Pid()), sandbox: processTime(r.sandbox.pid()),
		self: processTime(os.Getpid()),
	}
	c.busy, c.all = machineTime()
	return c
}

func (c costs) minus(d costs) costs {
	return costs{
		server: c.server - d.server, postgres: c.postgres - d.postgres, sandbox: c.sandbox - d.sandbox,
		self: c.self - d.self, busy: c.busy - d.busy, all: c.all - d.all,
	}
}

// others is what processes used that are no part of the measurement.
func (c costs) others() time.Duration {
	return max(0, c.busy-c.server-c.postgres-c.sandbox-c.self)
}

// result is the median round of one point.
type result struct {
	measured
	costs
	errors, done int
	first        error
	peak         int64
}

// measure drives one point against a server.
func (r *rig) measure(ctx context.Context, s server, p point, clients int) result {
	// Where it is refused the peak is that of the process's whole life.
	_ = resetPeak(s.pid())
	edges := make([]costs, r.o.rounds+1)
	t := run(ctx, plan{
		addr: s.addr, host: s.host, clients: clients, warm: r.o.warm, span: r.o.span, rounds: r.o.rounds,
		steps: len(p.steps), seed: r.o.seed, edge: func(round int) { edges[round] = r.costs(s.pid()) },
	}, p.visit(r.shelf))
	i := medianRound(t.rounds)
	return result{
		measured: t.rounds[i], costs: edges[i+1].minus(edges[i]), errors: t.errors, done: t.done, first: t.first,
		peak: memory(s.pid(), "VmHWM"),
	}
}

// medianRound returns the index of the round whose rate is the median.
func medianRound(rounds []measured) int {
	order := make([]int, len(rounds))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(rounds[a].rate(), rounds[b].rate()) })
	return order[len(order)/2]
}

func sorted(list []int32) []int32 {
	slices.Sort(list)
	return list
}

// each returns a part of the cost of one visit in milliseconds.
func (r result) each(d time.Duration) float64 {
	if len(r.visits) == 0 {
		return 0
	}
	return ms(d) / float64(len(r.visits))
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// cores is a time as a number of processors over the round.
func (r result) cores(d time.Duration) float64 {
	if r.took <= 0 {
		return 0
	}
	return d.Seconds() / r.took.Seconds()
}
