package bench

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/devdb"
)

// pgbench measures what PostgreSQL alone can do of the work of a purchase: the
// traced statements, on a copy of the same catalogue in the same cluster with the
// same durability.
func (r *rig) pgbench(ctx context.Context, out *report) error {
	odd, err := r.count(ctx, traceDB, fmt.Sprintf(
		`SELECT count(*) FROM variants WHERE product_id <> %d + (id - %d) / %d`, firstProduct, firstVariant, perProduct))
	if err != nil {
		return err
	}
	if odd > 0 {
		return errors.New("the ids of variants do not follow those of their products")
	}
	sequences, err := r.spread(ctx)
	if err != nil {
		return err
	}
	a, b, err := r.traces(ctx, sequences)
	if err != nil {
		return err
	}
	s := &script{a: a, b: b, sequences: sequences, variants: len(r.shelf.variants)}
	var text string
	err = r.connected(ctx, traceDB, func(conn *pgx.Conn) (err error) {
		text, err = s.write(ctx, conn)
		return err
	})
	if err != nil {
		return err
	}
	path := r.file("placement.sql")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return err
	}
	if r.o.keep != "" {
		if err := os.WriteFile(r.o.keep, []byte(text), 0o644); err != nil {
			return err
		}
	}
	out.statements(a)
	for i, clients := range r.o.clients {
		if err := r.alone(ctx, out, path, clients, i); err != nil {
			return err
		}
	}
	return nil
}

// alone runs pgbench at one number of clients and compares the store with it.
func (r *rig) alone(ctx context.Context, out *report, path string, clients, i int) error {
	if _, err := r.runPgbench(ctx, path, clients, r.o.warm); err != nil {
		return err
	}
	list := make([]measured, r.o.rounds)
	spent := make([]costs, r.o.rounds)
	for round := range list {
		before, err := r.count(ctx, traceDB, `SELECT count(*) FROM orders`)
		if err != nil {
			return err
		}
		begin := r.costs(os.Getpid())
		m, err := r.runPgbench(ctx, path, clients, r.o.span)
		if err != nil {
			return err
		}
		list[round], spent[round] = m, r.costs(os.Getpid()).minus(begin)
		after, err := r.count(ctx, traceDB, `SELECT count(*) FROM orders`)
		if err != nil {
			return err
		}
		if after-before != len(m.visits) {
			out.fault("pgbench at %d clients: %d transactions made %d orders", clients, len(m.visits), after-before)
		}
	}
	median := medianRound(list)
	var store *result
	if i < len(r.atStore) {
		store = &r.atStore[i]
	}
	out.pgbench(clients, result{measured: list[median], costs: spent[median]}, store)
	return nil
}

// runPgbench runs the script for a while and reads every transaction's time from
// pgbench's own log.
func (r *rig) runPgbench(ctx context.Context, path string, clients int, span time.Duration) (measured, error) {
	prefix := r.file("pgbench_log")
	seconds := max(1, int(span.Round(time.Second).Seconds()))
	cmd := exec.CommandContext(ctx, r.cluster.Program("pgbench"), "--no-vacuum", "--protocol=prepared", "--log", "--log-prefix="+prefix,
		"--client="+strconv.Itoa(clients), "--time="+strconv.Itoa(seconds), "--file="+path, r.cluster.URL(devdb.SuperRole, traceDB))
	said, err := cmd.CombinedOutput()
	if err != nil || strings.Contains(string(said), "aborted") {
		return measured{}, errors.Join(err, errors.New(strings.TrimSpace(string(said))))
	}
	m := measured{took: time.Duration(seconds) * time.Second}
	files, err := filepath.Glob(prefix + ".*")
	if err != nil {
		return m, err
	}
	for _, name := range files {
		if err := errors.Join(readTimes(name, &m.visits), os.Remove(name)); err != nil {
			return m, err
		}
	}
	sorted(m.visits)
	return m, nil
}

// readTimes adds the microseconds in the third column of pgbench's log.
func readTimes(name string, times *[]int32) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) < 3 {
			return fmt.Errorf("pgbench's log: %q", lines.Text())
		}
		us, err := strconv.ParseInt(fields[2], 10, 32)
		if err != nil {
			return fmt.Errorf("pgbench's log: %w", err)
		}
		*times = append(*times, int32(us))
	}
	return lines.Err()
}
