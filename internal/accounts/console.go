package accounts

import (
	"context"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

// StartReset makes a link with which a person chooses another password, and
// mails it; with print it returns the link's text instead, for who can hand it
// over. It is for the command line, and NotFound for whoever may not log in.
func (s *Service) StartReset(ctx context.Context, by actor.Actor, userID int64, print bool) (text string, err error) {
	if by.Kind != actor.System {
		return "", apperr.New(apperr.Forbidden, "")
	}
	var id int64
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		person, err := q.New().Person(ctx, tx, userID)
		if err != nil {
			return err
		}
		if id, err = s.NewTokenTx(ctx, tx, TokenRecover, person.ID, person.Email, recoverLifetime); err != nil {
			return err
		}
		if !print {
			if err := s.mailTx(ctx, tx, MailArgs{TokenID: id, Locale: person.Locale}); err != nil {
				return err
			}
		}
		return audit.RecordTx(ctx, tx, by, s.Clock.Now(), audit.Entry{
			Action: "user.reset", SubjectKind: "user", SubjectID: person.ID, After: map[string]bool{"mailed": !print},
		})
	})
	if err != nil || !print {
		return "", err
	}
	return s.TokenText(ctx, id)
}
