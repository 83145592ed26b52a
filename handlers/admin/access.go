package admin

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"tenaz/internal/i18n"
	"tenaz/internal/privacy"
	view "tenaz/views/admin"
)

// localTime is how a browser sends a field of type datetime-local.
const localTime = "2006-01-02T15:04"

// AccessLookup answers GET /admin/access: the form that looks into the access
// record, and what was found once a reason was given. Each look-up is audited.
func (a *Admin) AccessLookup(w http.ResponseWriter, r *http.Request) error {
	page, err := pageOf(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	form := a.accessForm(r.URL.Query())
	m := view.AccessPage{Page: a.Kit.AdminPage(r, "access", i18n.T(ctx, "access.title")), Form: form}
	status := http.StatusOK
	if form.Asked {
		in := accessInput(form)
		in.Page = page
		found, err := a.Access.Find(ctx, a.Kit.Actor(r), in)
		if m.Form.Errors = a.Kit.Fields(ctx, err); m.Form.Errors != nil {
			status = http.StatusUnprocessableEntity
		} else if err != nil {
			return err
		}
		m.Found = found
		at := pages("/admin/access", "from", form.From, "until", form.Until, "address", form.Address, "user", form.User, "reason", form.Reason)
		if page > 1 {
			m.Newer = at(page - 1)
		}
		if found.More {
			m.Older = at(page + 1)
		}
	}
	return a.Kit.Render(w, r, status, view.Access(m), nil)
}

// AccessFile answers GET /admin/access.csv: what the same form finds, as a file in
// UTC. What is wrong with the form is said on its page.
func (a *Admin) AccessFile(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	form := a.accessForm(r.URL.Query())
	rows, err := a.Access.Export(ctx, a.Kit.Actor(r), accessInput(form))
	if form.Errors = a.Kit.Fields(ctx, err); form.Errors != nil {
		m := view.AccessPage{Page: a.Kit.AdminPage(r, "access", i18n.T(ctx, "access.title")), Form: form}
		return a.Kit.Render(w, r, http.StatusUnprocessableEntity, view.Access(m), nil)
	}
	if err != nil {
		return err
	}
	file, err := accessCSV(rows)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="registro-de-acesso.csv"`)
	h.Set("Content-Length", strconv.Itoa(len(file)))
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(file) // the client may have gone
	return nil
}

func accessCSV(rows []privacy.Access) ([]byte, error) {
	var b bytes.Buffer
	file := csv.NewWriter(&b)
	_ = file.Write([]string{"at", "address", "port", "method", "route", "user_id"}) // Flush tells
	for _, row := range rows {
		record := []string{row.At.UTC().Format(time.RFC3339Nano), "", "", row.Method, row.Route, ""}
		if row.Address.IsValid() {
			record[1] = row.Address.String()
		}
		if row.Port != 0 {
			record[2] = strconv.Itoa(row.Port)
		}
		if row.UserID != 0 {
			record[5] = strconv.FormatInt(row.UserID, 10)
		}
		_ = file.Write(record)
	}
	file.Flush()
	return b.Bytes(), file.Error()
}

// accessForm reads what is looked for; before anything is asked it proposes the
// last day.
func (a *Admin) accessForm(values url.Values) view.AccessForm {
	form := view.AccessForm{
		From: values.Get("from"), Until: values.Get("until"), Address: values.Get("address"), User: values.Get("user"),
		Reason: values.Get("reason"), Asked: values.Has("from"),
	}
	for _, text := range []*string{&form.From, &form.Until} {
		if _, err := time.Parse(localTime, *text); err != nil {
			*text = "" // a browser could not show it
		}
	}
	if !form.Asked {
		now := a.Clock.Now().In(i18n.Zone())
		form.From, form.Until = now.Add(-24*time.Hour).Format(localTime), now.Add(time.Minute).Format(localTime)
	}
	return form
}

// accessInput reads the form's times as those of the shop; what is none is the
// zero time, which the domain refuses at its field.
func accessInput(form view.AccessForm) privacy.AccessInput {
	at := func(text string) time.Time {
		parsed, err := time.ParseInLocation(localTime, text, i18n.Zone())
		if err != nil {
			return time.Time{}
		}
		return parsed
	}
	return privacy.AccessInput{From: at(form.From), Until: at(form.Until), Address: form.Address, User: form.User, Reason: form.Reason}
}
