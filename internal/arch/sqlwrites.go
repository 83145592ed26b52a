package arch

// write is one place where SQL changes or locks rows of a table.
type write struct {
	verb   string
	table  string
	offset int
}

// writes lists what a piece of SQL writes, wherever it stands: in a CTE, in a
// function's body, behind FOR UPDATE.
func writes(text string) []write {
	tokens := tokenize(text)
	ctes := cteNames(tokens)
	var found []write
	add := func(verb string, i int) {
		if table, _ := tableName(tokens, i); table != "" {
			found = append(found, write{verb: verb, table: table, offset: tokens[i].offset})
		}
	}
	for i, t := range tokens {
		switch {
		case t.body:
			for _, inner := range writes(t.text) {
				inner.offset += t.offset
				found = append(found, inner)
			}
		case t.is("INSERT", "MERGE") && wordAt(tokens, i+1) == "INTO":
			add(t.word, skipOnly(tokens, i+2))
		case t.is("DELETE") && wordAt(tokens, i+1) == "FROM":
			add(t.word, skipOnly(tokens, i+2))
		case t.is("UPDATE") && isStatement(tokens, i):
			add(t.word, skipOnly(tokens, i+1))
		case t.is("TRUNCATE", "LOCK") && isStatement(tokens, i):
			for _, start := range nameList(tokens, skipOnly(tokens, i+1)) {
				add(t.word, start)
			}
		case t.is("COPY") && isStatement(tokens, i):
			add(t.word, i+1)
		case t.is("ALTER", "DROP", "CREATE") && isStatement(tokens, i) && wordAt(tokens, i+1) == "TABLE":
			add(t.word, i+2)
		case t.is("FOR"):
			for _, locked := range lockedTables(tokens, i, ctes) {
				found = append(found, write{verb: "FOR " + wordAt(tokens, i+1), table: locked, offset: t.offset})
			}
		}
	}
	return found
}

// isStatement says whether a verb begins a statement, rather than being part of
// FOR UPDATE, ON CONFLICT DO UPDATE, ON UPDATE or BEFORE UPDATE.
func isStatement(tokens []sqlToken, i int) bool {
	if i == 0 {
		return true
	}
	return !tokens[i-1].is("FOR", "KEY", "DO", "ON", "BEFORE", "AFTER", "OR", "OF", "SKIP", "GRANT", "REVOKE")
}

func wordAt(tokens []sqlToken, i int) string {
	if i < 0 || i >= len(tokens) {
		return ""
	}
	return tokens[i].word
}

// skipOnly passes over the small words that may stand before a table's name.
func skipOnly(tokens []sqlToken, i int) int {
	for i < len(tokens) && tokens[i].is("ONLY", "TABLE", "LATERAL") {
		i++
	}
	return i
}

// tableName reads a name, without its schema, and returns the index behind it.
func tableName(tokens []sqlToken, i int) (string, int) {
	if i >= len(tokens) || !tokens[i].name {
		return "", i
	}
	if i+2 < len(tokens) && tokens[i+1].text == "." && tokens[i+2].name {
		return tokens[i+2].text, i + 3
	}
	return tokens[i].text, i + 1
}

// nameList returns where each name of a list begins: a, b, c.
func nameList(tokens []sqlToken, i int) []int {
	var starts []int
	for {
		name, next := tableName(tokens, i)
		if name == "" {
			return starts
		}
		starts = append(starts, i)
		if next >= len(tokens) || tokens[next].text != "," {
			return starts
		}
		i = skipOnly(tokens, next+1)
	}
}

// cteNames collects the names that WITH defines: they are no tables.
func cteNames(tokens []sqlToken) map[string]bool {
	names := map[string]bool{}
	for i, t := range tokens {
		if !t.is("AS") || i == 0 {
			continue
		}
		open := i + 1
		for wordAt(tokens, open) == "NOT" || wordAt(tokens, open) == "MATERIALIZED" {
			open++
		}
		if open >= len(tokens) || tokens[open].text != "(" {
			continue
		}
		name := i - 1
		if tokens[name].text == ")" {
			for name--; name > 0 && (tokens[name].text != "(" || tokens[name].depth != tokens[i].depth); name-- {
			}
			name--
		}
		if name >= 0 && tokens[name].name {
			names[tokens[name].text] = true
		}
	}
	return names
}

// lockedTables returns the tables whose rows the locking clause at i locks.
func lockedTables(tokens []sqlToken, i int, ctes map[string]bool) []string {
	next := i + 1
	if wordAt(tokens, next) == "NO" {
		next++
	}
	if wordAt(tokens, next) == "KEY" {
		next++
	}
	if w := wordAt(tokens, next); w != "UPDATE" && w != "SHARE" {
		return nil
	}
	depth := tokens[i].depth
	from := -1
	for j := i - 1; j >= 0 && tokens[j].depth >= depth; j-- {
		if tokens[j].depth == depth && tokens[j].is("FROM") && wordAt(tokens, j-1) != "DISTINCT" {
			from = j
		}
		if tokens[j].depth == depth && tokens[j].is("SELECT") {
			break
		}
	}
	if from < 0 {
		return nil
	}
	items := fromItems(tokens, from)
	only := map[string]bool{}
	if wordAt(tokens, next+1) == "OF" {
		for _, start := range nameList(tokens, next+2) {
			name, _ := tableName(tokens, start)
			only[name] = true
		}
	}
	var tables []string
	for _, item := range items {
		if ctes[item.table] || (len(only) > 0 && !only[item.alias]) {
			continue
		}
		tables = append(tables, item.table)
	}
	return tables
}

// fromItem is a table of a FROM clause under the name it has there.
type fromItem struct{ table, alias string }

// fromEnds are the words that end a FROM clause.
var fromEnds = []string{"WHERE", "GROUP", "HAVING", "WINDOW", "UNION", "INTERSECT", "EXCEPT", "ORDER", "LIMIT", "OFFSET", "FETCH", "FOR", "RETURNING", "SET"}

// aliasless are words that may follow a table and are not its alias.
var aliasless = append([]string{"JOIN", "LEFT", "RIGHT", "FULL", "INNER", "CROSS", "NATURAL", "ON", "USING", "TABLESAMPLE"}, fromEnds...)

// fromItems reads the tables of a FROM clause; those of a subquery are listed
// under the subquery's alias.
func fromItems(tokens []sqlToken, from int) []fromItem {
	depth := tokens[from].depth
	var items []fromItem
	start := true
	for i := from + 1; i < len(tokens); i++ {
		t := tokens[i]
		if t.depth < depth || t.text == ";" || (t.depth == depth && t.is(fromEnds...)) {
			break
		}
		if t.depth > depth {
			continue
		}
		if t.text == "," || t.is("JOIN") {
			start = true
			continue
		}
		if !start || t.is("LATERAL", "ONLY") {
			continue
		}
		start = false
		if t.text == "(" {
			closing := closingOf(tokens, i)
			alias := aliasAt(tokens, closing+1)
			for j := i + 1; j < closing; j++ {
				if tokens[j].is("FROM") && wordAt(tokens, j-1) != "DISTINCT" {
					for _, inner := range fromItems(tokens, j) {
						items = append(items, fromItem{inner.table, alias})
					}
				}
			}
			i = closing
			continue
		}
		table, next := tableName(tokens, i)
		if next < len(tokens) && tokens[next].text == "(" {
			continue // a function
		}
		alias := aliasAt(tokens, next)
		if alias == "" {
			alias = table
		}
		items = append(items, fromItem{table, alias})
	}
	return items
}

func aliasAt(tokens []sqlToken, i int) string {
	if wordAt(tokens, i) == "AS" {
		i++
	}
	if i < len(tokens) && tokens[i].name && !tokens[i].is(aliasless...) {
		return tokens[i].text
	}
	return ""
}

// closingOf returns the index of the parenthesis that closes the one at i.
func closingOf(tokens []sqlToken, i int) int {
	for j := i + 1; j < len(tokens); j++ {
		if tokens[j].text == ")" && tokens[j].depth == tokens[i].depth {
			return j
		}
	}
	return len(tokens) - 1
}
