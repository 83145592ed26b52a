package bench

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"strings"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/app"
	"tenaz/internal/config"
)

// profiled is the store as the production binary runs it, in a process that can
// be told on its standard input to profile itself: "start FILE", "stop".
func profiled(ctx context.Context, in io.Reader) error {
	c, err := config.FromEnv()
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: c.LogLevel}))
	a, err := app.New(ctx, c, app.Options{Logger: log, Jobs: true})
	if err != nil {
		return err
	}
	go obey(in, log)
	return a.Run(ctx)
}

func obey(in io.Reader, log *slog.Logger) {
	var file *os.File
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		word, path, _ := strings.Cut(lines.Text(), " ")
		var err error
		switch word {
		case "start":
			if file, err = os.Create(path); err == nil {
				err = pprof.StartCPUProfile(file)
			}
		case "stop":
			pprof.StopCPUProfile()
			err = file.Close()
			if err == nil {
				err = heap(strings.TrimSuffix(file.Name(), ".cpu") + ".heap")
			}
		}
		if err != nil {
			log.Error("profile", "error", err.Error())
		}
	}
}

func heap(path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	runtime.GC()
	return pprof.Lookup("allocs").WriteTo(file, 0)
}

// beginProfile starts a profile of the store and forgets what PostgreSQL counted.
func (r *rig) beginProfile(ctx context.Context, store server, name string) error {
	if r.o.profile == "" {
		return nil
	}
	folder, err := filepath.Abs(r.o.profile)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	err = r.exec(ctx, mainDB, `CREATE EXTENSION IF NOT EXISTS pg_stat_statements`, `SELECT pg_stat_statements_reset()`)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(store.stdin, "start %s.cpu\n", filepath.Join(folder, name))
	return err
}

// endProfile ends it and writes PostgreSQL's statements beside it, the dearest
// first.
func (r *rig) endProfile(ctx context.Context, store server, name string) error {
	if r.o.profile == "" {
		return nil
	}
	if _, err := fmt.Fprintln(store.stdin, "stop"); err != nil {
		return err
	}
	file, err := os.Create(filepath.Join(r.o.profile, name+".sql.txt"))
	if err != nil {
		return err
	}
	defer file.Close()
	return r.connected(ctx, mainDB, func(conn *pgx.Conn) error {
		rows, err := conn.Query(ctx, `SELECT calls, total_plan_time, total_exec_time, mean_exec_time, rows, shared_blks_hit, query
			FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
			ORDER BY total_plan_time + total_exec_time DESC LIMIT 60`)
		if err != nil {
			return err
		}
		defer rows.Close()
		fmt.Fprintf(file, "%8s %10s %10s %8s %8s %10s  query\n", "calls", "plan ms", "run ms", "mean ms", "rows", "blocks")
		for rows.Next() {
			var calls, found, blocks int64
			var plan, sum, mean float64
			var query string
			if err := rows.Scan(&calls, &plan, &sum, &mean, &found, &blocks, &query); err != nil {
				return err
			}
			fmt.Fprintf(file, "%8d %10.1f %10.1f %8.3f %8d %10d  %s\n", calls, plan, sum, mean, found, blocks, strings.Join(strings.Fields(query), " "))
		}
		return rows.Err()
	})
}
