package browsertest

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/contact"
	"tenaz/internal/storetest"
)

// know makes the shopper a customer whom the store knows: a profile, two
// addresses, an order that waits for its payment, and what staff wrote about them.
func (s *site) know(t *testing.T, goods storetest.Goods) {
	t.Helper()
	ctx, people := t.Context(), s.App.Accounts
	id := int64(s.Count(t, `SELECT id FROM users WHERE email = $1`, shopperMail))
	by, staff := actor.Actor{Kind: actor.Customer, ID: id}, actor.Actor{Kind: actor.Staff, ID: 1, Name: "Dona Clara", Permissions: []string{"customers"}}
	home := contact.Address{
		Recipient: "Maria das Dores", PostalCode: "01001000", Street: "Praça da Sé", Number: "S/N", District: "Sé", City: "São Paulo", State: "SP",
	}
	work := home
	work.Recipient, work.Complement = "Recepção da Companhia Brasileira de Documentação e Desenvolvimento", "Torre Norte, conjunto 1401, fundos"
	ref := accounts.CustomerRef{UserID: id}
	for _, err := range []error{
		people.Keep(ctx, by, accounts.KeepInput{Person: contact.Person{Document: "52998224725", Phone: "11987654321"}, Address: home}),
		people.SaveAddress(ctx, by, accounts.AddressInput{Address: work}),
		people.AddCustomerNote(ctx, staff, ref, "Prefere que liguem depois das 18 h.\nPediu nota em nome da empresa."),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	group, err := people.CreateCustomerGroup(ctx, staff, "Revendedores do interior")
	if err == nil {
		err = people.SetMembership(ctx, staff, accounts.MembershipInput{Customer: ref, GroupID: group, Member: true})
	}
	if err != nil {
		t.Fatal(err)
	}
	c := s.Client(t)
	c.LogIn(s.Store, shopperMail, password, "/account").Want(http.StatusOK)
	c.Add(goods, 1)
	c.Get("/cart").Want(http.StatusOK).Submit("/checkout/start").Want(http.StatusOK).
		Submit("/checkout/shipping", "shipping_option", "economica", "payment_method", "card").Want(http.StatusOK).
		Submit("/checkout/place").Want(http.StatusOK)
	s.names["customer"] = strconv.FormatInt(id, 10)
	s.names["address"] = strconv.Itoa(s.Count(t, `SELECT id FROM addresses WHERE user_id = $1 AND NOT is_default`, id))
	s.names["number:own"] = strconv.Itoa(s.Count(t, `SELECT number FROM orders WHERE user_id = $1`, id))
	s.names["guest"] = strconv.Itoa(s.Count(t, `SELECT min(number) FROM orders WHERE user_id IS NULL`))
}

// wrongAddress is an address in which everything that can be wrong is.
func wrongAddress() url.Values {
	return url.Values{"postal_code": {"1"}, "street": {""}, "number": {""}, "district": {""}, "city": {""}, "state": {""}}
}

// customers are the states of the pages of profile, addresses and customer desk.
var customers = map[string][]view{
	"/checkout": {
		{who: shopper, path: "/checkout"},
		{who: shopper, path: "/checkout", action: "/checkout", values: url.Values{"address": {"0"}, "document": {"1"}}, status: 422},
	},
	"/orders/{token}/claim": {
		{who: nobody, path: "/orders/{token:paid}/claim"},
		{who: nobody, path: "/orders/{token:paid}/claim", action: "/claim", values: url.Values{"password": {"curta"}}, status: 422},
		{who: nobody, path: "/orders/nenhum/claim", status: 404},
	},
	"/account":        {{who: shopper, path: "/account"}, {who: owner, path: "/account"}},
	"/account/orders": {{who: shopper, path: "/account/orders"}, {who: owner, path: "/account/orders"}},
	"/account/orders/{number}": {
		{who: shopper, path: "/account/orders/{number:own}"},
		{who: shopper, path: "/account/orders/{number:paid}", status: 404},
	},
	"/account/profile": {
		{who: shopper, path: "/account/profile"},
		{who: shopper, path: "/account/profile", action: "/account/profile", values: url.Values{"name": {""}, "document": {"1"}, "phone": {"x"}}, status: 422},
		{who: shopper, path: "/account/profile", action: "/account/profile", values: url.Values{"version": {"0"}}, status: 409},
	},
	"/account/addresses": {{who: shopper, path: "/account/addresses"}, {who: owner, path: "/account/addresses"}},
	"/account/addresses/new": {
		{who: shopper, path: "/account/addresses/new"},
		{who: shopper, path: "/account/addresses/new", action: "/account/addresses", values: wrongAddress(), status: 422},
	},
	"/account/addresses/{id}": {
		{who: shopper, path: "/account/addresses/{address}"},
		{who: shopper, path: "/account/addresses/{address}", action: "/account/addresses/", values: url.Values{"version": {"0"}}, status: 409},
		{who: shopper, path: "/account/addresses/999999", status: 404},
	},
	"/admin/customers": {
		{who: owner, path: "/admin/customers"},
		{who: owner, path: "/admin/customers?filter=guests&q=ana"},
		{who: owner, path: "/admin/customers?q=ninguem"},
	},
	"/admin/customers/{id}": {
		{who: owner, path: "/admin/customers/{customer}"},
		{who: owner, path: "/admin/customers/{customer}", action: "/note", values: url.Values{"note": {""}}, status: 422},
		{who: owner, path: "/admin/customers/{customer}", action: "/document", values: url.Values{}},
		{who: owner, path: "/admin/customers/999999", status: 404},
	},
	"/admin/customers/guest/{number}": {
		{who: owner, path: "/admin/customers/guest/{guest}"},
		{who: owner, path: "/admin/customers/guest/999999", status: 404},
	},
}
