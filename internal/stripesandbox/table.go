package stripesandbox

import "encoding/json"

// table holds the rows of one kind in the order in which they were made. A row
// is never changed in place: a transaction stores a changed copy, so whoever
// holds a row may read it without a lock.
type table[T any] struct {
	kind  string
	rows  map[string]*T
	order []string
}

func newTable[T any](kind string) *table[T] {
	return &table[T]{kind: kind, rows: map[string]*T{}}
}

func (t *table[T]) set(id string, row *T) {
	if _, ok := t.rows[id]; !ok {
		t.order = append(t.order, id)
	}
	t.rows[id] = row
}

// dropOldest removes rows from the front for as long as gone says so.
func (t *table[T]) dropOldest(gone func(*T) bool) {
	for len(t.order) > 0 && gone(t.rows[t.order[0]]) {
		delete(t.rows, t.order[0])
		t.order = t.order[1:]
	}
}

// newest calls yield from the last row to the first until it returns false.
func (t *table[T]) newest(yield func(*T) bool) {
	for i := len(t.order) - 1; i >= 0; i-- {
		if !yield(t.rows[t.order[i]]) {
			return
		}
	}
}

// restore implements stored: it sets a row read back from the journal.
func (t *table[T]) restore(id string, raw json.RawMessage) error {
	row := new(T)
	if err := json.Unmarshal(raw, row); err != nil {
		return err
	}
	t.set(id, row)
	return nil
}

// dump implements stored: it writes every row in order.
func (t *table[T]) dump(write func(record) error) error {
	for _, id := range t.order {
		raw, err := json.Marshal(t.rows[id])
		if err != nil {
			return err
		}
		if err := write(record{Kind: t.kind, ID: id, Row: raw}); err != nil {
			return err
		}
	}
	return nil
}

func (t *table[T]) len() int { return len(t.order) }

// stored is what the journal needs of a table.
type stored interface {
	restore(id string, raw json.RawMessage) error
	dump(write func(record) error) error
	len() int
}
