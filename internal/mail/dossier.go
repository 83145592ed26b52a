package mail

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/db"
	"tenaz/internal/dossier"
	q "tenaz/queries/mail"
)

// logKept is how long the log names a mail that belongs to no order.
const logKept = 365 * 24 * time.Hour

// ExportTx returns which mails a person was sent, and when. Their texts are not
// kept.
func ExportTx(ctx context.Context, tx pgx.Tx, p dossier.Person) ([]dossier.Sheet, error) {
	args := q.ExportMailsParams{UserID: reference(p.UserID)}
	if p.Email != "" {
		args.Email = &p.Email
	}
	rows, err := q.New().ExportMails(ctx, tx, args)
	return []dossier.Sheet{{Name: "e_mails_enviados", Rows: json.RawMessage(rows)}}, err
}

// Purge deletes old lines of the log. Those of orders stay with their orders.
func (s *Service) Purge(ctx context.Context) error {
	_, err := q.New().PurgeMails(ctx, s.DB, s.Clock.Now().Add(-logKept))
	return db.Error(err)
}
