package app_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"tenaz/internal/storetest"
)

// tries is how often each question is asked, from a fresh address each time.
const tries = 200

// people adds users who share a password, without hashing it for each.
func people(t *testing.T, s *storetest.Store, model string, count int) {
	t.Helper()
	if _, err := s.Owner.Exec(t.Context(), `
		INSERT INTO users (email, name, password_hash, email_verified_at)
		SELECT 'known' || n || '@example.com', name, password_hash, now()
		FROM users, generate_series(0, $2::int - 1) AS n WHERE email = $1`, model, count); err != nil {
		t.Fatal(err)
	}
}

// Nothing that the store answers tells whether somebody has an account: not the
// status, not the text, not the time.
func TestNobodyLearnsWhoHasAnAccount(t *testing.T) {
	s := storetest.Start(t, storetest.Options{Proxies: loopback})
	_, user := s.Shopper(t)
	people(t, s, user.Email, tries/4)
	for _, c := range []struct {
		name, path string
		// spread is over how many accounts the tries go: with one, most find the account
		// closed; with many, each is hashed.
		spread int
	}{
		{"register", "/account/register", 1},
		{"register many", "/account/register", tries / 4},
		{"recover", "/account/forgot", 1},
		{"recover many", "/account/forgot", tries / 4},
		{"link", "/account/link", 1},
		{"log in", "/account/login", 1},
		{"log in many", "/account/login", tries / 4},
	} {
		var took [2][]time.Duration
		for i := range tries {
			var answers [2]string
			for known, kind := range []string{"nobody", "known"} {
				// Known and unknown take turns, and turns in going first: whatever else this
				// machine does slows both.
				if i%2 == 1 {
					known, kind = 1-known, []string{"known", "nobody"}[known]
				}
				email := fmt.Sprintf("%s%d@example.com", kind, i%c.spread)
				status, body, d := postFrom(t, s.URL+c.path, freshAddress(c.name, i, known), url.Values{"email": {email}, "password": {"adivinho"}})
				took[known] = append(took[known], d)
				answers[known] = fmt.Sprint(status, " ", strings.ReplaceAll(body, email, "EMAIL"))
			}
			if answers[0] != answers[1] {
				t.Fatalf("%s, try %d: an unknown address gets\n%s\na known one\n%s", c.name, i, answers[0], answers[1])
			}
		}
		unknown, known := median(took[0]), median(took[1])
		t.Logf("%s: unknown %v, known %v", c.name, unknown, known)
		if apart := (unknown - known).Abs(); apart > max(unknown, known)/5+500*time.Microsecond {
			t.Errorf("%s: an unknown address takes %v, a known one %v", c.name, unknown, known)
		}
	}
}

// freshAddress is one that nobody has used, in a network that nobody has used.
func freshAddress(name string, i, known int) string {
	return fmt.Sprintf("2001:%x:%x::1", 0x1000+len(name)*16+known, i)
}

func median(all []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}
