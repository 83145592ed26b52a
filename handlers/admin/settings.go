package admin

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/i18n"
	"tenaz/internal/money"
	"tenaz/internal/settings"
	view "tenaz/views/admin"
)

// SettingsForm answers GET /admin/settings.
func (a *Admin) SettingsForm(w http.ResponseWriter, r *http.Request) error {
	current, err := a.Settings.Latest(r.Context())
	if err != nil {
		return err
	}
	return a.showSettings(w, r, http.StatusOK, view.SettingsForm{
		Version: strconv.Itoa(current.Version), Values: settingsValues(current),
	})
}

// SaveSettings answers POST /admin/settings. If somebody else saved meanwhile,
// the form shows at each field what that one saved, and saving again is meant.
func (a *Admin) SaveSettings(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	current, err := a.Settings.Latest(ctx)
	if err != nil {
		return err
	}
	form := view.SettingsForm{Version: values.Get("version"), Values: map[string]string{}}
	for _, name := range view.SettingsFields {
		form.Values[name] = values.Get(name)
	}
	wanted, err := settingsOf(current, values)
	if err == nil {
		_, err = a.Settings.Save(ctx, a.Kit.Actor(r), settings.SaveInput{Settings: wanted})
	}
	switch {
	case err == nil:
		a.Kit.Flash(r, "success", "admin.settings.saved")
		return a.Kit.SeeOther(w, r, "/admin/settings")
	case apperr.Is(err, apperr.Invalid):
		form.Fields = a.Kit.Fields(ctx, err)
		if len(form.Fields) == 0 {
			form.Error = a.Kit.Sentence(ctx, err)
		}
		return a.showSettings(w, r, http.StatusUnprocessableEntity, form)
	case apperr.Is(err, apperr.Conflict):
		if current, err = a.Settings.Latest(ctx); err != nil {
			return err
		}
		form.Error, form.Version = i18n.T(ctx, "admin.settings.stale"), strconv.Itoa(current.Version)
		form.Saved = differences(settingsValues(current), form.Values)
		return a.showSettings(w, r, http.StatusConflict, form)
	}
	return err
}

func (a *Admin) showSettings(w http.ResponseWriter, r *http.Request, status int, form view.SettingsForm) error {
	ctx := r.Context()
	m := view.SettingsPage{Page: a.Kit.AdminPage(r, "settings", i18n.T(ctx, "admin.settings.title")), Form: form}
	var err error
	if m.Checklist, err = a.checklist(ctx); err != nil {
		return err
	}
	if m.Audit, err = a.search(r, audit.Filter{SubjectKind: "settings"}); err != nil {
		return err
	}
	return a.Kit.Render(w, r, status, view.Settings(m), nil)
}

// checklist is what the shop has to state before it sells.
func (a *Admin) checklist(ctx context.Context) (view.Checklist, error) {
	current, err := a.Settings.Get(ctx)
	if err != nil {
		return view.Checklist{}, err
	}
	var list view.Checklist
	for _, need := range settings.Needs {
		field := need
		if need == settings.NeedsMethod {
			field = "methods"
		}
		list.Items = append(list.Items, view.CheckItem{
			Label: "admin.checklist." + need, Href: "/admin/settings#" + field, Done: current.Has(need),
		})
	}
	unreviewed, err := a.Pages.Unreviewed(ctx)
	if err != nil {
		return view.Checklist{}, err
	}
	list.Items = append(list.Items, view.CheckItem{Label: "admin.checklist.pages", Href: "/admin/pages", Done: unreviewed == 0})
	return list, nil
}

// settingsValues are the settings as the form shows them.
func settingsValues(s settings.Settings) map[string]string {
	values := map[string]string{
		"trade_name": s.Shop.TradeName, "legal_name": s.Shop.LegalName, "cnpj": s.Shop.CNPJ,
		"state_registration": s.Shop.StateRegistration, "address": s.Shop.Address, "email": s.Shop.Email,
		"phone": s.Shop.Phone, "whatsapp": s.Shop.WhatsApp, "hours": s.Shop.Hours, "sender": s.Shop.Sender,
		"notify_email": s.Notifications.Email, "privacy_officer": s.Privacy.Officer, "privacy_email": s.Privacy.Email,
		"pix_discount":   percentText(s.Payment.PixDiscountBP),
		"refund_step_up": strings.Replace(s.Security.RefundStepUp.Plain(), ".", ",", 1),
		"unshipped_days": strconv.Itoa(s.Attention.UnshippedDays),
	}
	values["notify_when"] = view.NotifyEach
	if s.Notifications.Daily {
		values["notify_when"] = view.NotifyDaily
	}
	for method, on := range map[string]bool{"pix": s.Payment.Pix, "card": s.Payment.Card, "boleto": s.Payment.Boleto} {
		if on {
			values[method] = "1"
		}
	}
	return values
}

// settingsOf puts the form's values over the current settings, with the version
// that the form was filled from.
func settingsOf(current settings.Settings, values url.Values) (settings.Settings, error) {
	s := current
	s.Shop = settings.Shop{
		TradeName: values.Get("trade_name"), LegalName: values.Get("legal_name"), CNPJ: values.Get("cnpj"),
		StateRegistration: values.Get("state_registration"), Address: values.Get("address"), Email: values.Get("email"),
		Phone: values.Get("phone"), WhatsApp: values.Get("whatsapp"), Hours: values.Get("hours"), Sender: values.Get("sender"),
	}
	s.Notifications.Email, s.Notifications.Daily = values.Get("notify_email"), values.Get("notify_when") == view.NotifyDaily
	s.Privacy = settings.Privacy{Officer: values.Get("privacy_officer"), Email: values.Get("privacy_email")}
	s.Payment.Pix, s.Payment.Card, s.Payment.Boleto = values.Has("pix"), values.Has("card"), values.Has("boleto")
	var err error
	if s.Version, err = strconv.Atoi(values.Get("version")); err != nil {
		return s, apperr.Wrap(apperr.Invalid, err, "error.form")
	}
	var fields apperr.Fields
	bp, ok := basisPoints(values.Get("pix_discount"))
	if !ok {
		fields.Add("pix_discount", "error.discount")
	}
	s.Payment.PixDiscountBP = bp
	if values.Has("refund_step_up") {
		if s.Security.RefundStepUp, ok = money.Parse(values.Get("refund_step_up")); !ok {
			fields.Add("refund_step_up", "error.amount")
		}
	}
	// What is no number is none that the domain takes.
	s.Attention.UnshippedDays, _ = strconv.Atoi(strings.TrimSpace(values.Get("unshipped_days")))
	return s, fields.Err()
}

// basisPoints reads a per cent with up to two decimals, such as "5" or "7,5".
func basisPoints(text string) (int64, bool) {
	text = strings.ReplaceAll(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%")), ".", ",")
	if text == "" {
		return 0, true
	}
	whole, decimals, _ := strings.Cut(text, ",")
	if len(decimals) > 2 || len(whole) > 3 {
		return 0, false
	}
	n, err := strconv.ParseUint(whole+decimals+strings.Repeat("0", 2-len(decimals)), 10, 32)
	return int64(n), err == nil
}

// percentText writes basis points as basisPoints reads them.
func percentText(bp int64) string {
	text := strconv.FormatInt(bp/100, 10)
	if rest := bp % 100; rest > 0 {
		text += strings.TrimRight(","+strconv.FormatInt(100+rest, 10)[1:], "0")
	}
	return text
}

// differences are the values of saved where typed says something else.
func differences(saved, typed map[string]string) map[string]string {
	differ := map[string]string{}
	for _, name := range view.SettingsFields {
		if saved[name] != strings.TrimSpace(typed[name]) {
			differ[name] = saved[name]
		}
	}
	return differ
}
