package privacy

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"slices"

	"tenaz/internal/apperr"
)

// Tokens signs and reads the tokens of links that unsubscribe. A token names the
// address's number under a 128-bit MAC: it cannot be guessed, says nothing about
// the address, and works for as long as a mail may lie about.
type Tokens struct {
	// keys verify; the first one signs.
	keys [][]byte
}

// NewTokens returns Tokens under the secrets given, of which there must be one.
func NewTokens(secrets [][]byte) Tokens {
	keys := make([][]byte, len(secrets))
	for i, secret := range secrets {
		mac := hmac.New(sha256.New, secret)
		mac.Write([]byte("tenaz unsubscribe token v1"))
		keys[i] = mac.Sum(nil)
	}
	return Tokens{keys}
}

const (
	tokenBody = 8
	tokenMAC  = 16
)

func (t Tokens) sign(subjectID int64) string {
	body := make([]byte, tokenBody, tokenBody+tokenMAC)
	binary.BigEndian.PutUint64(body, uint64(subjectID))
	return base64.RawURLEncoding.EncodeToString(append(body, sum(t.keys[0], body)...))
}

// read returns the subject that a token names; NotFound if no key signed it.
func (t Tokens) read(token string) (int64, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	// The decoder skips line breaks: one token has one spelling.
	if err != nil || len(raw) != tokenBody+tokenMAC || len(token) != base64.RawURLEncoding.EncodedLen(len(raw)) {
		return 0, apperr.New(apperr.NotFound, "")
	}
	body, mac := raw[:tokenBody], raw[tokenBody:]
	if !slices.ContainsFunc(t.keys, func(key []byte) bool { return hmac.Equal(mac, sum(key, body)) }) {
		return 0, apperr.New(apperr.NotFound, "")
	}
	return int64(binary.BigEndian.Uint64(body)), nil
}

func sum(key, body []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	return mac.Sum(nil)[:tokenMAC]
}
