package sealed_test

import (
	"bytes"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"tenaz/internal/sealed"
)

var (
	first  = []byte("0123456789abcdef0123456789abcdef")
	second = []byte("fedcba9876543210fedcba9876543210")
)

func box(t testing.TB, purpose string, secrets ...[]byte) sealed.Box {
	t.Helper()
	b, err := sealed.New(purpose, secrets)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestWhatIsSealedOpensAgain(t *testing.T) {
	t.Parallel()
	b := box(t, "totp", first)
	rapid.Check(t, func(rt *rapid.T) {
		secret := rapid.SliceOfN(rapid.Byte(), 0, 200).Draw(rt, "secret")
		about := rapid.String().Draw(rt, "about")
		kept, err := b.Seal(secret, about)
		if err != nil {
			rt.Fatal(err)
		}
		if len(secret) > 8 && bytes.Contains(kept, secret) {
			rt.Fatal("the secret is readable")
		}
		got, old, err := b.Open(kept, about)
		if err != nil || old || !bytes.Equal(got, secret) {
			rt.Fatalf("got %x, old %v, %v", got, old, err)
		}
	})
}

func TestSealingTwiceLooksDifferent(t *testing.T) {
	t.Parallel()
	b := box(t, "totp", first)
	one, _ := b.Seal([]byte("secret"), "user 1")
	other, err := b.Seal([]byte("secret"), "user 1")
	if err != nil || bytes.Equal(one, other) {
		t.Errorf("%x and %x, %v", one, other, err)
	}
}

func TestNothingElseOpensIt(t *testing.T) {
	t.Parallel()
	kept, err := box(t, "totp", first).Seal([]byte("a secret of some length"), "user 1")
	if err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]func() ([]byte, bool, error){
		"another row":     func() ([]byte, bool, error) { return box(t, "totp", first).Open(kept, "user 2") },
		"another purpose": func() ([]byte, bool, error) { return box(t, "carrier", first).Open(kept, "user 1") },
		"another key":     func() ([]byte, bool, error) { return box(t, "totp", second).Open(kept, "user 1") },
		"nothing":         func() ([]byte, bool, error) { return box(t, "totp", first).Open(nil, "user 1") },
		"cut off":         func() ([]byte, bool, error) { return box(t, "totp", first).Open(kept[:12], "user 1") },
	} {
		if got, _, err := open(); !errors.Is(err, sealed.ErrUnreadable) || got != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for at := range kept {
		changed := bytes.Clone(kept)
		changed[at] ^= 1
		if _, _, err := box(t, "totp", first).Open(changed, "user 1"); !errors.Is(err, sealed.ErrUnreadable) {
			t.Errorf("byte %d changed: %v", at, err)
		}
	}
}

func TestARotatedKeyOpensAndIsToldToBeOld(t *testing.T) {
	t.Parallel()
	kept, err := box(t, "totp", first).Seal([]byte("secret"), "user 1")
	if err != nil {
		t.Fatal(err)
	}
	rotated := box(t, "totp", second, first)
	got, old, err := rotated.Open(kept, "user 1")
	if err != nil || !old || string(got) != "secret" {
		t.Fatalf("%q, old %v, %v", got, old, err)
	}
	again, err := rotated.Seal(got, "user 1")
	if err != nil {
		t.Fatal(err)
	}
	if got, old, err := box(t, "totp", second).Open(again, "user 1"); err != nil || old || string(got) != "secret" {
		t.Errorf("sealed again: %q, old %v, %v", got, old, err)
	}
}

func TestABoxWithoutKeysRefuses(t *testing.T) {
	t.Parallel()
	if _, err := box(t, "totp").Seal([]byte("secret"), ""); err == nil {
		t.Error("it sealed")
	}
	if _, _, err := box(t, "totp").Open([]byte{1}, ""); err == nil || errors.Is(err, sealed.ErrUnreadable) {
		t.Errorf("it opened, or blamed the secret: %v", err)
	}
}
