package arch

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sqlToken is a word, a sign or a literal of SQL.
type sqlToken struct {
	text   string // as written; quoted names without their quotes
	word   string // upper case for unquoted words, empty for everything else
	name   bool   // may be the name of something
	body   bool   // a dollar-quoted string: the body of a function
	depth  int    // how many parentheses are open around it
	offset int
}

// is says whether a token is one of some keywords.
func (t sqlToken) is(words ...string) bool {
	for _, w := range words {
		if t.word == w {
			return true
		}
	}
	return false
}

// tokenize splits SQL into tokens; comments and plain literals are left out, so
// that nothing in them is taken for a statement.
func tokenize(text string) []sqlToken {
	s := scanner{text: text}
	for s.at < len(text) {
		s.next()
	}
	return s.tokens
}

type scanner struct {
	text   string
	at     int
	depth  int
	tokens []sqlToken
}

func (s *scanner) next() {
	rest := s.text[s.at:]
	c, width := utf8.DecodeRuneInString(rest)
	switch {
	case strings.HasPrefix(rest, "--"):
		s.skipTo(rest, "\n")
	case strings.HasPrefix(rest, "/*"):
		s.skipTo(rest, "*/")
	case c == '\'':
		s.at += quoted(rest, '\'')
		s.tokens = append(s.tokens, sqlToken{text: "''", depth: s.depth, offset: s.at})
	case c == '"':
		length := quoted(rest, '"')
		s.add(sqlToken{text: strings.Trim(rest[:length], `"`), name: true}, length)
	case c == '$':
		s.dollar(rest)
	case unicode.IsSpace(c):
		s.at += width
	case unicode.IsLetter(c) || c == '_':
		length := strings.IndexFunc(rest, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '$'
		})
		if length < 0 {
			length = len(rest)
		}
		s.add(sqlToken{text: rest[:length], word: strings.ToUpper(rest[:length]), name: true}, length)
	case c == '(':
		s.add(sqlToken{text: "("}, width)
		s.depth++
	case c == ')':
		s.depth = max(0, s.depth-1)
		s.add(sqlToken{text: ")"}, width)
	default:
		s.add(sqlToken{text: rest[:width]}, width)
	}
}

func (s *scanner) add(t sqlToken, length int) {
	t.depth, t.offset = s.depth, s.at
	s.tokens = append(s.tokens, t)
	s.at += length
}

func (s *scanner) skipTo(rest, end string) {
	if i := strings.Index(rest, end); i >= 0 {
		s.at += i + len(end)
	} else {
		s.at = len(s.text)
	}
}

// dollar reads a parameter ($1) or a dollar-quoted string ($$…$$, $tag$…$tag$).
func (s *scanner) dollar(rest string) {
	end := strings.IndexByte(rest[1:], '$')
	if end < 0 || strings.ContainsFunc(rest[1:end+1], func(r rune) bool { return !unicode.IsLetter(r) && r != '_' }) {
		s.add(sqlToken{text: "$"}, 1)
		return
	}
	tag := rest[:end+2]
	closing := strings.Index(rest[len(tag):], tag)
	if closing < 0 {
		s.at = len(s.text)
		return
	}
	s.add(sqlToken{text: rest[len(tag) : len(tag)+closing], body: true}, closing+2*len(tag))
}

// quoted returns the length of a quoted text in which a doubled quote is a quote.
func quoted(rest string, quote byte) int {
	for i := 1; i < len(rest); i++ {
		if rest[i] != quote {
			continue
		}
		if i+1 < len(rest) && rest[i+1] == quote {
			i++
			continue
		}
		return i + 1
	}
	return len(rest)
}
