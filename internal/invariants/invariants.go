// Package invariants proves the books. Each check is one file of SQL that
// returns a sentence for every row that breaks it; no row means that it holds.
package invariants

import (
	"context"
	"embed"
	"fmt"
	"path"
	"strings"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/db"
)

//go:embed checks/*.sql
var files embed.FS

// most is how many broken rows a check names; the rest is counted.
const most = 20

// Result is what one check found. Broken holds at most twenty sentences, Count
// says how many there are in all.
type Result struct {
	Name   string
	Broken []string
	Count  int
}

// OK reports whether the check holds.
func (r Result) OK() bool { return r.Count == 0 }

// Run makes every check in one snapshot of the database, so that a busy store
// is judged at one moment. It needs only to read.
func Run(ctx context.Context, d db.DB) (results []Result, err error) {
	err = db.InTx(ctx, d, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"); err != nil {
			return err
		}
		results, err = RunTx(ctx, tx)
		return err
	})
	return results, err
}

// RunTx makes every check in the caller's transaction, which sees its own
// changes.
func RunTx(ctx context.Context, tx pgx.Tx) ([]Result, error) {
	entries, err := files.ReadDir("checks")
	if err != nil {
		return nil, err
	}
	results := make([]Result, len(entries))
	for i, entry := range entries {
		query, err := files.ReadFile(path.Join("checks", entry.Name()))
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(entry.Name(), ".sql")
		if results[i], err = check(ctx, tx, name, string(query)); err != nil {
			return nil, fmt.Errorf("check %s: %w", name, err)
		}
	}
	return results, nil
}

func check(ctx context.Context, tx pgx.Tx, name, query string) (Result, error) {
	result := Result{Name: name}
	rows, err := tx.Query(ctx, query)
	if err != nil {
		return result, err
	}
	defer rows.Close()
	for rows.Next() {
		var sentence string
		if err := rows.Scan(&sentence); err != nil {
			return result, err
		}
		if result.Count++; result.Count <= most {
			result.Broken = append(result.Broken, sentence)
		}
	}
	return result, rows.Err()
}
