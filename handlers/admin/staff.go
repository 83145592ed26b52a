package admin

import (
	"net/http"
	"net/url"
	"strconv"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	view "tenaz/views/admin"
)

// StaffList answers GET /admin/staff: who works for the store and who is
// invited.
func (a *Admin) StaffList(w http.ResponseWriter, r *http.Request) error {
	return a.showStaff(w, r, http.StatusOK, view.Form{})
}

func (a *Admin) showStaff(w http.ResponseWriter, r *http.Request, status int, form view.Form) error {
	ctx, by := r.Context(), a.Kit.Actor(r)
	m := view.StaffPage{
		Page: a.Kit.AdminPage(r, "staff", i18n.T(ctx, "staff.title")), Form: form, Self: by.ID, Now: a.Clock.Now(),
	}
	var err error
	if m.Members, err = a.Accounts.StaffList(ctx); err != nil {
		return err
	}
	if m.Invitations, err = a.Accounts.Invitations(ctx); err != nil {
		return err
	}
	if m.Roles, err = a.givable(r, by); err != nil {
		return err
	}
	return a.Kit.Render(w, r, status, view.Staff(m), nil)
}

// givable are the roles that an actor may give.
func (a *Admin) givable(r *http.Request, by actor.Actor) ([]accounts.Role, error) {
	roles, err := a.Accounts.Roles(r.Context())
	if err != nil {
		return nil, err
	}
	var may []accounts.Role
	for _, role := range roles {
		if accounts.Covers(by, role) {
			may = append(may, role)
		}
	}
	return may, nil
}

// Invite answers POST /admin/staff/invitations.
func (a *Admin) Invite(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Form(w, r)
	if err != nil {
		return err
	}
	roleID, _ := strconv.ParseInt(values.Get("role"), 10, 64) // what is no id is no role
	err = a.Accounts.Invite(r.Context(), a.Kit.Actor(r), accounts.InviteInput{
		Email: values.Get("email"), RoleID: roleID, Locale: i18n.Lang(r.Context()),
	})
	if form, status, rejected := a.rejected(r, values, err); rejected {
		if len(form.Fields) > 0 {
			form.Error = ""
		}
		return a.showStaff(w, r, status, form)
	}
	if err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "staff.invite.sent")
	return a.Kit.SeeOther(w, r, "/admin/staff")
}

// ChangeInvitation answers POST /admin/staff/invitations/{id}: it is sent once
// more (do=resend) or withdrawn (do=withdraw).
func (a *Admin) ChangeInvitation(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	values, err := web.Form(w, r)
	if err != nil {
		return err
	}
	done := ""
	switch values.Get("do") {
	case "resend":
		done, err = "staff.invite.sent", a.Accounts.ResendInvitation(r.Context(), a.Kit.Actor(r), id)
	case "withdraw":
		done, err = "staff.invite.withdrawn", a.Accounts.WithdrawInvitation(r.Context(), a.Kit.Actor(r), id)
	default:
		err = apperr.New(apperr.Invalid, "error.form")
	}
	if err != nil {
		return err
	}
	a.Kit.Flash(r, "success", done)
	return a.Kit.SeeOther(w, r, "/admin/staff")
}

// Member answers GET /admin/staff/{id}.
func (a *Admin) Member(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	return a.showMember(w, r, http.StatusOK, id, "")
}

func (a *Admin) showMember(w http.ResponseWriter, r *http.Request, status int, id int64, refused string) error {
	ctx, by := r.Context(), a.Kit.Actor(r)
	member, err := a.Accounts.Member(ctx, id)
	if err != nil {
		return err
	}
	role, err := a.Accounts.Role(ctx, member.Role.ID)
	if err != nil {
		return err
	}
	m := view.MemberPage{
		Page: a.Kit.AdminPage(r, "staff", member.Name), Member: member, Error: refused, Own: member.ID == by.ID, Reach: accounts.Covers(by, role),
	}
	if m.Roles, err = a.givable(r, by); err != nil {
		return err
	}
	if m.Logins, err = a.Accounts.Logins(ctx, accounts.User{ID: id, Staff: true}); err != nil {
		return err
	}
	if m.Audit, err = a.about(r, "user", id); err != nil {
		return err
	}
	return a.Kit.Render(w, r, status, view.Member(m), nil)
}

// memberAction answers the POST of a form of a person's page; nobody changes
// himself this way.
func (a *Admin) memberAction(w http.ResponseWriter, r *http.Request, act func(accounts.MemberInput, url.Values) (done string, err error)) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	values, err := web.Form(w, r)
	if err != nil {
		return err
	}
	if id == a.Kit.Actor(r).ID {
		return apperr.New(apperr.Forbidden, "staff.own")
	}
	if _, err := a.Accounts.Member(r.Context(), id); err != nil {
		return err
	}
	version, _ := strconv.Atoi(values.Get("version")) // 0, for none, is stale
	done, err := act(accounts.MemberInput{UserID: id, Version: max(version, -1)}, values)
	if apperr.HasID(err, "error.stale") {
		return a.showMember(w, r, http.StatusConflict, id, i18n.T(r.Context(), "staff.stale"))
	}
	if form, status, rejected := a.rejected(r, values, err); rejected {
		return a.showMember(w, r, status, id, form.Error)
	}
	if err != nil {
		return err
	}
	a.Kit.Flash(r, "success", done)
	if _, err := a.Accounts.Member(r.Context(), id); apperr.Is(err, apperr.NotFound) {
		return a.Kit.SeeOther(w, r, "/admin/staff")
	}
	return a.Kit.SeeOther(w, r, "/admin/staff/"+strconv.FormatInt(id, 10))
}

// MemberRole answers POST /admin/staff/{id}/role; role=0 takes the role.
func (a *Admin) MemberRole(w http.ResponseWriter, r *http.Request) error {
	return a.memberAction(w, r, func(in accounts.MemberInput, values url.Values) (string, error) {
		roleID, err := strconv.ParseInt(values.Get("role"), 10, 64)
		if err != nil {
			return "", apperr.Wrap(apperr.Invalid, err, "account.error.role")
		}
		done := "staff.change_role.done"
		if roleID == 0 {
			done = "staff.removed"
		}
		return done, a.Accounts.SetRole(r.Context(), a.Kit.Actor(r), in, roleID)
	})
}

// MemberState answers POST /admin/staff/{id}/state: disabled keeps the person
// out, active lets the person in again.
func (a *Admin) MemberState(w http.ResponseWriter, r *http.Request) error {
	return a.memberAction(w, r, func(in accounts.MemberInput, values url.Values) (string, error) {
		switch values.Get("state") {
		case "disabled":
			return "staff.disable.done", a.Accounts.Disable(r.Context(), a.Kit.Actor(r), in)
		case "active":
			return "staff.enable.done", a.Accounts.Enable(r.Context(), a.Kit.Actor(r), in)
		}
		return "", apperr.New(apperr.Invalid, "error.form")
	})
}

// MemberLogins answers POST /admin/staff/{id}/logins: all of them end.
func (a *Admin) MemberLogins(w http.ResponseWriter, r *http.Request) error {
	return a.memberAction(w, r, func(in accounts.MemberInput, _ url.Values) (string, error) {
		return "staff.logins.done", a.Accounts.EndLogins(r.Context(), a.Kit.Actor(r), in)
	})
}

// MemberFactors answers POST /admin/staff/{id}/factors: what the person has lost
// is taken away, so that it can be set up anew.
func (a *Admin) MemberFactors(w http.ResponseWriter, r *http.Request) error {
	return a.memberAction(w, r, func(in accounts.MemberInput, _ url.Values) (string, error) {
		return "staff.factors.done", a.Accounts.ResetFactors(r.Context(), a.Kit.Actor(r), in.UserID)
	})
}
