package accounts_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"

	"github.com/fxamacker/cbor/v2"

	"tenaz/internal/accounts"
)

// authenticator is a passkey as WebAuthn describes one, in Go: an ES256 key with a
// counter. What it says of itself can be made untrue.
type authenticator struct {
	t       *testing.T
	key     *ecdsa.PrivateKey
	id      []byte
	handle  []byte
	counter uint32
	origin  string
	host    string
	// verified tells that it asked for a finger, a face or a PIN.
	verified bool
}

func newAuthenticator(t *testing.T) *authenticator {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	a := &authenticator{t: t, key: key, id: make([]byte, 32), origin: "https://loja.example.com", host: "loja.example.com", verified: true}
	_, _ = rand.Read(a.id)
	return a
}

type askedOptions struct {
	PublicKey struct {
		Challenge string
		User      struct{ ID string }
		RPID      string
	}
}

func (a *authenticator) read(c accounts.Challenge) askedOptions {
	a.t.Helper()
	var o askedOptions
	if err := json.Unmarshal(c.Options, &o); err != nil {
		a.t.Fatal(err)
	}
	return o
}

func (a *authenticator) clientData(kind, challenge string) []byte {
	return a.json(map[string]any{"type": kind, "challenge": challenge, "origin": a.origin, "crossOrigin": false})
}

func (a *authenticator) json(v any) []byte {
	a.t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		a.t.Fatal(err)
	}
	return b
}

// data is the authenticator data: whose site, which flags, which counter, and for
// a new key the key.
func (a *authenticator) data(attested []byte) []byte {
	site := sha256.Sum256([]byte(a.host))
	flags := byte(0x01) // somebody is there
	if a.verified {
		flags |= 0x04
	}
	if attested != nil {
		flags |= 0x40
	}
	a.counter++
	data := append(site[:], flags)
	data = binary.BigEndian.AppendUint32(data, a.counter)
	return append(data, attested...)
}

// create answers the challenge of a new passkey.
func (a *authenticator) create(c accounts.Challenge) string {
	a.t.Helper()
	o := a.read(c)
	var err error
	if a.handle, err = base64.RawURLEncoding.DecodeString(o.PublicKey.User.ID); err != nil {
		a.t.Fatal(err)
	}
	point, err := a.key.PublicKey.Bytes()
	if err != nil {
		a.t.Fatal(err)
	}
	cose := a.cbor(map[int]any{1: 2, 3: -7, -1: 1, -2: point[1:33], -3: point[33:]})
	attested := append(make([]byte, 16), binary.BigEndian.AppendUint16(nil, uint16(len(a.id)))...)
	attested = append(append(attested, a.id...), cose...)
	object := a.cbor(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": a.data(attested)})
	return a.credential(map[string]any{
		"clientDataJSON": text(a.clientData("webauthn.create", o.PublicKey.Challenge)), "attestationObject": text(object), "transports": []string{"internal"},
	})
}

// get answers the challenge of a log-in.
func (a *authenticator) get(c accounts.Challenge) string {
	a.t.Helper()
	client := a.clientData("webauthn.get", a.read(c).PublicKey.Challenge)
	data := a.data(nil)
	hash := sha256.Sum256(client)
	digest := sha256.Sum256(append(append([]byte{}, data...), hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, a.key, digest[:])
	if err != nil {
		a.t.Fatal(err)
	}
	return a.credential(map[string]any{
		"clientDataJSON": text(client), "authenticatorData": text(data), "signature": text(signature), "userHandle": text(a.handle),
	})
}

func (a *authenticator) credential(response map[string]any) string {
	return string(a.json(map[string]any{
		"id": text(a.id), "rawId": text(a.id), "type": "public-key", "response": response, "clientExtensionResults": map[string]any{},
	}))
}

func (a *authenticator) cbor(v any) []byte {
	a.t.Helper()
	mode, err := cbor.CTAP2EncOptions().EncMode()
	if err != nil {
		a.t.Fatal(err)
	}
	b, err := mode.Marshal(v)
	if err != nil {
		a.t.Fatal(err)
	}
	return b
}

func text(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
