package storetest

import (
	"fmt"
	"net/http"
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
	email := fmt.Sprintf("dona%d@example.com", testdb.Serial())
	user, err := s.App.Accounts.Create(t.Context(), actor.Store("test"), accounts.CreateInput{
		Email: email, Name: "Dona", Password: StaffPassword, Role: "owner",
	})
	if err != nil {
		t.Fatal(err)
	}
	s.SecondFactor(t, user)
	c := s.Client(t)
	in := c.LogIn(s, email, StaffPassword, "/admin")
	if in.URL.Path != "/admin" {
		t.Fatalf("the log-in ended at %s:\n%s", in.URL, in.Text())
	}
	return c
}
