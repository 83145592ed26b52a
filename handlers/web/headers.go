package web

import "strings"

// header is one response header, ready to be put into an http.Header. The slice
// is shared by all answers and has no room to grow.
type header struct {
	name  string
	value []string
}

// contentPolicy is the store's CSP; origins are the hosted payment pages.
// Browsers apply form-action to the redirect after a POST too: without these
// origins the shopper would be stuck after placing.
func contentPolicy(origins []string) string {
	forms := strings.Join(append([]string{"'self'"}, origins...), " ")
	return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
		"connect-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action " + forms
}

func securityHeaders(secure bool, origins []string) []header {
	list := []header{
		{"Content-Security-Policy", []string{contentPolicy(origins)}},
		{"Cross-Origin-Opener-Policy", []string{"same-origin"}},
		{"Permissions-Policy", []string{"camera=(), geolocation=(), microphone=(), payment=(), usb=()"}},
		{"Referrer-Policy", []string{"strict-origin-when-cross-origin"}},
		{"X-Content-Type-Options", []string{"nosniff"}},
	}
	if secure {
		list = append(list, header{"Strict-Transport-Security", []string{"max-age=31536000"}})
	}
	return list
}
