package accounts_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/money"
	"tenaz/internal/testdb"
)

// holder is somebody of the staff with these permissions.
func holder(limit *money.Cents, permissions ...string) actor.Actor {
	return actor.Actor{Kind: actor.Staff, ID: 1, Name: "Dona", Address: "203.0.113.9", Permissions: permissions, RefundLimit: limit}
}

func cents(c money.Cents) *money.Cents { return &c }

func roleNamed(t *testing.T, s *accounts.Service, name string) accounts.Role {
	t.Helper()
	role, err := s.RoleNamed(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return role
}

func TestNobodyGivesMoreThanHeHas(t *testing.T) {
	clerk := holder(cents(10000), accounts.Staffing, "orders", accounts.Refunds)
	for name, c := range map[string]struct {
		role accounts.Role
		may  bool
	}{
		"what he has":            {accounts.Role{Permissions: []string{"orders"}}, true},
		"a lower limit":          {accounts.Role{Permissions: []string{"orders", "refunds"}, RefundLimit: cents(9999)}, true},
		"his limit":              {accounts.Role{Permissions: []string{"refunds"}, RefundLimit: cents(10000)}, true},
		"a higher limit":         {accounts.Role{Permissions: []string{"refunds"}, RefundLimit: cents(10001)}, false},
		"no limit":               {accounts.Role{Permissions: []string{"refunds"}}, false},
		"another permission":     {accounts.Role{Permissions: []string{"orders", "audit"}}, false},
		"a limit without effect": {accounts.Role{Permissions: []string{"orders"}, RefundLimit: cents(99999)}, true},
		"nothing":                {accounts.Role{}, true},
	} {
		if got := accounts.Covers(clerk, c.role); got != c.may {
			t.Errorf("%s: %v, want %v", name, got, c.may)
		}
	}
}

func TestBuiltInRoles(t *testing.T) {
	s, _ := newService(testdb.Tx(t))
	roles, err := s.Roles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, r := range roles {
		if r.Builtin {
			got[r.Slug] = len(r.Permissions)
			for _, p := range r.Permissions {
				if !slices.Contains(accounts.Permissions, p) {
					t.Errorf("%s holds %q, which no route asks for", r.Slug, p)
				}
			}
		}
	}
	want := map[string]int{"owner": len(accounts.Permissions), "manager": 9, "support": 4, "warehouse": 2, "analyst": 2}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("permissions of the built-in roles (-want +got):\n%s", diff)
	}
	owner := roleNamed(t, s, "owner")
	_, err = s.SaveRole(t.Context(), store, accounts.RoleInput{ID: owner.ID, Version: owner.Version, Name: "Outro", Permissions: []string{"orders"}})
	if !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("a built-in role was changed: %v", err)
	}
	if err := s.DeleteRole(t.Context(), store, owner.ID, owner.Version); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("a built-in role was deleted: %v", err)
	}
}

func TestCustomRoleActsOnTheNextRequest(t *testing.T) {
	tx, ctx := testdb.Tx(t), t.Context()
	s, _ := newService(tx)
	owner := holder(nil, accounts.Permissions...)
	id, err := s.SaveRole(ctx, owner, accounts.RoleInput{Name: " Caixa  da loja ", Permissions: []string{"refunds", "orders", "nonsense"}, RefundLimit: cents(5000)})
	if err != nil {
		t.Fatal(err)
	}
	role, err := s.Role(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	want := accounts.Role{ID: id, Slug: role.Slug, Name: "Caixa da loja", Permissions: []string{"orders", "refunds"}, RefundLimit: cents(5000), Version: 1}
	if diff := cmp.Diff(want, role); diff != "" {
		t.Errorf("the role (-want +got):\n%s", diff)
	}
	user := create(t, s, role.Slug)
	login, err := authenticate(t, s, user.Email, password)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SaveRole(ctx, owner, accounts.RoleInput{ID: id, Version: 1, Name: "Caixa", Permissions: []string{"inventory", "refunds"}}); err != nil {
		t.Fatal(err)
	}
	now, err := s.ByLogin(ctx, login.ID)
	if err != nil || !slices.Equal(now.Permissions, []string{"refunds", "inventory"}) || now.RefundLimit != nil {
		t.Errorf("after the change: %v, limit %v, %v", now.Permissions, now.RefundLimit, err)
	}
	if _, err := s.SaveRole(ctx, owner, accounts.RoleInput{ID: id, Version: 1, Name: "Caixa", Permissions: []string{"orders"}}); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("a stale version: %v, want a conflict", err)
	}
	if err := s.DeleteRole(ctx, owner, id, 2); !apperr.HasID(err, "staff.error.role_used") {
		t.Errorf("a role that somebody has was deleted: %v", err)
	}
	if err := s.SetRole(ctx, owner, accounts.MemberInput{UserID: user.ID}, 0); err != nil {
		t.Fatal(err)
	}
	if now, err := s.ByLogin(ctx, login.ID); err != nil || now.Staff || len(now.Permissions) > 0 {
		t.Errorf("without a role: %+v, %v", now, err)
	}
	if err := s.DeleteRole(ctx, owner, id, 2); err != nil {
		t.Errorf("an unused role stays: %v", err)
	}
	records, err := audit.OfSubject(ctx, tx, "role", id)
	if err != nil || len(records) != 3 || records[1].Address != owner.Address {
		t.Errorf("the log has %+v, %v; want a creation, a change and a deletion, with the address", records, err)
	}
}

func TestRoleThatCannotBe(t *testing.T) {
	s, _ := newService(testdb.Tx(t))
	ctx := t.Context()
	clerk := holder(cents(100), accounts.Staffing, "orders")
	for name, c := range map[string]struct {
		by   actor.Actor
		in   accounts.RoleInput
		kind apperr.Kind
	}{
		"no name":       {store, accounts.RoleInput{Permissions: []string{"orders"}}, apperr.Invalid},
		"no permission": {store, accounts.RoleInput{Name: "X", Permissions: []string{"root"}}, apperr.Invalid},
		"beyond":        {clerk, accounts.RoleInput{Name: "X", Permissions: []string{"orders", "audit"}}, apperr.Forbidden},
		"negative":      {store, accounts.RoleInput{Name: "X", Permissions: []string{"refunds"}, RefundLimit: cents(-1)}, apperr.Invalid},
	} {
		if _, err := s.SaveRole(ctx, c.by, c.in); apperr.KindOf(err) != c.kind || err == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.SaveRole(ctx, store, accounts.RoleInput{Name: "Caixa", Permissions: []string{"orders"}}); err != nil {
		t.Fatal(err)
	}
	_, err := s.SaveRole(ctx, store, accounts.RoleInput{Name: "CAIXA", Permissions: []string{"orders"}})
	if !apperr.Is(err, apperr.Invalid) {
		t.Errorf("a name that is taken: %v, want a message at the field", err)
	}
}

func TestLastOwnerStays(t *testing.T) {
	tx, ctx := testdb.Tx(t), t.Context()
	s, _ := newService(tx)
	first, second := create(t, s, "owner"), create(t, s, "owner")
	manager, owners := roleNamed(t, s, "manager"), 2
	if _, err := tx.Exec(ctx, `DELETE FROM user_roles WHERE user_id NOT IN ($1, $2)`, first.ID, second.ID); err != nil {
		t.Fatal(err)
	}
	login, err := authenticate(t, s, second.Email, password)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Disable(ctx, store, accounts.MemberInput{UserID: second.ID}); err != nil {
		t.Fatalf("one of %d owners: %v", owners, err)
	}
	if _, err := s.ByLogin(ctx, login.ID); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("a disabled person's login: %v, want it ended", err)
	}
	for name, act := range map[string]func() error{
		"demote":  func() error { return s.SetRole(ctx, store, accounts.MemberInput{UserID: first.ID}, manager.ID) },
		"remove":  func() error { return s.SetRole(ctx, store, accounts.MemberInput{UserID: first.ID}, 0) },
		"disable": func() error { return s.Disable(ctx, store, accounts.MemberInput{UserID: first.ID}) },
	} {
		if err := act(); !apperr.HasID(err, "staff.error.last_owner") {
			t.Errorf("%s the last active owner: %v", name, err)
		}
	}
	if err := s.Enable(ctx, store, accounts.MemberInput{UserID: second.ID}); err != nil {
		t.Fatal(err)
	}
	if err := s.SetRole(ctx, store, accounts.MemberInput{UserID: first.ID}, manager.ID); err != nil {
		t.Errorf("one of two owners: %v", err)
	}
}

func TestOwnersWhoDemoteEachOtherLeaveOne(t *testing.T) {
	d := testdb.New(t)
	s, _ := newService(d.Pool)
	a, b := create(t, s, "owner"), create(t, s, "owner")
	manager := roleNamed(t, s, "manager")
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for i, target := range []int64{a.ID, b.ID} {
		wg.Go(func() {
			errs[i] = s.SetRole(t.Context(), store, accounts.MemberInput{UserID: target}, manager.ID)
		})
	}
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("%v and %v; want exactly one refused", errs[0], errs[1])
	}
	list, err := s.StaffList(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	owners := 0
	for _, m := range list {
		if m.Role.Slug == accounts.OwnerRole {
			owners++
		}
	}
	if owners != 1 {
		t.Errorf("%d owners, want one", owners)
	}
}

func TestStaffBelowCannotTouchThoseAbove(t *testing.T) {
	tx, ctx := testdb.Tx(t), t.Context()
	s, _ := newService(tx)
	create(t, s, "owner")
	owner, packer := create(t, s, "owner"), create(t, s, "warehouse")
	shopper := create(t, s, "")
	clerk := holder(cents(0), accounts.Staffing, "orders", "inventory")
	for name, c := range map[string]struct {
		id   int64
		kind apperr.Kind
	}{"an owner": {owner.ID, apperr.Forbidden}, "a shopper": {shopper.ID, apperr.NotFound}} {
		in := accounts.MemberInput{UserID: c.id}
		for act, err := range map[string]error{
			"role": s.SetRole(ctx, clerk, in, 0), "disable": s.Disable(ctx, clerk, in), "logins": s.EndLogins(ctx, clerk, in),
		} {
			if apperr.KindOf(err) != c.kind || err == nil {
				t.Errorf("%s of %s: %v, want kind %d", act, name, err, c.kind)
			}
		}
	}
	if err := s.ResetFactors(ctx, clerk, owner.ID); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("an owner's factors by a clerk: %v", err)
	}
	if err := s.SetRole(ctx, clerk, accounts.MemberInput{UserID: packer.ID}, roleNamed(t, s, "manager").ID); !apperr.HasID(err, "staff.error.beyond") {
		t.Errorf("a role beyond the giver: %v", err)
	}
	if err := s.EndLogins(ctx, clerk, accounts.MemberInput{UserID: packer.ID}); err != nil {
		t.Errorf("what he may: %v", err)
	}
	if err := s.EndLogins(ctx, holder(nil, "orders"), accounts.MemberInput{UserID: packer.ID}); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("without the permission: %v", err)
	}
	if err := s.Disable(ctx, clerk, accounts.MemberInput{UserID: packer.ID, Version: 99}); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("a stale version: %v", err)
	}
}
