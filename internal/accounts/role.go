package accounts

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/money"
)

// Permissions are the names that a role may hold, in the order in which a form
// shows them. Every route of the back office asks for one of them.
var Permissions = []string{
	"dashboard", "orders", Refunds, "inventory", "catalogue", "promotions", "customers", "reports", "mail",
	"settings", Staffing, "audit", "access_record",
}

// The permissions that rules of this package name.
const (
	// Refunds lets somebody give money back, up to the role's limit.
	Refunds = "refunds"
	// Staffing lets somebody invite, change and disable staff and edit roles.
	Staffing = "staff"
)

// OwnerRole is the slug of the role that the store always has a holder of.
const OwnerRole = "owner"

// Role is a set of permissions. A built-in one is fixed and has no Name: the
// interface's texts name it by its slug. RefundLimit is the most that a holder
// may give back of one order, nil for no limit. People and Invited count who
// has it or will have it.
type Role struct {
	ID          int64
	Slug, Name  string
	Builtin     bool
	Permissions []string
	RefundLimit *money.Cents
	Version     int
	People      int
	Invited     int
}

// Has reports whether the role holds a permission.
func (r Role) Has(permission string) bool { return slices.Contains(r.Permissions, permission) }

// Unused reports whether nobody has the role and nobody is invited to it.
func (r Role) Unused() bool { return r.People == 0 && r.Invited == 0 }

// Covers reports whether an actor holds all that a role gives, so that he may
// give it and take it: nobody hands out more than he has.
func Covers(by actor.Actor, r Role) bool {
	for _, permission := range r.Permissions {
		if !by.Can(permission) {
			return false
		}
	}
	return !r.Has(Refunds) || by.RefundLimit == nil || (r.RefundLimit != nil && *r.RefundLimit <= *by.RefundLimit)
}

// maxRoleName bounds a role's name.
const maxRoleName = 60

// RoleInput is a role as a form sends it: with ID 0 a new one, else the role to
// change and the version that was seen. RefundLimit counts only with the
// permission to refund.
type RoleInput struct {
	ID          int64
	Version     int
	Name        string
	Permissions []string
	RefundLimit *money.Cents
}

// check returns the input as it is kept, or what is wrong with it by field.
func (in RoleInput) check() (RoleInput, error) {
	var fields apperr.Fields
	in.Name = strings.Join(strings.Fields(in.Name), " ")
	switch length := utf8.RuneCountInString(in.Name); {
	case length == 0:
		fields.Add("name", "error.required")
	case length > maxRoleName:
		fields.Add("name", "error.too_long", "Max", maxRoleName)
	}
	var kept []string
	for _, permission := range Permissions {
		if slices.Contains(in.Permissions, permission) {
			kept = append(kept, permission)
		}
	}
	if len(kept) == 0 {
		fields.Add("permissions", "staff.error.no_permission")
	}
	in.Permissions = kept
	if !slices.Contains(kept, Refunds) {
		in.RefundLimit = nil
	}
	if in.RefundLimit != nil && *in.RefundLimit < 0 {
		fields.Add("refund_limit", "error.amount")
	}
	return in, fields.Err()
}
