package support

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/db"
	"tenaz/internal/dossier"
	q "tenaz/queries/support"
)

// messagesKept is how long an answered message is kept: the time in which a
// consumer may claim damages (CDC, art. 27).
const messagesKept = 5 * 365 * 24 * time.Hour

// ExportTx returns what a person wrote to the shop.
func ExportTx(ctx context.Context, tx pgx.Tx, p dossier.Person) ([]dossier.Sheet, error) {
	if p.Email == "" {
		return nil, nil
	}
	rows, err := q.New().ExportMessages(ctx, tx, p.Email)
	return []dossier.Sheet{{Name: "mensagens", Rows: json.RawMessage(rows)}}, err
}

// EraseTx forgets who wrote to the shop and what.
func EraseTx(ctx context.Context, tx pgx.Tx, p dossier.Person, _ time.Time) error {
	if p.Email == "" {
		return nil
	}
	return q.New().EraseMessages(ctx, tx, p.Email)
}

// Purge forgets who wrote messages that were answered long ago.
func (s *Service) Purge(ctx context.Context) error {
	_, err := q.New().PurgeMessages(ctx, s.DB, s.Clock.Now().Add(-messagesKept))
	return db.Error(err)
}
