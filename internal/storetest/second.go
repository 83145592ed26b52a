package storetest

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
)

// second is a person's second factor: an app that shows codes, and recovery codes
// for when a test uses more than the app shows in a moment.
type second struct {
	secret string
	// step is the last half minute whose code was given away.
	step  int64
	codes []string
}

const step = 30 // seconds that an app shows a code

// SecondFactor gives a person a second factor, as the page of the account does.
func (s *Store) SecondFactor(t testing.TB, user accounts.User) {
	t.Helper()
	ctx, people := t.Context(), s.App.Accounts
	if err := people.StartTOTP(ctx, user.ID); err != nil {
		t.Fatal(err)
	}
	pending, err := people.PendingTOTP(ctx, user.ID, "Loja", user.Email)
	if err != nil {
		t.Fatal(err)
	}
	f := &second{secret: pending.Secret}
	f.codes, err = people.ConfirmTOTP(ctx, actor.Actor{Kind: actor.Customer, ID: user.ID}, accounts.FactorInput{UserID: user.ID}, f.next(t, s.Clock.Now()))
	if err != nil {
		t.Fatal(err)
	}
	s.seconds.Store(strings.ToLower(user.Email), f)
}

// Code returns a code of a person whom SecondFactor has given one: each works
// once.
func (s *Store) Code(t testing.TB, email string) string {
	t.Helper()
	found, ok := s.seconds.Load(strings.ToLower(email))
	if !ok {
		t.Fatalf("%s has no second factor", email)
	}
	return found.(*second).next(t, s.Clock.Now())
}

func (f *second) next(t testing.TB, now time.Time) string {
	t.Helper()
	current := now.Unix() / step
	if f.step = max(f.step+1, current-1); f.step > current+1 {
		f.step = current + 1
		code := f.codes[0]
		f.codes = f.codes[1:]
		return code
	}
	code, err := totp.GenerateCode(f.secret, time.Unix(f.step*step, 0))
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// LogIn logs a person in by the store's own forms, with the second factor that
// SecondFactor has given, and returns where that ends.
func (c *Client) LogIn(s *Store, email, password, next string) *Page {
	c.t.Helper()
	in := c.Get("/account/login?next="+next).Want(http.StatusOK).
		Submit("/account/login", "email", email, "password", password).Want(http.StatusOK)
	if in.URL.Path != "/account/login/second" {
		return in
	}
	return in.Submit("/account/login/second", "code", s.Code(c.t, email)).Want(http.StatusOK)
}
