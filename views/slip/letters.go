package slip

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// plain turns a typed text into what the standard fonts can show (WinAnsi): other
// letters become question marks, pictures and controls spaces, and a word that no
// column could hold is broken.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		_, known := charmap.Windows1252.EncodeRune(r)
		switch {
		case unicode.IsControl(r):
			return ' '
		case known:
			return r
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return '?'
		}
		return ' '
	}, norm.NFC.String(s))
	words := strings.Fields(s)
	for i, word := range words {
		words[i] = broken(word)
	}
	return strings.Join(words, " ")
}

func broken(word string) string {
	letters := []rune(word)
	var parts []string
	for len(letters) > longestWord {
		parts = append(parts, string(letters[:longestWord]))
		letters = letters[longestWord:]
	}
	return strings.Join(append(parts, string(letters)), " ")
}
