package stripesandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"
)

// sessionRow is a session with what only the sandbox needs to know.
type sessionRow struct {
	Session
	Lines  []LineItem `json:"sandbox_lines"`
	Intent intentData `json:"sandbox_intent"`
}

// intentData waits for the payment intent that confirmation will create.
type intentData struct {
	CaptureMethod    string    `json:"capture_method"`
	Description      Nullable  `json:"description"`
	Metadata         metadata  `json:"metadata"`
	ReceiptEmail     Nullable  `json:"receipt_email"`
	SetupFutureUsage Nullable  `json:"setup_future_usage"`
	Shipping         *Shipping `json:"shipping"`
	Descriptor       Nullable  `json:"statement_descriptor"`
	DescriptorSuffix Nullable  `json:"statement_descriptor_suffix"`
}

type intentRow struct {
	PaymentIntent
	SessionID string `json:"sandbox_session"`
	// Challenge is the test card whose 3-D Secure answer is awaited.
	Challenge string `json:"sandbox_challenge,omitempty"`
}

type chargeRow struct {
	Charge
	CardNumber string `json:"sandbox_card,omitempty"` // always one of Stripe's public test numbers
}

type refundRow struct {
	Refund
	// SettleAt is when a refund that settles later becomes SettleAs; 0: never.
	SettleAt int64  `json:"sandbox_settle_at,omitempty"`
	SettleAs string `json:"sandbox_settle_as,omitempty"`
}

type customerRow struct {
	Customer
	Deleted bool `json:"sandbox_deleted,omitempty"`
}

// keyRow is the stored result of the first request under an idempotency key.
type keyRow struct {
	Key       string          `json:"key"`
	Path      string          `json:"path"`
	Print     string          `json:"print"`
	Status    int             `json:"status"`
	Body      json.RawMessage `json:"body"`
	RequestID string          `json:"request_id"`
	At        int64           `json:"at"`
}

// keyLife is how long Stripe remembers an idempotency key.
const keyLife = 24 * time.Hour

// eventLife is how long Stripe lists an event.
const eventLife = 30 * 24 * time.Hour

// delivered is the journal's kind for "event i has no webhook pending": a few
// bytes in place of the event again.
const delivered = "delivered"

// state is everything the sandbox knows. mu guards all of it.
type state struct {
	mu      sync.Mutex
	journal *journal // nil: memory only

	sessions  *table[sessionRow]
	intents   *table[intentRow]
	charges   *table[chargeRow]
	refunds   *table[refundRow]
	disputes  *table[Dispute]
	customers *table[customerRow]
	balance   *table[BalanceTransaction]
	events    *table[Event]
	keys      *table[keyRow]
	// redactions are the jobs that took people out of payments.
	redactions *table[redactionRow]
	due        deadlines
}

func newState() *state {
	return &state{
		sessions:  newTable[sessionRow]("session"),
		intents:   newTable[intentRow]("intent"),
		charges:   newTable[chargeRow]("charge"),
		refunds:   newTable[refundRow]("refund"),
		disputes:  newTable[Dispute]("dispute"),
		customers: newTable[customerRow]("customer"),
		balance:   newTable[BalanceTransaction]("balance"),
		events:    newTable[Event]("event"),
		keys:      newTable[keyRow]("key"),

		redactions: newTable[redactionRow]("redaction"),
	}
}

func (st *state) tables() map[string]stored {
	return map[string]stored{
		"session": st.sessions, "intent": st.intents, "charge": st.charges, "refund": st.refunds,
		"dispute": st.disputes, "customer": st.customers, "balance": st.balance,
		"event": st.events, "key": st.keys, "redaction": st.redactions,
	}
}

// open reads dir's journal, prunes what Stripe would have forgotten and
// rewrites the file when most of it is history.
func (st *state) open(dir string, now time.Time) error {
	j, err := openJournal(dir)
	if err != nil {
		return err
	}
	st.journal = j
	tables := st.tables()
	seen, err := j.read(func(rec record) error {
		if rec.Kind == delivered {
			st.markDelivered(rec.ID)
			return nil
		}
		t, ok := tables[rec.Kind]
		if !ok {
			return fmt.Errorf("unknown kind %q", rec.Kind)
		}
		return t.restore(rec.ID, rec.Row)
	})
	if err != nil {
		return errors.Join(err, j.close())
	}
	st.forget(now)
	st.events.dropOldest(func(e *Event) bool { return e.Created < now.Add(-eventLife).Unix() })
	live := 0
	for _, t := range tables {
		live += t.len()
	}
	if dead := seen - live; dead > 1000 && dead > live/2 {
		if err = st.compact(); err != nil {
			return errors.Join(err, j.close())
		}
	}
	st.watchAll()
	return nil
}

// compact rewrites the journal without its history.
func (st *state) compact() error {
	return st.journal.rewrite(func(write func(record) error) error {
		for _, t := range st.tables() {
			if err := t.dump(write); err != nil {
				return err
			}
		}
		return nil
	})
}

// forget drops idempotency keys past their life.
func (st *state) forget(now time.Time) {
	limit := now.Add(-keyLife).Unix()
	st.keys.dropOldest(func(k *keyRow) bool { return k.At <= limit })
}

func (st *state) markDelivered(id string) {
	if e := st.events.rows[id]; e != nil {
		done := *e
		done.PendingWebhooks = 0
		st.events.set(id, &done)
	}
}
