package accounts

import (
	"testing"

	"github.com/alexedwards/argon2id"
)

func TestWeakPasswordsAreNamed(t *testing.T) {
	t.Parallel()
	known := []string{"Maria.Silva@example.com", "Maria da Silva Souza", "Tenaz Eletrônicos"}
	for password, want := range map[string]string{
		"123456789987654321":            "common",
		"passwordpassword":              "common",
		"Qwerty123456789":               "common",
		"password12345678":              "common",
		"minhasenha2026!":               "common",
		"senhasenhasenhasenha":          "pattern",
		"bbbbbbbbbbbbbbbbbbbbbbbc":      "pattern",
		"abcabcabcabcabcabc":            "pattern",
		"klmnopqrstuvwxyz98":            "pattern",
		"9876543210987654":              "pattern",
		"a7Fk2a7Fk2a7Fk2a7F":            "pattern",
		"maria.silva@example.com":       "personal",
		"MariaSilvaSouza1990":           "personal",
		"tenaz-tenaz-maria":             "personal",
		"três gatos no telhado":         "",
		"maria comprou sete abacates":   "",
		"correct horse battery staple":  "",
		"zX9#kPq!vL2@wR7$":              "",
		"senha de quem gosta de ameixa": "",
		"パスワードは長い文章でもよい":                "",
		"9073 2284 1186 5520":           "",
	} {
		got := weakness(password, known)
		if want != "" {
			want = "account.error.password_" + want
		}
		if got != want {
			t.Errorf("%q: %q, want %q", password, got, want)
		}
	}
}

func TestTheListHoldsWhatGuessersTryFirst(t *testing.T) {
	t.Parallel()
	long := 0
	for word := range common() {
		if len([]rune(word)) >= MinPassword {
			long++
		}
	}
	if long < 3000 { // ASVS 5.0, 6.2.4
		t.Errorf("%d of the passwords are long enough to be chosen, want 3,000", long)
	}
}

func TestAHashOfOldParametersIsReplaced(t *testing.T) {
	t.Parallel()
	old, err := argon2id.CreateHash("três gatos no telhado", &argon2id.Params{Memory: 8 * 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	v := newVault()
	// The same letters, as a Mac types them.
	right, better, err := v.check(t.Context(), "tre\u0302s gatos no telhado", old)
	if err != nil || !right || better == "" {
		t.Fatalf("right %v, better %q, %v", right, better, err)
	}
	if right, again, err := v.check(t.Context(), "três gatos no telhado", better); err != nil || !right || again != "" {
		t.Errorf("the better hash: right %v, again %q, %v", right, again, err)
	}
	if right, better, _ := v.check(t.Context(), "outra senha qualquer", old); right || better != "" {
		t.Errorf("a wrong password: right %v, better %q", right, better)
	}
}
