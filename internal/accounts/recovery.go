package accounts

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"strings"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

const (
	// recoveryCodes is how many a person gets at a time.
	recoveryCodes = 10
	// recoveryLength is a code's characters: 120 bits, so that a plain hash keeps
	// them and guessing them is hopeless.
	recoveryLength = 24
	recoveryGroup  = 6
	// recoveryAlphabet has no I, L, O and U, which look like others: 32 characters.
	recoveryAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
)

// NewRecoveryCodes replaces the person's recovery codes and returns them, this
// once. Without a second factor there is nothing to recover: Conflict.
func (s *Service) NewRecoveryCodes(ctx context.Context, by actor.Actor, in FactorInput) (codes []string, err error) {
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := lockPersonTx(ctx, tx, in.UserID); err != nil {
			return err
		}
		has, err := factors(ctx, tx, in.UserID)
		if err != nil {
			return err
		}
		if !has.Second() {
			return apperr.New(apperr.Conflict, "security.error.no_factor")
		}
		if codes, err = s.putCodesTx(ctx, tx, in.UserID); err != nil {
			return err
		}
		return s.factorChangedTx(ctx, tx, by, in, "recovery_new", "")
	})
	return codes, err
}

// firstCodesTx makes recovery codes for whoever has none left.
func (s *Service) firstCodesTx(ctx context.Context, tx pgx.Tx, userID int64) ([]string, error) {
	has, err := factors(ctx, tx, userID)
	if err != nil || has.Recovery > 0 {
		return nil, err
	}
	return s.putCodesTx(ctx, tx, userID)
}

func (s *Service) putCodesTx(ctx context.Context, tx pgx.Tx, userID int64) ([]string, error) {
	if err := q.New().DropRecoveryCodes(ctx, tx, userID); err != nil {
		return nil, err
	}
	codes := make([]string, recoveryCodes)
	for i := range codes {
		code, err := newRecoveryCode()
		if err != nil {
			return nil, err
		}
		codes[i] = code
		if err := q.New().InsertRecoveryCode(ctx, tx, q.InsertRecoveryCodeParams{
			UserID: userID, Hash: recoveryHash(code), At: s.Clock.Now(),
		}); err != nil {
			return nil, err
		}
	}
	return codes, nil
}

// useRecoveryCode takes a code once, and writes to the person: whoever uses one
// has lost something.
func (s *Service) useRecoveryCode(ctx context.Context, by actor.Actor, userID int64, code string) error {
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		now := s.Clock.Now()
		used, err := q.New().UseRecoveryCode(ctx, tx, q.UseRecoveryCodeParams{UserID: userID, Hash: recoveryHash(code), At: &now})
		if err != nil {
			return err
		}
		if used == 0 {
			return wrongCode()
		}
		return s.toldTx(ctx, tx, by, userID, "recovery_used")
	})
}

func newRecoveryCode() (string, error) {
	random := make([]byte, recoveryLength)
	if _, err := rand.Read(random); err != nil {
		return "", err
	}
	var code strings.Builder
	for i, b := range random {
		if i > 0 && i%recoveryGroup == 0 {
			code.WriteByte('-')
		}
		code.WriteByte(recoveryAlphabet[b%32])
	}
	return code.String(), nil
}

// bareCode returns a typed code as it is compared: without spaces and dashes, in
// upper case, look-alikes as they are meant.
func bareCode(typed string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '\u00a0', '\t':
			return -1
		case 'o', 'O':
			return '0'
		case 'i', 'I', 'l', 'L':
			return '1'
		}
		if r >= 'a' && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, typed)
}

func recoveryHash(code string) []byte {
	sum := sha256.Sum256([]byte("tenaz recovery " + bareCode(code)))
	return sum[:]
}
