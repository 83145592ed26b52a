package storetest

import (
	"fmt"
	"net/http"
	"testing"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/contact"
	"tenaz/internal/testdb"
)

// ShopperPassword opens every login that Shopper makes.
const ShopperPassword = "cinco gatos na janela azul"

// Shopper makes a customer with a confirmed e-mail and returns a browser in which
// they are logged in.
func (s *Store) Shopper(t testing.TB) (*Client, accounts.User) {
	t.Helper()
	user, err := s.App.Accounts.Create(t.Context(), actor.Store("test"), accounts.CreateInput{
		Email: fmt.Sprintf("cliente%d@example.com", testdb.Serial()), Name: "Clara Freguesa", Password: ShopperPassword,
	})
	if err != nil {
		t.Fatal(err)
	}
	c := s.Client(t)
	c.LogIn(s, user.Email, ShopperPassword, "/account").Want(http.StatusOK)
	return c, user
}

// Known fills in a customer's profile and gives them a default address.
func (s *Store) Known(t testing.TB, user accounts.User) {
	t.Helper()
	by := actor.Actor{Kind: actor.Customer, ID: user.ID}
	err := s.App.Accounts.Keep(t.Context(), by, accounts.KeepInput{
		Person: contact.Person{Document: "52998224725", Phone: "11987654321"},
		Address: contact.Address{
			Recipient: user.Name, PostalCode: "01001000", Street: "Praça da Sé", Number: "1", District: "Sé", City: "São Paulo", State: "SP",
		},
	})
	if err != nil {
		t.Fatal(err)
	}
}
