package accounts

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	"tenaz/internal/i18n"
	q "tenaz/queries/accounts"
)

const (
	changeEmailLifetime = 24 * time.Hour
	// currentLimit is how often a login may type a wrong current password.
	currentLimit = 10
)

// ChangePasswordInput is a person who is logged in by LoginID, with the password
// that they have and the one that they want. Whoever has none yet leaves Current
// empty: the caller has made sure that they proved themselves a moment ago.
type ChangePasswordInput struct {
	UserID  int64
	LoginID int64
	Current string
	New     string
	// EndOthers logs the person out everywhere else.
	EndOthers bool
}

// ChangePassword sets a new password; Invalid at "current" when the old one is
// wrong. Open recovery links are void, and the person hears of it.
func (s *Service) ChangePassword(ctx context.Context, by actor.Actor, in ChangePasswordInput) error {
	user, err := s.Person(ctx, in.UserID)
	if err != nil {
		return err
	}
	var fields apperr.Fields
	s.checkPassword(ctx, &fields, "new", in.New, user.Email, user.Name)
	if fields.Err() == nil && in.New == in.Current {
		fields.Add("new", "account.error.password_same")
	}
	if err := s.checkCurrent(ctx, &fields, in.UserID, in.Current); err != nil {
		return err
	}
	if err := fields.Err(); err != nil {
		return err
	}
	hash, err := s.vault.hash(ctx, in.New)
	if err != nil {
		return err
	}
	now := s.Clock.Now()
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := q.New().PersonForChange(ctx, tx, in.UserID); err != nil {
			return err
		}
		if err := q.New().SetPassword(ctx, tx, q.SetPasswordParams{ID: in.UserID, PasswordHash: &hash, At: &now}); err != nil {
			return err
		}
		if in.EndOthers {
			if _, err := endLoginsTx(ctx, tx, in.UserID, in.LoginID, "password", now); err != nil {
				return err
			}
		}
		if err := s.voidTokensTx(ctx, tx, in.UserID, 0, TokenRecover, TokenLoginLink); err != nil {
			return err
		}
		return s.passwordChangedTx(ctx, tx, by, "password.changed")
	})
}

// checkCurrent adds what is wrong with the password that a person says they
// have. Somebody at a stranger's open browser must not guess it there either.
func (s *Service) checkCurrent(ctx context.Context, fields *apperr.Fields, userID int64, typed string) error {
	hash, err := q.New().PasswordHash(ctx, s.DB, userID)
	if err != nil {
		return db.Error(err)
	}
	if hash == "" {
		return nil
	}
	now := s.Clock.Now()
	limits := []limit{{"current password " + strconv.FormatInt(userID, 10), currentLimit, window, saysWait}}
	if err := s.count(ctx, limits, now); err != nil {
		return err
	}
	right, _, err := s.vault.check(ctx, typed, hash)
	if err != nil {
		return err
	}
	if !right {
		fields.Add("current", "account.error.current")
		return nil
	}
	return s.forgive(ctx, limits, now)
}

// ChangeEmailInput is a person who is logged in, with the address that they want
// and their password.
type ChangeEmailInput struct {
	UserID  int64
	Email   string
	Current string
}

// AskEmail mails a link to the new address of a person; the old one stays until
// it is used. An address of somebody else's account gets a mail that says so, and
// the answer is the same.
func (s *Service) AskEmail(ctx context.Context, by actor.Actor, in ChangeEmailInput) error {
	user, err := s.Person(ctx, in.UserID)
	if err != nil {
		return err
	}
	var fields apperr.Fields
	email, ok := ParseEmail(in.Email)
	if !ok {
		fields.Add("email", "account.error.email")
	} else if strings.EqualFold(email, user.Email) {
		fields.Add("email", "account.error.email_same")
	}
	if err := s.checkCurrent(ctx, &fields, in.UserID, in.Current); err != nil {
		return err
	}
	if err := fields.Err(); err != nil {
		return err
	}
	send, err := s.mayMail(ctx, by, TokenChangeEmail, email)
	if err != nil {
		return err
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if err := s.voidTokensTx(ctx, tx, in.UserID, 0, TokenChangeEmail); err != nil {
			return err
		}
		id, err := s.NewTokenTx(ctx, tx, TokenChangeEmail, in.UserID, email, changeEmailLifetime)
		if err != nil || !send {
			return err
		}
		return s.mailTx(ctx, tx, MailArgs{TokenID: id, Locale: i18n.Locale(user.Locale)})
	})
}

// PeekEmail reads the link to a new address without using it and returns that
// address. The link is its own person's alone: whoever reads the new mailbox must
// not make their address part of somebody else's account.
func (s *Service) PeekEmail(ctx context.Context, userID int64, text string) (string, error) {
	token, err := s.PeekToken(ctx, text, TokenChangeEmail)
	if err == nil && token.UserID != userID {
		err = errLink()
	}
	return token.Subject, err
}

// ChangeEmail makes a new address the person's, who is logged in and has opened
// the link that was mailed there. The old address hears of it and can undo it;
// links that were mailed there are void. Conflict when somebody else has the
// address by now.
func (s *Service) ChangeEmail(ctx context.Context, by actor.Actor, text string) error {
	now := s.Clock.Now()
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		token, err := s.useTokenTx(ctx, tx, text, TokenChangeEmail)
		if err != nil {
			return err
		}
		person, err := q.New().PersonForChange(ctx, tx, token.UserID)
		if err = db.Error(err); apperr.Is(err, apperr.NotFound) || err == nil && person.ID != by.ID {
			return errLink()
		}
		if err != nil {
			return err
		}
		if err := s.voidTokensTx(ctx, tx, person.ID, 0, TokenVerify, TokenRecover, TokenChangeEmail, TokenLoginLink); err != nil {
			return err
		}
		if err := s.NoticeTx(ctx, tx, person.ID, Notice{What: NoticeEmail}); err != nil {
			return err
		}
		if err := q.New().SetEmail(ctx, tx, q.SetEmailParams{ID: person.ID, Email: token.Subject, At: &now}); err != nil {
			return err
		}
		if _, err := s.onLoginTx(ctx, tx, LoginEvent{UserID: person.ID, Email: token.Subject, Verified: true}); err != nil {
			return err
		}
		return audit.RecordTx(ctx, tx, by, now, audit.Entry{
			Action: "user.email_changed", SubjectKind: "user", SubjectID: person.ID, After: map[string]string{"email": audit.Changed},
		})
	})
}
