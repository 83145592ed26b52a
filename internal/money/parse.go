package money

import (
	"regexp"
	"strconv"
	"strings"
)

// typed is an amount as people in Brazil write it: "1234", "1.234,5",
// "R$ 1.234,56"; a lone point before one or two digits is a comma from another
// keyboard.
var typed = regexp.MustCompile(`^(?:R\$)?\s*(\d{1,3}(?:\.\d{3})+|\d{1,12})(?:[,.](\d{1,2}))?$`)

// Parse reads an amount in reais as a person types it; false if it is none, or
// more than Max.
func Parse(text string) (Cents, bool) {
	parts := typed.FindStringSubmatch(strings.TrimSpace(strings.ReplaceAll(text, "\u00a0", " ")))
	if parts == nil {
		return 0, false
	}
	reais, err := strconv.ParseInt(strings.ReplaceAll(parts[1], ".", ""), 10, 64)
	if err != nil {
		return 0, false
	}
	rest, _ := strconv.ParseInt((parts[2] + "00")[:2], 10, 64)
	if reais > (int64(Max)-rest)/100 {
		return 0, false
	}
	return Cents(reais*100 + rest), true
}
