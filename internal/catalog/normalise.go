package catalog

import (
	"strings"
	"unicode"
)

// Documents and queries pass through here before they become search vectors,
// so that both spell a word and a model number in the same way.

// compound is what stands between two spaces: WH-1000XM5, 43.2, (17").
// Its tokens are its words, split where letters meet digits.
type compound []string

// joined are compounds of two words that are as often written as one.
var joined = map[string]string{"wi": "fi", "hi": "fi", "blu": "ray"}

// unitLetters are the one-letter units and marks that belong to the number
// before them: 65 W, 10 m, 4 K.
const unitLetters = "gkmlpvwh"

// normalise returns the compounds of a text. A letter that stands alone stays
// with its digits (i7, a4, 12700k, m2): split off it would be a stop word.
func normalise(text string) []compound {
	var all []compound
	for _, field := range strings.Fields(fold(text)) {
		c := split(field)
		if len(c) == 0 {
			continue
		}
		if len(all) > 0 && len(c) == 1 && len(c[0]) == 1 && strings.Contains(unitLetters, c[0]) {
			last := all[len(all)-1]
			if end := last[len(last)-1]; isDigit(end[len(end)-1]) && isNumber(end) {
				last[len(last)-1] = end + c[0]
				continue
			}
		}
		if len(all) > 0 && len(c) == 1 && len(all[len(all)-1]) == 1 && joined[all[len(all)-1][0]] == c[0] {
			all[len(all)-1][0] += c[0]
			continue
		}
		all = append(all, c)
	}
	return all
}

// split cuts one field into its tokens.
func split(field string) compound {
	var tokens compound
	var kinds []kind
	start, at := -1, kindOther
	flush := func(end int) {
		if start >= 0 {
			tokens = append(tokens, field[start:end])
			kinds = append(kinds, at)
		}
		start = -1
	}
	for i, r := range field {
		k := kindOf(r)
		if k != at || k == kindOther {
			flush(i)
			at = k
			if k != kindOther {
				start = i
			}
		}
		if r == '"' && i > 0 && isDigit(field[i-1]) {
			tokens, kinds = append(tokens, "polegada"), append(kinds, kindLetter)
		}
	}
	flush(len(field))
	return attach(tokens, kinds)
}

// attach joins single letters to the digits beside them, the halves of words
// such as wi-fi, and puts words into the singular.
func attach(tokens compound, kinds []kind) compound {
	out := tokens[:0]
	for i := 0; i < len(tokens); i++ {
		token := tokens[i]
		switch {
		case kinds[i] == kindLetter && len(token) == 1 && i+1 < len(tokens) && kinds[i+1] == kindDigit:
			// m.2, i7, x570e
			token += tokens[i+1]
			i++
			if i+1 < len(tokens) && kinds[i+1] == kindLetter && len(tokens[i+1]) == 1 {
				token += tokens[i+1]
				i++
			}
		case kinds[i] == kindDigit && i+1 < len(tokens) && kinds[i+1] == kindLetter && len(tokens[i+1]) == 1:
			// 12700k, 3-d
			token += tokens[i+1]
			i++
		case kinds[i] == kindLetter && i+1 < len(tokens) && joined[token] == tokens[i+1]:
			token += tokens[i+1]
			i++
		case kinds[i] == kindLetter:
			token = singular(token)
		}
		out = append(out, token)
	}
	return out
}

type kind byte

const (
	kindOther kind = iota
	kindLetter
	kindDigit
)

func kindOf(r rune) kind {
	switch {
	case '0' <= r && r <= '9':
		return kindDigit
	case 'a' <= r && r <= 'z', r >= 0x80 && unicode.IsLetter(r):
		return kindLetter
	default:
		return kindOther
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isNumber(token string) bool {
	for i := 0; i < len(token); i++ {
		if !isDigit(token[i]) {
			return false
		}
	}
	return true
}

// document returns a text as the search vector is made from it: all tokens in
// their order, then the compounds of several words joined (microusb), which
// somebody may type.
func document(text string) string {
	compounds := normalise(text)
	var out, extra strings.Builder
	out.Grow(len(text) + len(text)/4)
	for _, c := range compounds {
		for _, token := range c {
			if out.Len() > 0 {
				out.WriteByte(' ')
			}
			out.WriteString(token)
		}
		if whole := strings.Join(c, ""); len(c) > 1 && len(whole) <= longestCode && !isNumber(whole) {
			extra.WriteByte(' ')
			extra.WriteString(whole)
		}
	}
	return out.String() + extra.String()
}
