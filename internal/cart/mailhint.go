package cart

import "strings"

// mailDomains are where most Brazilian shoppers have their mail.
var mailDomains = []string{
	"gmail.com", "hotmail.com", "outlook.com", "outlook.com.br", "hotmail.com.br", "yahoo.com", "yahoo.com.br", "icloud.com", "live.com",
	"uol.com.br", "bol.com.br", "terra.com.br", "ig.com.br", "globo.com", "mail.com", "ymail.com", "me.com", "msn.com",
}

// SuggestEmail returns the address that was probably meant when the domain of a
// typed one is a slip away from a well-known one (ana@gmial.com), empty if there
// is nothing to suggest. A suggestion is never more than that: the domain may
// exist.
func SuggestEmail(typed string) string {
	typed = strings.TrimSpace(typed)
	at := strings.LastIndexByte(typed, '@')
	if at < 1 || at == len(typed)-1 {
		return ""
	}
	domain := strings.ToLower(typed[at+1:])
	best := ""
	for _, known := range mailDomains {
		if domain == known {
			return ""
		}
		// Short names are too near to one another to guess.
		name, _, _ := strings.Cut(known, ".")
		if best == "" && len(name) > 3 && slip(domain, known) {
			best = typed[:at+1] + known
		}
	}
	return best
}

// slip reports whether one typed text is one slip of the finger away from
// another: a character too many, too few, another, or two swapped.
func slip(typed, meant string) bool {
	a, b := []rune(typed), []rune(meant)
	if len(a) > len(b)+1 || len(b) > len(a)+1 {
		return false
	}
	from := 0
	for from < len(a) && from < len(b) && a[from] == b[from] {
		from++
	}
	a, b = a[from:], b[from:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) <= 1 && len(b) <= 1 {
		return true
	}
	return len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}
