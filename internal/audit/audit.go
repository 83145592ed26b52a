// Package audit keeps the append-only record of what staff and the store
// changed. A personal field is recorded as Changed, never with its value.
package audit

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/db"
	q "tenaz/queries/audit"
)

// Changed stands for the value of a personal field that was changed.
const Changed = "changed"

// Entry is one change. Before and After are encoded as JSON; nil is left out.
type Entry struct {
	// Action is a noun and a verb in the past, such as "stock.adjusted".
	Action      string
	SubjectKind string
	SubjectID   int64
	Before      any
	After       any
}

// RecordTx adds an entry in the transaction of the change that it describes, so
// that neither exists without the other.
func RecordTx(ctx context.Context, tx pgx.Tx, by actor.Actor, at time.Time, e Entry) error {
	before, err := encode(e.Before)
	if err != nil {
		return err
	}
	after, err := encode(e.After)
	if err != nil {
		return err
	}
	return q.New().Record(ctx, tx, q.RecordParams{
		At: at, ActorKind: string(by.Kind), ActorID: by.ID, ActorName: by.Name, RequestID: by.RequestID,
		Action: e.Action, SubjectKind: e.SubjectKind, SubjectID: e.SubjectID, Before: before, After: after,
	})
}

func encode(v any) ([]byte, error) {
	if v == nil {
		return nil, nil
	}
	return json.Marshal(v)
}

// Record is an entry as it was kept. Before and After are JSON, nil for none.
type Record struct {
	ID        int64
	At        time.Time
	ActorKind actor.Kind
	ActorID   int64
	ActorName string
	Action    string
	Before    json.RawMessage
	After     json.RawMessage
}

// OfSubject returns the newest 200 entries about one subject, the newest first.
func OfSubject(ctx context.Context, d db.DB, kind string, id int64) ([]Record, error) {
	rows, err := q.New().OfSubject(ctx, d, q.OfSubjectParams{SubjectKind: kind, SubjectID: id})
	if err != nil {
		return nil, db.Error(err)
	}
	records := make([]Record, len(rows))
	for i, row := range rows {
		records[i] = Record{
			ID: row.ID, At: row.At, ActorKind: actor.Kind(row.ActorKind), ActorID: row.ActorID,
			ActorName: row.ActorName, Action: row.Action, Before: row.Before, After: row.After,
		}
	}
	return records, nil
}
