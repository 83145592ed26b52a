// Package arch keeps the map of the store true: who may import whom, who writes
// which table, how pages are written, how long a file may be. Each rule is a
// function over the source tree; its test runs all of them over the store, and
// each over a small tree that breaks it.
package arch

import (
	"fmt"
	"io/fs"
	"sort"
)

// Problem is one place where the tree breaks a rule.
type Problem struct {
	Rule  string
	Where string
	What  string
}

// String returns the problem in the form that editors jump to.
func (p Problem) String() string { return fmt.Sprintf("%s: %s (%s)", p.Where, p.What, p.Rule) }

// rule is one thing that stays true.
type rule struct {
	name  string
	check func(*tree) []Problem
}

// rules lists all of them, each with its own sample in testdata.
func rules() []rule {
	return []rule{
		{"declared", checkDeclared},
		{"imports", checkImports},
		{"libraries", checkLibraries},
		{"dev-only", checkDevOnly},
		{"no-init", checkNoInit},
		{"views-take-types", checkViewsTakeTypes},
		{"pgtype-inside", checkPgtypeInside},
		{"table-owners", checkTableOwners},
		{"query-writes", checkQueryWrites},
		{"trigger-writes", checkTriggerWrites},
		{"foreign-cascade", checkForeignCascade},
		{"named-constraints", checkNamedConstraints},
		{"raw-sql", checkRawSQL},
		{"markup", checkMarkup},
		{"texts", checkTexts},
		{"size", checkSize},
		{"docs", checkDocs},
	}
}

// Check runs every rule over a source tree and returns what breaks them, in a
// stable order.
func Check(root fs.FS) ([]Problem, error) {
	t, err := load(root)
	if err != nil {
		return nil, err
	}
	var all []Problem
	for _, r := range rules() {
		all = append(all, run(r, t)...)
	}
	return all, nil
}

// run applies one rule and puts its name on what it finds.
func run(r rule, t *tree) []Problem {
	problems := r.check(t)
	for i := range problems {
		problems[i].Rule = r.name
	}
	sort.SliceStable(problems, func(i, j int) bool { return problems[i].Where < problems[j].Where })
	return problems
}
