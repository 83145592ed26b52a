package bench

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// visit is one thing that a client does, measured as a whole; laps receives how
// long each of its steps took, if it has several.
type visit func(c *conn, rng *rand.Rand, laps []time.Duration) error

// plan says how a point is measured.
type plan struct {
	addr, host string
	clients    int
	warm, span time.Duration
	rounds     int
	steps      int // of one visit; 0 if it has one
	seed       uint64
	// edge is called at the beginning of each round and at the end of the last.
	edge func(round int)
}

// measured is what one round of one point gave.
type measured struct {
	took   time.Duration
	visits []int32   // microseconds, sorted
	steps  [][]int32 // the same of each step
	errors int
}

// total is what a whole point did, the warm-up and the ends of rounds included.
type total struct {
	done, errors int
	first        error // the first error, nil if there was none
	rounds       []measured
}

// client is one closed loop: the next visit begins when the last has ended.
type client struct {
	visits []([]int32)   // by phase
	steps  [][]([]int32) // by phase and step
	errors []int
	done   int
	first  error
}

// run lets p.clients visitors come back to back through a warm-up and the
// rounds. A visit counts in the round in which it ends.
func run(ctx context.Context, p plan, v visit) total {
	var phase atomic.Int32 // 0 is the warm-up, -1 the end
	var group sync.WaitGroup
	clients := make([]*client, p.clients)
	for i := range clients {
		c := &client{
			visits: make([][]int32, p.rounds+1), steps: make([][][]int32, p.rounds+1), errors: make([]int, p.rounds+1),
		}
		for phase := range c.steps {
			c.steps[phase] = make([][]int32, p.steps)
		}
		clients[i] = c
		group.Go(func() { c.loop(p, v, rand.New(rand.NewPCG(p.seed, uint64(i))), &phase) })
	}
	took := make([]time.Duration, p.rounds)
	pause(ctx, p.warm)
	for round := range p.rounds {
		p.edge(round)
		begin := time.Now()
		phase.Store(int32(round + 1))
		pause(ctx, p.span)
		took[round] = time.Since(begin)
	}
	phase.Store(-1)
	p.edge(p.rounds)
	group.Wait()
	return merge(clients, took, p.steps)
}

func (c *client) loop(p plan, v visit, rng *rand.Rand, phase *atomic.Int32) {
	connection := newConn(p.addr, p.host)
	defer connection.close()
	laps := make([]time.Duration, p.steps)
	for phase.Load() >= 0 {
		begin := time.Now()
		err := v(connection, rng, laps)
		took := time.Since(begin)
		now := phase.Load()
		if err == nil {
			c.done++
		} else if c.first == nil {
			c.first = err
		}
		if now < 0 {
			if err != nil {
				c.errors[p.rounds]++
			}
			return
		}
		if err != nil {
			c.errors[now]++
			// What refuses at once must not be asked in a tight loop.
			time.Sleep(time.Millisecond)
			continue
		}
		c.visits[now] = append(c.visits[now], int32(took.Microseconds()))
		for i, lap := range laps {
			c.steps[now][i] = append(c.steps[now][i], int32(lap.Microseconds()))
		}
	}
}

// pause waits, but not beyond the end of ctx.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

func merge(clients []*client, took []time.Duration, steps int) total {
	t := total{rounds: make([]measured, len(took))}
	for _, c := range clients {
		t.done += c.done
		for _, n := range c.errors {
			t.errors += n
		}
		if t.first == nil {
			t.first = c.first
		}
	}
	for i := range t.rounds {
		m := measured{took: took[i], steps: make([][]int32, steps)}
		for _, c := range clients {
			m.visits = append(m.visits, c.visits[i+1]...)
			m.errors += c.errors[i+1]
			for step := range steps {
				m.steps[step] = append(m.steps[step], c.steps[i+1][step]...)
			}
		}
		slices.Sort(m.visits)
		for _, step := range m.steps {
			slices.Sort(step)
		}
		t.rounds[i] = m
	}
	return t
}

// rate returns visits a second.
func (m measured) rate() float64 {
	if m.took <= 0 {
		return 0
	}
	return float64(len(m.visits)) / m.took.Seconds()
}

// percentile returns the nearest-rank percentile of sorted microseconds.
func percentile(sorted []int32, p float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	rank := int(p / 100 * float64(len(sorted)))
	if float64(rank)*100 < p*float64(len(sorted)) {
		rank++
	}
	rank = min(max(rank, 1), len(sorted))
	return time.Duration(sorted[rank-1]) * time.Microsecond
}
