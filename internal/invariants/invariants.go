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
func Run(ctx context.Context, d db.DB) ([]Result, error) {
	entries, err := files.ReadDir("checks")
	if err != nil {
		return nil, err
	}
	var results []Result
	err = db.InTx(ctx, d, func(tx pgx.Tx) error {
		results = results[:0]
		if _, err := tx.Exec(ctx, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"); err != nil {
			return err
		}
		for _, entry := range entries {
			query, err := files.ReadFile(path.Join("checks", entry.Name()))
			if err != nil {
				return err
			}
			name := strings.TrimSuffix(entry.Name(), ".sql")
			result, err := check(ctx, tx, name, string(query))
			if err != nil {
				return fmt.Errorf("check %s: %w", name, err)
			}
			results = append(results, result)
		}
		return nil
	})
	return results, err
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
