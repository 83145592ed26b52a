package stripesandbox

import "crypto/rand"

const (
	base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	digits = "0123456789"
)

// newID returns prefix followed by n random letters and digits, the shape of
// every Stripe identifier.
func newID(prefix string, n int) string { return prefix + randomFrom(base62, n) }

// randomFrom draws n characters. Bytes that would favour the first characters
// of the alphabet are thrown away.
func randomFrom(alphabet string, n int) string {
	limit := 256 - 256%len(alphabet)
	out := make([]byte, 0, n)
	buf := make([]byte, n+n/4+4)
	for len(out) < n {
		rand.Read(buf) // crypto/rand.Read never fails since Go 1.24.
		for _, b := range buf {
			if int(b) < limit && len(out) < n {
				out = append(out, alphabet[int(b)%len(alphabet)])
			}
		}
	}
	return string(out)
}
