package admin

import (
	"context"
	"strings"
	"time"

	"tenaz/internal/accounts"
	"tenaz/internal/i18n"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// StaffPage is who works for the store and who is invited. Roles are those that
// whoever looks may give.
type StaffPage struct {
	Page        layout.AdminPage
	Members     []accounts.Member
	Invitations []accounts.Invitation
	Roles       []accounts.Role
	Form        Form
	Self        int64
	Now         time.Time
}

// MemberPage is one person of the staff. Reach tells that whoever looks may
// change the person; nobody changes himself here.
type MemberPage struct {
	Page   layout.AdminPage
	Member accounts.Member
	Roles  []accounts.Role
	Logins []accounts.OpenedLogin
	Audit  []AuditEntry
	Error  string
	Own    bool
	Reach  bool
}

// RolesPage is every role.
type RolesPage struct {
	Page  layout.AdminPage
	Roles []accounts.Role
}

// RolePage is the form of one role; with an ID of 0 of a new one. Ticked are the
// permissions of the form, Mine those that whoever looks may give. Saved is what
// somebody else saved meanwhile.
type RolePage struct {
	Page   layout.AdminPage
	Role   accounts.Role
	Form   Form
	Ticked map[string]bool
	Mine   map[string]bool
	Saved  *accounts.Role
	Audit  []AuditEntry
	// Fixed roles are shown and not changed.
	Fixed bool
}

// RoleName is how people call a role.
func RoleName(ctx context.Context, r accounts.Role) string {
	if r.Name != "" {
		return r.Name
	}
	return i18n.T(ctx, "staff.role."+r.Slug)
}

func memberBadge(ctx context.Context, m accounts.Member) ui.BadgeProps {
	if m.Active {
		return ui.BadgeProps{Label: i18n.T(ctx, "staff.active"), Tone: ui.Success}
	}
	return ui.BadgeProps{Label: i18n.T(ctx, "staff.disabled"), Tone: ui.Error}
}

func factorBadge(ctx context.Context, m accounts.Member) ui.BadgeProps {
	if m.SecondFactor {
		return ui.BadgeProps{Label: i18n.T(ctx, "staff.factor.yes"), Tone: ui.Success}
	}
	return ui.BadgeProps{Label: i18n.T(ctx, "staff.factor.no"), Tone: ui.Warning}
}

func invitationBadge(ctx context.Context, i accounts.Invitation, now time.Time) ui.BadgeProps {
	if now.Before(i.ExpiresAt) {
		return ui.BadgeProps{Label: i18n.T(ctx, "staff.invite.open"), Tone: ui.Info}
	}
	return ui.BadgeProps{Label: i18n.T(ctx, "staff.invite.expired"), Tone: ui.Warning}
}

func inviter(ctx context.Context, i accounts.Invitation) string {
	if i.Inviter == "" {
		return i18n.T(ctx, "staff.invite.console")
	}
	return i18n.T(ctx, "staff.invite.by", "Name", i.Inviter)
}

func roleOptions(ctx context.Context, roles []accounts.Role) []ui.Option {
	options := make([]ui.Option, len(roles))
	for i, r := range roles {
		options[i] = ui.Option{Value: number(r.ID), Label: RoleName(ctx, r)}
	}
	return options
}

// memberRoles are the roles of the form, with the way out of the staff.
func (m MemberPage) memberRoles(ctx context.Context) []ui.Option {
	return append(roleOptions(ctx, m.Roles), ui.Option{Value: "0", Label: i18n.T(ctx, "staff.change_role.none")})
}

func (m MemberPage) path(action string) string {
	return "/admin/staff/" + number(m.Member.ID) + "/" + action
}

func seenAt(ctx context.Context, m accounts.Member) string {
	if m.SeenAt == nil {
		return i18n.T(ctx, "staff.never")
	}
	return i18n.DateTime(ctx, *m.SeenAt)
}

func permissionNames(ctx context.Context, r accounts.Role) string {
	names := make([]string, len(r.Permissions))
	for i, permission := range r.Permissions {
		names[i] = i18n.T(ctx, "staff.permission."+permission)
	}
	return strings.Join(names, ", ")
}

func refundLimit(ctx context.Context, r accounts.Role) string {
	switch {
	case !r.Has(accounts.Refunds):
		return i18n.T(ctx, "staff.roles.no_refunds")
	case r.RefundLimit == nil:
		return i18n.T(ctx, "staff.roles.no_limit")
	}
	return i18n.Money(ctx, *r.RefundLimit)
}

func (m RolePage) action() string {
	if m.Role.ID == 0 {
		return "/admin/roles"
	}
	return "/admin/roles/" + number(m.Role.ID)
}

func (m RolePage) permission(ctx context.Context, name string) ui.CheckboxProps {
	p := ui.CheckboxProps{
		Name: "permissions", ID: "permission-" + name, Value: name, Label: i18n.T(ctx, "staff.permission."+name),
		Hint: i18n.T(ctx, "staff.permission."+name+".text"), Checked: m.Ticked[name], Disabled: m.Fixed,
	}
	if !m.Mine[name] && !m.Fixed {
		p.Hint, p.Disabled = i18n.T(ctx, "staff.roles.beyond"), true
	}
	return p
}

func (m RolePage) summary() []ui.FieldError {
	var list []ui.FieldError
	for _, name := range []string{"name", "permissions", "refund_limit"} {
		if text := m.Form.Fields[name]; text != "" {
			list = append(list, ui.FieldError{ID: name, Message: text})
		}
	}
	return list
}
