package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"tenaz/internal/storetest"
)

func TestTheCustomerDeskFindsAccountsAndGuests(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	_, user := s.Shopper(t)
	s.Known(t, user)
	_, _, number := guest(t, s, "joana.darc@example.com")
	_, _, again := guest(t, s, "Joana.Darc@Example.com")
	exec(t, s, `UPDATE orders SET name = 'Joana D''Árc', document = '11144477735', phone = '21988887777' WHERE lower(email) = 'joana.darc@example.com'`)
	desk := s.Staff(t)
	order := desk.Get("/admin/orders/" + strconv.Itoa(number)).Want(http.StatusOK)
	if link := desk.Get(order.Link("/admin/customers/guest/")).Want(http.StatusOK); !link.Has("Joana.Darc@Example.com") {
		t.Errorf("the order leads to no customer:\n%s", link.Text())
	}
	found := func(query string) []string {
		t.Helper()
		page := desk.Get("/admin/customers?q=" + url.QueryEscape(query)).Want(http.StatusOK)
		var who []string
		if page.Has("Clara Freguesa") {
			who = append(who, "clara")
		}
		if page.Has("Joana D'Árc") {
			who = append(who, "joana")
		}
		return who
	}
	for query, want := range map[string]string{
		"":                        "clara joana",
		user.Email:                "clara",
		user.Email[:8]:            "clara",
		"CLARA freg":              "clara",
		"joana darc":              "", // D'Árc is two words
		"joana arc":               "joana",
		"árc":                     "joana",
		"JOANA.DARC@":             "joana",
		"111.444.777-35":          "joana",
		"11144477735":             "joana",
		"529.982.247-25":          "clara",
		"(21) 98888-7777":         "joana",
		strconv.Itoa(number):      "joana",
		"#" + strconv.Itoa(again): "joana",
		"99999":                   "",
		"100%":                    "",
		"_oana":                   "",
		"' OR 1=1 --":             "",
		"joana:* | clara":         "",
		"\\":                      "",
	} {
		if got := strings.Join(found(query), " "); got != want {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	list := desk.Get("/admin/customers").Want(http.StatusOK)
	if !list.Has("***.444.777-**") || strings.Contains(list.Body, "11144477735") || strings.Contains(list.Body, "111.444.777-35") {
		t.Error("the list does not mask the CPF")
	}
	for filter, want := range map[string]string{"accounts": "clara", "guests": "joana", "blocked": ""} {
		page := desk.Get("/admin/customers?filter=" + filter).Want(http.StatusOK)
		if page.Has("Clara Freguesa") != (want == "clara") || page.Has("Joana D'Árc") != (want == "joana") {
			t.Errorf("%s shows:\n%s", filter, page.Text())
		}
	}
	desk.Get("/admin/customers?filter=nobody").Want(http.StatusNotFound)
	desk.Get("/admin/customers?page=2").Want(http.StatusNotFound)

	// Both orders are the guest's, whose page is named by the first.
	page := desk.Get("/admin/customers/guest/" + strconv.Itoa(again)).Want(http.StatusOK)
	if page.URL.Path != "/admin/customers/guest/"+strconv.Itoa(number) || !page.Has(strconv.Itoa(again)) {
		t.Errorf("the guest is at %s:\n%s", page.URL, page.Text())
	}
	desk.Get("/admin/customers/guest/424242").Want(http.StatusNotFound)
	desk.Get("/admin/customers/424242").Want(http.StatusNotFound)
}

func TestWhatStaffDoAboutACustomer(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	shopper, user := s.Shopper(t)
	s.Known(t, user)
	_, _, number := guest(t, s, strings.ToUpper(user.Email))
	exec(t, s, `UPDATE users SET email_verified_at = NULL WHERE id = $1`, user.ID)
	desk := s.Staff(t)
	path := fmt.Sprintf("/admin/customers/%d", user.ID)
	page := desk.Get(path).Want(http.StatusOK)
	for _, want := range []string{"***.982.247-**", "Praça da Sé", "Sem conta, e-mail não confirmado", strconv.Itoa(number), "E-mail não confirmado"} {
		if !page.Has(want) {
			t.Errorf("the page lacks %q:\n%s", want, page.Text())
		}
	}
	if strings.Contains(page.Body, "52998224725") || page.Has("529.982.247-25") {
		t.Error("the page shows the CPF in full before it was asked for")
	}
	s.WantCount(t, 0, `SELECT count(*) FROM audit_log WHERE action = 'customer.document_shown'`)
	if full := page.Submit("/document").Want(http.StatusOK); !full.Has("529.982.247-25") {
		t.Errorf("the CPF is not shown:\n%s", full.Text())
	}
	s.WantCount(t, 1, `SELECT count(*) FROM audit_log WHERE action = 'customer.document_shown' AND subject_kind = 'user' AND subject_id = $1`, user.ID)

	page.Submit("/note", "note", "  ").Want(http.StatusUnprocessableEntity)
	if noted := page.Submit("/note", "note", "Prefere <b>ligação</b>").Want(http.StatusOK); !noted.Has("Prefere <b>ligação</b>") {
		t.Errorf("the note is not shown:\n%s", noted.Text())
	}
	if grouped := desk.Post(path+"/groups", url.Values{"group": {"Atacado"}}); !grouped.Has("Atacado") {
		t.Errorf("the group is not shown:\n%s", grouped.Text())
	}
	if twice := desk.Post(path+"/groups", url.Values{"group": {"atacado"}}).Want(http.StatusUnprocessableEntity); !twice.Has("Já existe um grupo") {
		t.Errorf("the same group again:\n%s", twice.Text())
	}
	group := strconv.Itoa(s.Count(t, `SELECT id FROM customer_groups`))
	if list := desk.Get("/admin/customers?group=" + group).Want(http.StatusOK); !list.Has(user.Name) {
		t.Error("the group does not show its member")
	}
	desk.Post(path+"/groups", url.Values{"id": {"999999"}, "member": {"1"}}).Want(http.StatusNotFound)
	desk.Post(path+"/groups", url.Values{"id": {group}, "member": {"0"}}).Want(http.StatusOK)
	s.WantCount(t, 0, `SELECT count(*) FROM customer_group_members`)

	page.Submit("/verify").Want(http.StatusOK)
	page.Submit("/recover").Want(http.StatusOK)
	mailedLink(t, s, user.Email, "/account/verify/")
	mailedLink(t, s, user.Email, "/account/recover/")
	s.WantCount(t, 2, `SELECT count(*) FROM mail_log WHERE user_id = $1 AND kind IN ('account_verify', 'account_recover') AND state = 'sent'`, user.ID)

	blocked := desk.Get(path).Submit("/block", "blocked", "1").Want(http.StatusOK)
	if !blocked.Has("Bloqueado") {
		t.Errorf("the page does not say that the account is blocked:\n%s", blocked.Text())
	}
	if out := shopper.Get("/account"); out.URL.Path != "/account/login" {
		t.Errorf("a blocked customer still sees %s", out.URL)
	}
	s.Client(t).Get("/account/login").Submit("/account/login", "email", user.Email, "password", storetest.ShopperPassword).Want(http.StatusUnprocessableEntity)
	desk.Post(path+"/recover", url.Values{}).Want(http.StatusConflict)
	desk.Get(path).Submit("/block", "blocked", "0").Want(http.StatusOK)
	s.Client(t).LogIn(s, user.Email, storetest.ShopperPassword, "/account").Want(http.StatusOK)

	// Colleagues are no business of this desk.
	owner := s.Count(t, `SELECT user_id FROM user_roles LIMIT 1`)
	desk.Post(fmt.Sprintf("/admin/customers/%d/block", owner), url.Values{"blocked": {"1"}}).Want(http.StatusConflict)
	s.WantCount(t, 0, `SELECT count(*) FROM users WHERE id = $1 AND state = 'blocked'`, owner)
}

func TestWhatIsKeptOfAGuestBecomesTheAccounts(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	_, link, number := guest(t, s, "rui@example.com")
	desk := s.Staff(t)
	path := "/admin/customers/guest/" + strconv.Itoa(number)
	page := desk.Get(path).Want(http.StatusOK)
	if !page.Has("Comprou sem conta") {
		t.Errorf("the page of a guest:\n%s", page.Text())
	}
	if full := page.Submit("/document").Want(http.StatusOK); !full.Has("529.982.247-25") {
		t.Errorf("the guest's CPF is not shown:\n%s", full.Text())
	}
	s.WantCount(t, 1, `SELECT count(*) FROM audit_log WHERE action = 'customer.document_shown' AND subject_kind = 'guest' AND subject_id = $1`, number)
	page.Submit("/note", "note", "Ligou ontem").Want(http.StatusOK)
	desk.Post(path+"/groups", url.Values{"group": {"Atacado"}}).Want(http.StatusOK)

	s.Client(t).Get(link).Submit("/claim", "password", "nove barcos no rio manso").Want(http.StatusOK)
	// Unproven, the account has none of it.
	account := s.Count(t, `SELECT id FROM users WHERE email = 'rui@example.com'`)
	s.WantCount(t, 0, `SELECT count(*) FROM customer_notes WHERE user_id IS NOT NULL`)
	owner := s.Client(t)
	form := owner.Get(mailedLink(t, s, "rui@example.com", "/account/verify/")).Want(http.StatusOK)
	form.Submit(form.URL.Path, "password", "dez moinhos contra o vento").Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM customer_notes WHERE user_id = $1 AND body = 'Ligou ontem'`, account)
	s.WantCount(t, 1, `SELECT count(*) FROM customer_group_members WHERE user_id = $1`, account)
	if moved := desk.Get(fmt.Sprintf("/admin/customers/%d", account)).Want(http.StatusOK); !moved.Has("Ligou ontem") || !moved.Has(strconv.Itoa(number)) {
		t.Errorf("the account lacks what was kept of the guest:\n%s", moved.Text())
	}
}

func TestStaffActOnACustomersRights(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	_, user := s.Shopper(t)
	desk := s.Staff(t)
	path := fmt.Sprintf("/admin/customers/%d", user.ID)
	for _, wrong := range []url.Values{
		{"do": {"export"}}, {"do": {"export"}, "identity": {"x"}}, {"do": {"erase"}, "identity": {"phone"}}, {"do": {"x"}, "identity": {"phone"}},
	} {
		desk.Post(path+"/data", wrong).Want(http.StatusUnprocessableEntity)
	}
	s.WantCount(t, 0, `SELECT count(*) FROM data_requests`)
	desk.Post(path+"/data", url.Values{"do": {"export"}, "identity": {"phone"}}).Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM data_requests WHERE kind = 'export' AND source = 'staff' AND user_id = $1`, user.ID)
	s.WantCount(t, 1, `SELECT count(*) FROM audit_log WHERE action = 'customer.export_asked' AND subject_kind = 'user' AND subject_id = $1 AND after ->> 'identity' = 'phone' AND actor_kind = 'staff'`, user.ID)
	desk.Post(path+"/data", url.Values{"do": {"erase"}, "identity": {"document"}, "sure": {"1"}}).Want(http.StatusOK)
	s.WantCount(t, 1, `SELECT count(*) FROM audit_log WHERE action = 'customer.erasure_asked' AND subject_id = $1 AND after ->> 'identity' = 'document'`, user.ID)
	s.WantCount(t, 0, `SELECT count(*) FROM users WHERE email = $1`, user.Email)
	desk.Get(path).Want(http.StatusNotFound)
}
