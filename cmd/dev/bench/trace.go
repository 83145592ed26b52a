package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// statement is one statement as PostgreSQL logged it, with the values of its
// parameters; nil is NULL.
type statement struct {
	step   int
	sql    string
	values []*string
}

// trace is one whole purchase in PostgreSQL's words, and how far each sequence
// had come at its end.
type trace struct {
	statements []statement
	last       map[int64]int64 // by the number of the sequence
}

// idSpan keeps the ids of different tables apart: the sequence numbered k begins
// at k times idSpan.
const idSpan = 1_000_000_000_000

// spread gives every sequence of the trace's database its own range, so that an
// id that turns up as a parameter says whose it is. It returns their names by
// number.
func (r *rig) spread(ctx context.Context) (map[int64]string, error) {
	names := map[int64]string{}
	err := r.connected(ctx, traceDB, func(conn *pgx.Conn) error {
		rows, err := conn.Query(ctx, `SELECT format('%I.%I', schemaname, sequencename) FROM pg_sequences
			WHERE data_type = 'bigint'::regtype AND sequencename NOT IN ('products_id_seq', 'variants_id_seq') ORDER BY 1`)
		if err != nil {
			return err
		}
		list, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			return err
		}
		for i, name := range list {
			k := int64(i + 1)
			names[k] = name
			if _, err := conn.Exec(ctx, `SELECT setval($1::text::regclass, $2)`, name, k*idSpan); err != nil {
				return err
			}
		}
		return nil
	})
	return names, err
}

// record two placements of the same item by two visitors: what differs between
// them has to differ in every placement. The store works no jobs meanwhile, so
// that the log holds nothing else.
func (r *rig) traces(ctx context.Context, sequences map[int64]string) (a, b trace, err error) {
	if err := r.exec(ctx, "postgres", `ALTER DATABASE `+traceDB+` SET log_statement = 'all'`); err != nil {
		return a, b, err
	}
	store, _, err := r.startStore(ctx, traceDB, "--jobs=false")
	if err != nil {
		return a, b, err
	}
	defer func() { err = errors.Join(err, store.stop()) }()
	// The first purchases fill caches; later ones may meet one that has run out.
	for range 10 {
		if a, err = r.traced(ctx, store, sequences); err != nil {
			return a, b, err
		}
		if b, err = r.traced(ctx, store, sequences); err != nil {
			return a, b, err
		}
		if a.alike(b) {
			return a, b, r.exec(ctx, "postgres", `ALTER DATABASE `+traceDB+` RESET log_statement`)
		}
	}
	return a, b, errors.New("no two placements ran the same statements")
}

func (t trace) alike(u trace) bool {
	if len(t.statements) != len(u.statements) {
		return false
	}
	for i, s := range t.statements {
		if s.sql != u.statements[i].sql || len(s.values) != len(u.statements[i].values) {
			return false
		}
	}
	return true
}

func (r *rig) traced(ctx context.Context, store server, sequences map[int64]string) (trace, error) {
	t := trace{last: map[int64]int64{}}
	c := newConn(store.addr, store.host)
	defer c.close()
	var heardErr error
	offset, err := logSize(r.cluster.LogFile())
	if err != nil {
		return t, err
	}
	step := 0
	c.heard = func(string, string, *answer) {
		// What the store does after it has answered belongs to the step too.
		time.Sleep(50 * time.Millisecond)
		var text []byte
		var err error
		text, offset, err = logFrom(r.cluster.LogFile(), offset)
		heardErr = errors.Join(heardErr, err)
		t.statements = append(t.statements, parseLog(string(text), step)...)
		step++
	}
	err = buy(r.shelf)(c, rand.New(rand.NewPCG(r.o.seed, 2)), make([]time.Duration, len(checkoutSteps)))
	if err = errors.Join(err, heardErr); err != nil {
		return t, err
	}
	return t, r.connected(ctx, traceDB, func(conn *pgx.Conn) error {
		for k, name := range sequences {
			var last int64
			if err := conn.QueryRow(ctx, `SELECT last_value FROM `+name).Scan(&last); err != nil {
				return err
			}
			t.last[k] = last
		}
		return nil
	})
}

func logSize(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func logFrom(path string, offset int64) ([]byte, int64, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, offset, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.NewSectionReader(file, offset, 1<<30))
	// A line that is still being written waits for the next reading.
	text = text[:bytes.LastIndexByte(text, '\n')+1]
	return text, offset + int64(len(text)), err
}

var (
	entryStart = regexp.MustCompile(`^\d{4}-\d\d-\d\d \S+ \S+ \[\d+\] (\S+) ([A-Z]+):  (.*)$`)
	executed   = regexp.MustCompile(`(?s)^(?:statement|execute [^:]*): (.*)$`)
	parameter  = regexp.MustCompile(`\$\d+ = (NULL|'(?:[^']|'')*')`)
)

// parseLog reads the statements of the trace's database out of PostgreSQL's log.
func parseLog(text string, step int) []statement {
	var list []statement
	for _, e := range entries(text) {
		switch {
		case e.level == "LOG":
			if m := executed.FindStringSubmatch(e.text); m != nil {
				list = append(list, statement{step: step, sql: oneLine(m[1])})
			}
		case e.level == "DETAIL" && len(list) > 0 && strings.HasPrefix(strings.ToLower(e.text), "parameters: "):
			last := &list[len(list)-1]
			for _, m := range parameter.FindAllStringSubmatch(e.text, -1) {
				if m[1] == "NULL" {
					last.values = append(last.values, nil)
					continue
				}
				value := strings.ReplaceAll(m[1][1:len(m[1])-1], "''", "'")
				last.values = append(last.values, &value)
			}
		}
	}
	return list
}

type entry struct{ level, text string }

func entries(text string) []entry {
	var list []entry
	mine := false
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if m := entryStart.FindStringSubmatch(line); m != nil {
			if mine = m[1] == traceDB; mine {
				list = append(list, entry{m[2], m[3]})
			}
		} else if mine {
			list[len(list)-1].text += "\n" + strings.TrimPrefix(line, "\t")
		}
	}
	return list
}

// oneLine takes the comments and the line ends out of a statement: to pgbench a
// colon before a word is a variable, wherever it stands.
func oneLine(sql string) string {
	var b strings.Builder
	for line := range strings.Lines(sql) {
		if i := strings.Index(line, "--"); i >= 0 && strings.Count(line[:i], "'")%2 == 0 {
			line = line[:i]
		}
		if line = strings.TrimSpace(line); line != "" {
			fmt.Fprintf(&b, "%s ", line)
		}
	}
	return strings.TrimSpace(strings.TrimRight(strings.TrimSpace(b.String()), ";"))
}
