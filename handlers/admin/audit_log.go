package admin

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/i18n"
	view "tenaz/views/admin"
	"tenaz/views/ui"
)

// subjectKinds are what the log can be searched for, in the order of the form.
var subjectKinds = []string{
	"order", "variant", "user", "guest", "customer_group", "data_request", "message", "newsletter", "role", "invitation",
	"settings", "shipping_service", "shipping_zone", "page", "job", "access_record", "audit",
}

// AuditLog answers GET /admin/audit: who did what, the newest first. ?older= and
// ?newer= lead to the pages beside.
func (a *Admin) AuditLog(w http.ResponseWriter, r *http.Request) error {
	ctx, values := r.Context(), r.URL.Query()
	older, err := cursor(values.Get("older"))
	if err != nil {
		return err
	}
	newer, err := cursor(values.Get("newer"))
	if err != nil {
		return err
	}
	m := view.AuditPage{Page: a.Kit.AdminPage(r, "audit", i18n.T(ctx, "audit.title")), Filter: auditForm(values), Kinds: subjectKinds}
	m.All = m.Filter.Who+m.Filter.Action+m.Filter.Kind+m.Filter.Subject+m.Filter.From+m.Filter.Until == ""
	if m.Actions, err = a.Audit.Actions(ctx); err != nil {
		return err
	}
	status := http.StatusOK
	filter, err := auditFilter(m.Filter)
	if apperr.Is(err, apperr.Invalid) {
		m.Filter.Fields, status = a.Kit.Fields(ctx, err), http.StatusUnprocessableEntity
		return a.Kit.Render(w, r, status, view.Audit(m), nil)
	}
	found, err := a.Audit.Search(ctx, filter, older, newer)
	if err != nil {
		return err
	}
	m.Entries = entries(found.Records)
	beside := func(name string, id int64) string {
		if id == 0 {
			return ""
		}
		f := m.Filter
		return address("/admin/audit", name, strconv.FormatInt(id, 10), "who", f.Who, "action", f.Action, "kind", f.Kind,
			"subject", f.Subject, "from", f.From, "until", f.Until)
	}
	m.Pages = ui.PaginationProps{Prev: beside("newer", found.Newer), Next: beside("older", found.Older)}
	return a.Kit.Render(w, r, status, view.Audit(m), nil)
}

// AuditExport answers POST /admin/audit/export: the filtered log as CSV. It is
// a POST because the log notes it.
func (a *Admin) AuditExport(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Form(w, r)
	if err != nil {
		return err
	}
	filter, err := auditFilter(auditForm(values))
	if err != nil {
		return err
	}
	var body bytes.Buffer
	if err := a.Audit.Export(r.Context(), a.Kit.Actor(r), filter, &body); err != nil {
		return err
	}
	name := "auditoria-" + a.Clock.Now().In(i18n.Zone()).Format("2006-01-02") + ".csv"
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	return a.Kit.Send(w, r, http.StatusOK, "text/csv; charset=utf-8", body.Bytes())
}

// cursor reads the id of an entry; what is none is NotFound.
func cursor(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 {
		return 0, apperr.New(apperr.NotFound, "")
	}
	return id, nil
}

func auditForm(values url.Values) view.AuditFilter {
	return view.AuditFilter{
		Who: values.Get("who"), Action: values.Get("action"), Kind: values.Get("kind"), Subject: values.Get("subject"),
		From: values.Get("from"), Until: values.Get("until"),
	}
}

// auditFilter reads the form's days as the shop's.
func auditFilter(form view.AuditFilter) (audit.Filter, error) {
	f := audit.Filter{Who: form.Who, Action: form.Action, SubjectKind: form.Kind, Subject: form.Subject}
	var fields apperr.Fields
	day := func(name, text string) time.Time {
		if text == "" {
			return time.Time{}
		}
		at, err := time.ParseInLocation("2006-01-02", text, i18n.Zone())
		if err != nil {
			fields.Add(name, "audit.error.date")
		}
		return at
	}
	f.From, f.Until = day("from", form.From), day("until", form.Until)
	if !f.Until.IsZero() {
		f.Until = f.Until.AddDate(0, 0, 1)
	}
	return f, fields.Err()
}

// about returns what the log says of one thing, for the page of that thing; nil
// for whoever may not read the log.
func (a *Admin) about(r *http.Request, kind string, id int64) ([]view.AuditEntry, error) {
	if !a.may(r, "audit") {
		return nil, nil
	}
	records, err := a.Audit.OfSubject(r.Context(), kind, id)
	if err != nil {
		return nil, err
	}
	return entries(records), nil
}

// search is about for what has no single id.
func (a *Admin) search(r *http.Request, f audit.Filter) ([]view.AuditEntry, error) {
	if !a.may(r, "audit") {
		return nil, nil
	}
	found, err := a.Audit.Search(r.Context(), f, 0, 0)
	if err != nil {
		return nil, err
	}
	return entries(found.Records), nil
}

// entries turns records into what pages show; never nil.
func entries(records []audit.Record) []view.AuditEntry {
	list := make([]view.AuditEntry, len(records))
	for i, rec := range records {
		list[i] = view.AuditEntry{
			At: rec.At, Kind: rec.ActorKind, Who: rec.ActorName, Address: rec.Address, Agent: rec.Agent, Action: rec.Action,
			SubjectKind: rec.SubjectKind, Subject: rec.SubjectName, Href: subjectHref(rec), Changes: view.Changes(rec.Before, rec.After),
		}
		if list[i].Subject == "" && rec.SubjectID != 0 {
			list[i].Subject = strconv.FormatInt(rec.SubjectID, 10)
		}
	}
	return list
}

// subjectHref is the page of what an entry is about, empty if there is none.
func subjectHref(rec audit.Record) string {
	id := strconv.FormatInt(rec.SubjectID, 10)
	switch name := url.PathEscape(rec.SubjectName); rec.SubjectKind {
	case "settings":
		return "/admin/settings"
	case "guest":
		return "/admin/customers/guest/" + id
	case "newsletter":
		return "/admin/newsletters/" + id
	case "message":
		return "/admin/messages/" + id
	case "shipping_zone":
		return "/admin/shipping/zones/" + id
	case "shipping_service": // the table of all of them is of none
		if rec.SubjectID == 0 {
			return "/admin/shipping"
		}
		return "/admin/shipping/services/" + id
	case "order", "page":
		if name == "" {
			return ""
		}
		return fmt.Sprintf("/admin/%ss/%s", rec.SubjectKind, name)
	case "variant":
		return when(name != "", "/admin/inventory/"+id)
	case "role":
		return when(name != "", "/admin/roles/"+id)
	case "user":
		if rec.Staff {
			return "/admin/staff/" + id
		}
		return when(name != "", "/admin/customers/"+id)
	}
	return ""
}

func when(is bool, text string) string {
	if is {
		return text
	}
	return ""
}
