package accounts_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/testdb"
)

// A password is whatever was typed, however long and of whatever characters, and
// nothing that only looks like it.
func TestAPasswordIsWhatWasTyped(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "")
	long := " um cavalo azul dobra a esquina devagar e canta baixinho quando chove no telhado da vizinha "
	if utf8.RuneCountInString(long) < 64 {
		t.Fatal("shorter than 64 characters")
	}
	for i, typed := range []string{long, "qwpolkjhagszmxncbv", "🦜🌧️🚲🪁🧩🎻🐌🌵🍐🔔🧦🪵🫖🧭🪑"} {
		email := fmt.Sprintf("typed.%d.%d@example.com", testdb.Serial(), i)
		if _, err := g.Create(t.Context(), store, accounts.CreateInput{Email: email, Name: "Lia", Password: typed}); err != nil {
			t.Errorf("%q: %v", typed, err)
			continue
		}
		try := func(password string) error {
			_, err := g.Authenticate(t.Context(), g.by, accounts.AuthenticateInput{Email: email, Password: password})
			return err
		}
		runes := []rune(typed)
		for _, other := range []string{strings.TrimSpace(typed) + "x", strings.ToUpper(typed) + " ", string(runes[:len(runes)-1]), typed + " "} {
			if err := try(other); !apperr.Is(err, apperr.Invalid) {
				t.Errorf("%q opens instead of %q: %v", other, typed, err)
			}
		}
		if upper := strings.ToUpper(typed); upper != typed {
			if err := try(upper); !apperr.Is(err, apperr.Invalid) {
				t.Errorf("in capitals: %v", err)
			}
		}
		if err := try(typed); err != nil {
			t.Errorf("as typed, %q: %v", typed, err)
		}
	}
}
