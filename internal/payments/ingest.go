package payments

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/stripe/stripe-go/v76"
	"github.com/stripe/stripe-go/v76/webhook"

	"tenaz/internal/apperr"
	"tenaz/internal/db"
	q "tenaz/queries/payments"
)

// Ingest verifies what Stripe sent and stores it once, together with the job
// that acts on it. A forged or stale signature, or an event of another API
// version than the library's, is Invalid and changes nothing. An event that is
// in the inbox already is taken for granted. Only ids, states and codes are
// kept of it.
func (s *Service) Ingest(ctx context.Context, payload []byte, signature string) error {
	event, err := s.verify(payload, signature)
	if err != nil {
		return apperr.Wrap(apperr.Invalid, err, "error.webhook_signature")
	}
	row, err := strip(event)
	if err != nil {
		return apperr.Wrap(apperr.Invalid, err, "error.webhook_payload")
	}
	row.ReceivedAt = s.Clock.Now()
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		inserted, err := q.New().InsertEvent(ctx, tx, row)
		if err != nil || inserted == 0 {
			return err
		}
		_, err = s.Jobs.InsertTx(ctx, tx, EventArgs{EventID: event.ID}, &river.InsertOpts{Queue: "payments"})
		return err
	})
}

// verify tries every secret, so that one can be rotated. The library refuses a
// signature older than five minutes by the machine's clock
// (docs.stripe.com/webhooks#replay-attacks) and another API version.
func (s *Service) verify(payload []byte, header string) (event stripe.Event, err error) {
	err = webhook.ErrNoValidSignature
	for _, secret := range s.WebhookSecrets {
		if event, err = webhook.ConstructEvent(payload, header, secret); err == nil {
			return event, nil
		}
	}
	return event, err
}

// eventObject is what the store reads of an event's object: a session, a
// payment intent or a charge.
type eventObject struct {
	ID            string          `json:"id"`
	Object        string          `json:"object"`
	Status        string          `json:"status"`
	PaymentIntent json.RawMessage `json:"payment_intent"`
	// Metadata holds the order's id, which the store put there: it finds the
	// attempt when an event overtakes the answer that names the session.
	Metadata map[string]string `json:"metadata"`
}

// eventData is what the inbox keeps of an object beside its ids.
type eventData struct {
	Object  string `json:"object"`
	Status  string `json:"status"`
	OrderID string `json:"order_id"`
}

func strip(event stripe.Event) (q.InsertEventParams, error) {
	var object eventObject
	if event.Data != nil {
		if err := json.Unmarshal(event.Data.Raw, &object); err != nil {
			return q.InsertEventParams{}, err
		}
	}
	row := q.InsertEventParams{
		ID: event.ID, Type: string(event.Type), ObjectID: object.ID, HappenedAt: time.Unix(event.Created, 0).UTC(),
	}
	switch object.Object {
	case "checkout.session":
		row.SessionID = object.ID
	case "payment_intent":
		row.PaymentIntentID = object.ID
	}
	if row.PaymentIntentID == "" {
		row.PaymentIntentID = idOf(object.PaymentIntent)
	}
	data, err := json.Marshal(eventData{Object: object.Object, Status: object.Status, OrderID: object.Metadata["order_id"]})
	row.Data = data
	return row, err
}

// idOf reads a reference that may be null, an id or an expanded object.
func idOf(raw json.RawMessage) string {
	var id string
	if json.Unmarshal(raw, &id) == nil {
		return id
	}
	var object struct {
		ID string `json:"id"`
	}
	if json.Unmarshal(raw, &object) == nil {
		return object.ID
	}
	return ""
}

// AttemptOfEvent returns the attempt that an event of the inbox is about, and
// false when it is about none of ours or was acted on before.
func (s *Service) AttemptOfEvent(ctx context.Context, eventID string) (int64, bool, error) {
	event, err := q.New().Event(ctx, s.DB, eventID)
	if err != nil {
		return 0, false, db.Error(err)
	}
	if event.ProcessedAt != nil {
		return 0, false, nil
	}
	id, err := s.attemptOf(ctx, event)
	if apperr.Is(err, apperr.NotFound) {
		return 0, false, nil
	}
	return id, err == nil, err
}

func (s *Service) attemptOf(ctx context.Context, event q.ProviderEvent) (int64, error) {
	if event.SessionID != "" {
		id, err := q.New().AttemptBySession(ctx, s.DB, &event.SessionID)
		if err := db.Error(err); !apperr.Is(err, apperr.NotFound) {
			return id, err
		}
	}
	if event.PaymentIntentID != "" {
		id, err := q.New().AttemptByPaymentIntent(ctx, s.DB, &event.PaymentIntentID)
		if err := db.Error(err); !apperr.Is(err, apperr.NotFound) {
			return id, err
		}
	}
	var data eventData
	if err := json.Unmarshal(event.Data, &data); err != nil {
		return 0, err
	}
	orderID, err := strconv.ParseInt(data.OrderID, 10, 64)
	if err != nil {
		return 0, apperr.New(apperr.NotFound, "")
	}
	latest, err := q.New().LatestAttempt(ctx, s.DB, orderID)
	return latest.ID, db.Error(err)
}

// failures are the types of events that tell of a payment's failure.
var failures = []string{"payment_intent.payment_failed", "checkout.session.async_payment_failed", "charge.failed"}

// FailedAfterPaid reports whether an event tells of a failure that happened after
// the attempt's money had come.
func (s *Service) FailedAfterPaid(ctx context.Context, attemptID int64, eventID string) (bool, error) {
	event, err := q.New().Event(ctx, s.DB, eventID)
	if err != nil || !slices.Contains(failures, event.Type) {
		return false, db.Error(err)
	}
	captured, err := q.New().CapturedOfAttempt(ctx, s.DB, attemptID)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	return event.HappenedAt.After(captured), db.Error(err)
}

// EventDone records what became of an event.
func (s *Service) EventDone(ctx context.Context, eventID, outcome string) error {
	now := s.Clock.Now()
	return db.Error(q.New().EventProcessed(ctx, s.DB, q.EventProcessedParams{ID: eventID, Now: now, Outcome: outcome}))
}
