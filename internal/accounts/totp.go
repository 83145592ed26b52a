package accounts

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

const (
	// totpStep is how long a code is shown, totpDrift by how many steps a phone's
	// clock may be wrong.
	totpStep   = 30 * time.Second
	totpDrift  = 1
	totpDigits = 6
	// totpSecretSize is what RFC 4226 recommends, in bytes.
	totpSecretSize = 20
	// enrolFor is how long a secret waits for its first code.
	enrolFor = time.Hour
)

// secretText is how people and apps write a secret.
var secretText = base32.StdEncoding.WithPadding(base32.NoPadding)

// Enrolment is a secret that an app has to take over before it counts.
type Enrolment struct {
	// Secret is for typing, URI for the app, QR its picture.
	Secret string
	URI    string
	QR     QR
}

// StartTOTP makes a new secret for an app, in place of one that was not
// confirmed. What the person has set up before works until this one is.
func (s *Service) StartTOTP(ctx context.Context, userID int64) error {
	secret := make([]byte, totpSecretSize)
	if _, err := rand.Read(secret); err != nil {
		return err
	}
	kept, err := s.Sealed.Seal(secret, totpOf(userID))
	if err != nil {
		return err
	}
	return db.Error(q.New().PutPendingTOTP(ctx, s.DB, q.PutPendingTOTPParams{UserID: userID, Sealed: kept, At: s.Clock.Now()}))
}

// PendingTOTP returns the secret that waits to be confirmed; NotFound when there
// is none, or when it has waited for too long. Shop is the name that the app
// shows.
func (s *Service) PendingTOTP(ctx context.Context, userID int64, shop, email string) (Enrolment, error) {
	row, secret, err := s.totpSecret(ctx, s.DB, userID, true)
	if err != nil {
		return Enrolment{}, err
	}
	if s.Clock.Now().Sub(row.CreatedAt) > enrolFor {
		return Enrolment{}, apperr.New(apperr.NotFound, "")
	}
	e := Enrolment{Secret: secret, URI: totpURI(shop, email, secret)}
	e.QR, err = NewQR(e.URI)
	return e, err
}

func totpURI(shop, email, secret string) string {
	label := strings.ReplaceAll(shop, ":", " ") + ":" + email
	values := "secret=" + secret + "&issuer=" + strings.ReplaceAll(url.QueryEscape(shop), "+", "%20") + "&algorithm=SHA1&digits=" + strconv.Itoa(totpDigits) +
		"&period=" + strconv.Itoa(int(totpStep.Seconds()))
	return (&url.URL{Scheme: "otpauth", Host: "totp", Path: "/" + label, RawQuery: values}).String()
}

// ConfirmTOTP makes the waiting secret the person's second factor by its first
// code. Recovery codes are made with the first second factor of all, and
// returned this once.
func (s *Service) ConfirmTOTP(ctx context.Context, by actor.Actor, in FactorInput, code string) (codes []string, err error) {
	if err := s.count(ctx, codeLimits(in.UserID), s.Clock.Now()); err != nil {
		return nil, err
	}
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		codes = nil
		if _, err := lockPersonTx(ctx, tx, in.UserID); err != nil {
			return err
		}
		row, secret, err := s.totpSecret(ctx, tx, in.UserID, true)
		if err != nil {
			return err
		}
		now := s.Clock.Now()
		step, right := matchTOTP(secret, code, now)
		if !right || now.Sub(row.CreatedAt) > enrolFor {
			return wrongCode()
		}
		what := "totp_added"
		switch replaced, err := q.New().DropConfirmedTOTP(ctx, tx, in.UserID); {
		case err != nil:
			return err
		case replaced > 0:
			what = "totp_replaced"
		}
		if err := q.New().ConfirmTOTP(ctx, tx, q.ConfirmTOTPParams{ID: row.ID, Step: step, At: &now}); err != nil {
			return err
		}
		if codes, err = s.firstCodesTx(ctx, tx, in.UserID); err != nil {
			return err
		}
		return s.factorChangedTx(ctx, tx, by, in, what, FactorTOTP)
	})
	return codes, err
}

// RemoveTOTP takes the app away. Staff keep one second factor at least: Conflict.
func (s *Service) RemoveTOTP(ctx context.Context, by actor.Actor, in FactorInput) error {
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		person, err := lockPersonTx(ctx, tx, in.UserID)
		if err != nil {
			return err
		}
		gone, err := q.New().DropConfirmedTOTP(ctx, tx, in.UserID)
		if err != nil || gone == 0 {
			return err
		}
		if err := keepOneTx(ctx, tx, in.UserID, person.Staff); err != nil {
			return err
		}
		return s.factorChangedTx(ctx, tx, by, in, "totp_removed", "")
	})
}

// useTOTP takes a code once: the same one, or one from before it, is wrong from
// then on, whoever sends it.
func (s *Service) useTOTP(ctx context.Context, userID int64, code string) error {
	row, secret, err := s.totpSecret(ctx, s.DB, userID, false)
	if apperr.Is(err, apperr.NotFound) {
		return wrongCode()
	}
	if err != nil {
		return err
	}
	step, right := matchTOTP(secret, code, s.Clock.Now())
	if !right {
		return wrongCode()
	}
	taken, err := q.New().TakeTOTPStep(ctx, s.DB, q.TakeTOTPStepParams{ID: row.ID, Step: step})
	if err != nil {
		return db.Error(err)
	}
	if taken == 0 {
		return wrongCode()
	}
	return nil
}

// totpSecret returns a secret in its text form, and seals it anew when SECRET_KEY
// was changed.
func (s *Service) totpSecret(ctx context.Context, d q.DBTX, userID int64, pending bool) (q.TOTPSecretRow, string, error) {
	row, err := q.New().TOTPSecret(ctx, d, q.TOTPSecretParams{UserID: userID, Pending: pending})
	if err != nil {
		return row, "", db.Error(err)
	}
	secret, old, err := s.Sealed.Open(row.Sealed, totpOf(userID))
	if err != nil {
		return row, "", err
	}
	if old {
		kept, err := s.Sealed.Seal(secret, totpOf(userID))
		if err != nil {
			return row, "", err
		}
		if err := q.New().ResealTOTP(ctx, d, q.ResealTOTPParams{ID: row.ID, Sealed: kept}); err != nil {
			return row, "", db.Error(err)
		}
	}
	return row, secretText.EncodeToString(secret), nil
}

// matchTOTP returns the step whose code was typed.
func matchTOTP(secret, code string, now time.Time) (step int64, right bool) {
	current := now.Unix() / int64(totpStep.Seconds())
	for step := current - totpDrift; step <= current+totpDrift; step++ {
		// The error is a code of another length: wrong.
		match, err := hotp.ValidateCustom(code, uint64(step), secret, hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && match {
			return step, true
		}
	}
	return 0, false
}

// totpOf names whose secret is sealed.
func totpOf(userID int64) string { return "user " + strconv.FormatInt(userID, 10) }

func wrongCode() error {
	var fields apperr.Fields
	fields.Add("code", "security.error.code")
	return fields.Err()
}

var errNoQR = errors.New("accounts: the address does not fit a QR code")
