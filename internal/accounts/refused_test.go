package accounts_test

import (
	"testing"

	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/testdb"
)

// TestRefusedLogInsAreInTheLog: each wrong password, and once that an account is
// closed to guesses; with the address only where the staff is meant.
func TestRefusedLogInsAreInTheLog(t *testing.T) {
	tx, ctx := testdb.Tx(t), t.Context()
	s, _ := newService(tx)
	member, shopper := create(t, s, "support"), create(t, s, "")
	guess := func(email string) error {
		_, err := s.Authenticate(ctx, from("198.51.100.9"), accounts.AuthenticateInput{Email: email, Password: "não é esta, com certeza"})
		return err
	}
	if err := guess(shopper.Email); !apperr.Is(err, apperr.Invalid) {
		t.Fatal(err)
	}
	throttled := 0
	for range 15 {
		if apperr.Is(guess(member.Email), apperr.TooMany) {
			throttled++
		}
	}
	if throttled < 2 {
		t.Fatalf("%d guesses were throttled; the test wants more than one", throttled)
	}
	for name, c := range map[string]struct {
		user    accounts.User
		refused int
		closed  int
		address string
	}{"staff": {member, 15 - throttled, 1, "198.51.100.9"}, "a shopper": {shopper, 1, 0, ""}} {
		records, err := audit.OfSubject(ctx, tx, "user", c.user.ID)
		if err != nil {
			t.Fatal(err)
		}
		count := map[string]int{}
		for _, r := range records {
			count[r.Action]++
			if r.Action != "user.created" && r.Address != c.address {
				t.Errorf("%s: %s from %q, want %q", name, r.Action, r.Address, c.address)
			}
		}
		if count["login.refused"] != c.refused || count["login.throttled"] != c.closed {
			t.Errorf("%s: %v, want %d refused and %d throttled", name, count, c.refused, c.closed)
		}
	}
}
