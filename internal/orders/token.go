package orders

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"slices"

	"tenaz/internal/apperr"
)

// Tokens signs and reads the tokens of order pages. A token names the order
// and the version of its links under a 128-bit MAC: it cannot be guessed, needs
// no row of its own, and dies when the order's token version is raised.
type Tokens struct {
	// keys verify; the first one signs.
	keys [][]byte
}

// NewTokens returns Tokens under the secrets given, of which there must be one.
func NewTokens(secrets [][]byte) Tokens {
	keys := make([][]byte, len(secrets))
	for i, secret := range secrets {
		mac := hmac.New(sha256.New, secret)
		mac.Write([]byte("tenaz order token v1"))
		keys[i] = mac.Sum(nil)
	}
	return Tokens{keys}
}

const (
	tokenBody = 12
	tokenMAC  = 16
)

func (t Tokens) sign(orderID int64, version int32) string {
	body := make([]byte, tokenBody, tokenBody+tokenMAC)
	binary.BigEndian.PutUint64(body, uint64(orderID))
	binary.BigEndian.PutUint32(body[8:], uint32(version))
	return base64.RawURLEncoding.EncodeToString(append(body, sum(t.keys[0], body)...))
}

// read returns the order and version that a token names; NotFound if no key
// signed it.
func (t Tokens) read(token string) (orderID int64, version int32, err error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	// The decoder skips line breaks: one token has one spelling.
	if err != nil || len(raw) != tokenBody+tokenMAC || len(token) != base64.RawURLEncoding.EncodedLen(len(raw)) {
		return 0, 0, apperr.New(apperr.NotFound, "error.order_link")
	}
	body, mac := raw[:tokenBody], raw[tokenBody:]
	signed := slices.ContainsFunc(t.keys, func(key []byte) bool { return hmac.Equal(mac, sum(key, body)) })
	if !signed {
		return 0, 0, apperr.New(apperr.NotFound, "error.order_link")
	}
	return int64(binary.BigEndian.Uint64(body)), int32(binary.BigEndian.Uint32(body[8:])), nil
}

func sum(key, body []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	return mac.Sum(nil)[:tokenMAC]
}
