package app_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/money"
	"tenaz/internal/settings"
	"tenaz/internal/storetest"
)

var inviteLink = regexp.MustCompile(`/account/invite/[A-Za-z0-9_-]+`)

// Somebody is invited by mail, chooses a password, has to set up a second factor,
// and then may do what the role says and nothing else.
func TestInvitedPersonBecomesStaff(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	owner, _ := s.StaffAs(t, "owner")
	support := strconv.Itoa(s.Count(t, `SELECT id FROM roles WHERE slug = 'support'`))
	wrong := owner.Get("/admin/staff").Want(http.StatusOK).Submit("/admin/staff/invitations", "email", "nova@", "role", support).Want(http.StatusUnprocessableEntity)
	if !strings.Contains(wrong.Body, `value="nova@"`) {
		t.Errorf("what was typed is gone:\n%s", wrong.Text())
	}
	sent := owner.Get("/admin/staff").Submit("/admin/staff/invitations", "email", "nova@example.com", "role", support).Want(http.StatusOK)
	if !sent.Has("Convite enviado") || !sent.Has("Aguardando resposta") {
		t.Errorf("after inviting:\n%s", sent.Text())
	}
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'staff_invite' AND state = 'sent'`)
	link := ""
	for _, m := range s.Mail.Messages() {
		if strings.Contains(m.Subject, "Convite para a equipe") {
			link = inviteLink.FindString(m.Text)
		}
	}
	if link == "" {
		t.Fatal("the mail has no link")
	}
	c := s.Client(t)
	page := c.Get(link).Want(http.StatusOK)
	if !page.Has("nova@example.com") || !page.Has("Atendimento") || page.Header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("the invitation:\n%s", page.Text())
	}
	page.Submit(link, "name", "Nova", "password", "curta").Want(http.StatusUnprocessableEntity)
	in := page.Submit(link, "name", "Nova Pessoa", "password", storetest.StaffPassword).Want(http.StatusOK)
	if in.URL.Path != "/account/security" {
		t.Errorf("without a second factor the way leads to %s, want the enrolment", in.URL)
	}
	if again := c.Get(link).Want(http.StatusNotFound); !again.Has("Este convite não vale mais") {
		t.Errorf("the link once more:\n%s", again.Text())
	}
	s.SecondFactor(t, accounts.User{ID: int64(s.Count(t, `SELECT id FROM users WHERE email = 'nova@example.com'`)), Email: "nova@example.com"})
	s.Clock.Advance(time.Minute)
	c.Once(http.MethodPost, "/account/logout", url.Values{})
	c.LogIn(s, "nova@example.com", storetest.StaffPassword, "/admin/orders")
	c.Get("/admin/orders").Want(http.StatusOK)
	c.Get("/admin/staff").Want(http.StatusForbidden)
	s.WantCount(t, 1, `SELECT count(*) FROM audit_log a JOIN users u ON u.id = a.actor_id WHERE u.email = 'nova@example.com'
		AND a.action = 'access.refused' AND a.after->>'route' = '/admin/staff' AND a.address <> ''`)
	// A role that is taken acts on the next request.
	id := strconv.Itoa(s.Count(t, `SELECT id FROM users WHERE email = 'nova@example.com'`))
	owner.Get("/admin/staff/"+id).Want(http.StatusOK).Submit("/role", "role", "0").Want(http.StatusOK)
	c.Get("/admin/orders").Want(http.StatusForbidden)
}

// A stale form, oneself and a stranger are refused on a person's page.
func TestMemberPage(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	owner, me := s.StaffAs(t, "owner")
	packer, user := s.StaffAs(t, "warehouse")
	path := "/admin/staff/" + strconv.FormatInt(user.ID, 10)
	page := owner.Get(path).Want(http.StatusOK)
	page.Submit("/logins").Want(http.StatusOK)
	if gone := packer.Get("/admin/orders"); gone.URL.Path != "/account/login" {
		t.Errorf("an ended login opens %s", gone.URL)
	}
	page.Submit("/state", "state", "disabled").Want(http.StatusOK)
	if stale := page.Submit("/role", "role", "0").Want(http.StatusConflict); !stale.Has("Outra pessoa alterou") {
		t.Errorf("a stale form says:\n%s", stale.Text())
	}
	self := "/admin/staff/" + strconv.FormatInt(me.ID, 10)
	if own := owner.Get(self).Want(http.StatusOK); !own.Has("seu próprio acesso") {
		t.Errorf("one's own page:\n%s", own.Text())
	}
	owner.Post(self+"/role", url.Values{"role": {"0"}, "version": {"1"}}).Want(http.StatusForbidden)
	owner.Post("/admin/staff/999999/role", url.Values{"role": {"0"}, "version": {"1"}}).Want(http.StatusNotFound)
	owner.Get("/admin/staff/999999").Want(http.StatusNotFound)
}

// The role's limit binds what somebody gives back of one order in all, also in
// parts, by cancelling and at the desk.
func TestRefundLimitOfARole(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	limit := money.Cents(5000)
	id, err := s.App.Accounts.SaveRole(t.Context(), actor.Store("test"), accounts.RoleInput{
		Name: "Caixa", Permissions: []string{"orders", accounts.Refunds}, RefundLimit: &limit,
	})
	if err != nil {
		t.Fatal(err)
	}
	bought(t, s, "card")
	role, err := s.App.Accounts.Role(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	clerk, _ := s.StaffAs(t, role.Slug)
	refund := func(amount string) *storetest.Page {
		return desk(t, s, clerk).Submit("/refund", "reason", "goodwill", "amount", amount)
	}
	if over := refund("50,01").Want(http.StatusForbidden); !over.Has("até R$ 50,00 por pedido") || !strings.Contains(over.Body, `value="50,01"`) {
		t.Errorf("above the limit:\n%s", over.Text())
	}
	refund("30,00").Want(http.StatusOK)
	settledRefunds(t, s, 1)
	refund("20,01").Want(http.StatusForbidden)
	desk(t, s, clerk).Submit("/cancel").Want(http.StatusForbidden)
	refund("20,00").Want(http.StatusOK)
	s.WantCount(t, 2, `SELECT count(*) FROM refunds`)
	s.WantCount(t, 3, `SELECT count(*) FROM audit_log WHERE action = 'access.refused'`)
}

// settledRefunds waits until Stripe has taken the refunds, which changes the order.
func settledRefunds(t *testing.T, s *storetest.Store, want int) {
	t.Helper()
	s.WantCount(t, want, `SELECT count(*) FROM refunds WHERE state = 'succeeded'`)
}

// Above the shop's own limit whoever refunds proves once more who it is.
func TestLargeRefundAsksForProof(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	order := bought(t, s, "card")
	current, err := s.App.Settings.Latest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	current.Security.RefundStepUp = 1000
	if _, err := s.App.Settings.Save(t.Context(), actor.Store("test"), settings.SaveInput{Settings: current}); err != nil {
		t.Fatal(err)
	}
	owner := s.Staff(t)
	s.Clock.Advance(15 * time.Minute)
	desk(t, s, owner).Submit("/refund", "reason", "goodwill", "amount", "9,00").Want(http.StatusOK)
	settledRefunds(t, s, 1)
	// A large one in small parts is a large one.
	for _, amount := range []string{"10,01", "1,01"} {
		proof := desk(t, s, owner).Submit("/refund", "reason", "goodwill", "amount", amount)
		if proof.URL.Path != "/account/confirm" {
			t.Errorf("%s more leads to %s (%d), want the proof:\n%s", amount, proof.URL, proof.Status, proof.Text())
		}
	}
	s.WantCount(t, 1, `SELECT count(*) FROM refunds WHERE order_id = $1`, order.ID)
}

// Staff see the shop as a customer: read only, without the customer's secrets,
// noted at both ends, and never as a colleague.
func TestShopSeenAsACustomer(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	shopper, err := s.App.Accounts.Create(t.Context(), actor.Store("test"), accounts.CreateInput{
		Email: "maria@example.com", Name: "Maria Souza", Password: storetest.StaffPassword,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Owner.Exec(t.Context(), `UPDATE users SET document = '52998224725' WHERE id = $1`, shopper.ID); err != nil {
		t.Fatal(err)
	}
	_, packer := s.StaffAs(t, "warehouse")
	helper, _ := s.StaffAs(t, "support")
	begin := func(id int64) string { return "/admin/customers/" + strconv.FormatInt(id, 10) + "/view" }
	helper.Post(begin(packer.ID), nil).Want(http.StatusNotFound)
	helper.Post(begin(999999), nil).Want(http.StatusNotFound)
	seen := helper.Post(begin(shopper.ID), nil).Want(http.StatusOK)
	if seen.URL.Path != "/account" || !seen.Has("Você vê a loja como Maria Souza.") {
		t.Fatalf("the view begins at %s:\n%s", seen.URL, seen.Text())
	}
	for _, path := range []string{"/", "/cart", "/account/orders", "/account/profile", "/account/addresses", "/admin/orders"} {
		if page := helper.Get(path).Want(http.StatusOK); !page.Has("Você vê a loja como Maria Souza.") {
			t.Errorf("%s has no banner", path)
		}
	}
	// Each full view of a CPF is audited: this is none.
	if page := helper.Get("/account/profile"); strings.Contains(page.Body, "529.982") || !strings.Contains(page.Body, "***.982.247-**") {
		t.Errorf("the profile that is seen has the whole CPF:\n%s", page.Body)
	}
	for _, path := range []string{"/account/security", "/account/email", "/account/password", "/account/privacy", "/account/addresses/new"} {
		helper.Get(path).Want(http.StatusForbidden)
	}
	for _, route := range s.App.Routes() {
		if route.Method != http.MethodPost || route.Pattern == "/admin/view/end" ||
			strings.HasPrefix(route.Pattern, "/webhooks/") || strings.HasPrefix(route.Pattern, "/unsubscribe/") {
			continue
		}
		path := regexp.MustCompile(`\{[^}]+\}`).ReplaceAllString(route.Pattern, "1")
		if got := helper.Once(http.MethodPost, path, url.Values{}); got.Status != http.StatusForbidden {
			t.Errorf("POST %s while viewing: %d, want 403", path, got.Status)
		}
	}
	ended := helper.Get("/").Submit("/admin/view/end").Want(http.StatusOK)
	if ended.Has("Você vê a loja como") || ended.URL.Path != "/admin/customers/"+strconv.FormatInt(shopper.ID, 10) {
		t.Errorf("after the end, at %s:\n%s", ended.URL, ended.Text())
	}
	s.WantCount(t, 2, `SELECT count(*) FROM audit_log WHERE action IN ('customer.view_begun', 'customer.view_ended') AND subject_id = $1 AND address <> ''`, shopper.ID)
	if page := helper.Get("/account").Want(http.StatusOK); page.Has("Maria") {
		t.Error("the customer is still seen")
	}
	// It ends by itself when the customer becomes a colleague.
	helper.Post(begin(shopper.ID), nil).Want(http.StatusOK)
	role := int64(s.Count(t, `SELECT id FROM roles WHERE slug = 'analyst'`))
	if err := s.App.Accounts.SetRole(t.Context(), actor.Store("test"), accounts.MemberInput{UserID: shopper.ID}, role); err != nil {
		t.Fatal(err)
	}
	if page := helper.Get("/").Want(http.StatusOK); page.Has("Você vê a loja como") {
		t.Error("a colleague is seen")
	}
}
