package accounts_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/testdb"
)

const another = "sete abacates no quintal"

// mailed returns the text of the newest link of a kind.
func mailed(t *testing.T, s *accounts.Service, d db.DB, kind accounts.TokenKind) string {
	t.Helper()
	var id int64
	if err := d.QueryRow(t.Context(), `SELECT max(id) FROM tokens WHERE kind = $1`, kind).Scan(&id); err != nil {
		t.Fatal(err)
	}
	text, err := s.TokenText(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func wantDead(t *testing.T, what string, err error) {
	t.Helper()
	if !apperr.Is(err, apperr.NotFound) {
		t.Errorf("%s: %v, want NotFound", what, err)
	}
}

func TestALinkIsGoodOnceForItsPurposeUntilItExpires(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s, fake := newService(tx)
	user := create(t, s, "")
	ask := func() string {
		t.Helper()
		if err := s.AskRecovery(t.Context(), from("203.0.113.7"), accounts.AskInput{Email: strings.ToUpper(user.Email)}); err != nil {
			t.Fatal(err)
		}
		return mailed(t, s, tx, accounts.TokenRecover)
	}
	link := ask()
	if _, err := s.PeekRecovery(t.Context(), link); err != nil {
		t.Fatal(err)
	}
	for name, forged := range map[string]string{
		"nothing": "", "cut off": link[:31], "longer": link + "A", "changed": link[:31] + "_", "another id": "A" + "B" + link[2:],
		"line break": link[:16] + "\n" + link[16:],
	} {
		_, err := s.PeekRecovery(t.Context(), forged)
		wantDead(t, name, err)
	}
	_, err := s.PeekToken(t.Context(), link, accounts.TokenLoginLink)
	wantDead(t, "for another purpose", err)
	other := accounts.New(accounts.Deps{DB: tx, Clock: fake, Secrets: [][]byte{[]byte("another secret of thirty-two bytes")}})
	_, err = other.PeekRecovery(t.Context(), link)
	wantDead(t, "under another SECRET_KEY", err)
	rotated := accounts.New(accounts.Deps{DB: tx, Clock: fake, Secrets: [][]byte{[]byte("another secret of thirty-two bytes"), secrets[0]}})
	if _, err := rotated.PeekRecovery(t.Context(), link); err != nil {
		t.Errorf("after a rotation: %v", err)
	}
	fake.Advance(time.Hour)
	_, err = s.PeekRecovery(t.Context(), link)
	wantDead(t, "after an hour", err)
	second, third := ask(), ask()
	if _, err := s.Recover(t.Context(), from("203.0.113.7"), accounts.RecoverInput{Token: third, Password: another}); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"replayed": third, "an older one": second} {
		_, err := s.Recover(t.Context(), from("203.0.113.7"), accounts.RecoverInput{Token: text, Password: password})
		wantDead(t, name, err)
	}
}

// A link that is used many times at once works once.
func TestOfManyAtOnceOneRecoveryCounts(t *testing.T) {
	t.Parallel()
	d := testdb.New(t).Pool
	s, _ := newService(d)
	user := create(t, s, "")
	if err := s.AskRecovery(t.Context(), from("203.0.113.7"), accounts.AskInput{Email: user.Email}); err != nil {
		t.Fatal(err)
	}
	link := mailed(t, s, d, accounts.TokenRecover)
	var done, dead atomic.Int64
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			in := accounts.RecoverInput{Token: link, Password: fmt.Sprintf("%s %d", another, i)}
			switch _, err := s.Recover(t.Context(), from("203.0.113.7"), in); {
			case err == nil:
				done.Add(1)
			case apperr.Is(err, apperr.NotFound):
				dead.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if done.Load() != 1 || dead.Load() != 7 {
		t.Errorf("%d recoveries worked and %d found the link dead, want 1 and 7", done.Load(), dead.Load())
	}
}

func TestRecoveryEndsEveryLoginAndTells(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s, _ := newService(tx)
	user := create(t, s, "")
	login := openFor(t, s, from("198.51.100.1"), user.ID)
	if err := s.AskRecovery(t.Context(), from("203.0.113.7"), accounts.AskInput{Email: user.Email}); err != nil {
		t.Fatal(err)
	}
	link := mailed(t, s, tx, accounts.TokenRecover)
	_, err := s.Recover(t.Context(), from("203.0.113.7"), accounts.RecoverInput{Token: link, Password: "curta"})
	if fields, ok := fieldsOf(err); !ok || fields["password"].ID != "account.error.password" {
		t.Errorf("a short password: %v", err)
	}
	if _, err := s.ByLogin(t.Context(), login.ID); err != nil {
		t.Errorf("a refused recovery ended the login: %v", err)
	}
	if _, err := s.Recover(t.Context(), from("203.0.113.7"), accounts.RecoverInput{Token: link, Password: another}); err != nil {
		t.Fatal(err)
	}
	_, err = s.ByLogin(t.Context(), login.ID)
	wantDead(t, "the login before", err)
	if _, err := authenticate(t, s, user.Email, password); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("the old password: %v", err)
	}
	if _, err := authenticate(t, s, user.Email, another); err != nil {
		t.Errorf("the new password: %v", err)
	}
	wantNotice(t, tx, "password", 1)
}

// wantNotice counts the mails of one kind of notice that wait.
func wantNotice(t *testing.T, d db.DB, what string, want int) {
	t.Helper()
	var got int
	if err := d.QueryRow(t.Context(), `SELECT count(*) FROM river_job WHERE kind = 'mail_account_notice' AND args->>'what' = $1`, what).Scan(&got); err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("%d notices of %s, want %d", got, what, want)
	}
}

func TestAnAccountIsMadeByWhoReadsTheMail(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s, _ := newService(tx)
	register := func(email string) string {
		t.Helper()
		if err := s.Register(t.Context(), from("203.0.113.7"), accounts.AskInput{Email: email, Locale: "en"}); err != nil {
			t.Fatal(err)
		}
		return mailed(t, s, tx, accounts.TokenVerify)
	}
	const email = "Nova.Pessoa@Example.com"
	first, second := register(email), register("nova.pessoa@example.com")
	_, err := s.ConfirmAccount(t.Context(), from(""), accounts.ConfirmInput{Token: first, Name: " ", Password: "curta"})
	if fields, ok := fieldsOf(err); !ok || len(fields) != 2 {
		t.Errorf("no name and a short password: %v", err)
	}
	if holder, err := s.HolderOf(t.Context(), email); err != nil || holder.ID != 0 {
		t.Errorf("somebody has the address before the mail was read: %+v, %v", holder, err)
	}
	id, err := s.ConfirmAccount(t.Context(), from(""), accounts.ConfirmInput{Token: first, Name: "Nova", Password: another, Locale: "en"})
	if err != nil {
		t.Fatal(err)
	}
	holder, err := s.HolderOf(t.Context(), "NOVA.PESSOA@example.com")
	if err != nil || holder.ID != id || !holder.Verified || holder.Email != email || holder.Locale != "en" {
		t.Errorf("holder is %+v, %v", holder, err)
	}
	for name, text := range map[string]string{"replayed": first, "the other mail": second} {
		_, err := s.ConfirmAccount(t.Context(), from(""), accounts.ConfirmInput{Token: text, Name: "Outra", Password: password})
		wantDead(t, name, err)
	}
	late := register(email)
	_, err = s.PeekConfirm(t.Context(), late)
	wantDead(t, "of an address that has an account", err)
}

// Somebody makes an account with another person's address and waits for them to
// confirm it.
func TestConfirmationLeavesNothingToWhoPlantedTheAccount(t *testing.T) {
	t.Parallel()
	for name, confirm := range map[string]func(s *accounts.Service, ctx context.Context, d db.DB, user accounts.User) error{
		"verify": func(s *accounts.Service, ctx context.Context, d db.DB, user accounts.User) error {
			if err := s.Register(ctx, from("203.0.113.7"), accounts.AskInput{Email: user.Email}); err != nil {
				return err
			}
			_, err := s.ConfirmAccount(ctx, from(""), accounts.ConfirmInput{Token: mailed(t, s, d, accounts.TokenVerify), Password: another})
			return err
		},
		"recover": func(s *accounts.Service, ctx context.Context, d db.DB, user accounts.User) error {
			if err := s.AskRecovery(ctx, from("203.0.113.7"), accounts.AskInput{Email: user.Email}); err != nil {
				return err
			}
			_, err := s.Recover(ctx, from(""), accounts.RecoverInput{Token: mailed(t, s, d, accounts.TokenRecover), Password: another})
			return err
		},
		"link": func(s *accounts.Service, ctx context.Context, d db.DB, user accounts.User) error {
			if err := s.AskLink(ctx, from("203.0.113.7"), accounts.AskInput{Email: user.Email}); err != nil {
				return err
			}
			_, err := s.EnterByLink(ctx, from(""), mailed(t, s, d, accounts.TokenLoginLink))
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			g := guard(t, testdb.Tx(t), "")
			if _, err := g.db.Exec(t.Context(), `UPDATE users SET email_verified_at = NULL WHERE id = $1`, g.user.ID); err != nil {
				t.Fatal(err)
			}
			planted := g.login("")
			g.enrol(planted.ID)
			if err := confirm(g.Service, t.Context(), g.db, g.user); err != nil {
				t.Fatal(err)
			}
			_, err := g.ByLogin(t.Context(), planted.ID)
			wantDead(t, "the planted login", err)
			if _, err := authenticate(t, g.Service, g.user.Email, password); !apperr.Is(err, apperr.Invalid) {
				t.Errorf("the planted password: %v", err)
			}
			factors, err := g.Factors(t.Context(), g.user.ID)
			if err != nil || factors.Second() || factors.Recovery != 0 {
				t.Errorf("planted factors are left: %+v, %v", factors, err)
			}
			if user, err := g.Person(t.Context(), g.user.ID); err != nil || !user.Verified {
				t.Errorf("user is %+v, %v", user, err)
			}
		})
	}
}

func TestChangingThePasswordAsksForTheOldOne(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s, _ := newService(tx)
	user := create(t, s, "")
	here, there := openFor(t, s, from("198.51.100.1"), user.ID), openFor(t, s, from("198.51.100.2"), user.ID)
	change := func(current, next string) error {
		by := from("198.51.100.1")
		by.ID = user.ID
		return s.ChangePassword(t.Context(), by, accounts.ChangePasswordInput{
			UserID: user.ID, LoginID: here.ID, Current: current, New: next, EndOthers: true,
		})
	}
	for name, c := range map[string][3]string{
		"wrong": {"errada", another, "current"}, "empty": {"", another, "current"}, "weak": {password, "senhasenhasenha", "new"},
		"the same": {password, password, "new"}, "my own e-mail": {password, user.Email, "new"},
	} {
		fields, ok := fieldsOf(change(c[0], c[1]))
		if _, marked := fields[c[2]]; !ok || !marked || len(fields) != 1 {
			t.Errorf("%s: %v, want field %s", name, fields, c[2])
		}
	}
	if err := s.AskRecovery(t.Context(), from("203.0.113.7"), accounts.AskInput{Email: user.Email}); err != nil {
		t.Fatal(err)
	}
	link := mailed(t, s, tx, accounts.TokenRecover)
	if err := change(password, another); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ByLogin(t.Context(), here.ID); err != nil {
		t.Errorf("this login: %v", err)
	}
	_, err := s.ByLogin(t.Context(), there.ID)
	wantDead(t, "the other login", err)
	_, err = s.PeekRecovery(t.Context(), link)
	wantDead(t, "a recovery link from before", err)
	wantNotice(t, tx, "password", 1)
	for range 8 { // two were typed above
		err = change("errada", "outra coisa bem longa")
	}
	if err := change(another, "outra coisa bem longa"); !apperr.Is(err, apperr.TooMany) {
		t.Errorf("after ten wrong passwords: %v", err)
	}
	if !apperr.Is(err, apperr.Invalid) {
		t.Errorf("the tenth wrong password: %v", err)
	}
}
