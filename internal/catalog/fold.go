package catalog

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded are the letters and signs that do not decompose into a plain letter
// and marks, or that mean a word.
var folded = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ł': "l", 'ð': "d", 'þ': "th", 'ı': "i",
	'×': "x", 'µ': "u", 'μ': "u",
	'®': "", '™': "", '©': "", '\u00ad': "", '\u200b': "",
	// Both signs of the inch.
	'″': `"`, '”': `"`,
}

// fold returns text in lower case without accents: letters, digits and signs of
// ASCII where there is an equivalent, other letters in lower case.
func fold(text string) string {
	plain := true
	for i := 0; i < len(text); i++ {
		if c := text[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return text
	}
	var out strings.Builder
	out.Grow(len(text))
	for _, r := range text {
		r = unicode.ToLower(r)
		if r < utf8.RuneSelf {
			out.WriteByte(byte(r))
			continue
		}
		if to, known := folded[r]; known {
			out.WriteString(to)
			continue
		}
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		for _, part := range norm.NFKD.String(string(r)) {
			if to, known := folded[part]; known {
				out.WriteString(to)
			} else if !unicode.Is(unicode.Mn, part) {
				out.WriteRune(unicode.ToLower(part))
			}
		}
	}
	return out.String()
}

// Slug returns text as a part of an address: ASCII letters and digits joined
// by hyphens, cut at a word's end after about 80 characters. Text without any
// letter or digit of ASCII gives "item".
func Slug(text string) string {
	const longest = 80
	var out strings.Builder
	gap := false
	for _, r := range fold(text) {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			if gap && out.Len() > 0 {
				out.WriteByte('-')
			}
			out.WriteRune(r)
			gap = false
		} else if r != '\'' && r != '’' {
			gap = true
		}
		if out.Len() > longest {
			break
		}
	}
	slug := out.String()
	if len(slug) > longest {
		slug = slug[:longest]
		if cut := strings.LastIndexByte(slug, '-'); cut > longest/2 {
			slug = slug[:cut]
		}
		slug = strings.TrimRight(slug, "-")
	}
	if slug == "" {
		return "item"
	}
	return slug
}
