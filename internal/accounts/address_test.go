package accounts_test

import (
	"strconv"
	"testing"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/contact"
	"tenaz/internal/testdb"
)

// place is an address that differs by its number.
func place(n int) contact.Address {
	return contact.Address{
		Recipient: "Ana", PostalCode: "01001-000", Street: "Praça da Sé", Number: strconv.Itoa(n), District: "Sé", City: "São Paulo", State: "SP",
	}
}

// book is somebody's addresses by their numbers, the default one first.
func book(t *testing.T, s *accounts.Service, userID int64) (list []accounts.Address, numbers string) {
	t.Helper()
	list, err := s.Addresses(t.Context(), userID)
	if err != nil {
		t.Fatal(err)
	}
	defaults := 0
	for _, a := range list {
		numbers += a.Number + " "
		if a.Default {
			defaults++
		}
	}
	if len(list) > 0 && (defaults != 1 || !list[0].Default) {
		t.Errorf("%d defaults of %s", defaults, numbers)
	}
	return list, numbers
}

func TestAnAddressBookHasOneDefault(t *testing.T) {
	t.Parallel()
	s, _ := newService(testdb.Tx(t))
	user, other := create(t, s, ""), create(t, s, "")
	by, stranger := actor.Actor{Kind: actor.Customer, ID: user.ID}, actor.Actor{Kind: actor.Customer, ID: other.ID}
	save := func(in accounts.AddressInput) error { return s.SaveAddress(t.Context(), by, in) }
	for n := range 3 {
		if err := save(accounts.AddressInput{Address: place(n)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := save(accounts.AddressInput{Address: place(1)}); err != nil {
		t.Fatal(err)
	}
	list, numbers := book(t, s, user.ID)
	if numbers != "0 2 1 " {
		t.Fatalf("the book is %q", numbers)
	}
	if err := s.SetDefaultAddress(t.Context(), by, list[1].ID); err != nil {
		t.Fatal(err)
	}
	list, numbers = book(t, s, user.ID)
	if numbers != "2 1 0 " {
		t.Errorf("after another default: %q", numbers)
	}
	// It ceases to be the default by another one alone.
	if err := save(accounts.AddressInput{ID: list[0].ID, Version: list[0].Version, Address: place(22)}); err != nil {
		t.Fatal(err)
	}
	if err := save(accounts.AddressInput{ID: list[0].ID, Version: list[0].Version, Address: place(23)}); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("a stale form: %v", err)
	}
	if list, numbers = book(t, s, user.ID); numbers != "22 1 0 " {
		t.Errorf("after the change: %q", numbers)
	}
	for what, err := range map[string]error{
		"change":  s.SaveAddress(t.Context(), stranger, accounts.AddressInput{ID: list[0].ID, Version: list[0].Version, Address: place(9)}),
		"default": s.SetDefaultAddress(t.Context(), stranger, list[1].ID),
		"delete":  s.DeleteAddress(t.Context(), stranger, list[1].ID),
	} {
		if !apperr.Is(err, apperr.NotFound) {
			t.Errorf("%s of somebody else's: %v", what, err)
		}
	}
	if err := s.DeleteAddress(t.Context(), by, list[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, numbers = book(t, s, user.ID); numbers != "1 0 " {
		t.Errorf("after the default is gone: %q", numbers)
	}
	_, err := s.AddressOf(t.Context(), other.ID, list[1].ID)
	if !apperr.Is(err, apperr.NotFound) {
		t.Errorf("somebody else's address: %v", err)
	}
}

func TestAFullAddressBookTakesNoMore(t *testing.T) {
	t.Parallel()
	s, _ := newService(testdb.Tx(t))
	user := create(t, s, "")
	by := actor.Actor{Kind: actor.Customer, ID: user.ID}
	for n := range accounts.MaxAddresses {
		if err := s.SaveAddress(t.Context(), by, accounts.AddressInput{Address: place(n)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.SaveAddress(t.Context(), by, accounts.AddressInput{Address: place(99)}); !apperr.HasID(err, "account.error.addresses_full") {
		t.Errorf("one too many: %v", err)
	}
	// A purchase does not fail for that.
	if err := s.Keep(t.Context(), by, accounts.KeepInput{Address: place(99)}); err != nil {
		t.Errorf("kept by a checkout: %v", err)
	}
	if list, _ := book(t, s, user.ID); len(list) != accounts.MaxAddresses {
		t.Errorf("%d addresses", len(list))
	}
}

func TestAProfileIsChangedByWhoSawIt(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s, _ := newService(tx)
	user := create(t, s, "")
	by := actor.Actor{Kind: actor.Customer, ID: user.ID}
	before, err := s.Profile(t.Context(), user.ID)
	if err != nil {
		t.Fatal(err)
	}
	in := accounts.ProfileInput{Version: before.Version, Locale: "en", Person: contact.Person{Name: "Ana", Document: "529.982.247-25", Phone: "(11) 98765-4321"}}
	if err := s.SaveProfile(t.Context(), by, in); err != nil {
		t.Fatal(err)
	}
	after, err := s.Profile(t.Context(), user.ID)
	if err != nil || after.Document != "52998224725" || after.Phone != "11987654321" || after.Locale != "en" || after.Version != before.Version+1 {
		t.Errorf("the profile is %+v, %v", after, err)
	}
	if err := s.SaveProfile(t.Context(), by, in); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("a stale form: %v", err)
	}
	in.Version, in.Locale = after.Version, "fr"
	if fields, _ := fieldsOf(s.SaveProfile(t.Context(), by, in)); fields["locale"].ID == "" {
		t.Errorf("a language that nobody speaks is taken")
	}
	// A checkout fills in what is missing, and changes nothing.
	if err := s.Keep(t.Context(), by, accounts.KeepInput{Person: contact.Person{Name: "Bia", Document: "11144477735", Phone: "1133334444"}, Address: place(1)}); err != nil {
		t.Fatal(err)
	}
	if kept, err := s.Profile(t.Context(), user.ID); err != nil || kept.Person != after.Person {
		t.Errorf("the checkout changed the profile to %+v, %v", kept.Person, err)
	}
	var told int
	if err := tx.QueryRow(t.Context(), `SELECT count(*) FROM audit_log WHERE (before::text || after::text) ~ '52998224725|11987654321|Sé'`).Scan(&told); err != nil || told != 0 {
		t.Errorf("the audit log holds %d personal values, %v", told, err)
	}
	if got := (accounts.Profile{Email: "ana@example.com"}).ShownEmail(); got != "a•••@example.com" {
		t.Errorf("an unconfirmed e-mail is shown as %q", got)
	}
}
