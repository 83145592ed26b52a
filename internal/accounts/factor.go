package accounts

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

// What proves a person beyond a password, as logins.second_factor names it.
const (
	FactorTOTP     = "totp"
	FactorRecovery = "recovery"
	FactorPasskey  = "passkey"
)

// freshFor is how long after proving who they are a person may do what asks for
// that.
const freshFor = 10 * time.Minute

// Factors are what a person can prove themselves with.
type Factors struct {
	Password bool
	TOTP     bool
	Passkeys int
	// Recovery is how many recovery codes are left.
	Recovery int
}

// Second reports whether there is a second factor. Recovery codes alone are
// none: they stand in for one.
func (f Factors) Second() bool { return f.TOTP || f.Passkeys > 0 }

// Factors returns what a user can prove themselves with.
func (s *Service) Factors(ctx context.Context, userID int64) (Factors, error) {
	return factors(ctx, s.DB, userID)
}

func factors(ctx context.Context, d q.DBTX, userID int64) (Factors, error) {
	row, err := q.New().Factors(ctx, d, userID)
	return Factors{Password: row.Password, TOTP: row.Totp, Passkeys: int(row.Passkeys), Recovery: int(row.Recovery)}, db.Error(err)
}

// FactorInput says whose factor is changed from which login, and whether the
// person's other logins end with it.
type FactorInput struct {
	UserID    int64
	LoginID   int64
	EndOthers bool
}

// lockPersonTx holds a person who may log in until the transaction ends, so that
// two changes of their factors follow each other.
func lockPersonTx(ctx context.Context, tx pgx.Tx, userID int64) (q.LockFactorOwnerRow, error) {
	row, err := q.New().LockFactorOwner(ctx, tx, userID)
	if err != nil {
		return row, err
	}
	if row.State != activeState {
		return row, apperr.New(apperr.NotFound, "")
	}
	return row, nil
}

// factorChangedTx does what follows each change of a factor: this login counts as
// proved, the others end if asked for, the log and the person learn of it.
// Factor is what this login has proved by the change, empty for nothing.
func (s *Service) factorChangedTx(ctx context.Context, tx pgx.Tx, by actor.Actor, in FactorInput, what, factor string) error {
	now := s.Clock.Now()
	if factor != "" {
		if err := q.New().ProveLogin(ctx, tx, q.ProveLoginParams{ID: in.LoginID, UserID: in.UserID, SecondFactor: factor, At: &now}); err != nil {
			return err
		}
	}
	if in.EndOthers {
		if _, err := endLoginsTx(ctx, tx, in.UserID, in.LoginID, "factor", now); err != nil {
			return err
		}
	}
	return s.toldTx(ctx, tx, by, in.UserID, what)
}

// toldTx records what happened to a person's factors and writes to the person.
func (s *Service) toldTx(ctx context.Context, tx pgx.Tx, by actor.Actor, userID int64, what string) error {
	if err := audit.RecordTx(ctx, tx, by, s.Clock.Now(), audit.Entry{
		Action: "factor." + what, SubjectKind: "user", SubjectID: userID,
	}); err != nil {
		return err
	}
	return s.NoticeTx(ctx, tx, userID, Notice{What: NoticeFactor, Detail: what})
}

// keepOneTx refuses to leave a member of staff without a second factor, and drops
// recovery codes that have nothing left to stand in for.
func keepOneTx(ctx context.Context, tx pgx.Tx, userID int64, staff bool) error {
	left, err := factors(ctx, tx, userID)
	if err != nil || left.Second() {
		return err
	}
	if staff {
		return apperr.New(apperr.Conflict, "security.error.last_factor")
	}
	return q.New().DropRecoveryCodes(ctx, tx, userID)
}

// DropFactorsTx takes every second factor of a user away: app, passkeys and
// recovery codes, those being set up included.
func DropFactorsTx(ctx context.Context, tx pgx.Tx, userID int64) error {
	for _, drop := range []func(context.Context, q.DBTX, int64) error{
		q.New().DropTOTP, q.New().DropRecoveryCodes, q.New().DropPasskeys, q.New().DropChallengesOf,
	} {
		if err := drop(ctx, tx, userID); err != nil {
			return err
		}
	}
	return nil
}

// ResetFactors takes a person's second factors away and ends every login: for who
// has lost them all and was recognised by other means. Whoever may change staff
// may, and the command line. A member of staff sets new ones up at the next
// log-in.
func (s *Service) ResetFactors(ctx context.Context, by actor.Actor, userID int64) error {
	if !by.Can(Staffing) {
		return apperr.New(apperr.Forbidden, "")
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := lockPersonTx(ctx, tx, userID); err != nil {
			return err
		}
		switch role, err := roleOfTx(ctx, tx, userID); {
		case err != nil:
			return err
		case !Covers(by, role):
			return beyond()
		}
		if err := DropFactorsTx(ctx, tx, userID); err != nil {
			return err
		}
		if _, err := endLoginsTx(ctx, tx, userID, 0, "factor", s.Clock.Now()); err != nil {
			return err
		}
		return s.toldTx(ctx, tx, by, userID, "reset")
	})
}
