package accounts

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

// Roles returns every role: the built-in ones, then the store's own.
func (s *Service) Roles(ctx context.Context) ([]Role, error) {
	rows, err := q.New().Roles(ctx, s.DB)
	if err != nil {
		return nil, db.Error(err)
	}
	roles := make([]Role, len(rows))
	for i, row := range rows {
		roles[i] = roleOf(q.RoleByIDRow(row))
	}
	return roles, nil
}

// Role returns a role; NotFound if there is none.
func (s *Service) Role(ctx context.Context, id int64) (Role, error) { return roleTx(ctx, s.DB, id) }

// RoleNamed returns the role of a slug or, in any case, of a name; NotFound if
// there is none.
func (s *Service) RoleNamed(ctx context.Context, name string) (Role, error) {
	roles, err := s.Roles(ctx)
	if err != nil {
		return Role{}, err
	}
	at := slices.IndexFunc(roles, func(r Role) bool { return r.Slug == name || strings.EqualFold(r.Name, name) && name != "" })
	if at < 0 {
		return Role{}, apperr.New(apperr.NotFound, "account.error.role")
	}
	return roles[at], nil
}

func roleTx(ctx context.Context, d db.DB, id int64) (Role, error) {
	row, err := q.New().RoleByID(ctx, d, id)
	if err != nil {
		return Role{}, db.Error(err)
	}
	return roleOf(row), nil
}

func roleOf(row q.RoleByIDRow) Role {
	return Role{
		ID: row.ID, Slug: row.Slug, Name: row.Name, Builtin: row.Builtin, Permissions: row.Permissions,
		RefundLimit: row.RefundLimitCents, Version: int(row.Version), People: int(row.People), Invited: int(row.Invited),
	}
}

// SaveRole adds a role or changes one of the store's own; its holders are bound
// by it at their next request. Forbidden beyond the actor's own permissions and
// for a built-in role; Conflict for a stale version or a name that is taken.
func (s *Service) SaveRole(ctx context.Context, by actor.Actor, in RoleInput) (int64, error) {
	in, err := in.check()
	if err != nil {
		return 0, err
	}
	if !Covers(by, Role{Permissions: in.Permissions, RefundLimit: in.RefundLimit}) {
		return 0, beyond()
	}
	id, now := in.ID, s.Clock.Now()
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if in.ID == 0 {
			id, err = insertRoleTx(ctx, tx, by, in, now)
			return err
		}
		return updateRoleTx(ctx, tx, by, in, now)
	})
	return id, nameTaken(err)
}

func insertRoleTx(ctx context.Context, tx pgx.Tx, by actor.Actor, in RoleInput, now time.Time) (int64, error) {
	id, err := q.New().InsertRole(ctx, tx, q.InsertRoleParams{
		Slug: "custom-" + strings.ToLower(rand.Text()[:12]), Name: in.Name, Permissions: in.Permissions, RefundLimitCents: in.RefundLimit, Now: now,
	})
	if err != nil {
		return 0, err
	}
	return id, recordRoleTx(ctx, tx, by, now, id, "role.created", nil, described(in.Name, in.Permissions, in.RefundLimit))
}

func updateRoleTx(ctx context.Context, tx pgx.Tx, by actor.Actor, in RoleInput, now time.Time) error {
	was, err := lockOwnRoleTx(ctx, tx, by, in.ID, in.Version)
	if err != nil {
		return err
	}
	if err := q.New().UpdateRole(ctx, tx, q.UpdateRoleParams{
		ID: in.ID, Name: in.Name, Permissions: in.Permissions, RefundLimitCents: in.RefundLimit, Now: now,
	}); err != nil {
		return err
	}
	return recordRoleTx(ctx, tx, by, now, in.ID, "role.changed",
		described(was.Name, was.Permissions, was.RefundLimit), described(in.Name, in.Permissions, in.RefundLimit))
}

// DeleteRole removes one of the store's own roles that nobody has. Conflict
// while somebody does, and for a stale version.
func (s *Service) DeleteRole(ctx context.Context, by actor.Actor, id int64, version int) error {
	now := s.Clock.Now()
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		was, err := lockOwnRoleTx(ctx, tx, by, id, version)
		if err != nil {
			return err
		}
		if !was.Unused() {
			return apperr.New(apperr.Conflict, "staff.error.role_used")
		}
		if err := q.New().DeleteRole(ctx, tx, id); err != nil {
			return err
		}
		return recordRoleTx(ctx, tx, by, now, id, "role.deleted", described(was.Name, was.Permissions, was.RefundLimit), nil)
	})
}

// lockOwnRoleTx locks a role that the actor may change.
func lockOwnRoleTx(ctx context.Context, tx pgx.Tx, by actor.Actor, id int64, version int) (Role, error) {
	if _, err := q.New().LockRole(ctx, tx, id); err != nil {
		return Role{}, err
	}
	was, err := roleTx(ctx, tx, id)
	switch {
	case err != nil:
		return was, err
	case was.Builtin:
		return was, apperr.New(apperr.Forbidden, "staff.error.builtin")
	case !Covers(by, was):
		return was, beyond()
	case was.Version != version:
		return was, apperr.New(apperr.Conflict, "error.stale")
	}
	return was, nil
}

// beyond refuses what goes beyond the actor's own permissions.
func beyond() error { return apperr.New(apperr.Forbidden, "staff.error.beyond") }

func nameTaken(err error) error {
	if !db.Violates(err, "roles_name_key") {
		return err
	}
	var fields apperr.Fields
	fields.Add("name", "staff.error.role_name_taken")
	return fields.Err()
}

// described is what the audit log says of a role.
func described(name string, permissions []string, limit any) map[string]any {
	return map[string]any{"name": name, "permissions": strings.Join(permissions, " "), "refund_limit_cents": limit}
}

func recordRoleTx(ctx context.Context, tx pgx.Tx, by actor.Actor, now time.Time, id int64, action string, before, after map[string]any) error {
	e := audit.Entry{Action: action, SubjectKind: "role", SubjectID: id}
	if before != nil {
		e.Before = before
	}
	if after != nil {
		e.After = after
	}
	return audit.RecordTx(ctx, tx, by, now, e)
}
