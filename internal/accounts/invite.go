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
	"tenaz/internal/i18n"
	q "tenaz/queries/accounts"
)

// InviteLifetime is how long an invitation may be accepted.
const InviteLifetime = 7 * 24 * time.Hour

// Invitation asks somebody to work for the store. Inviter is empty for the
// command line.
type Invitation struct {
	ID                int64
	Email             string
	Role              Role
	Inviter, Locale   string
	SentAt, ExpiresAt time.Time
	tokenID           int64
}

// InviteArgs asks for the mail of an invitation. Token tells one mail from the
// next.
type InviteArgs struct {
	InvitationID int64 `json:"invitation_id"`
	Token        int64 `json:"token"`
}

// Kind implements river.JobArgs.
func (InviteArgs) Kind() string { return "mail_staff_invite" }

// InviteInput is whom to invite to which role. Locale is the mail's language.
type InviteInput struct {
	Email  string
	RoleID int64
	Locale string
}

// Invitations returns those that nobody has accepted or withdrawn, the newest
// first; also the expired ones, which can be sent again.
func (s *Service) Invitations(ctx context.Context) ([]Invitation, error) {
	rows, err := q.New().Invitations(ctx, s.DB)
	if err != nil {
		return nil, db.Error(err)
	}
	list := make([]Invitation, len(rows))
	for i, row := range rows {
		list[i] = toInvitation(q.InvitationRow(row))
	}
	return list, nil
}

func toInvitation(row q.InvitationRow) Invitation {
	return Invitation{
		ID: row.ID, Email: row.Email, Inviter: row.Inviter, Locale: row.Locale, SentAt: row.SentAt, ExpiresAt: row.ExpiresAt, tokenID: row.TokenID,
		Role: Role{ID: row.RoleID, Slug: row.Slug, Name: row.RoleName, Builtin: row.RoleName == ""},
	}
}

// TokenID is the row of tokens of the newest link.
func (i Invitation) TokenID() int64 { return i.tokenID }

// Invite mails somebody a link that leads into the staff, good once and for
// InviteLifetime. Forbidden beyond the actor's own permissions; Invalid for
// staff and for whoever is invited already.
func (s *Service) Invite(ctx context.Context, by actor.Actor, in InviteInput) error {
	var fields apperr.Fields
	email, ok := ParseEmail(in.Email)
	if !ok {
		fields.Add("email", "account.error.email")
	}
	role, err := s.Role(ctx, in.RoleID)
	if apperr.Is(err, apperr.NotFound) {
		fields.Add("role", "account.error.role")
	} else if err != nil {
		return err
	}
	if err := fields.Err(); err != nil {
		return err
	}
	if !by.Can(Staffing) || !Covers(by, role) {
		return beyond()
	}
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error { return s.inviteTx(ctx, tx, by, email, role, i18n.Locale(in.Locale)) })
	if db.Violates(err, "invitations_email_key") {
		return atField("email", "staff.error.invited")
	}
	return err
}

func (s *Service) inviteTx(ctx context.Context, tx pgx.Tx, by actor.Actor, email string, role Role, locale string) error {
	known, err := q.New().LockInvitee(ctx, tx, email)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return err
	}
	if known.Staff {
		return atField("email", "staff.error.already")
	}
	token, err := s.NewTokenTx(ctx, tx, TokenInvite, 0, email, InviteLifetime)
	if err != nil {
		return err
	}
	now := s.Clock.Now()
	id, err := q.New().InsertInvitation(ctx, tx, q.InsertInvitationParams{
		Email: email, RoleID: role.ID, TokenID: token, InvitedBy: reference(by.ID), Locale: locale, Now: now, ExpiresAt: now.Add(InviteLifetime),
	})
	if err != nil {
		return err
	}
	return s.invitationSentTx(ctx, tx, by, id, token, "invitation.sent", role)
}

// invitationSentTx asks for the mail and notes who sent it.
func (s *Service) invitationSentTx(ctx context.Context, tx pgx.Tx, by actor.Actor, id, token int64, action string, role Role) error {
	if err := s.mailTx(ctx, tx, InviteArgs{InvitationID: id, Token: token}); err != nil {
		return err
	}
	return audit.RecordTx(ctx, tx, by, s.Clock.Now(), audit.Entry{
		Action: action, SubjectKind: "invitation", SubjectID: id, After: map[string]string{"role": role.label()},
	})
}

// ResendInvitation mails a new link and makes the one before worthless.
func (s *Service) ResendInvitation(ctx context.Context, by actor.Actor, id int64) error {
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		open, role, err := lockInvitationTx(ctx, tx, by, id)
		if err != nil {
			return err
		}
		token, err := s.NewTokenTx(ctx, tx, TokenInvite, 0, open.Email, InviteLifetime)
		if err != nil {
			return err
		}
		now := s.Clock.Now()
		err = q.New().RenewInvitation(ctx, tx, q.RenewInvitationParams{ID: id, TokenID: token, Now: now, ExpiresAt: now.Add(InviteLifetime)})
		if err != nil {
			return err
		}
		return s.invitationSentTx(ctx, tx, by, id, token, "invitation.sent_again", role)
	})
}

// WithdrawInvitation makes an invitation worthless and forgets its address.
func (s *Service) WithdrawInvitation(ctx context.Context, by actor.Actor, id int64) error {
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		_, role, err := lockInvitationTx(ctx, tx, by, id)
		if err != nil {
			return err
		}
		if err := q.New().DeleteInvitation(ctx, tx, id); err != nil {
			return err
		}
		return audit.RecordTx(ctx, tx, by, s.Clock.Now(), audit.Entry{
			Action: "invitation.withdrawn", SubjectKind: "invitation", SubjectID: id, Before: map[string]string{"role": role.label()},
		})
	})
}

// lockInvitationTx locks an open invitation to a role that the actor may give.
func lockInvitationTx(ctx context.Context, tx pgx.Tx, by actor.Actor, id int64) (q.LockInvitationRow, Role, error) {
	if !by.Can(Staffing) {
		return q.LockInvitationRow{}, Role{}, apperr.New(apperr.Forbidden, "")
	}
	row, err := q.New().LockInvitation(ctx, tx, id)
	if err != nil {
		return row, Role{}, db.Error(err)
	}
	role, err := roleTx(ctx, tx, row.RoleID)
	if err == nil && !Covers(by, role) {
		err = beyond()
	}
	return row, role, err
}

// InvitationMail returns an invitation with the text of its link, for the mail;
// NotFound once another link has replaced this one, or nobody is invited any
// more.
func (s *Service) InvitationMail(ctx context.Context, args InviteArgs) (Invitation, string, error) {
	row, err := q.New().Invitation(ctx, s.DB, args.InvitationID)
	if err != nil {
		return Invitation{}, "", db.Error(err)
	}
	if row.TokenID != args.Token {
		return Invitation{}, "", apperr.New(apperr.NotFound, "")
	}
	text, err := s.TokenText(ctx, row.TokenID)
	return toInvitation(row), text, err
}

// InvitationByToken returns the invitation of a mailed link; NotFound when it
// was withdrawn, replaced, accepted or has expired.
func (s *Service) InvitationByToken(ctx context.Context, text string) (Invitation, error) {
	token, err := s.PeekToken(ctx, text, TokenInvite)
	if err != nil {
		return Invitation{}, err
	}
	row, err := q.New().InvitationByToken(ctx, s.DB, token.ID)
	if errors.Is(err, pgx.ErrNoRows) {
		return Invitation{}, errLink()
	}
	return toInvitation(q.InvitationRow(row)), db.Error(err)
}

func atField(name, id string, args ...any) error {
	var fields apperr.Fields
	fields.Add(name, id, args...)
	return fields.Err()
}
