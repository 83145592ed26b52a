package bench

import (
	"context"
	"math/rand/v2"
	"net/http"
	"sync/atomic"
	"testing"
	"time"
)

func TestRunCountsEveryVisit(t *testing.T) {
	var asked, refused atomic.Int64
	c := site(t, func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1)%10 == 0 {
			refused.Add(1)
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		_, _ = w.Write([]byte("</html>"))
	})
	var edges []int
	got := run(context.Background(), plan{
		addr: c.addr, host: c.host, clients: 3, warm: 20 * time.Millisecond, span: 50 * time.Millisecond, rounds: 3,
		edge: func(round int) { edges = append(edges, round) },
	}, points[0].visit(shelf{}))
	if int64(got.done+got.errors) != asked.Load() || int64(got.errors) != refused.Load() {
		t.Errorf("%d done and %d errors; the server saw %d and refused %d", got.done, got.errors, asked.Load(), refused.Load())
	}
	if got.first == nil || got.errors == 0 {
		t.Errorf("no error kept: %v", got.first)
	}
	inRounds := 0
	for i, m := range got.rounds {
		inRounds += len(m.visits)
		if len(m.visits) == 0 || m.rate() <= 0 || percentile(m.visits, 50) > percentile(m.visits, 99) {
			t.Errorf("round %d: %d visits, rate %.1f", i, len(m.visits), m.rate())
		}
	}
	if inRounds > got.done {
		t.Errorf("%d visits in the rounds, %d in all", inRounds, got.done)
	}
	if len(edges) != 4 || edges[3] != 3 {
		t.Errorf("edges %v, want the three rounds and the end", edges)
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	c := site(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("</html>")) })
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	begin := time.Now()
	run(ctx, plan{addr: c.addr, host: c.host, clients: 1, warm: time.Hour, span: time.Hour, rounds: 3, edge: func(int) {}}, points[0].visit(shelf{}))
	if took := time.Since(begin); took > time.Minute {
		t.Errorf("took %s", took)
	}
}

func TestPercentileIsTheNearestRank(t *testing.T) {
	list := make([]int32, 200)
	for i := range list {
		list[i] = int32(i + 1)
	}
	for p, want := range map[float64]time.Duration{0: 1, 50: 100, 95: 190, 99: 198, 99.9: 200, 100: 200} {
		if got := percentile(list, p); got != want*time.Microsecond {
			t.Errorf("p%v is %s, want %dµs", p, got, want)
		}
	}
	if got := percentile(nil, 99); got != 0 {
		t.Errorf("p99 of nothing is %s", got)
	}
	if got := percentile([]int32{7}, 1); got != 7*time.Microsecond {
		t.Errorf("p1 of one is %s", got)
	}
}

func TestTheMedianRoundCounts(t *testing.T) {
	round := func(visits int) measured { return measured{took: time.Second, visits: make([]int32, visits)} }
	if got := medianRound([]measured{round(30), round(10), round(20)}); got != 2 {
		t.Errorf("round %d, want 2", got)
	}
	if got := medianRound([]measured{round(5)}); got != 0 {
		t.Errorf("round %d of one", got)
	}
}

func newRand() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }
