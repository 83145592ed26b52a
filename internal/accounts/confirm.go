package accounts

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	"tenaz/internal/i18n"
	q "tenaz/queries/accounts"
)

// Invited is what a confirmation link is good for: New makes an account, else
// one without a confirmed e-mail becomes its reader's alone.
type Invited struct {
	Email string
	Name  string
	New   bool
}

// PeekConfirm reads a confirmation link without using it. NotFound when it is
// worthless, also because the account is confirmed already.
func (s *Service) PeekConfirm(ctx context.Context, text string) (Invited, error) {
	token, err := s.PeekToken(ctx, text, TokenVerify)
	if err != nil {
		return Invited{}, err
	}
	holder, err := s.HolderOf(ctx, token.Subject)
	if err != nil {
		return Invited{}, err
	}
	if holder.ID != 0 && (holder.Verified || !holder.Open) {
		return Invited{}, errLink()
	}
	return Invited{Email: token.Subject, Name: holder.Name, New: holder.ID == 0}, nil
}

// ConfirmInput is a confirmation link with what its reader chose.
type ConfirmInput struct {
	Token    string
	Name     string
	Password string
	Locale   string
}

// ConfirmAccount makes an account for the reader of a confirmation link, once, or gives
// them one that somebody made with their address: its logins end, and passwords,
// passkeys and codes that were set before are gone. It does not log in.
func (s *Service) ConfirmAccount(ctx context.Context, by actor.Actor, in ConfirmInput) (userID int64, err error) {
	invited, err := s.PeekConfirm(ctx, in.Token)
	if err != nil {
		return 0, err
	}
	var fields apperr.Fields
	name := invited.Name
	if invited.New {
		name = checkName(&fields, in.Name)
	}
	s.checkPassword(ctx, &fields, "password", in.Password, invited.Email, name)
	if err := fields.Err(); err != nil {
		return 0, err
	}
	hash, err := s.vault.hash(ctx, in.Password)
	if err != nil {
		return 0, err
	}
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		token, err := s.useTokenTx(ctx, tx, in.Token, TokenVerify)
		if err != nil {
			return err
		}
		userID, err = s.confirmHolderTx(ctx, tx, by, token.Subject, q.InsertUserParams{
			Email: token.Subject, Name: name, PasswordHash: &hash, Locale: i18n.Locale(in.Locale),
		})
		return err
	})
	return userID, err
}

// confirmHolderTx adds the user, or confirms the one who has the e-mail and gives
// them the new one's password.
func (s *Service) confirmHolderTx(ctx context.Context, tx pgx.Tx, by actor.Actor, email string, user q.InsertUserParams) (int64, error) {
	now := s.Clock.Now()
	holder, err := q.New().Holder(ctx, tx, email)
	if errors.Is(err, pgx.ErrNoRows) {
		user.At, user.VerifiedAt = now, &now
		id, err := q.New().InsertUser(ctx, tx, user)
		if err != nil {
			return 0, err
		}
		by.ID = id
		return id, audit.RecordTx(ctx, tx, by, now, audit.Entry{Action: "user.registered", SubjectKind: "user", SubjectID: id})
	}
	if err != nil {
		return 0, err
	}
	person, err := q.New().PersonForChange(ctx, tx, holder.ID)
	if err != nil {
		return 0, err
	}
	if person.Verified {
		return 0, errLink()
	}
	if err := s.confirmTx(ctx, tx, by, person.ID); err != nil {
		return 0, err
	}
	return person.ID, q.New().SetPassword(ctx, tx, q.SetPasswordParams{ID: person.ID, PasswordHash: user.PasswordHash, At: &now})
}

// confirmTx marks an e-mail as confirmed by its reader. Whoever made the account
// before has proved nothing: what they could log in with is dropped, and what they
// typed into profile and address book; every login ends, every other link is
// void. The guest orders of the e-mail join the account.
func (s *Service) confirmTx(ctx context.Context, tx pgx.Tx, by actor.Actor, userID int64) error {
	now := s.Clock.Now()
	if _, err := endLoginsTx(ctx, tx, userID, 0, "confirmed", now); err != nil {
		return err
	}
	if err := DropFactorsTx(ctx, tx, userID); err != nil {
		return err
	}
	if err := q.New().SetPassword(ctx, tx, q.SetPasswordParams{ID: userID, At: &now}); err != nil {
		return err
	}
	if err := q.New().ConfirmEmail(ctx, tx, q.ConfirmEmailParams{ID: userID, At: now}); err != nil {
		return err
	}
	if err := q.New().DistrustDevices(ctx, tx, q.DistrustDevicesParams{ID: userID, At: &now}); err != nil {
		return err
	}
	if err := s.voidTokensTx(ctx, tx, userID, 0, personal...); err != nil {
		return err
	}
	if err := s.forgetUnprovenTx(ctx, tx, userID); err != nil {
		return err
	}
	person, err := q.New().Person(ctx, tx, userID)
	if err != nil {
		return err
	}
	if _, err := s.onLoginTx(ctx, tx, LoginEvent{UserID: userID, Email: person.Email, Verified: true, Confirmed: true}); err != nil {
		return err
	}
	by.ID = userID
	return audit.RecordTx(ctx, tx, by, now, audit.Entry{Action: "user.email_confirmed", SubjectKind: "user", SubjectID: userID})
}

// personal are the links that act on an account.
var personal = []TokenKind{TokenVerify, TokenRecover, TokenChangeEmail, TokenLoginLink, TokenNotMe}
