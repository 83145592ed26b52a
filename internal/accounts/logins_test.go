package accounts_test

import (
	"testing"
	"time"

	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/testdb"
)

func TestLoginsAreListedAndRevokedByTheirOwner(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	g, other := guard(t, tx, ""), guard(t, tx, "")
	first := g.login("")
	g.clock.Advance(time.Hour)
	second := g.login(accounts.FactorPasskey)
	list, err := g.Logins(t.Context(), g.user)
	if err != nil || len(list) != 2 || list[0].ID != second.ID || list[0].Address != g.by.Address || list[0].Device != "Firefox" || list[0].Factor != "passkey" {
		t.Fatalf("the list is %+v, %v", list, err)
	}
	nested, err := tx.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := other.RevokeLogin(t.Context(), other.by, other.user.ID, first.ID); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("revoked by somebody else: %v", err)
	}
	if err := nested.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := g.ByLogin(t.Context(), first.ID); err != nil {
		t.Fatalf("before: %v", err)
	}
	if err := g.RevokeLogin(t.Context(), g.by, g.user.ID, first.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := g.ByLogin(t.Context(), first.ID); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("afterwards: %v", err)
	}
	if n := g.count(`SELECT count(*) FROM logins WHERE id = $1 AND ended_reason = 'revoked'`, first.ID); n != 1 {
		t.Error("the row does not say why it ended")
	}
	g.login("")
	if ended, err := g.RevokeLogins(t.Context(), g.by, g.user.ID, second.ID); err != nil || ended != 1 {
		t.Errorf("%d ended, %v; want 1", ended, err)
	}
	if _, err := g.ByLogin(t.Context(), second.ID); err != nil {
		t.Errorf("the one to keep: %v", err)
	}
	if ended, err := g.RevokeLogins(t.Context(), g.by, g.user.ID, 0); err != nil || ended != 1 {
		t.Errorf("%d ended, %v; want 1", ended, err)
	}
	if _, err := g.ByLogin(t.Context(), second.ID); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("after all: %v", err)
	}
}

func TestADeadLoginIsNotListed(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "manager")
	g.login("")
	g.clock.Advance(time.Hour + time.Second)
	if list, err := g.Logins(t.Context(), g.user); err != nil || len(list) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestAProofIsFreshForTenMinutes(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	g := guard(t, tx, "")
	opened := g.login("")
	fresh := func() bool {
		user, err := g.ByLogin(t.Context(), opened.ID)
		if err != nil {
			t.Fatal(err)
		}
		return user.Fresh
	}
	confirm := func(proof accounts.Proof) error {
		user, err := g.ByLogin(t.Context(), opened.ID)
		if err != nil {
			t.Fatal(err)
		}
		return g.Confirm(t.Context(), g.by, user, opened.ID, proof)
	}
	if !fresh() {
		t.Error("a password of this moment is not fresh")
	}
	g.clock.Advance(10*time.Minute - time.Second)
	if !fresh() {
		t.Error("it ends before ten minutes")
	}
	g.clock.Advance(time.Second)
	if fresh() {
		t.Error("it lasts longer than ten minutes")
	}
	if err := confirm(accounts.Proof{Password: "not the password"}); !apperr.Is(err, apperr.Invalid) || fresh() {
		t.Errorf("a wrong password: %v", err)
	}
	if err := confirm(accounts.Proof{}); !apperr.Is(err, apperr.Invalid) || fresh() {
		t.Errorf("nothing: %v", err)
	}
	if err := confirm(accounts.Proof{Password: password}); err != nil || !fresh() {
		t.Errorf("the password: %v", err)
	}
	secret, _ := g.enrol(opened.ID)
	g.clock.Advance(time.Hour)
	if fresh() {
		t.Fatal("still fresh after an hour")
	}
	if err := confirm(accounts.Proof{Code: g.code(secret, 0)}); err != nil || !fresh() {
		t.Errorf("a code: %v", err)
	}
	link, err := g.OpenLogin(t.Context(), g.by, accounts.OpenLoginInput{UserID: g.user.ID})
	if err != nil {
		t.Fatal(err)
	}
	if link.User.Fresh {
		t.Error("a mailed link counts as a fresh proof")
	}
}

// Whoever works for the store and set up the factor elsewhere proves it here by
// that factor: the password alone was not enough.
func TestStaffProveTheirFactorNotTheirPassword(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "manager")
	here, there := g.login(""), g.login("")
	secret, _ := g.enrol(here.ID)
	user, err := g.ByLogin(t.Context(), there.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Confirm(t.Context(), g.by, user, there.ID, accounts.Proof{Password: password}); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("by the password: %v", err)
	}
	if err := g.Confirm(t.Context(), g.by, user, there.ID, accounts.Proof{Code: g.code(secret, 0)}); err != nil {
		t.Fatal(err)
	}
	if user, err = g.ByLogin(t.Context(), there.ID); err != nil || !user.Proven || !user.Fresh {
		t.Errorf("%+v, %v", user, err)
	}
}

func TestConfirmingIsThrottled(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.New(t).Pool, "")
	opened := g.login("")
	var last error
	for range 11 {
		last = g.Confirm(t.Context(), g.by, opened.User, opened.ID, accounts.Proof{Password: "a guess of a thief"})
	}
	if !apperr.Is(last, apperr.TooMany) {
		t.Errorf("the eleventh guess: %v", last)
	}
	if err := g.Confirm(t.Context(), g.by, opened.User, opened.ID, accounts.Proof{Password: password}); !apperr.Is(err, apperr.TooMany) {
		t.Errorf("the right password after them: %v", err)
	}
	g.clock.Advance(15 * time.Minute)
	if err := g.Confirm(t.Context(), g.by, opened.User, opened.ID, accounts.Proof{Password: password}); err != nil {
		t.Errorf("after the window: %v", err)
	}
}

func TestWhoIsBlockedIsOutAtOnce(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "")
	opened := g.login("")
	if _, err := g.ByLogin(t.Context(), opened.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := g.db.Exec(t.Context(), `UPDATE users SET state = 'blocked' WHERE id = $1`, g.user.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := g.ByLogin(t.Context(), opened.ID); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("the login goes on: %v", err)
	}
	if _, err := g.OpenLogin(t.Context(), g.by, accounts.OpenLoginInput{UserID: g.user.ID}); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("another login is opened: %v", err)
	}
}
