package storetest

import (
	"fmt"
	"testing"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/testdb"
)

// StaffPassword opens every login that Staff makes.
const StaffPassword = "uma senha longa de teste"

// Staff returns a browser in which an owner is logged in, with a second factor.
func (s *Store) Staff(t testing.TB) *Client {
	t.Helper()
	c, _ := s.StaffAs(t, "owner")
	return c
}

// StaffAs returns a browser in which somebody with a role is logged in, with a
// second factor, and who that is.
func (s *Store) StaffAs(t testing.TB, role string) (*Client, accounts.User) {
	t.Helper()
	user, err := s.App.Accounts.Create(t.Context(), actor.Store("test"), accounts.CreateInput{
		Email: fmt.Sprintf("dona.%s%d@example.com", role, testdb.Serial()), Name: "Dona", Password: StaffPassword, Role: role,
	})
	if err != nil {
		t.Fatal(err)
	}
	s.SecondFactor(t, user)
	c := s.Client(t)
	in := c.LogIn(s, user.Email, StaffPassword, "/")
	if in.URL.Path != "/" {
		t.Fatalf("the log-in ended at %s:\n%s", in.URL, in.Text())
	}
	return c, user
}
