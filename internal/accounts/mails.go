package accounts

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

// MailArgs asks for the mail that carries a token. The address and the link are
// looked up; Locale is the language of whoever asked.
type MailArgs struct {
	TokenID int64  `json:"token_id"`
	Locale  string `json:"locale"`
}

// Kind implements river.JobArgs.
func (MailArgs) Kind() string { return "mail_account" }

// Holder is who has an e-mail, for mails. Open is false for an account that
// nobody may log in to.
type Holder struct {
	User
	Open bool
}

// HolderOf returns who has an e-mail; the zero Holder if nobody has. It is for
// jobs: a page must not tell whether somebody has an account.
func (s *Service) HolderOf(ctx context.Context, email string) (Holder, error) {
	row, err := q.New().Holder(ctx, s.DB, email)
	if errors.Is(err, pgx.ErrNoRows) {
		return Holder{}, nil
	}
	if err != nil {
		return Holder{}, db.Error(err)
	}
	return Holder{
		User: User{ID: row.ID, Email: row.Email, Name: row.Name, Locale: row.Locale, Verified: row.Verified},
		Open: row.State == activeState,
	}, nil
}
