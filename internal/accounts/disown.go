package accounts

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

// noticeDelay is more than passes between a change and its notice.
const noticeDelay = time.Minute

// PeekDisown reads the link "it was not me" without using it; NotFound when it
// is worthless.
func (s *Service) PeekDisown(ctx context.Context, text string) error {
	_, err := s.PeekToken(ctx, text, TokenNotMe)
	return err
}

// Disowned is what came of Disown. Recovery leads on to a new password, if it is
// not empty; Disabled tells that a member of staff has to be let in again.
type Disowned struct {
	Recovery string
	Disabled bool
}

// Disown is what a person asks for who did not do what a notice told of. Every
// login ends, the password is gone, no browser is known any more, the factors
// that were added since the notice are gone, and the address that the notice went
// to is the account's again. It returns a recovery link, which goes on at once.
//
// Factors from before stay: a stolen mailbox must not open what they protect. So
// do older notices, whose readers had the account before; the newer ones may
// have gone to somebody else and are void.
//
// A member of staff who is left without a second factor is disabled until
// somebody who may change staff, or the command line, recognises them: otherwise
// a stolen mailbox alone would open the back office. There is no recovery link
// then, nor when the address belongs to another account by now.
func (s *Service) Disown(ctx context.Context, by actor.Actor, text string) (out Disowned, err error) {
	now := s.Clock.Now()
	var id int64
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		token, err := s.useTokenTx(ctx, tx, text, TokenNotMe)
		if err != nil {
			return err
		}
		person, err := q.New().PersonForChange(ctx, tx, token.UserID)
		if err = db.Error(err); apperr.Is(err, apperr.NotFound) {
			return errLink()
		}
		if err != nil {
			return err
		}
		if !token.Proven && !strings.EqualFold(person.Email, token.Subject) {
			return errLink() // an account that somebody moved away from a stranger's address is not the stranger's
		}
		if err := s.lockOutTx(ctx, tx, person.ID, token, now); err != nil {
			return err
		}
		own, err := s.restoreEmailTx(ctx, tx, person, token.Subject)
		if err != nil {
			return err
		}
		if out.Disabled, err = disableBareStaffTx(ctx, tx, person.ID, now); err != nil {
			return err
		}
		by.ID = person.ID
		if err := audit.RecordTx(ctx, tx, by, now, audit.Entry{Action: "user.disowned", SubjectKind: "user", SubjectID: person.ID}); err != nil {
			return err
		}
		if !own || out.Disabled {
			return nil
		}
		id, err = s.NewTokenTx(ctx, tx, TokenRecover, person.ID, token.Subject, recoverLifetime)
		return err
	})
	if err != nil || id == 0 {
		return out, err
	}
	out.Recovery, err = s.TokenText(ctx, id)
	return out, err
}

// disableBareStaffTx disables a member of staff without a second factor, and
// reports whether it did.
func disableBareStaffTx(ctx context.Context, tx pgx.Tx, userID int64, now time.Time) (bool, error) {
	staff, err := q.New().IsStaff(ctx, tx, userID)
	if err != nil || !staff {
		return false, err
	}
	left, err := factors(ctx, tx, userID)
	if err != nil || left.Second() {
		return false, err
	}
	return true, q.New().SetMemberState(ctx, tx, q.SetMemberStateParams{ID: userID, State: "blocked", Now: now})
}

// restoreEmailTx makes the address that a notice went to the account's again, and
// reports whether it is.
func (s *Service) restoreEmailTx(ctx context.Context, tx pgx.Tx, person q.PersonForChangeRow, email string) (bool, error) {
	if strings.EqualFold(person.Email, email) {
		return true, nil
	}
	_, err := q.New().Holder(ctx, tx, email)
	if !errors.Is(err, pgx.ErrNoRows) {
		return false, err
	}
	now := s.Clock.Now()
	return true, q.New().SetEmail(ctx, tx, q.SetEmailParams{ID: person.ID, Email: email, At: &now})
}

// lockOutTx takes away whatever somebody else may have got hold of.
func (s *Service) lockOutTx(ctx context.Context, tx pgx.Tx, userID int64, token Token, now time.Time) error {
	if _, err := endLoginsTx(ctx, tx, userID, 0, "not_me", now); err != nil {
		return err
	}
	if err := dropFactorsSinceTx(ctx, tx, userID, token.CreatedAt.Add(-noticeDelay)); err != nil {
		return err
	}
	if err := q.New().SetPassword(ctx, tx, q.SetPasswordParams{ID: userID, At: &now}); err != nil {
		return err
	}
	if err := q.New().DistrustDevices(ctx, tx, q.DistrustDevicesParams{ID: userID, At: &now}); err != nil {
		return err
	}
	if err := s.voidTokensTx(ctx, tx, userID, 0, TokenVerify, TokenRecover, TokenChangeEmail, TokenLoginLink); err != nil {
		return err
	}
	return s.voidTokensTx(ctx, tx, userID, token.ID, TokenNotMe)
}

// dropFactorsSinceTx takes away the factors that were added at a time or later.
func dropFactorsSinceTx(ctx context.Context, tx pgx.Tx, userID int64, since time.Time) error {
	if err := q.New().DropTOTPSince(ctx, tx, q.DropTOTPSinceParams{UserID: userID, Since: since}); err != nil {
		return err
	}
	if err := q.New().DropPasskeysSince(ctx, tx, q.DropPasskeysSinceParams{UserID: userID, Since: since}); err != nil {
		return err
	}
	if err := q.New().DropRecoveryCodesSince(ctx, tx, q.DropRecoveryCodesSinceParams{UserID: userID, Since: since}); err != nil {
		return err
	}
	return keepOneTx(ctx, tx, userID, false)
}
