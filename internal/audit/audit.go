// Package audit keeps the append-only record of what staff and the store
// changed, who logged in and who was refused. A personal field is recorded as
// Changed, never with its value.
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
	// Where keeps from where a customer or a stranger acted. The log is for ever:
	// it is set only for what was tried against the staff.
	Where bool
}

// RecordTx adds an entry in the transaction of the change that it describes, so
// that neither exists without the other.
func RecordTx(ctx context.Context, tx pgx.Tx, by actor.Actor, at time.Time, e Entry) error {
	return insert(ctx, tx, by, at, e)
}

// RecordNow adds an entry that stands alone: of what was seen, exported or refused.
func RecordNow(ctx context.Context, d db.DB, by actor.Actor, at time.Time, e Entry) error {
	return db.Error(insert(ctx, d, by, at, e))
}

func insert(ctx context.Context, d q.DBTX, by actor.Actor, at time.Time, e Entry) error {
	before, err := encode(e.Before)
	if err != nil {
		return err
	}
	after, err := encode(e.After)
	if err != nil {
		return err
	}
	p := q.RecordParams{
		At: at, ActorKind: string(by.Kind), ActorID: by.ID, ActorName: by.Name, RequestID: by.RequestID,
		Action: e.Action, SubjectKind: e.SubjectKind, SubjectID: e.SubjectID, Before: before, After: after,
	}
	if by.Kind == actor.Staff || e.Where {
		p.Address, p.Agent = by.Address, by.Agent
	}
	return q.New().Record(ctx, d, p)
}

func encode(v any) ([]byte, error) {
	if v == nil {
		return nil, nil
	}
	return json.Marshal(v)
}

// Record is an entry as it was kept. Before and After are JSON, nil for none.
// Address and Agent are empty for customers.
type Record struct {
	ID             int64
	At             time.Time
	ActorKind      actor.Kind
	ActorID        int64
	ActorName      string
	Address, Agent string
	Action         string
	SubjectKind    string
	SubjectID      int64
	// SubjectName is what the subject is called today, and Staff whether it is a
	// member of staff; only a search tells them.
	SubjectName   string
	Staff         bool
	Before, After json.RawMessage
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
			ID: row.ID, At: row.At, ActorKind: actor.Kind(row.ActorKind), ActorID: row.ActorID, ActorName: row.ActorName,
			Address: row.Address, Agent: row.Agent, Action: row.Action, SubjectKind: row.SubjectKind, SubjectID: row.SubjectID,
			Before: row.Before, After: row.After,
		}
	}
	return records, nil
}
