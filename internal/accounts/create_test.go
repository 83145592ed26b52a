package accounts_test

import (
	"strings"
	"testing"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/testdb"
)

func TestCreateRefusesWhatCannotLogIn(t *testing.T) {
	t.Parallel()
	s, _ := newService(testdb.Tx(t))
	good := accounts.CreateInput{Email: "ana@example.com", Name: "Ana", Password: password}
	cases := map[string]struct {
		change func(*accounts.CreateInput)
		field  string
	}{
		"no e-mail":       {func(in *accounts.CreateInput) { in.Email = "" }, "email"},
		"no domain":       {func(in *accounts.CreateInput) { in.Email = "ana@localhost" }, "email"},
		"with a name":     {func(in *accounts.CreateInput) { in.Email = "Ana <ana@example.com>" }, "email"},
		"two addresses":   {func(in *accounts.CreateInput) { in.Email = "a@example.com, b@example.com" }, "email"},
		"a line break":    {func(in *accounts.CreateInput) { in.Email = "a@example.com\r\nBcc: b@example.com" }, "email"},
		"NUL":             {func(in *accounts.CreateInput) { in.Email = "a\x00@example.com" }, "email"},
		"too long":        {func(in *accounts.CreateInput) { in.Email = strings.Repeat("a", 250) + "@example.com" }, "email"},
		"no name":         {func(in *accounts.CreateInput) { in.Name = "  " }, "name"},
		"long name":       {func(in *accounts.CreateInput) { in.Name = strings.Repeat("á", 201) }, "name"},
		"short password":  {func(in *accounts.CreateInput) { in.Password = "11character" }, "password"},
		"long password":   {func(in *accounts.CreateInput) { in.Password = strings.Repeat("a", 201) }, "password"},
		"e-mail password": {func(in *accounts.CreateInput) { in.Password = "ANA@example.com" }, "password"},
		"unknown role":    {func(in *accounts.CreateInput) { in.Role = "king" }, "role"},
	}
	for name, c := range cases {
		in := good
		c.change(&in)
		_, err := s.Create(t.Context(), store, in)
		fields, ok := fieldsOf(err)
		if _, marked := fields[c.field]; !ok || !marked || len(fields) != 1 {
			t.Errorf("%s: %v, want field %s", name, err, c.field)
		}
	}
	good.Name = strings.Repeat("á", 200)
	if _, err := s.Create(t.Context(), store, good); err != nil {
		t.Errorf("200 characters: %v", err)
	}
	good.Email = "ANA@Example.com"
	if _, err := s.Create(t.Context(), store, good); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("the same e-mail again: %v", err)
	}
}

func TestCreateGivesRolesByThoseWhoMay(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s, _ := newService(tx)
	in := accounts.CreateInput{Email: "bia@example.com", Name: "Bia", Password: password, Role: "manager"}
	for _, by := range []actor.Actor{{Kind: actor.Customer}, {Kind: actor.Staff, ID: 1, Permissions: []string{"orders"}}} {
		if _, err := s.Create(t.Context(), by, in); !apperr.Is(err, apperr.Forbidden) {
			t.Errorf("%+v: %v", by, err)
		}
	}
	user, err := s.Create(t.Context(), actor.Actor{Kind: actor.Staff, ID: 1, Permissions: []string{"staff"}}, in)
	if err != nil || !user.Staff || len(user.Permissions) == 0 {
		t.Fatalf("user is %+v, %v", user, err)
	}
	var entry string
	if err := tx.QueryRow(t.Context(), `SELECT action || ' ' || after::text FROM audit_log WHERE subject_kind = 'user' AND subject_id = $1`, user.ID).Scan(&entry); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(entry, "user.created") || strings.Contains(entry, "bia") {
		t.Errorf("audit entry is %q", entry)
	}
}

func TestHasDemo(t *testing.T) {
	t.Parallel()
	s, _ := newService(testdb.Tx(t))
	has := func() bool {
		got, err := s.HasDemo(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	create(t, s, "owner")
	if has() {
		t.Error("an ordinary user counts as a demo login")
	}
	if _, err := s.Create(t.Context(), store, accounts.CreateInput{
		Email: "demo@tenaz.test", Name: "Demo", Password: "tenaz-demo-2026", Demo: true,
	}); err != nil {
		t.Fatal(err)
	}
	if !has() {
		t.Error("a demo login is not seen")
	}
}

func fieldsOf(err error) (apperr.Fields, bool) {
	known, ok := err.(*apperr.Error)
	if !ok || known == nil {
		return nil, false
	}
	return known.Fields, known.Kind == apperr.Invalid
}
