package arch

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// checkQueryWrites wants the queries of a package to write only its own tables, and
// SQL that stands elsewhere to read only; a lock on rows counts as a write.
func checkQueryWrites(t *tree) []Problem {
	var problems []Problem
	for name, text := range t.texts {
		if path.Ext(name) != ".sql" || under(name, "migrations", "cmd/dev") {
			continue
		}
		who := path.Base(path.Dir(name))
		for _, w := range writes(text) {
			if !under(name, "queries") || !slices.Contains(owners[who], w.table) {
				problems = append(problems, Problem{
					Where: line(name, text, w.offset),
					What:  fmt.Sprintf("%s %s: the table belongs to %s, and %s may only read it", w.verb, w.table, orNobody(owner(w.table)), who),
				})
			}
		}
	}
	return problems
}

func orNobody(who string) string {
	if who == "" {
		return "nobody (internal/arch/tables.go)"
	}
	return who
}

// statements splits tokens at semicolons.
func statements(tokens []sqlToken) [][]sqlToken {
	var all [][]sqlToken
	start := 0
	for i, t := range tokens {
		if t.text == ";" && !t.body {
			all = append(all, tokens[start:i])
			start = i + 1
		}
	}
	return append(all, tokens[start:])
}

// checkTriggerWrites wants no trigger to write a table of another owner than the
// table it hangs on.
func checkTriggerWrites(t *tree) []Problem {
	bodies := map[string][]write{}
	for _, name := range migrationFiles(t) {
		for _, statement := range statements(tokenize(up(t.texts[name]))) {
			for i, tok := range statement {
				if tok.is("FUNCTION") && wordAt(statement, 0) == "CREATE" {
					function, _ := tableName(statement, i+1)
					for _, later := range statement {
						if later.body {
							bodies[function] = writes(later.text)
						}
					}
					break
				}
			}
		}
	}
	var problems []Problem
	for _, name := range migrationFiles(t) {
		text := up(t.texts[name])
		for _, statement := range statements(tokenize(text)) {
			table, function, offset := trigger(statement)
			for _, w := range bodies[function] {
				if owner(w.table) != owner(table) {
					problems = append(problems, Problem{
						Where: line(name, text, offset),
						What:  fmt.Sprintf("the trigger on %s of %s writes %s of %s", table, orNobody(owner(table)), w.table, orNobody(owner(w.table))),
					})
				}
			}
		}
	}
	return problems
}

// trigger reads CREATE TRIGGER: the table it hangs on and the function it calls.
func trigger(statement []sqlToken) (table, function string, offset int) {
	if wordAt(statement, 0) != "CREATE" {
		return "", "", 0
	}
	isTrigger := false
	for i, t := range statement {
		switch {
		case t.is("FUNCTION", "PROCEDURE") && wordAt(statement, i-1) == "EXECUTE":
			function, _ = tableName(statement, i+1)
		case t.is("TRIGGER") && i <= 4:
			isTrigger, offset = true, t.offset
		case t.is("ON") && table == "":
			table, _ = tableName(statement, i+1)
		}
	}
	if !isTrigger {
		return "", "", 0
	}
	return table, function, offset
}

// definition reads CREATE TABLE and ALTER TABLE: the table that it is about, with
// the depth at which its columns and constraints stand.
func definition(statement []sqlToken) (table string, depth int) {
	for i, t := range statement {
		if !t.is("TABLE") || i == 0 {
			continue
		}
		j := i + 1
		for slices.Contains([]string{"IF", "NOT", "EXISTS", "ONLY"}, wordAt(statement, j)) {
			j++
		}
		table, _ = tableName(statement, j)
		switch wordAt(statement, 0) {
		case "CREATE":
			return table, 1
		case "ALTER":
			return table, 0
		}
		break
	}
	return "", 0
}

// checkForeignCascade wants no foreign key to delete or change rows of another
// owner's table.
func checkForeignCascade(t *tree) []Problem {
	var problems []Problem
	for _, name := range migrationFiles(t) {
		text := up(t.texts[name])
		for _, statement := range statements(tokenize(text)) {
			table, depth := definition(statement)
			if table == "" {
				continue
			}
			target := ""
			for i, tok := range statement {
				if tok.is("REFERENCES") {
					target, _ = tableName(statement, i+1)
				}
				if tok.text == "," && tok.depth == depth {
					target = ""
				}
				changes := tok.is("CASCADE", "SET") && slices.Contains([]string{"DELETE", "UPDATE"}, wordAt(statement, i-1)) && wordAt(statement, i-2) == "ON"
				if changes && target != "" && owner(target) != owner(table) {
					problems = append(problems, Problem{
						Where: line(name, text, tok.offset),
						What:  fmt.Sprintf("a change of %s (%s) would change %s (%s)", target, orNobody(owner(target)), table, orNobody(owner(table))),
					})
				}
			}
		}
	}
	return problems
}

// checkNamedConstraints wants a name on every constraint: errors are told apart by
// it. River's own schema is as River made it.
func checkNamedConstraints(t *tree) []Problem {
	var problems []Problem
	for _, name := range migrationFiles(t) {
		if strings.Contains(path.Base(name), "_river_") {
			continue
		}
		text := up(t.texts[name])
		for _, statement := range statements(tokenize(text)) {
			table, depth := definition(statement)
			if table == "" {
				continue
			}
			foreign := false
			for i, tok := range statement {
				if tok.depth != depth {
					continue
				}
				if tok.text == "," {
					foreign = false
				}
				constraint := tok.is("PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "EXCLUDE") || tok.is("REFERENCES") && !foreign
				foreign = foreign || tok.is("FOREIGN")
				if constraint && wordAt(statement, i-2) != "CONSTRAINT" {
					problems = append(problems, Problem{Where: line(name, text, tok.offset), What: fmt.Sprintf("a %s of %s has no name", tok.word, table)})
				}
			}
		}
	}
	return problems
}
