package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// slowest is how long a start may take before it has failed.
const slowest = 30 * time.Second

// server is something that answers: the store or the bare handler.
type server struct {
	*child
	addr, host string
}

// startStore runs the production binary (or, to be profiled, the same store in
// this program) on one of the rig's databases, and says how long it took from
// exec to the first 200 of /readyz.
func (r *rig) startStore(ctx context.Context, database string, args ...string) (server, time.Duration, error) {
	port, err := freePort(ctx)
	if err != nil {
		return server{}, 0, err
	}
	program, arguments := r.o.binary, append([]string{"serve"}, args...)
	if r.o.profile != "" {
		if program, err = os.Executable(); err != nil {
			return server{}, 0, err
		}
		arguments = []string{"bench", "store"}
	}
	s := server{addr: "127.0.0.1:" + strconv.Itoa(port), host: "localhost:" + strconv.Itoa(port)}
	begin := time.Now()
	s.child, err = spawn("store", r.file("store.log"), pairs(r.environment(database, port)), nil, program, arguments...)
	if err != nil {
		return s, 0, err
	}
	err = s.await(ctx, begin.Add(slowest))
	return s, time.Since(begin), err
}

// await returns when the store can serve.
func (s server) await(ctx context.Context, until time.Time) error {
	c := newConn(s.addr, s.host)
	defer c.close()
	for {
		a, err := c.get("/readyz", "")
		if err == nil && a.status == 200 {
			return nil
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), s.stop())
		case <-s.done:
			return s.failed()
		case <-time.After(time.Millisecond):
		}
		if time.Now().After(until) {
			return errors.Join(errors.New("the store is not ready in time"), err, s.stop())
		}
	}
}

// starts measures the start several times on a quiet machine, and returns the
// median and the last store, still running.
func (r *rig) starts(ctx context.Context, times int) (s server, median time.Duration, err error) {
	var took []int32
	for i := range times {
		var t time.Duration
		if s, t, err = r.startStore(ctx, mainDB); err != nil {
			return s, 0, err
		}
		took = append(took, int32(t.Microseconds()))
		if i < times-1 {
			if err := s.stop(); err != nil {
				return s, 0, fmt.Errorf("the store did not stop cleanly: %w", err)
			}
		}
	}
	return s, percentile(sorted(took), 50), nil
}

// tenaz runs a command of the production binary to its end.
func (r *rig) tenaz(ctx context.Context, out io.Writer, database string, args ...string) error {
	cmd := exec.CommandContext(ctx, r.o.binary, args...)
	cmd.Env = pairs(r.environment(database, 1))
	output, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %s: %w\n%s", r.o.binary, strings.Join(args, " "), err, output)
	}
	_, err = out.Write(output)
	return err
}

// startBare runs the bare handler with the answers recorded.
func (r *rig) startBare(answers []byte) (server, error) {
	c, addr, err := helper(r.file("bare.log"), answers, "bare")
	return server{child: c, addr: addr, host: addr}, err
}
