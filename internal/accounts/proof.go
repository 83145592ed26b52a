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
	"tenaz/internal/ratelimit"
	q "tenaz/queries/accounts"
)

// How often codes and passwords of somebody may be tried. A code has six digits
// and three of them are right at a time: 40 tries a day guess one in twenty years
// of trying. Recovery codes and passkeys cannot be guessed and stay open, so that
// a stranger who knows the password keeps nobody out.
const (
	codeTries       = 10
	codeTriesDay    = 40
	recoveryTries   = 30
	confirmTries    = 10
	secondAddresses = 60
)

func codeLimits(userID int64) []limit {
	id := strconv.FormatInt(userID, 10)
	return []limit{
		{"second code " + id, codeTries, window, saysWait},
		{"second code day " + id, codeTriesDay, 24 * time.Hour, saysWait},
	}
}

// tries is one limit of attempts that no other shares.
func tries(key string, most int) []limit { return []limit{{key, most, window, saysWait}} }

// Proof is what a person shows: one of the three. Challenge is the one that the
// passkey answers.
type Proof struct {
	Code      string
	Password  string
	Passkey   string
	Challenge int64
}

// SecondFactor checks what a person shows beyond the first factor of a log-in,
// and returns what it was. A code of either kind is good once. Invalid when it is
// wrong, TooMany after too many tries.
func (s *Service) SecondFactor(ctx context.Context, by actor.Actor, userID int64, proof Proof) (factor string, err error) {
	now := s.Clock.Now()
	if err := s.count(ctx, tries("second address "+ratelimit.Client(by.Address), secondAddresses), now); err != nil {
		return "", err
	}
	by.ID = userID
	if proof.Passkey != "" {
		return FactorPasskey, s.provePasskey(ctx, userID, proof.Challenge, proof.Passkey)
	}
	code := bareCode(proof.Code)
	switch {
	case code == "":
		return "", wrongCode()
	case len(code) == recoveryLength:
		if err := s.count(ctx, tries("second recovery "+strconv.FormatInt(userID, 10), recoveryTries), now); err != nil {
			return "", err
		}
		return FactorRecovery, s.useRecoveryCode(ctx, by, userID, code)
	case len(code) != totpDigits || strings.Trim(code, "0123456789") != "":
		return "", wrongCode()
	}
	if err := s.count(ctx, codeLimits(userID), now); err != nil {
		return "", err
	}
	return FactorTOTP, s.useTOTP(ctx, userID, code)
}

// Confirm checks what a person who is logged in shows once more, and notes in the
// login that it was done: a password, a code or a passkey. Staff whose login has
// not passed a second factor need one, a password does not do.
func (s *Service) Confirm(ctx context.Context, by actor.Actor, user User, loginID int64, proof Proof) error {
	factor, err := s.confirmed(ctx, by, user, proof)
	if err != nil {
		return err
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		now := s.Clock.Now()
		if err := q.New().ProveLogin(ctx, tx, q.ProveLoginParams{ID: loginID, UserID: user.ID, SecondFactor: factor, At: &now}); err != nil {
			return err
		}
		return audit.RecordTx(ctx, tx, by, now, audit.Entry{
			Action: "login.confirmed", SubjectKind: "user", SubjectID: user.ID, After: map[string]string{"factor": factor},
		})
	})
}

func (s *Service) confirmed(ctx context.Context, by actor.Actor, user User, proof Proof) (factor string, err error) {
	if proof.Password == "" {
		return s.SecondFactor(ctx, by, user.ID, proof)
	}
	if user.Staff && user.SecondFactor && !user.Proven {
		return "", wrongCode()
	}
	if err := s.count(ctx, tries("confirm "+strconv.FormatInt(user.ID, 10), confirmTries), s.Clock.Now()); err != nil {
		return "", err
	}
	row, err := q.New().Credentials(ctx, s.DB, user.Email)
	if err != nil {
		return "", db.Error(err)
	}
	right, _, err := s.vault.check(ctx, proof.Password, row.PasswordHash)
	if err == nil && (!right || row.ID != user.ID) {
		var fields apperr.Fields
		fields.Add("password", "security.error.password")
		err = fields.Err()
	}
	return "", err
}
