package accounts

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"slices"
)

// macSize is how much of a MAC a text carries: 128 bits.
const macSize = 16

// signer proves that the store wrote a text. The first key signs, all read, so
// that SECRET_KEY can be changed while links are under way.
type signer struct{ keys [][]byte }

// newSigner derives the keys for one use, so that a text of one use is none of
// another.
func newSigner(secrets [][]byte, use string) signer {
	keys := make([][]byte, len(secrets))
	for i, secret := range secrets {
		keys[i] = sum(secret, []byte(use))
	}
	return signer{keys}
}

func (s signer) mac(body []byte) ([]byte, error) {
	if len(s.keys) == 0 {
		return nil, errors.New("accounts: no SECRET_KEY to sign with")
	}
	return sum(s.keys[0], body)[:macSize], nil
}

func (s signer) valid(body, mac []byte) bool {
	return slices.ContainsFunc(s.keys, func(key []byte) bool { return hmac.Equal(mac, sum(key, body)[:macSize]) })
}

// sign returns a token's text: its id, and a MAC over kind, id and nonce.
func (s signer) sign(id int64, kind TokenKind, nonce []byte) (string, error) {
	mac, err := s.mac(tokenBody(id, kind, nonce))
	if err != nil {
		return "", err
	}
	return encode(append(binary.BigEndian.AppendUint64(nil, uint64(id)), mac...)), nil
}

func (s signer) signed(id int64, kind TokenKind, nonce, mac []byte) bool {
	return s.valid(tokenBody(id, kind, nonce), mac)
}

func tokenBody(id int64, kind TokenKind, nonce []byte) []byte {
	body := append([]byte(kind), '|')
	body = binary.BigEndian.AppendUint64(body, uint64(id))
	return append(body, nonce...)
}

// splitToken takes a token's text apart; whether it was signed is not known yet.
func splitToken(text string) (id int64, mac []byte, ok bool) {
	raw, ok := decode(text, 8+macSize)
	if !ok {
		return 0, nil, false
	}
	return int64(binary.BigEndian.Uint64(raw)), raw[8:], true
}

func encode(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

// decode reads exactly size bytes. The decoder skips line breaks: one value has
// one spelling.
func decode(text string, size int) ([]byte, bool) {
	if len(text) != base64.RawURLEncoding.EncodedLen(size) {
		return nil, false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	return raw, err == nil && len(raw) == size
}

func sum(key, body []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	return mac.Sum(nil)
}
