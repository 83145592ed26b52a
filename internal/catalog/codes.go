package catalog

import "strings"

// longestCode is the length over which joined tokens are no model number.
const longestCode = 40

// code returns a SKU, GTIN or model number in the one spelling in which it is
// compared: lower case, letters and digits alone. A GTIN loses the zeros that
// pad it.
func code(text string) string {
	var out strings.Builder
	for _, r := range fold(text) {
		if kindOf(r) != kindOther {
			out.WriteRune(r)
		}
	}
	c := out.String()
	if len(c) >= 8 && isNumber(c) {
		c = strings.TrimLeft(c, "0")
	}
	return c
}

// codesOf returns the model numbers in a title: what stands between spaces and
// holds letters and digits, and the same joined with the word before it, since
// "WH 1000XM5" is typed "wh1000xm5".
func codesOf(title string) []string {
	var codes []string
	before := ""
	for field := range strings.FieldsSeq(fold(title)) {
		c := code(field)
		if isModel(c) {
			codes = append(codes, c)
			if before != "" && len(before) <= 4 && !isNumber(before) && len(before)+len(c) <= longestCode {
				codes = append(codes, before+c)
			}
		} else if isNumber(c) && len(c) >= 3 && before != "" && len(before) <= 5 && !isNumber(before) {
			codes = append(codes, before+c)
		}
		before = c
	}
	return codes
}

// isModel reports whether a code looks like a model number: some digits, some
// letters, four characters or more.
func isModel(c string) bool {
	if len(c) < 4 || len(c) > longestCode {
		return false
	}
	letters, digits := 0, 0
	for i := 0; i < len(c); i++ {
		if isDigit(c[i]) {
			digits++
		} else {
			letters++
		}
	}
	return letters > 0 && digits > 0
}
