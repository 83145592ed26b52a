// Package sealed keeps secrets at rest: whoever reads only the database learns
// nothing of them and can move none to another row.
package sealed

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
)

// version is the first byte of what is sealed, so that another cipher could
// follow.
const version = 1

// ErrUnreadable says that no key opens what was sealed: it was changed, it
// belongs to something else, or its key is gone from SECRET_KEY.
var ErrUnreadable = errors.New("sealed: no key opens this")

var errNoKey = errors.New("sealed: SECRET_KEY is not set")

// Box seals and opens the secrets of one purpose. Its zero value has no key and
// does neither.
type Box struct{ ciphers []cipher.AEAD }

// New returns a Box under keys derived from the secrets for this purpose: the
// first seals, all open.
func New(purpose string, secrets [][]byte) (Box, error) {
	var b Box
	for _, secret := range secrets {
		key, err := hkdf.Key(sha256.New, secret, nil, "tenaz sealed v1 "+purpose, 32)
		if err != nil {
			return Box{}, err
		}
		block, err := aes.NewCipher(key)
		if err != nil {
			return Box{}, err
		}
		gcm, err := cipher.NewGCM(block)
		if err != nil {
			return Box{}, err
		}
		b.ciphers = append(b.ciphers, gcm)
	}
	return b, nil
}

// Seal returns the secret so that it opens only together with about, which names
// what it belongs to.
func (b Box) Seal(secret []byte, about string) ([]byte, error) {
	if len(b.ciphers) == 0 {
		return nil, errNoKey
	}
	gcm := b.ciphers[0]
	out := make([]byte, 1+gcm.NonceSize(), 1+gcm.NonceSize()+len(secret)+gcm.Overhead())
	out[0] = version
	if _, err := rand.Read(out[1:]); err != nil {
		return nil, err
	}
	return gcm.Seal(out, out[1:], secret, []byte(about)), nil
}

// Open returns the secret, or ErrUnreadable. Old tells that another key than the
// first opened it: seal it again, and that key can be retired.
func (b Box) Open(sealed []byte, about string) (secret []byte, old bool, err error) {
	if len(b.ciphers) == 0 {
		return nil, false, errNoKey
	}
	for i, gcm := range b.ciphers {
		if len(sealed) < 1+gcm.NonceSize() || sealed[0] != version {
			return nil, false, ErrUnreadable
		}
		body := sealed[1:]
		secret, err := gcm.Open(nil, body[:gcm.NonceSize()], body[gcm.NonceSize():], []byte(about))
		if err == nil {
			return secret, i > 0, nil
		}
	}
	return nil, false, ErrUnreadable
}
