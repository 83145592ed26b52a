package accounts_test

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/sealed"
	"tenaz/internal/testdb"
)

// guarded is an account whose factors a test changes.
type guarded struct {
	*accounts.Service
	t     *testing.T
	db    db.DB
	clock *clock.Fake
	user  accounts.User
	by    actor.Actor
}

var secrets = [][]byte{[]byte("0123456789abcdef0123456789abcdef")}

func guard(t *testing.T, d db.DB, role string) *guarded {
	t.Helper()
	// An address of its own: tests that never commit would wait for one another's
	// counters.
	address := fmt.Sprintf("2001:db8:0:%x::1", testdb.Serial())
	g := &guarded{t: t, db: d, clock: clock.NewFake(noon), by: actor.Actor{Kind: actor.Customer, Address: address, Agent: "Firefox"}}
	g.Service = g.withKeys(secrets)
	user, err := g.Create(t.Context(), store, accounts.CreateInput{
		Email: fmt.Sprintf("guarded.%d@example.com", testdb.Serial()), Name: "Lia", Password: password, Role: role,
	})
	if err != nil {
		t.Fatal(err)
	}
	g.user, g.by.ID = user, user.ID
	return g
}

// withKeys is the same store under another SECRET_KEY.
func (g *guarded) withKeys(keys [][]byte) *accounts.Service {
	g.t.Helper()
	jobs, err := river.NewClient(riverpgxv5.New(nil), &river.Config{})
	if err != nil {
		g.t.Fatal(err)
	}
	box, err := sealed.New("totp", keys)
	if err != nil {
		g.t.Fatal(err)
	}
	speaks, err := accounts.NewPasskeys(url.URL{Scheme: "https", Host: "loja.example.com"})
	if err != nil {
		g.t.Fatal(err)
	}
	return accounts.New(accounts.Deps{DB: g.db, Clock: g.clock, Secrets: keys, Jobs: jobs, Sealed: box, Keys: speaks})
}

func (g *guarded) login(factor string) accounts.Opened {
	g.t.Helper()
	opened, err := g.OpenLogin(g.t.Context(), g.by, accounts.OpenLoginInput{UserID: g.user.ID, Password: true, Factor: factor})
	if err != nil {
		g.t.Fatal(err)
	}
	return opened
}

// code is what the app shows now, or some steps later.
func (g *guarded) code(secret string, steps int) string {
	g.t.Helper()
	code, err := totp.GenerateCode(secret, g.clock.Now().Add(time.Duration(steps)*30*time.Second))
	if err != nil {
		g.t.Fatal(err)
	}
	return code
}

// enrol sets an app up; its first code is the one of a step ago.
func (g *guarded) enrol(loginID int64) (secret string, codes []string) {
	g.t.Helper()
	if err := g.StartTOTP(g.t.Context(), g.user.ID); err != nil {
		g.t.Fatal(err)
	}
	pending, err := g.PendingTOTP(g.t.Context(), g.user.ID, "Loja", g.user.Email)
	if err != nil {
		g.t.Fatal(err)
	}
	codes, err = g.ConfirmTOTP(g.t.Context(), g.by, accounts.FactorInput{UserID: g.user.ID, LoginID: loginID}, g.code(pending.Secret, -1))
	if err != nil {
		g.t.Fatal(err)
	}
	return pending.Secret, codes
}

func (g *guarded) second(code string) (string, error) {
	return g.SecondFactor(g.t.Context(), g.by, g.user.ID, accounts.Proof{Code: code})
}

func (g *guarded) count(query string, args ...any) int {
	g.t.Helper()
	var n int
	if err := g.db.QueryRow(g.t.Context(), query, args...).Scan(&n); err != nil {
		g.t.Fatal(err)
	}
	return n
}
