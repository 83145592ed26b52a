package accounts

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

// PeekRecovery reads a recovery link without using it and returns whose it is;
// NotFound when it is worthless.
func (s *Service) PeekRecovery(ctx context.Context, text string) (User, error) {
	return s.peekOwn(ctx, text, TokenRecover)
}

// PeekLink reads a log-in link without using it.
func (s *Service) PeekLink(ctx context.Context, text string) (User, error) {
	return s.peekOwn(ctx, text, TokenLoginLink)
}

// peekOwn returns who a link was mailed to, if the address is still theirs.
func (s *Service) peekOwn(ctx context.Context, text string, kind TokenKind) (User, error) {
	token, err := s.PeekToken(ctx, text, kind)
	if err != nil {
		return User{}, err
	}
	user, err := s.Person(ctx, token.UserID)
	if apperr.Is(err, apperr.NotFound) || err == nil && !strings.EqualFold(user.Email, token.Subject) {
		return User{}, errLink()
	}
	return user, err
}

// useOwnTx uses a link up and returns its person, locked.
func (s *Service) useOwnTx(ctx context.Context, tx pgx.Tx, text string, kind TokenKind) (q.PersonForChangeRow, error) {
	token, err := s.useTokenTx(ctx, tx, text, kind)
	if err != nil {
		return q.PersonForChangeRow{}, err
	}
	person, err := q.New().PersonForChange(ctx, tx, token.UserID)
	if err = db.Error(err); apperr.Is(err, apperr.NotFound) || err == nil && !strings.EqualFold(person.Email, token.Subject) {
		return q.PersonForChangeRow{}, errLink()
	}
	return person, err
}

// RecoverInput is a recovery link with the password that its reader chose.
type RecoverInput struct {
	Token    string
	Password string
}

// Recover sets a new password for the reader of a recovery link, once. Every
// login ends, every other link is void, and the person hears of it. It does not
// log in: a second factor is still asked for.
func (s *Service) Recover(ctx context.Context, by actor.Actor, in RecoverInput) (userID int64, err error) {
	user, err := s.PeekRecovery(ctx, in.Token)
	if err != nil {
		return 0, err
	}
	var fields apperr.Fields
	s.checkPassword(ctx, &fields, "password", in.Password, user.Email, user.Name)
	if err := fields.Err(); err != nil {
		return 0, err
	}
	hash, err := s.vault.hash(ctx, in.Password)
	if err != nil {
		return 0, err
	}
	now := s.Clock.Now()
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		person, err := s.useOwnTx(ctx, tx, in.Token, TokenRecover)
		if err != nil {
			return err
		}
		if !person.Verified { // the link proves the address
			if err := s.confirmTx(ctx, tx, by, person.ID); err != nil {
				return err
			}
		}
		if err := q.New().SetPassword(ctx, tx, q.SetPasswordParams{ID: person.ID, PasswordHash: &hash, At: &now}); err != nil {
			return err
		}
		if _, err := endLoginsTx(ctx, tx, person.ID, 0, "recovered", now); err != nil {
			return err
		}
		if err := s.voidTokensTx(ctx, tx, person.ID, 0, TokenRecover, TokenLoginLink, TokenChangeEmail); err != nil {
			return err
		}
		by.ID = person.ID
		return s.passwordChangedTx(ctx, tx, by, "password.recovered")
	})
	return user.ID, err
}

// EnterByLink uses a log-in link up and returns whose it is. It does not log in:
// a second factor is still asked for.
func (s *Service) EnterByLink(ctx context.Context, by actor.Actor, text string) (userID int64, err error) {
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		person, err := s.useOwnTx(ctx, tx, text, TokenLoginLink)
		if err != nil {
			return err
		}
		userID = person.ID
		if person.Verified {
			return nil
		}
		return s.confirmTx(ctx, tx, by, person.ID) // the link proves the address
	})
	return userID, err
}

// passwordChangedTx records a new password of the actor and writes to them.
func (s *Service) passwordChangedTx(ctx context.Context, tx pgx.Tx, by actor.Actor, action string) error {
	if err := audit.RecordTx(ctx, tx, by, s.Clock.Now(), audit.Entry{
		Action: action, SubjectKind: "user", SubjectID: by.ID, After: map[string]string{"password": audit.Changed},
	}); err != nil {
		return err
	}
	return s.NoticeTx(ctx, tx, by.ID, Notice{What: NoticePassword})
}
