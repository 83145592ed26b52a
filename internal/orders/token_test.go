package orders

import (
	"testing"

	"pgregory.net/rapid"

	"tenaz/internal/apperr"
)

func TestTokenNamesItsOrder(t *testing.T) {
	t.Parallel()
	tokens := NewTokens([][]byte{[]byte("one secret of thirty-two bytes...")})
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.Int64Min(1).Draw(t, "id")
		version := rapid.Int32Min(1).Draw(t, "version")
		gotID, gotVersion, err := tokens.read(tokens.sign(id, version))
		if err != nil || gotID != id || gotVersion != version {
			t.Fatalf("read %d, %d, %v", gotID, gotVersion, err)
		}
	})
}

func TestTokenRefusesWhatNoKeySigned(t *testing.T) {
	t.Parallel()
	tokens := NewTokens([][]byte{[]byte("one secret")})
	valid := tokens.sign(7, 1)
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, len(valid)-1).Draw(t, "at")
		char := rapid.SampledFrom([]byte("ABCdef019-_=+/ \x00")).Draw(t, "char")
		forged := valid[:at] + string(char) + valid[at+1:]
		if forged == valid {
			return
		}
		if _, _, err := tokens.read(forged); !apperr.Is(err, apperr.NotFound) {
			t.Fatalf("read(%q) = %v, want NotFound", forged, err)
		}
	})
	for _, forged := range []string{"", "x", valid + "A", valid[:len(valid)-1], valid + "\n", valid[:9] + "\r\n" + valid[9:], NewTokens([][]byte{[]byte("another")}).sign(7, 1)} {
		if _, _, err := tokens.read(forged); !apperr.Is(err, apperr.NotFound) {
			t.Errorf("read(%q) = %v, want NotFound", forged, err)
		}
	}
}

func TestTokenOutlivesARotation(t *testing.T) {
	t.Parallel()
	old := NewTokens([][]byte{[]byte("old")}).sign(7, 1)
	rotated := NewTokens([][]byte{[]byte("new"), []byte("old")})
	if _, _, err := rotated.read(old); err != nil {
		t.Errorf("a link from before the rotation is dead: %v", err)
	}
	if rotated.sign(7, 1) == old {
		t.Error("the old secret still signs")
	}
}
