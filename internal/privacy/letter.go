package privacy

import (
	"context"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/dossier"
	q "tenaz/queries/privacy"
)

// The letters about a person's data. Each has its texts under email.account.
const (
	LetterLink   = "data_link"
	LetterNone   = "data_none"
	LetterReady  = "data_ready"
	LetterErased = "data_erased"
)

// Letter is a mail about a person's data: what it says, to whom, and where its
// button leads. Cause makes it one.
type Letter struct {
	What, Email, Path string
	UserID, Cause     int64
}

// LetterOf returns the mail that a job asks for; NotFound when there is nothing
// to tell any more.
func (r *Rights) LetterOf(ctx context.Context, args LinkArgs) (Letter, error) {
	letter := Letter{What: LetterReady, Path: "/account/privacy", Cause: args.RequestID}
	if args.RequestID != 0 {
		row, err := q.New().Request(ctx, r.DB, args.RequestID)
		if err != nil {
			return letter, db.Error(err)
		}
		p := personOf(row)
		if row.State != "ready" || p.Email == "" {
			return letter, apperr.New(apperr.NotFound, "")
		}
		letter.Email, letter.UserID = p.Email, p.UserID
		if p.UserID != 0 {
			return letter, nil
		}
	}
	token, err := r.Accounts.TokenByID(ctx, args.TokenID)
	if err != nil {
		return letter, err
	}
	text, err := r.Accounts.TokenText(ctx, args.TokenID)
	if err != nil {
		return letter, err
	}
	letter.Email, letter.Path = token.Subject, "/privacy/data/"+text
	if args.RequestID != 0 {
		return letter, nil
	}
	letter.What, letter.Cause = LetterLink, token.ID
	known, err := r.knows(ctx, token.Subject)
	if !known {
		letter.What, letter.Path = LetterNone, ""
	}
	return letter, err
}

// knows reports whether the store has anything about an e-mail.
func (r *Rights) knows(ctx context.Context, email string) (bool, error) {
	account, err := r.HasAccount(ctx, email)
	if err != nil || account {
		return account, err
	}
	known := false
	err = db.InTx(ctx, r.DB, func(tx pgx.Tx) error {
		sheets, err := exportTx(ctx, tx, dossier.Person{Email: email})
		for _, s := range sheets {
			known = known || string(s.Rows) != "[]"
		}
		return err
	})
	return known, err
}
