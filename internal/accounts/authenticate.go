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
	"tenaz/internal/ratelimit"
	q "tenaz/queries/accounts"
)

const (
	activeState = "active"
	maxDevice   = 200
)

// AuthenticateInput is what a log-in form and its browser bring.
type AuthenticateInput struct {
	Email        string
	Password     string
	DeviceCookie string
}

// Authenticate checks a password, the first factor; OpenLogin lets the person
// in. Too many attempts are TooMany before anything costly happens, even with the
// right password; a browser that the person has used before has a limit of its
// own. A wrong password, an unknown e-mail and a blocked user get the same
// answer, after the same work.
func (s *Service) Authenticate(ctx context.Context, by actor.Actor, in AuthenticateInput) (User, error) {
	now := s.Clock.Now()
	email := strings.TrimSpace(in.Email)
	found, err := s.credentials(ctx, email)
	if err != nil {
		return User{}, err
	}
	limits := strangerLimits(email, by.Address)
	device := s.knownDevice(in.DeviceCookie, found.ID, found.DevicesSince)
	if device != "" {
		limits = deviceLimits(device)
	}
	if err := s.count(ctx, limits, now); err != nil {
		if apperr.Is(err, apperr.TooMany) {
			whose := "network " + ratelimit.Network(by.Address, 24, 48)
			if apperr.HasID(err, saysLocked) {
				whose = "account " + strings.ToLower(email)
			}
			err = errors.Join(err, s.recordThrottled(ctx, by, whose, found, now))
		}
		return User{}, err
	}
	right, better, err := s.vault.check(ctx, in.Password, found.PasswordHash)
	if err != nil {
		return User{}, errors.Join(err, s.forgive(ctx, limits, now))
	}
	if !right || found.State != activeState {
		return User{}, errors.Join(apperr.New(apperr.Invalid, "account.error.login"), s.recordRefusal(ctx, by, found, now))
	}
	if err := s.succeeded(ctx, limits, now); err != nil {
		return User{}, err
	}
	if better != "" {
		up := q.UpgradePasswordParams{ID: found.ID, PasswordHash: &better, Old: &found.PasswordHash}
		if err := q.New().UpgradePassword(ctx, s.DB, up); err != nil {
			return User{}, db.Error(err)
		}
	}
	return s.Person(ctx, found.ID)
}

// Person returns somebody who may log in; NotFound if there is no such user.
// Permissions come with a login.
func (s *Service) Person(ctx context.Context, userID int64) (User, error) {
	row, err := q.New().Person(ctx, s.DB, userID)
	if err != nil {
		return User{}, db.Error(err)
	}
	return User{ID: row.ID, Email: row.Email, Name: row.Name, Locale: row.Locale, Staff: row.Staff, Verified: row.Verified}, nil
}

// credentials returns an empty row for an e-mail that nobody has.
func (s *Service) credentials(ctx context.Context, email string) (q.CredentialsRow, error) {
	if _, ok := ParseEmail(email); !ok {
		return q.CredentialsRow{}, nil
	}
	row, err := q.New().Credentials(ctx, s.DB, email)
	if errors.Is(err, pgx.ErrNoRows) {
		return q.CredentialsRow{}, nil
	}
	return row, db.Error(err)
}

// succeeded takes back what a right password was counted as, and begins anew
// with the guesses in a row at this account or device.
func (s *Service) succeeded(ctx context.Context, limits []limit, now time.Time) error {
	for _, l := range limits {
		var err error
		if strings.HasPrefix(l.key, "login account") || strings.HasPrefix(l.key, "login device") {
			err = ratelimit.Forget(ctx, s.DB, l.key)
		} else {
			err = ratelimit.Forgive(ctx, s.DB, l.key, l.window, now)
		}
		if err != nil {
			return db.Error(err)
		}
	}
	return nil
}

// recordRefusal notes a wrong password, also for an e-mail that nobody has
// (user 0): the same work either way.
func (s *Service) recordRefusal(ctx context.Context, by actor.Actor, found q.CredentialsRow, now time.Time) error {
	return audit.RecordNow(ctx, s.DB, by, now, audit.Entry{
		Action: "login.refused", SubjectKind: "user", SubjectID: found.ID, Where: found.Staff,
	})
}

// recordThrottled notes, once a window, that guesses at an account, or of a
// network, are not even looked at any more. What somebody who tries all addresses
// there are sends must not fill a log that forgets nothing.
func (s *Service) recordThrottled(ctx context.Context, by actor.Actor, whose string, found q.CredentialsRow, now time.Time) error {
	first, _, err := ratelimit.Allow(ctx, s.DB, "login throttled "+whose, 1, window, now)
	if err != nil || !first {
		return db.Error(err)
	}
	return audit.RecordNow(ctx, s.DB, by, now, audit.Entry{
		Action: "login.throttled", SubjectKind: "user", SubjectID: found.ID, Where: found.Staff,
	})
}

// cut returns text as PostgreSQL can keep it, at most most characters long.
func cut(text string, most int) string {
	runes := []rune(strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", ""))
	return string(runes[:min(len(runes), most)])
}
