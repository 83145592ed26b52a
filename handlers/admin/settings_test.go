package admin_test

import (
	"net/http"
	"regexp"
	"testing"
)

// facts is the form of the settings as an owner fills it in.
func facts(version string) []string {
	return []string{
		"version", version, "trade_name", "Loja Ávila", "legal_name", "Ávila <Comércio> Ltda.", "cnpj", "12abc34501de35",
		"state_registration", "isento", "address", "Rua do Exemplo, 100", "email", "oi@loja.test", "phone", "(11) 4002-0000",
		"whatsapp", "11 91234-5678", "hours", "9h às 18h", "sender", "", "notify_email", "dona@loja.test,  rui@loja.test , Dona@loja.test", "notify_when", "daily",
		"pix", "1", "card", "1", "pix_discount", "7,5", "unshipped_days", "2",
	}
}

var hiddenVersion = regexp.MustCompile(`name="version" value="(\d+)"`)

func (o *office) version(page string) string {
	o.t.Helper()
	found := hiddenVersion.FindStringSubmatch(page)
	if found == nil {
		o.t.Fatal("the page has no form with a version")
	}
	return found[1]
}

func TestSettingsAreSavedAndCheckedOff(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.enter("owner")
	_, page := o.get("/admin")
	o.has(page, `id="checklist"`, `href="/admin/settings#cnpj"`)
	_, page = o.get("/admin/settings")
	o.has(page, `id="checklist"`, `value="Tenaz"`)
	r, _ := o.post("/admin/settings", facts(o.version(page))...)
	if r.StatusCode != http.StatusSeeOther {
		t.Fatalf("save: %d", r.StatusCode)
	}
	_, page = o.get("/admin/settings")
	o.has(page, "Configurações salvas.", `value="Loja Ávila"`, `value="Ávila &lt;Comércio&gt; Ltda."`, `value="12.ABC.345/01DE-35"`, `value="7,5"`,
		`value="dona@loja.test, rui@loja.test"`, `name="notify_when" value="daily" checked`)
	if n := o.number(`SELECT count(*) FROM settings WHERE key = 'notifications' AND value->>'daily' = 'true'`); n != 1 {
		t.Error("the daily summary was not chosen")
	}
	if bp := o.number(`SELECT (value->>'pix_discount_bp')::int FROM settings WHERE key = 'payment'`); bp != 750 {
		t.Errorf("%d basis points for Pix, want 750", bp)
	}
	if n := o.number(`SELECT count(*) FROM audit_log WHERE action = 'settings.saved' AND actor_name = 'Rui <b>'`); n != 3 {
		t.Errorf("%d audit entries, want one for each part that changed", n)
	}
}

func TestSettingsThatCannotBeAreRefusedWithWhatWasTyped(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.enter("owner")
	_, page := o.get("/admin/settings")
	version := o.version(page)
	for field, c := range map[string]struct{ value, message string }{
		"cnpj":         {"12.ABC.345/01DE-36", "Este CNPJ não existe"},
		"trade_name":   {" ", "Preencha este campo"},
		"email":        {"oi@", "Confira o e-mail"},
		"phone":        {"ligue", "Digite o telefone com DDD"},
		"notify_email": {"dona@loja.test, rui@", "Confira o e-mail"},
		"pix_discount": {"99", "0% a 50%"},
	} {
		r, page := o.post("/admin/settings", append(facts(version), field, c.value)...)
		if r.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d, want 422", field, r.StatusCode)
		}
		o.has(page, c.message, `href="#`+field+`"`, `value="`+c.value+`"`, `value="Rua do Exemplo, 100"`)
	}
	for _, discount := range []string{"-1", "5,123", "muito", "1e1"} {
		if r, _ := o.post("/admin/settings", append(facts(version), "pix_discount", discount)...); r.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("a discount of %q: %d, want 422", discount, r.StatusCode)
		}
	}
	if r, _ := o.post("/admin/settings", "version", "x"); r.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("no version: %d, want 422", r.StatusCode)
	}
	if n := o.number(`SELECT count(*) FROM settings`); n != 0 {
		t.Errorf("refused forms stored %d settings", n)
	}
}

func TestStaleSettingsShowBothVersions(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.enter("owner")
	_, page := o.get("/admin/settings")
	version := o.version(page)
	if r, _ := o.post("/admin/settings", facts(version)...); r.StatusCode != http.StatusSeeOther {
		t.Fatalf("the first: %d", r.StatusCode)
	}
	mine := append(facts(version), "trade_name", "Loja Minha")
	r, page := o.post("/admin/settings", mine...)
	if r.StatusCode != http.StatusConflict {
		t.Fatalf("the second: %d, want 409", r.StatusCode)
	}
	o.has(page, "Outra pessoa salvou", `value="Loja Minha"`, "Salvo agora: Loja Ávila")
	if r, _ := o.post("/admin/settings", append(mine, "version", o.version(page))...); r.StatusCode != http.StatusSeeOther {
		t.Errorf("sent again on purpose: %d, want 303", r.StatusCode)
	}
}

func TestOnlyWhoMayChangeSettingsSeesThem(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.enter("warehouse")
	if r, _ := o.get("/admin/settings"); r.StatusCode != http.StatusForbidden {
		t.Errorf("the warehouse reads the settings: %d, want 403", r.StatusCode)
	}
	if r, _ := o.post("/admin/settings", facts("0")...); r.StatusCode != http.StatusForbidden {
		t.Errorf("the warehouse saves the settings: %d, want 403", r.StatusCode)
	}
}
