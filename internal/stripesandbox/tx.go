package stripesandbox

import (
	"encoding/json"
	"fmt"
	"time"
)

// tx is one change of the state. It runs under the state's lock; nothing of it
// is visible until commit, and a tx that is dropped never happened.
type tx struct {
	s   *Server
	st  *state
	now time.Time

	requestID string // of the API call that causes the change, else empty
	key       string // its idempotency key
	base      string // our public address as this request saw it

	// compact rewrites the journal afterwards: what was overwritten is to be gone.
	compact bool

	puts   []staged
	events []*Event
	due    []deadline
}

type staged struct {
	kind, id string
	row      any
	apply    func()
}

// get returns a copy of a row as this transaction sees it, or nil.
func get[T any](x *tx, t *table[T], id string) *T {
	for i := range x.puts {
		if p := &x.puts[i]; p.kind == t.kind && p.id == id {
			c := *p.row.(*T)
			return &c
		}
	}
	row, ok := t.rows[id]
	if !ok {
		return nil
	}
	c := *row
	return &c
}

// put stages row; the caller must not change it afterwards, only a new get of it.
func put[T any](x *tx, t *table[T], id string, row *T) {
	c := *row
	s := staged{kind: t.kind, id: id, row: &c, apply: func() { t.set(id, &c) }}
	for i := range x.puts {
		if x.puts[i].kind == t.kind && x.puts[i].id == id {
			x.puts[i] = s
			return
		}
	}
	x.puts = append(x.puts, s)
}

// drop forgets everything staged so far.
func (x *tx) drop() { x.puts, x.events, x.due = nil, nil, nil }

// emit stages an event with object as it stands now. Before holds the values
// that a change replaced.
func (x *tx) emit(kind string, object any, before map[string]any) {
	raw, err := json.Marshal(object)
	if err != nil {
		panic(fmt.Sprintf("stripesandbox: %T does not marshal: %v", object, err))
	}
	e := &Event{
		ID: newID("evt_1", 23), Object: "event", APIVersion: APIVersion, Created: x.now.Unix(),
		Data: EventData{Object: raw, PreviousAttributes: before},
		Request: eventRequest{
			ID: Nullable(x.requestID), IdempotencyKey: Nullable(x.key),
		},
		Type: kind,
	}
	if x.s.hooks.wants() {
		e.PendingWebhooks = 1
	}
	put(x, x.st.events, e.ID, e)
	x.events = append(x.events, e)
}

// watch stages a deadline.
func (x *tx) watch(kind deadlineKind, id string, at int64) {
	x.due = append(x.due, deadline{at: at, kind: kind, id: id})
}

// commit journals and applies what is staged, then hands the events to the
// webhooks. When the journal cannot be written nothing is applied.
func (x *tx) commit() error {
	if len(x.puts) > 0 && x.st.journal != nil {
		records := make([]record, len(x.puts))
		for i, p := range x.puts {
			raw, err := json.Marshal(p.row)
			if err != nil {
				return err
			}
			records[i] = record{Kind: p.kind, ID: p.id, Row: raw}
		}
		if err := x.st.journal.append(records); err != nil {
			return fmt.Errorf("write the sandbox's journal: %w", err)
		}
	}
	for _, p := range x.puts {
		p.apply()
	}
	for _, d := range x.due {
		x.st.due.push(d)
	}
	if x.compact && x.st.journal != nil {
		if err := x.st.compact(); err != nil {
			return fmt.Errorf("rewrite the sandbox's journal: %w", err)
		}
	}
	events := x.events
	x.drop()
	for _, e := range events {
		x.s.hooks.enqueue(e)
	}
	return nil
}
