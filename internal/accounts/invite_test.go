package accounts_test

import (
	"fmt"
	"testing"
	"time"

	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/testdb"
)

// invited invites a new address to a role and returns it with the mailed text.
func invited(t *testing.T, s *accounts.Service, email, role string) (accounts.Invitation, string) {
	t.Helper()
	ctx := t.Context()
	if err := s.Invite(ctx, store, accounts.InviteInput{Email: email, RoleID: roleNamed(t, s, role).ID, Locale: "en"}); err != nil {
		t.Fatal(err)
	}
	return newest(t, s)
}

// newest returns the newest invitation with the text of its link.
func newest(t *testing.T, s *accounts.Service) (accounts.Invitation, string) {
	t.Helper()
	list, err := s.Invitations(t.Context())
	if err != nil || len(list) == 0 {
		t.Fatalf("%d invitations, %v", len(list), err)
	}
	invitation, text, err := s.InvitationMail(t.Context(), accounts.InviteArgs{InvitationID: list[0].ID, Token: list[0].TokenID()})
	if err != nil {
		t.Fatal(err)
	}
	return invitation, text
}

func address() string { return fmt.Sprintf("nova.%d@example.com", testdb.Serial()) }

const phrase = "uma frase comprida e própria"

func TestInvitationIsAcceptedOnce(t *testing.T) {
	tx, ctx := testdb.Tx(t), t.Context()
	s, _ := newService(tx)
	email := address()
	invitation, text := invited(t, s, email, "support")
	if invitation.Email != email || invitation.Role.Slug != "support" || invitation.Locale != "en" {
		t.Errorf("the invitation: %+v", invitation)
	}
	if _, err := s.AcceptInvitation(ctx, from("203.0.113.7"), accounts.AcceptInput{Token: text, Name: "", Password: "curta"}); !apperr.Is(err, apperr.Invalid) {
		t.Fatalf("no name and a short password: %v", err)
	}
	id, err := s.AcceptInvitation(ctx, from("203.0.113.7"), accounts.AcceptInput{Token: text, Name: "Nova Pessoa", Password: phrase})
	if err != nil {
		t.Fatal(err)
	}
	login, err := authenticate(t, s, email, phrase)
	if err != nil || !login.User.Staff || !login.User.Verified || login.User.RefundLimit == nil {
		t.Errorf("after accepting: %+v, %v", login.User, err)
	}
	if _, err := s.AcceptInvitation(ctx, from("203.0.113.7"), accounts.AcceptInput{Token: text, Name: "Outra", Password: phrase}); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("the link once more: %v, want nothing there", err)
	}
	if left, err := s.Invitations(ctx); err != nil || len(left) != 0 {
		t.Errorf("%d invitations are left, %v", len(left), err)
	}
	records, err := audit.OfSubject(ctx, tx, "user", id)
	if err != nil || len(records) == 0 || records[len(records)-1].Action != "invitation.accepted" {
		t.Errorf("the log: %+v, %v", records, err)
	}
}

func TestInvitationThatIsWorthless(t *testing.T) {
	tx, ctx := testdb.Tx(t), t.Context()
	s, fake := newService(tx)
	invitation, first := invited(t, s, address(), "analyst")
	if err := s.ResendInvitation(ctx, store, invitation.ID); err != nil {
		t.Fatal(err)
	}
	invitation, second := newest(t, s)
	gone := func(what, text string) {
		t.Helper()
		if _, err := s.InvitationByToken(ctx, text); !apperr.Is(err, apperr.NotFound) {
			t.Errorf("%s: %v, want nothing there", what, err)
		}
		if _, err := s.AcceptInvitation(ctx, store, accounts.AcceptInput{Token: text, Name: "X", Password: phrase}); !apperr.Is(err, apperr.NotFound) {
			t.Errorf("%s is accepted: %v", what, err)
		}
	}
	gone("the link before", first)
	gone("a made-up link", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
	if _, err := s.InvitationByToken(ctx, second); err != nil {
		t.Errorf("the new link: %v", err)
	}
	fake.Advance(accounts.InviteLifetime + time.Second)
	gone("an expired link", second)
	if err := s.ResendInvitation(ctx, store, invitation.ID); err != nil {
		t.Fatal(err)
	}
	_, third := newest(t, s)
	if err := s.WithdrawInvitation(ctx, store, invitation.ID); err != nil {
		t.Fatal(err)
	}
	gone("a withdrawn link", third)
}

func TestWhoCannotBeInvited(t *testing.T) {
	s, _ := newService(testdb.Tx(t))
	ctx := t.Context()
	packer := create(t, s, "warehouse")
	email := address()
	invited(t, s, email, "analyst")
	analyst, owner := roleNamed(t, s, "analyst").ID, roleNamed(t, s, "owner").ID
	clerk := holder(cents(0), accounts.Staffing, "dashboard", "reports")
	clerk.ID = create(t, s, "manager").ID
	if err := s.Invite(ctx, clerk, accounts.InviteInput{Email: address(), RoleID: analyst}); err != nil {
		t.Errorf("to what the inviter has: %v", err)
	}
	for name, c := range map[string]struct {
		in   accounts.InviteInput
		kind apperr.Kind
	}{
		"beyond":           {accounts.InviteInput{Email: address(), RoleID: owner}, apperr.Forbidden},
		"staff":            {accounts.InviteInput{Email: packer.Email, RoleID: analyst}, apperr.Invalid},
		"invited already":  {accounts.InviteInput{Email: email, RoleID: analyst}, apperr.Invalid},
		"no address":       {accounts.InviteInput{Email: "x@", RoleID: analyst}, apperr.Invalid},
		"a role of nobody": {accounts.InviteInput{Email: address(), RoleID: 999999}, apperr.Invalid},
	} {
		if err := s.Invite(ctx, clerk, c.in); apperr.KindOf(err) != c.kind || err == nil {
			t.Errorf("%s: %v, want kind %d", name, err, c.kind)
		}
	}
}

func TestInvitationsFallWithWhoSentThem(t *testing.T) {
	s, _ := newService(testdb.Tx(t))
	ctx := t.Context()
	create(t, s, "owner")
	sender := create(t, s, "owner")
	by := holder(nil, accounts.Permissions...)
	by.ID = sender.ID
	if err := s.Invite(ctx, by, accounts.InviteInput{Email: address(), RoleID: roleNamed(t, s, "owner").ID}); err != nil {
		t.Fatal(err)
	}
	_, text := newest(t, s)
	if err := s.Disable(ctx, store, accounts.MemberInput{UserID: sender.ID}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.InvitationByToken(ctx, text); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("an invitation by somebody who is disabled: %v, want nothing there", err)
	}
}

// TestPlantedAccountIsNoWayIn: somebody registers with another person's address
// and waits for that person to be invited.
func TestPlantedAccountIsNoWayIn(t *testing.T) {
	tx, ctx := testdb.Tx(t), t.Context()
	s, _ := newService(tx)
	planted := create(t, s, "")
	if _, err := tx.Exec(ctx, `UPDATE users SET email_verified_at = NULL WHERE id = $1`, planted.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(ctx, `INSERT INTO passkeys (user_id, credential_id, credential, name, created_at) VALUES ($1, '\x01', '{}', 'x', now())`, planted.ID); err != nil {
		t.Fatal(err)
	}
	login, err := authenticate(t, s, planted.Email, password)
	if err != nil {
		t.Fatal(err)
	}
	_, text := invited(t, s, planted.Email, "manager")
	id, err := s.AcceptInvitation(ctx, from("203.0.113.7"), accounts.AcceptInput{Token: text, Name: "A própria", Password: phrase})
	if err != nil || id != planted.ID {
		t.Fatalf("user %d, %v; want the account that has the address", id, err)
	}
	if _, err := s.ByLogin(ctx, login.ID); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("the login from before: %v, want it ended", err)
	}
	if _, err := authenticate(t, s, planted.Email, password); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("the planted password: %v, want it refused", err)
	}
	if f, err := s.Factors(ctx, id); err != nil || f.Passkeys != 0 {
		t.Errorf("%d planted passkeys are left, %v", f.Passkeys, err)
	}
}
