package arch

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// viewFoundation is the part of the foundation that a view may know: how to say
// something, not how to look it up.
var viewFoundation = []string{"internal/actor", "internal/apperr", "internal/clock", "internal/contact", "internal/i18n", "internal/money", "internal/taxid", "static"}

// queriesOf says which package may import a generated one: the one of its name.
func queriesOf(dir string) string { return "internal/" + strings.TrimPrefix(dir, "queries/") }

// checkImports wants each package to import only what its layer may: handlers the
// domains and views, views plain types, domains the foundation, their own queries
// and the domains they call.
func checkImports(t *tree) []Problem {
	var problems []Problem
	for _, f := range t.goes {
		from, known := declared(f.dir())
		if f.test || !known || from.layer == devOnly {
			continue
		}
		for _, imported := range f.imports {
			if !imported.inside || imported.path == f.dir() {
				continue
			}
			if why := forbidden(f.dir(), from, imported.path); why != "" {
				problems = append(problems, Problem{
					Where: fmt.Sprintf("%s:%d", f.path, imported.line),
					What:  fmt.Sprintf("%s imports %s: %s", f.dir(), imported.path, why),
				})
			}
		}
	}
	return problems
}

// forbidden explains why one package may not import another, empty if it may.
func forbidden(dir string, from pack, target string) string {
	to, known := declared(target)
	switch {
	case !known:
		return "it is not declared"
	case to.layer == devOnly:
		return "it is for development and tests"
	case to.layer == sql && dir != queriesOf(target):
		return "only " + queriesOf(target) + " speaks this SQL"
	case to.layer == view && from.layer != handler && from.layer != view && from.layer != wiring && dir != "internal/mail":
		return "only handlers, jobs and mail show views"
	case to.layer == command:
		return "nobody imports a command"
	}
	switch from.layer {
	case foundation:
		if to.layer != foundation && to.layer != sql {
			return "the foundation knows only itself"
		}
	case domain:
		if to.layer == domain && !slices.Contains(from.calls, path.Base(target)) {
			return "not among the domains that it calls: reach it through a func in Deps"
		}
		if to.layer == handler || to.layer == wiring {
			return "a domain knows nothing of who uses it"
		}
	case sql:
		if target != "internal/money" {
			return "generated queries know only money"
		}
	case view:
		if to.layer == foundation && !slices.Contains(viewFoundation, target) {
			return "a view takes what it shows from its struct"
		}
		if to.layer == handler || to.layer == wiring {
			return "a view knows nothing of who uses it"
		}
	case handler:
		if to.layer == wiring {
			return "handlers know domains and views"
		}
	}
	return ""
}

// library is an import from outside that only some packages may use.
type library struct {
	prefix string
	what   string
	may    func(dir string, from pack) bool
}

// libraries lists the restricted ones.
var libraries = []library{
	{"github.com/stripe/", "Stripe's types stay inside internal/payments", func(dir string, _ pack) bool {
		return dir == "internal/payments"
	}},
	{"github.com/jackc/pgx/v5/pgtype", "pgtype stays inside its domain", func(_ string, from pack) bool {
		return from.layer == sql || from.layer == domain || from.layer == foundation
	}},
	{"github.com/jackc/pgx/", "the database is for services", func(_ string, from pack) bool {
		return from.layer != handler && from.layer != view
	}},
	{"database/sql", "database/sql is for the migrations", func(dir string, _ pack) bool { return dir == "internal/db" }},
	{"github.com/riverqueue/", "jobs are for services", func(_ string, from pack) bool {
		return from.layer == domain || from.layer == wiring || from.layer == command
	}},
	{"net/http", "a view knows nothing of HTTP", func(_ string, from pack) bool { return from.layer != view && from.layer != sql }},
}

// checkLibraries wants the libraries of an outer edge used only at that edge.
func checkLibraries(t *tree) []Problem {
	var problems []Problem
	for _, f := range t.goes {
		from, known := declared(f.dir())
		if f.test || !known || from.layer == devOnly {
			continue
		}
		for _, imported := range f.imports {
			for _, l := range libraries {
				exact := strings.TrimSuffix(l.prefix, "/")
				if imported.inside || (imported.path != exact && !strings.HasPrefix(imported.path, exact+"/")) {
					continue
				}
				if !l.may(f.dir(), from) {
					problems = append(problems, Problem{
						Where: fmt.Sprintf("%s:%d", f.path, imported.line),
						What:  fmt.Sprintf("%s imports %s: %s", f.dir(), imported.path, l.what),
					})
				}
				break
			}
		}
	}
	return problems
}

// checkDevOnly wants nothing that is for development and tests in the production
// binary, by whatever way it would get there, and testdb in tests and their tools alone.
func checkDevOnly(t *tree) []Problem {
	graph := map[string]map[string]string{}
	var problems []Problem
	for _, f := range t.goes {
		if f.test {
			continue
		}
		for _, imported := range f.imports {
			if !imported.inside {
				continue
			}
			if graph[f.dir()] == nil {
				graph[f.dir()] = map[string]string{}
			}
			graph[f.dir()][imported.path] = fmt.Sprintf("%s:%d", f.path, imported.line)
			if imported.path == "internal/testdb" && !under(f.dir(), "internal/testdb", "internal/storetest") {
				problems = append(problems, Problem{Where: graph[f.dir()][imported.path], What: "internal/testdb is for tests only"})
			}
		}
	}
	reached := map[string]bool{"cmd/tenaz": true}
	queue := []string{"cmd/tenaz"}
	for len(queue) > 0 {
		dir := queue[0]
		queue = queue[1:]
		for target, where := range graph[dir] {
			if reached[target] {
				continue
			}
			reached[target] = true
			queue = append(queue, target)
			if p, known := declared(target); known && p.layer == devOnly {
				problems = append(problems, Problem{Where: where, What: fmt.Sprintf("cmd/tenaz would contain %s", target)})
			}
		}
	}
	return problems
}
