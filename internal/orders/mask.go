package orders

import (
	"strings"
	"unicode/utf8"
)

// The masks of what an order's page shows: enough for its owner to recognise,
// not enough for whoever else holds the link to learn.

// MaskPhone writes a normalised phone as (11) *****-4321; empty for what is none.
func MaskPhone(digits string) string {
	if len(digits) != 10 && len(digits) != 11 {
		return ""
	}
	last := len(digits) - 4
	return "(" + digits[:2] + ") " + strings.Repeat("*", last-2) + "-" + digits[last:]
}

// MaskStreet leaves the first letter of the last word: "Rua das F***".
func MaskStreet(street string) string {
	words := strings.Fields(street)
	if len(words) == 0 {
		return ""
	}
	words[len(words)-1] = first(words[len(words)-1]) + "***"
	if len(words) > 3 {
		// A long name is known by less than all of its words.
		for i := 2; i < len(words)-1; i++ {
			if utf8.RuneCountInString(words[i]) > 3 {
				words[i] = first(words[i]) + "***"
			}
		}
	}
	return strings.Join(words, " ")
}

// MaskCEP leaves the region: 01310-***. The rest would name the street.
func MaskCEP(digits string) string {
	if len(digits) != 8 {
		return ""
	}
	return digits[:5] + "-***"
}

// MaskEmail leaves the first letter and the domain: a***@example.com.
func MaskEmail(email string) string {
	at := strings.LastIndexByte(email, '@')
	if at < 1 {
		return ""
	}
	return first(email) + "***" + email[at:]
}

func first(text string) string {
	r, _ := utf8.DecodeRuneInString(text)
	return string(r)
}
