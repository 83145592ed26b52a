package accounts

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/dossier"
	q "tenaz/queries/accounts"
)

// ExportTx returns what a person's account holds, and what staff wrote about it.
func ExportTx(ctx context.Context, tx pgx.Tx, p dossier.Person) ([]dossier.Sheet, error) {
	notes, err := q.New().ExportCustomerNotes(ctx, tx, q.ExportCustomerNotesParams{UserID: reference(p.UserID), Email: text(p.Email)})
	if err != nil {
		return nil, err
	}
	sheets := []dossier.Sheet{{Name: "anotacoes", Rows: json.RawMessage(notes)}}
	if p.UserID == 0 {
		return sheets, nil
	}
	for _, part := range []struct {
		name string
		read func(context.Context, q.DBTX, int64) (string, error)
	}{
		{"conta", q.New().ExportUser},
		{"enderecos", q.New().ExportAddresses},
		{"acessos", q.New().ExportLogins},
		{"chaves_de_acesso", q.New().ExportPasskeys},
	} {
		rows, err := part.read(ctx, tx, p.UserID)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, dossier.Sheet{Name: part.name, Rows: json.RawMessage(rows)})
	}
	return sheets, nil
}

// EraseTx makes a person's account a number that nobody can log in to: whatever
// it knew of them is deleted. Doing it again changes nothing. Conflict for whoever
// works here: what staff did has to stay theirs.
func EraseTx(ctx context.Context, tx pgx.Tx, p dossier.Person, now time.Time) error {
	user, email := reference(p.UserID), text(p.Email)
	run := []func() error{
		func() error { return q.New().EraseTokens(ctx, tx, q.EraseTokensParams{UserID: user, Email: email}) },
		func() error {
			return q.New().EraseCustomerNotes(ctx, tx, q.EraseCustomerNotesParams{UserID: user, Email: email})
		},
		func() error {
			return q.New().EraseMemberships(ctx, tx, q.EraseMembershipsParams{UserID: user, Email: email})
		},
	}
	if p.UserID != 0 {
		staff, err := q.New().IsStaff(ctx, tx, p.UserID)
		if err != nil {
			return err
		}
		if staff {
			return apperr.New(apperr.Conflict, "privacy.error.staff")
		}
		for _, erase := range []func(context.Context, q.DBTX, int64) error{
			q.New().EraseAddresses, q.New().EraseLogins, q.New().ErasePasskeys, q.New().EraseChallenges, q.New().EraseTOTP, q.New().EraseRecoveryCodes,
		} {
			run = append(run, func() error { return erase(ctx, tx, p.UserID) })
		}
		run = append(run, func() error {
			_, err := q.New().AnonymiseUser(ctx, tx, q.AnonymiseUserParams{ID: p.UserID, Now: now})
			return err
		})
	}
	for _, step := range run {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// PersonOf returns who a logged-in user is to the rest of the store: with the
// e-mail only once it is confirmed, because an unconfirmed one is anybody's.
func (s *Service) PersonOf(user User) dossier.Person {
	p := dossier.Person{UserID: user.ID}
	if user.Verified {
		p.Email = user.Email
	}
	return p
}

// EndAllTx ends every login of a user.
func (s *Service) EndAllTx(ctx context.Context, tx pgx.Tx, userID int64, reason string) error {
	_, err := endLoginsTx(ctx, tx, userID, 0, reason, s.Clock.Now())
	return err
}

// IsStaffTx reports whether a user works for the store.
func IsStaffTx(ctx context.Context, tx pgx.Tx, userID int64) (bool, error) {
	return q.New().IsStaff(ctx, tx, userID)
}

// tokensKept is how long a link that opens nothing any more is kept, so that a
// late click hears what happened; loginsKept is for a log-in that has ended.
const (
	tokensKept = 30 * 24 * time.Hour
	loginsKept = shopperLimit
)

// Purge deletes links, challenges and log-ins that have been over for long.
func (s *Service) Purge(ctx context.Context) error {
	now := s.Clock.Now()
	if _, err := q.New().PurgeTokens(ctx, s.DB, now.Add(-tokensKept)); err != nil {
		return db.Error(err)
	}
	if err := q.New().PurgeChallenges(ctx, s.DB, now); err != nil {
		return db.Error(err)
	}
	_, err := q.New().PurgeLogins(ctx, s.DB, now.Add(-loginsKept))
	return db.Error(err)
}
