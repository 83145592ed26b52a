package catalog

import "strings"

// LongestQuery is the number of characters that a search reads; a longer text
// is nothing that somebody looks for.
const LongestQuery = 200

// most is the number of compounds of a query that are searched for.
const most = 12

// stopWords carry no meaning in a search; the vectors of one language or the
// other do not hold them.
var stopWords = map[string]bool{
	"a": true, "o": true, "e": true, "as": true, "os": true, "de": true, "da": true, "do": true, "das": true, "dos": true,
	"em": true, "na": true, "nas": true, "no": true, "nos": true, "para": true, "pra": true, "por": true, "com": true,
	"um": true, "uma": true, "ou": true, "que": true,
	"the": true, "of": true, "for": true, "with": true, "and": true, "or": true, "in": true, "on": true, "an": true, "to": true,
}

// searchQuery is what a shopper looks for, in the spelling of the documents.
type searchQuery struct {
	// terms are the words and compounds to find, each as the operand of
	// to_tsquery: its tokens one behind the other.
	terms []string
	// code is the whole query as a code, empty if it cannot be one.
	code string
}

// parseQuery reads a query. It is empty when nothing of it can be found.
func parseQuery(text string) searchQuery {
	var q, all searchQuery
	for _, c := range normalise(text) {
		term := strings.Join(c, " <-> ")
		if len(all.terms) < most {
			all.terms = append(all.terms, term)
			if len(c) > 1 || !stopWords[c[0]] {
				q.terms = append(q.terms, term)
			}
		}
	}
	if len(q.terms) == 0 {
		q.terms = all.terms
	}
	if c := code(text); len(c) >= 3 && len(c) <= longestCode && strings.ContainsAny(c, "0123456789") && len(strings.Fields(text)) <= 4 {
		q.code = c
	}
	return q
}

func (q searchQuery) empty() bool { return len(q.terms) == 0 && q.code == "" }
