package admin

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	"tenaz/internal/money"
	view "tenaz/views/admin"
)

// RoleList answers GET /admin/roles.
func (a *Admin) RoleList(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	roles, err := a.Accounts.Roles(ctx)
	if err != nil {
		return err
	}
	m := view.RolesPage{Page: a.Kit.AdminPage(r, "staff", i18n.T(ctx, "staff.roles")), Roles: roles}
	return a.Kit.Render(w, r, http.StatusOK, view.Roles(m), nil)
}

// NewRole answers GET /admin/roles/new: an empty form, or with ?from= one filled
// from another role.
func (a *Admin) NewRole(w http.ResponseWriter, r *http.Request) error {
	m := view.RolePage{Form: view.Form{Values: map[string]string{}}}
	if text := r.URL.Query().Get("from"); text != "" {
		id, err := cursor(text)
		if err != nil {
			return err
		}
		from, err := a.Accounts.Role(r.Context(), id)
		if err != nil {
			return err
		}
		m.Form.Values, m.Ticked = roleValues(from)
		m.Form.Values["name"] = ""
	}
	return a.showRole(w, r, http.StatusOK, m)
}

// Role answers GET /admin/roles/{id}.
func (a *Admin) Role(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	role, err := a.Accounts.Role(r.Context(), id)
	if err != nil {
		return err
	}
	m := view.RolePage{Role: role}
	m.Form.Values, m.Ticked = roleValues(role)
	return a.showRole(w, r, http.StatusOK, m)
}

// CreateRole answers POST /admin/roles.
func (a *Admin) CreateRole(w http.ResponseWriter, r *http.Request) error {
	return a.saveRole(w, r, accounts.Role{})
}

// SaveRole answers POST /admin/roles/{id}. If somebody else saved meanwhile, what
// that one saved stands above what was typed.
func (a *Admin) SaveRole(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	role, err := a.Accounts.Role(r.Context(), id)
	if err != nil {
		return err
	}
	return a.saveRole(w, r, role)
}

func (a *Admin) saveRole(w http.ResponseWriter, r *http.Request, role accounts.Role) error {
	values, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	in, err := roleInput(role.ID, values)
	id := role.ID
	if err == nil {
		id, err = a.Accounts.SaveRole(ctx, a.Kit.Actor(r), in)
	}
	form, status, rejected := a.rejected(r, values, err)
	if rejected {
		m := view.RolePage{Role: role, Form: form, Ticked: ticked(values["permissions"])}
		if apperr.HasID(err, "error.stale") {
			now, err := a.Accounts.Role(ctx, role.ID)
			if err != nil {
				return err
			}
			m.Saved, m.Role, m.Form.Error = &now, now, i18n.T(ctx, "staff.roles.stale")
			m.Form.Values["version"] = strconv.Itoa(now.Version)
		}
		return a.showRole(w, r, status, m)
	}
	if err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "staff.roles.saved")
	return a.Kit.SeeOther(w, r, "/admin/roles/"+strconv.FormatInt(id, 10))
}

// DeleteRole answers POST /admin/roles/{id}/delete.
func (a *Admin) DeleteRole(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	values, err := web.Form(w, r)
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(values.Get("version"))
	if err != nil {
		return apperr.Wrap(apperr.Invalid, err, "error.form")
	}
	if err := a.Accounts.DeleteRole(r.Context(), a.Kit.Actor(r), id, version); err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "staff.roles.deleted")
	return a.Kit.SeeOther(w, r, "/admin/roles")
}

func (a *Admin) showRole(w http.ResponseWriter, r *http.Request, status int, m view.RolePage) error {
	ctx, by := r.Context(), a.Kit.Actor(r)
	m.Fixed = m.Role.Builtin
	m.Mine = map[string]bool{}
	for _, permission := range accounts.Permissions {
		m.Mine[permission] = by.Can(permission)
	}
	title := i18n.T(ctx, "staff.roles.new")
	if m.Role.ID != 0 {
		title = view.RoleName(ctx, m.Role)
		var err error
		if m.Audit, err = a.about(r, "role", m.Role.ID); err != nil {
			return err
		}
	}
	m.Page = a.Kit.AdminPage(r, "staff", title)
	return a.Kit.Render(w, r, status, view.Role(m), nil)
}

// roleInput reads the form's numbers; the rest is the domain's to judge.
func roleInput(id int64, values url.Values) (accounts.RoleInput, error) {
	in := accounts.RoleInput{ID: id, Name: values.Get("name"), Permissions: values["permissions"]}
	var err error
	if in.Version, err = strconv.Atoi(values.Get("version")); err != nil && id != 0 {
		return in, apperr.Wrap(apperr.Invalid, err, "error.form")
	}
	if text := strings.TrimSpace(values.Get("refund_limit")); text != "" {
		limit, ok := money.Parse(text)
		if !ok {
			var fields apperr.Fields
			fields.Add("refund_limit", "error.amount")
			return in, fields.Err()
		}
		in.RefundLimit = &limit
	}
	return in, nil
}

// roleValues are a role as the form shows it.
func roleValues(role accounts.Role) (map[string]string, map[string]bool) {
	values := map[string]string{"name": role.Name, "version": strconv.Itoa(role.Version)}
	if role.RefundLimit != nil {
		values["refund_limit"] = strings.Replace(role.RefundLimit.Plain(), ".", ",", 1)
	}
	return values, ticked(role.Permissions)
}

func ticked(names []string) map[string]bool {
	set := map[string]bool{}
	for _, name := range names {
		set[name] = true
	}
	return set
}
