package accounts_test

import (
	"testing"
	"time"

	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/testdb"
)

const newEmail = "outro.endereco@example.com"

// moved is an account whose address somebody changed, with the notice that went
// to the old one.
func moved(t *testing.T, g *guarded) (notice string) {
	t.Helper()
	if err := g.AskEmail(t.Context(), g.by, accounts.ChangeEmailInput{UserID: g.user.ID, Email: newEmail, Current: password}); err != nil {
		t.Fatal(err)
	}
	if err := g.ChangeEmail(t.Context(), g.by, mailed(t, g.Service, g.db, accounts.TokenChangeEmail)); err != nil {
		t.Fatal(err)
	}
	return mailed(t, g.Service, g.db, accounts.TokenNotMe)
}

func TestANewAddressCountsOnceItsReaderSaysSo(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "")
	other := create(t, g.Service, "")
	ask := func(email, current string) error {
		return g.AskEmail(t.Context(), g.by, accounts.ChangeEmailInput{UserID: g.user.ID, Email: email, Current: current})
	}
	for name, c := range map[string][3]string{
		"no address": {"x", password, "email"}, "the same": {g.user.Email, password, "email"}, "wrong password": {newEmail, "errada", "current"},
	} {
		fields, ok := fieldsOf(ask(c[0], c[1]))
		if _, marked := fields[c[2]]; !ok || !marked || len(fields) != 1 {
			t.Errorf("%s: %v, want field %s", name, fields, c[2])
		}
	}
	if err := ask(other.Email, password); err != nil {
		t.Errorf("an address that has an account is told: %v", err)
	}
	taken := mailed(t, g.Service, g.db, accounts.TokenChangeEmail)
	if err := ask(newEmail, password); err != nil {
		t.Fatal(err)
	}
	wantDead(t, "the link before", g.ChangeEmail(t.Context(), g.by, taken))
	if user, err := g.Person(t.Context(), g.user.ID); err != nil || user.Email != g.user.Email {
		t.Errorf("the address changed before it was confirmed: %+v, %v", user, err)
	}
	if err := g.AskLink(t.Context(), from("203.0.113.7"), accounts.AskInput{Email: g.user.Email}); err != nil {
		t.Fatal(err)
	}
	toOld := mailed(t, g.Service, g.db, accounts.TokenLoginLink)
	link := mailed(t, g.Service, g.db, accounts.TokenChangeEmail)
	stranger := g.by
	stranger.ID = other.ID
	_, peekErr := g.PeekEmail(t.Context(), other.ID, link)
	wantDead(t, "in somebody else's browser", peekErr)
	wantDead(t, "used in somebody else's browser", g.ChangeEmail(t.Context(), stranger, link))
	if err := g.ChangeEmail(t.Context(), g.by, link); err != nil {
		t.Fatal(err)
	}
	wantDead(t, "replayed", g.ChangeEmail(t.Context(), g.by, link))
	_, err := g.PeekLink(t.Context(), toOld)
	wantDead(t, "a link that went to the old address", err)
	if user, err := g.Person(t.Context(), g.user.ID); err != nil || user.Email != newEmail || !user.Verified {
		t.Errorf("user is %+v, %v", user, err)
	}
	wantNotice(t, g.db, "email", 1)
}

func TestNotMeTakesTheAccountBack(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "")
	old := g.login("")
	g.enrol(old.ID)
	g.clock.Advance(time.Hour)
	thief := g.login(accounts.FactorTOTP)
	notice := moved(t, g)
	g.clock.Advance(time.Minute)
	thiefs, err := g.OpenLogin(t.Context(), g.by, accounts.OpenLoginInput{UserID: g.user.ID}) // the notice of it goes to the thief
	if err != nil {
		t.Fatal(err)
	}
	toThief := mailed(t, g.Service, g.db, accounts.TokenNotMe)
	out, err := g.Disown(t.Context(), from("203.0.113.1"), notice)
	if err != nil {
		t.Fatal(err)
	}
	for name, id := range map[string]int64{"the owner's": old.ID, "the thief's": thief.ID, "the thief's second": thiefs.ID} {
		_, err := g.ByLogin(t.Context(), id)
		wantDead(t, name+" login", err)
	}
	if _, err := authenticate(t, g.Service, g.user.Email, password); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("the password still opens: %v", err)
	}
	if user, err := g.Person(t.Context(), g.user.ID); err != nil || user.Email != g.user.Email {
		t.Errorf("the address is not the owner's again: %+v, %v", user, err)
	}
	_, err = g.Disown(t.Context(), from("203.0.113.1"), toThief)
	wantDead(t, "the notice that went to the thief", err)
	_, err = g.Disown(t.Context(), from("203.0.113.1"), notice)
	wantDead(t, "replayed", err)
	if factors, err := g.Factors(t.Context(), g.user.ID); err != nil || !factors.TOTP || factors.Password {
		t.Errorf("factors are %+v, %v; want the app from before and no password", factors, err)
	}
	if _, err := g.Recover(t.Context(), from("203.0.113.1"), accounts.RecoverInput{Token: out.Recovery, Password: another}); err != nil {
		t.Errorf("the recovery that follows: %v", err)
	}
	if err := guess(t.Context(), g.Service, "203.0.113.1", g.user.Email, another, thief.DeviceCookie); err != nil {
		t.Errorf("the new password: %v", err)
	}
}

// A factor that somebody else added goes; its own notice tells of it.
func TestNotMeDropsTheFactorItTellsOf(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "")
	login := g.login("")
	g.clock.Advance(time.Hour)
	g.enrol(login.ID)
	if _, err := g.Disown(t.Context(), from("203.0.113.1"), mailed(t, g.Service, g.db, accounts.TokenNotMe)); err != nil {
		t.Fatal(err)
	}
	if factors, err := g.Factors(t.Context(), g.user.ID); err != nil || factors.Second() || factors.Recovery != 0 {
		t.Errorf("factors are %+v, %v; want none", factors, err)
	}
}

// A stolen mailbox alone must not open the back office: whoever is left without a
// second factor there is let in again by others.
func TestNotMeDisablesStaffWithoutAnotherFactor(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "manager")
	login := g.login("")
	g.clock.Advance(time.Hour)
	g.enrol(login.ID)
	out, err := g.Disown(t.Context(), from("203.0.113.1"), mailed(t, g.Service, g.db, accounts.TokenNotMe))
	if err != nil || !out.Disabled || out.Recovery != "" {
		t.Errorf("ended at %+v, %v; want disabled and no way on", out, err)
	}
	var state string
	if err := g.db.QueryRow(t.Context(), `SELECT state FROM users WHERE id = $1`, g.user.ID).Scan(&state); err != nil || state != "blocked" {
		t.Errorf("state %q, %v; want blocked", state, err)
	}
}

// Somebody made the account with a stranger's address and went on to their own.
func TestNotMeGivesNobodyAnAccountThatWasNeverTheirs(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "")
	if _, err := g.db.Exec(t.Context(), `UPDATE users SET email_verified_at = NULL WHERE id = $1`, g.user.ID); err != nil {
		t.Fatal(err)
	}
	login := g.login("")
	notice := moved(t, g)
	_, err := g.Disown(t.Context(), from("203.0.113.1"), notice)
	wantDead(t, "the notice to the stranger", err)
	if user, err := g.ByLogin(t.Context(), login.ID); err != nil || user.Email != newEmail {
		t.Errorf("user is %+v, %v", user, err)
	}
}

func TestNotMeClosesTheAccountAlsoWhenTheAddressIsTaken(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "")
	notice := moved(t, g)
	if _, err := g.Create(t.Context(), store, accounts.CreateInput{Email: g.user.Email, Name: "Lia", Password: another}); err != nil {
		t.Fatal(err)
	}
	login := g.login("")
	out, err := g.Disown(t.Context(), from("203.0.113.1"), notice)
	if err != nil || out.Recovery != "" {
		t.Errorf("recovery %q, %v; want none", out.Recovery, err)
	}
	_, err = g.ByLogin(t.Context(), login.ID)
	wantDead(t, "the login", err)
}

func TestANewDeviceIsToldOfAndAKnownOneIsNot(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s, _ := newService(tx)
	user := create(t, s, "")
	first := openFor(t, s, from("198.51.100.1"), user.ID)
	wantNotice(t, tx, "device", 1)
	if _, err := s.OpenLogin(t.Context(), from("198.51.100.2"), accounts.OpenLoginInput{UserID: user.ID, DeviceCookie: first.DeviceCookie}); err != nil {
		t.Fatal(err)
	}
	wantNotice(t, tx, "device", 1)
	if _, err := s.OpenLogin(t.Context(), from("198.51.100.2"), accounts.OpenLoginInput{UserID: create(t, s, "").ID, First: true}); err != nil {
		t.Fatal(err)
	}
	wantNotice(t, tx, "device", 1)
}
