package arch

import (
	"fmt"
	"path"
	"strings"
)

// maxLines is the length at which a file certainly holds two subjects.
const maxLines = 500

// checkSize wants no hand-written file over maxLines. Generated code, River's own
// schema and the browser libraries that are kept as they came are not ours.
func checkSize(t *tree) []Problem {
	var problems []Problem
	tooLong := func(name string, lines int) {
		if lines > maxLines {
			problems = append(problems, Problem{Where: name, What: fmt.Sprintf("%d lines: over %d a file has two subjects", lines, maxLines)})
		}
	}
	for _, f := range t.goes {
		if !f.generated {
			tooLong(f.path, t.fset.File(f.ast.Pos()).LineCount())
		}
	}
	for name, text := range t.texts {
		if !strings.Contains(path.Base(name), "_river_") && !isVendored(name) {
			tooLong(name, strings.Count(text, "\n"))
		}
	}
	return problems
}

// isVendored says whether a file is a browser library that is kept as it came.
func isVendored(name string) bool {
	return strings.Contains(path.Base(name), ".min.") || path.Base(name) == "htmx.js"
}
