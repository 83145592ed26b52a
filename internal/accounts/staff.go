package accounts

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

// Member is a person who works for the store. SeenAt is nil before the first
// log-in.
type Member struct {
	ID          int64
	Email, Name string
	Active      bool
	// SecondFactor tells that the person has set one up.
	SecondFactor bool
	Role         Role
	Version      int
	CreatedAt    time.Time
	SeenAt       *time.Time
}

// StaffList returns everybody who has a role, the active ones first.
func (s *Service) StaffList(ctx context.Context) ([]Member, error) {
	rows, err := q.New().StaffList(ctx, s.DB)
	if err != nil {
		return nil, db.Error(err)
	}
	list := make([]Member, len(rows))
	for i, row := range rows {
		list[i] = Member{
			ID: row.ID, Email: row.Email, Name: row.Name, Active: row.State == activeState, CreatedAt: row.CreatedAt,
			Role: Role{ID: row.RoleID, Slug: row.Slug, Name: row.RoleName, Builtin: row.RoleName == ""}, SeenAt: seen(row.SeenAt), SecondFactor: row.SecondFactor,
		}
	}
	return list, nil
}

// Member returns one person who works for the store; NotFound for anybody else.
func (s *Service) Member(ctx context.Context, id int64) (Member, error) {
	row, err := q.New().StaffMember(ctx, s.DB, id)
	if err != nil {
		return Member{}, db.Error(err)
	}
	return Member{
		ID: row.ID, Email: row.Email, Name: row.Name, Active: row.State == activeState, CreatedAt: row.CreatedAt, Version: int(row.Version),
		Role: Role{ID: row.RoleID, Slug: row.Slug, Name: row.RoleName, Builtin: row.RoleName == ""}, SeenAt: seen(row.SeenAt), SecondFactor: row.SecondFactor,
	}, nil
}

// seen is nil for the moment that stands for never.
func seen(at time.Time) *time.Time {
	if at.Unix() <= 0 {
		return nil
	}
	return &at
}

// UserByEmail returns the id of the account with an e-mail; NotFound if there
// is none.
func (s *Service) UserByEmail(ctx context.Context, email string) (int64, error) {
	id, err := q.New().UserIDByEmail(ctx, s.DB, email)
	return id, db.Error(err)
}

// MemberInput names a person of the staff and the version that was seen; a
// version of 0 is any, for the command line.
type MemberInput struct {
	UserID  int64
	Version int
}

// SetRole gives a person a role in place of the one before, or with a role of 0
// takes it: from the next request on. Forbidden beyond the actor's own
// permissions, on either side; Conflict if it would leave the store without an
// active owner, and for a stale version.
func (s *Service) SetRole(ctx context.Context, by actor.Actor, in MemberInput, roleID int64) error {
	now := s.Clock.Now()
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		was, err := s.lockMemberTx(ctx, tx, by, in)
		if err != nil || was.ID == roleID {
			return err
		}
		var next Role
		if roleID != 0 {
			if next, err = roleTx(ctx, tx, roleID); err != nil {
				return err
			}
			if !Covers(by, next) {
				return beyond()
			}
		}
		if err := q.New().TakeRole(ctx, tx, in.UserID); err != nil {
			return err
		}
		if roleID != 0 {
			if err := q.New().GiveRole(ctx, tx, q.GiveRoleParams{UserID: in.UserID, RoleID: roleID}); err != nil {
				return err
			}
		}
		return changedTx(ctx, tx, by, now, change{in.UserID, was, "user.role_changed"}, map[string]string{"role": was.label()}, map[string]string{"role": next.label()})
	})
}

// label is how the audit log and the command line call a role.
func (r Role) label() string {
	if r.Name != "" {
		return r.Name
	}
	return r.Slug
}

// Disable keeps a person of the staff out and ends the log-ins there are;
// Enable lets the person in again. The last active owner stays. What is so
// already is left alone.
func (s *Service) Disable(ctx context.Context, by actor.Actor, in MemberInput) error {
	return s.setActive(ctx, by, in, "blocked", "user.disabled")
}

// Enable lets a disabled person of the staff in again.
func (s *Service) Enable(ctx context.Context, by actor.Actor, in MemberInput) error {
	return s.setActive(ctx, by, in, activeState, "user.enabled")
}

func (s *Service) setActive(ctx context.Context, by actor.Actor, in MemberInput, state, action string) error {
	now := s.Clock.Now()
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		role, err := s.lockMemberTx(ctx, tx, by, in)
		if err != nil {
			return err
		}
		user, err := q.New().LockMember(ctx, tx, in.UserID)
		if err != nil {
			return err
		}
		if user.State == state {
			return nil
		}
		if user.State != activeState && user.State != "blocked" {
			return apperr.New(apperr.NotFound, "")
		}
		if err := q.New().SetMemberState(ctx, tx, q.SetMemberStateParams{ID: in.UserID, State: state, Now: now}); err != nil {
			return err
		}
		if state != activeState {
			if _, err := q.New().EndLoginsOf(ctx, tx, q.EndLoginsOfParams{UserID: in.UserID, At: &now, Reason: "staff"}); err != nil {
				return err
			}
		}
		return changedTx(ctx, tx, by, now, change{in.UserID, role, action}, map[string]string{"state": user.State}, map[string]string{"state": state})
	})
}

// EndLogins ends every log-in of a person of the staff.
func (s *Service) EndLogins(ctx context.Context, by actor.Actor, in MemberInput) error {
	now := s.Clock.Now()
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := s.lockMemberTx(ctx, tx, by, in); err != nil {
			return err
		}
		ended, err := q.New().EndLoginsOf(ctx, tx, q.EndLoginsOfParams{UserID: in.UserID, At: &now, Reason: "staff"})
		if err != nil || ended == 0 {
			return err
		}
		return audit.RecordTx(ctx, tx, by, now, audit.Entry{
			Action: "user.logins_ended", SubjectKind: "user", SubjectID: in.UserID, After: map[string]int64{"ended": ended},
		})
	})
}

// lockMemberTx locks a person whom the actor may change and returns the role,
// which is empty for a shopper. Whoever changes staff holds the owner role's
// lock, so that two changes cannot each leave the other as the last owner.
func (s *Service) lockMemberTx(ctx context.Context, tx pgx.Tx, by actor.Actor, in MemberInput) (Role, error) {
	if !by.Can(Staffing) {
		return Role{}, apperr.New(apperr.Forbidden, "")
	}
	if _, err := q.New().LockOwnerRole(ctx, tx); err != nil {
		return Role{}, err
	}
	user, err := q.New().LockMember(ctx, tx, in.UserID)
	if err != nil {
		return Role{}, db.Error(err)
	}
	role, err := roleOfTx(ctx, tx, in.UserID)
	switch {
	case err != nil:
		return role, err
	case role.ID == 0 && by.Kind != actor.System:
		return role, apperr.New(apperr.NotFound, "")
	case !Covers(by, role):
		return role, beyond()
	case in.Version != 0 && int(user.Version) != in.Version:
		return role, apperr.New(apperr.Conflict, "error.stale")
	}
	return role, nil
}

// change is what was done to a person who had a role.
type change struct {
	userID int64
	was    Role
	action string
}

// changedTx ends a change of a person: the version rises, an owner remains, whom
// the person has invited is not any more, the log has it.
func changedTx(ctx context.Context, tx pgx.Tx, by actor.Actor, now time.Time, c change, before, after any) error {
	if err := q.New().TouchUser(ctx, tx, q.TouchUserParams{ID: c.userID, Now: now}); err != nil {
		return err
	}
	if c.was.Slug == OwnerRole {
		owners, err := q.New().CountOwners(ctx, tx)
		if err != nil {
			return err
		}
		if owners == 0 {
			return apperr.New(apperr.Conflict, "staff.error.last_owner")
		}
	}
	if err := q.New().DropInvitationsBy(ctx, tx, c.userID); err != nil {
		return err
	}
	return audit.RecordTx(ctx, tx, by, now, audit.Entry{Action: c.action, SubjectKind: "user", SubjectID: c.userID, Before: before, After: after})
}

// roleOfTx returns a person's role, empty for a shopper.
func roleOfTx(ctx context.Context, d q.DBTX, userID int64) (Role, error) {
	row, err := q.New().RoleOf(ctx, d, userID)
	if errors.Is(err, pgx.ErrNoRows) {
		return Role{}, nil
	}
	return Role{
		ID: row.ID, Slug: row.Slug, Name: row.Name, Builtin: row.Builtin, Permissions: row.Permissions,
		RefundLimit: row.RefundLimitCents, Version: int(row.Version),
	}, err
}

// Shopper returns somebody who may log in and does not work here; NotFound for
// everybody else.
func (s *Service) Shopper(ctx context.Context, userID int64) (User, error) {
	user, err := s.Person(ctx, userID)
	if err == nil && user.Staff {
		err = apperr.New(apperr.NotFound, "")
	}
	return user, err
}
