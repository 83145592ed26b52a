package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
)

// looksLikeSQL tells statements from sentences: the short words only in capitals,
// the unmistakable ones in any case.
var looksLikeSQL = regexp.MustCompile(`^\s*(SELECT\s|WITH\s+\w+\s+AS\s|TRUNCATE\s|LOCK\s+TABLE|COPY\s+\w+|CREATE\s+(TABLE|INDEX|DATABASE|ROLE)|ALTER\s+(TABLE|ROLE|DATABASE)|DROP\s+(TABLE|INDEX|DATABASE)|GRANT\s|REVOKE\s|SET\s+LOCAL|MERGE\s+INTO|(?i:insert\s+into\s+\w|delete\s+from\s+\w|update\s+\w+\s+set\s))`)

// rawSQL lists where SQL may be written by hand: the one built query, the checks of
// the books, the foundation's own plumbing. What is not for development may only
// read.
var rawSQL = []string{"internal/audit", "internal/catalog", "internal/db"}

// checkRawSQL wants SQL in queries/, where it is checked against the schema, and
// nothing written by hand-made SQL anywhere.
func checkRawSQL(t *tree) []Problem {
	var problems []Problem
	for _, f := range t.goes {
		from, known := declared(f.dir())
		if f.test || f.generated || !known || from.layer == devOnly {
			continue
		}
		ast.Inspect(f.ast, func(node ast.Node) bool {
			literal, ok := node.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(literal.Value)
			if err != nil || !looksLikeSQL.MatchString(text) {
				return true
			}
			if !slices.Contains(rawSQL, f.dir()) {
				problems = append(problems, Problem{Where: t.at(literal), What: "SQL in Go: it belongs into queries/"})
				return true
			}
			for _, w := range writes(text) {
				if f.dir() != "internal/db" {
					problems = append(problems, Problem{Where: t.at(literal), What: fmt.Sprintf("%s %s by hand: it belongs into queries/", w.verb, w.table)})
				}
			}
			return true
		})
	}
	return problems
}
