package browsertest

import (
	"strconv"
	"testing"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/money"
)

// colleagues gives the shop a second person of the staff, a role of its own and
// two invitations.
func colleagues(t *testing.T, s *site) {
	t.Helper()
	ctx, by := t.Context(), actor.Store("test")
	limit := money.Cents(15000)
	role, err := s.App.Accounts.SaveRole(ctx, by, accounts.RoleInput{
		Name: "Caixa e balcão de retirada", Permissions: []string{"orders", accounts.Refunds}, RefundLimit: &limit,
	})
	if err != nil {
		t.Fatal(err)
	}
	spare, err := s.App.Accounts.SaveRole(ctx, by, accounts.RoleInput{Name: "Provisório", Permissions: []string{"reports"}})
	if err != nil {
		t.Fatal(err)
	}
	packer, err := s.App.Accounts.Create(ctx, by, accounts.CreateInput{
		Email: "expedicao.do.deposito.central@example.com", Name: "Wanderléa Aparecida Nascimento", Password: password, Role: "warehouse",
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, email := range []string{"primeira@example.com", "segunda.pessoa.com.nome.comprido@example.com"} {
		if err := s.App.Accounts.Invite(ctx, by, accounts.InviteInput{Email: email, RoleID: role}); err != nil {
			t.Fatal(err)
		}
	}
	open, err := s.App.Accounts.Invitations(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, token, err := s.App.Accounts.InvitationMail(ctx, accounts.InviteArgs{InvitationID: open[0].ID, Token: open[0].TokenID()})
	if err != nil {
		t.Fatal(err)
	}
	s.names["invite"] = token
	s.names["member"] = strconv.FormatInt(packer.ID, 10)
	s.names["role"], s.names["role:unused"] = strconv.FormatInt(role, 10), strconv.FormatInt(spare, 10)
	s.names["role:owner"] = strconv.Itoa(s.Count(t, `SELECT id FROM roles WHERE slug = 'owner'`))
	s.names["owner"] = strconv.Itoa(s.Count(t, `SELECT id FROM users WHERE email = $1`, ownerMail))
}
