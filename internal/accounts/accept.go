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

// AcceptInput is how somebody who is invited wants to log in.
type AcceptInput struct {
	Token    string
	Name     string
	Password string
}

// AcceptInvitation lets the holder of a mailed link into the staff, once. Whoever
// has an account already keeps it under the new password; all its logins end, and
// if nobody had confirmed its e-mail, what it could log in with so far is gone:
// somebody else may have made it. NotFound when the link is worthless, Conflict
// for whoever works here already or is blocked.
func (s *Service) AcceptInvitation(ctx context.Context, by actor.Actor, in AcceptInput) (userID int64, err error) {
	invitation, err := s.InvitationByToken(ctx, in.Token)
	if err != nil {
		return 0, err
	}
	checked, err := s.check(ctx, CreateInput{Email: invitation.Email, Name: in.Name, Password: in.Password})
	if err != nil {
		return 0, err
	}
	hash, err := s.vault.hash(ctx, checked.Password)
	if err != nil {
		return 0, err
	}
	now := s.Clock.Now()
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		token, err := s.useTokenTx(ctx, tx, in.Token, TokenInvite)
		if err != nil {
			return err
		}
		open, err := q.New().LockInvitation(ctx, tx, invitation.ID)
		if errors.Is(err, pgx.ErrNoRows) || err == nil && open.TokenID != token.ID {
			return errLink()
		}
		if err != nil {
			return err
		}
		userID, err = takeInTx(ctx, tx, open, checked.Name, hash, now)
		if err != nil {
			return err
		}
		role, err := roleTx(ctx, tx, open.RoleID)
		if err != nil {
			return err
		}
		if err := q.New().GiveRole(ctx, tx, q.GiveRoleParams{UserID: userID, RoleID: role.ID}); err != nil {
			return err
		}
		if err := q.New().DeleteInvitation(ctx, tx, open.ID); err != nil {
			return err
		}
		by.Kind, by.ID, by.Name = actor.Staff, userID, checked.Name
		return audit.RecordTx(ctx, tx, by, now, audit.Entry{
			Action: "invitation.accepted", SubjectKind: "user", SubjectID: userID, After: map[string]string{"role": role.label()},
		})
	})
	return userID, err
}

// takeInTx returns the account of whoever was invited: a new one, or the one that
// has the e-mail, made the invited person's alone.
func takeInTx(ctx context.Context, tx pgx.Tx, open q.LockInvitationRow, name, hash string, now time.Time) (int64, error) {
	known, err := q.New().LockInvitee(ctx, tx, open.Email)
	if errors.Is(err, pgx.ErrNoRows) {
		return q.New().InsertInvitee(ctx, tx, q.InsertInviteeParams{
			Email: open.Email, Name: name, PasswordHash: &hash, Locale: open.Locale, Now: &now,
		})
	}
	switch {
	case err != nil:
		return 0, err
	case known.Staff:
		return 0, apperr.New(apperr.Conflict, "staff.error.already")
	case known.State != activeState:
		return 0, apperr.New(apperr.Conflict, "staff.error.blocked")
	}
	if known.EmailVerifiedAt == nil {
		if err := DropFactorsTx(ctx, tx, known.ID); err != nil {
			return 0, err
		}
	}
	if _, err := endLoginsTx(ctx, tx, known.ID, 0, "staff", now); err != nil {
		return 0, err
	}
	return known.ID, q.New().TakeInvitee(ctx, tx, q.TakeInviteeParams{ID: known.ID, Name: name, PasswordHash: &hash, Now: &now})
}
