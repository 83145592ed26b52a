package contact

import "strings"

// ParsePhone returns area code and number of a Brazilian phone, 10 or 11 digits,
// typed with or without +55, brackets, dashes and spaces.
func ParsePhone(typed string) (string, bool) {
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case strings.ContainsRune("+()-. ", r):
			return -1
		default:
			return 'x'
		}
	}, strings.TrimSpace(typed))
	if len(digits) > 11 {
		digits = strings.TrimPrefix(digits, "55")
	}
	digits = strings.TrimPrefix(digits, "0")
	wrongLength := len(digits) != 10 && len(digits) != 11
	if wrongLength || strings.ContainsRune(digits, 'x') || digits[0] == '0' || digits[1] == '0' {
		return "", false
	}
	// Mobile numbers have nine digits and begin with 9; no number begins with
	// 0 or 1.
	if (len(digits) == 11 && digits[2] != '9') || (len(digits) == 10 && digits[2] < '2') {
		return "", false
	}
	return digits, true
}

// FormatPhone writes a normalised phone as people do: (11) 91234-5678.
func FormatPhone(digits string) string {
	if len(digits) != 10 && len(digits) != 11 {
		return digits
	}
	last := len(digits) - 4
	return "(" + digits[:2] + ") " + digits[2:last] + "-" + digits[last:]
}

// ParseCEP returns the eight digits of a postal code typed with or without dash,
// point and spaces. Anything else is refused.
func ParseCEP(typed string) (string, bool) {
	digits := strings.NewReplacer("-", "", ".", "", " ", "").Replace(strings.TrimSpace(typed))
	if len(digits) != 8 || strings.Trim(digits, "0123456789") != "" || digits < "01000000" {
		return "", false
	}
	return digits, true
}

// FormatCEP writes eight digits as people do: 01310-100.
func FormatCEP(digits string) string {
	if len(digits) != 8 {
		return digits
	}
	return digits[:5] + "-" + digits[5:]
}
