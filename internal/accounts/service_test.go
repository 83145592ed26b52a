package accounts_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/testdb"
)

var (
	noon  = time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)
	store = actor.Store("test")
)

const password = "correct horse battery"

func newService(d db.DB) (*accounts.Service, *clock.Fake) {
	fake := clock.NewFake(noon)
	return copyOf(d, fake), fake
}

// copyOf is one more copy of a store, on the same database and clock.
func copyOf(d db.DB, tells clock.Clock) *accounts.Service {
	inserts, err := river.NewClient(riverpgxv5.New(nil), &river.Config{}) // in transactions alone
	if err != nil {
		panic(err)
	}
	return accounts.New(accounts.Deps{DB: d, Clock: tells, Secrets: secrets, Jobs: inserts})
}

// create adds a user with an e-mail of its own.
func create(t *testing.T, s *accounts.Service, role string) accounts.User {
	t.Helper()
	user, err := s.Create(t.Context(), store, accounts.CreateInput{
		Email: fmt.Sprintf("User.%d@Example.com", testdb.Serial()), Name: " Zoë D'Ávila 🚀 ", Password: password, Role: role,
	})
	if err != nil {
		t.Fatal(err)
	}
	return user
}

// authenticate logs in from a browser that nobody knows, at an address of its
// own: tests that share a database must not wait for each other's counters.
func authenticate(t *testing.T, s *accounts.Service, email, typed string) (accounts.Login, error) {
	t.Helper()
	by := from(fmt.Sprintf("2001:db8:%x::1", testdb.Serial()%0xffff))
	user, err := s.Authenticate(t.Context(), by, accounts.AuthenticateInput{Email: email, Password: typed})
	if err != nil {
		return accounts.Login{}, err
	}
	return openFor(t, s, by, user.ID).Login, nil
}

// from is a visitor at an address.
func from(address string) actor.Actor {
	return actor.Actor{Kind: actor.Customer, Address: address, Agent: "Browser " + strings.Repeat("x", 500)}
}

func openFor(t *testing.T, s *accounts.Service, by actor.Actor, userID int64) accounts.Opened {
	t.Helper()
	opened, err := s.OpenLogin(t.Context(), by, accounts.OpenLoginInput{UserID: userID, Password: true})
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

func TestAuthenticateAndByLogin(t *testing.T) {
	t.Parallel()
	s, _ := newService(testdb.Tx(t))
	for role, want := range map[string][]string{"": {}, "warehouse": {"inventory", "orders"}} {
		user := create(t, s, role)
		login, err := authenticate(t, s, " "+strings.ToUpper(user.Email)+" ", password)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.ByLogin(t.Context(), login.ID)
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(got.Permissions)
		slices.Sort(user.Permissions)
		expected := accounts.User{ID: user.ID, Email: user.Email, Name: "Zoë D'Ávila 🚀", Locale: "pt-BR", Permissions: want, Staff: role != "", Verified: true, Fresh: true}
		if diff := cmp.Diff(expected, got); diff != "" {
			t.Errorf("role %q (-want +got):\n%s", role, diff)
		}
		if login.User.ID != user.ID {
			t.Errorf("logged in as %d, want %d", login.User.ID, user.ID)
		}
		if err := s.EndLogin(t.Context(), login.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := s.ByLogin(t.Context(), login.ID); !apperr.Is(err, apperr.NotFound) {
			t.Errorf("ended login: %v", err)
		}
	}
	if _, err := s.ByLogin(t.Context(), 1<<40); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("unknown login: %v", err)
	}
}

func TestAuthenticateGivesOneAnswerToEveryWrongPair(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s, _ := newService(tx)
	user, blocked := create(t, s, ""), create(t, s, "")
	if _, err := tx.Exec(t.Context(), `UPDATE users SET state = 'blocked' WHERE id = $1`, blocked.ID); err != nil {
		t.Fatal(err)
	}
	for name, pair := range map[string][2]string{
		"wrong password": {user.Email, password + "."}, "empty password": {user.Email, ""}, "unknown": {"nobody@example.com", password},
		"blocked": {blocked.Email, password}, "not an address": {"' OR 1=1 --", password}, "NUL": {"a\x00@example.com", password},
		"no text": {"\xff@example.com", "\xff"}, "long": {user.Email, strings.Repeat("x", 60000)}, "decoy": {"nobody@example.com", "nobody's password"},
	} {
		_, err := authenticate(t, s, pair[0], pair[1])
		if !apperr.Is(err, apperr.Invalid) || !apperr.HasID(err, "account.error.login") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAuthenticateTakesAsLongForAnUnknownEmail(t *testing.T) {
	s, _ := newService(testdb.Tx(t))
	user := create(t, s, "")
	took := func(email string) time.Duration {
		best := time.Hour
		for range 4 {
			start := time.Now()
			if _, err := authenticate(t, s, email, "wrong password"); !apperr.Is(err, apperr.Invalid) {
				t.Fatal(err)
			}
			best = min(best, time.Since(start))
		}
		return best
	}
	known, unknown := took(user.Email), took("nobody@example.com")
	if unknown < known/2 || unknown > known*2 {
		t.Errorf("known takes %v, unknown %v", known, unknown)
	}
}

func TestLoginsEnd(t *testing.T) {
	t.Parallel()
	day := 24 * time.Hour
	cases := []struct {
		role        string
		idle, limit time.Duration
	}{{"owner", time.Hour, 12 * time.Hour}, {"", 30 * day, 180 * day}}
	for _, c := range cases {
		s, fake := newService(testdb.Tx(t))
		user := create(t, s, c.role)
		open := func() int64 {
			login, err := authenticate(t, s, user.Email, password)
			if err != nil {
				t.Fatal(err)
			}
			return login.ID
		}
		idle := open()
		fake.Advance(c.idle)
		if _, err := s.ByLogin(t.Context(), idle); err != nil {
			t.Errorf("%q: used after %v: %v", c.role, c.idle, err)
		}
		fake.Advance(c.idle + time.Microsecond)
		if _, err := s.ByLogin(t.Context(), idle); !apperr.Is(err, apperr.NotFound) {
			t.Errorf("%q: idle for longer than %v: %v", c.role, c.idle, err)
		}
		used := open()
		for passed := c.idle; passed <= c.limit; passed += c.idle {
			fake.Advance(c.idle)
			if _, err := s.ByLogin(t.Context(), used); err != nil {
				t.Fatalf("%q: used daily, after %v: %v", c.role, passed, err)
			}
		}
		fake.Advance(time.Microsecond)
		if _, err := s.ByLogin(t.Context(), used); !apperr.Is(err, apperr.NotFound) {
			t.Errorf("%q: older than %v: %v", c.role, c.limit, err)
		}
	}
}

func TestByLoginNotesUseOnceAMinute(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s, fake := newService(tx)
	login, err := authenticate(t, s, create(t, s, "").Email, password)
	if err != nil {
		t.Fatal(err)
	}
	seen := func() time.Time {
		if _, err := s.ByLogin(t.Context(), login.ID); err != nil {
			t.Fatal(err)
		}
		var at time.Time
		if err := tx.QueryRow(t.Context(), `SELECT last_seen_at FROM logins WHERE id = $1`, login.ID).Scan(&at); err != nil {
			t.Fatal(err)
		}
		return at
	}
	fake.Advance(59 * time.Second)
	if at := seen(); !at.Equal(noon) {
		t.Errorf("after 59 s it was written: %v", at)
	}
	fake.Advance(time.Second)
	if at := seen(); !at.Equal(noon.Add(time.Minute)) {
		t.Errorf("after 60 s it was not written: %v", at)
	}
}
