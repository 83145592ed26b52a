package support

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/i18n"
	"tenaz/internal/ratelimit"
	q "tenaz/queries/support"
)

// A mailbox may send this many messages in a window.
const (
	sendLimit  = 5
	sendWindow = time.Hour
	pageSize   = 50
)

// Deps are what the service needs.
type Deps struct {
	DB    db.DB
	Clock clock.Clock
	// Jobs takes the receipt, in the transaction that keeps the message.
	Jobs *river.Client[pgx.Tx]
}

// Service takes messages and keeps the queue of those to answer.
type Service struct{ Deps }

// New returns a Service.
func New(d Deps) *Service { return &Service{d} }

// Send keeps a message and asks for its receipt. The same form sent again on one
// day is the same message. TooMany when a mailbox sends too much.
func (s *Service) Send(ctx context.Context, _ actor.Actor, in SendInput) (Message, error) {
	m, err := in.check()
	if err != nil {
		return Message{}, err
	}
	now := s.Clock.Now()
	ok, after, err := ratelimit.Allow(ctx, s.DB, "contact "+ratelimit.Mailbox(m.Email), sendLimit, sendWindow, now)
	if err != nil {
		return Message{}, err
	}
	if !ok {
		return Message{}, apperr.New(apperr.TooMany, "support.too_many", "RetryAfter", after)
	}
	m.Locale = i18n.Locale(m.Locale)
	m.CreatedAt, m.DueAt = now, now.Add(AnswerWithin)
	m.Protocol = newProtocol(now.In(i18n.Zone()))
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error { return s.addTx(ctx, tx, &m) })
	return m, err
}

func (s *Service) addTx(ctx context.Context, tx pgx.Tx, m *Message) error {
	var order *int64
	if m.OrderNumber != 0 {
		order = &m.OrderNumber
	}
	id, err := q.New().Add(ctx, tx, q.AddParams{
		Protocol: m.Protocol, ContentHash: m.hash(), Name: m.Name, Email: m.Email, Subject: m.Subject, Message: m.Text,
		OrderNumber: order, Locale: m.Locale, CreatedAt: m.CreatedAt, DueAt: m.DueAt,
	})
	if errors.Is(err, pgx.ErrNoRows) {
		row, err := q.New().ByHash(ctx, tx, m.hash())
		if err == nil {
			*m = toMessage(row)
		}
		return err
	}
	if err != nil {
		return err
	}
	m.ID = id
	_, err = s.Jobs.InsertTx(ctx, tx, ReceiptArgs{MessageID: id}, &river.InsertOpts{Queue: "mail", MaxAttempts: receiptTries})
	return err
}

// ByProtocol returns a message; NotFound if there is none.
func (s *Service) ByProtocol(ctx context.Context, protocol string) (Message, error) {
	row, err := q.New().ByProtocol(ctx, s.DB, protocol)
	return toMessage(row), db.Error(err)
}

// ByID returns a message, for staff and jobs; NotFound if there is none.
func (s *Service) ByID(ctx context.Context, id int64) (Message, error) {
	row, err := q.New().ByID(ctx, s.DB, id)
	return toMessage(row), db.Error(err)
}

// Queue is a page of the messages to answer, the most urgent first, or of the
// answered ones, the newest first.
type Queue struct {
	Messages       []Message
	Open, Answered int
	Page, Pages    int
}

// List returns a page of the queue; NotFound beyond the last one.
func (s *Service) List(ctx context.Context, answered bool, page int) (Queue, error) {
	counts, err := q.New().Count(ctx, s.DB)
	if err != nil {
		return Queue{}, db.Error(err)
	}
	list := Queue{Open: int(counts.Open), Answered: int(counts.Answered), Page: page}
	total := list.Open
	if answered {
		total = list.Answered
	}
	list.Pages = max(1, (total+pageSize-1)/pageSize)
	if page < 1 || page > list.Pages {
		return Queue{}, apperr.New(apperr.NotFound, "")
	}
	rows, err := q.New().List(ctx, s.DB, q.ListParams{Answered: answered, PageSize: pageSize, Skip: int32((page - 1) * pageSize)})
	if err != nil {
		return Queue{}, db.Error(err)
	}
	for _, row := range rows {
		list.Messages = append(list.Messages, toMessage(row))
	}
	return list, nil
}

// MarkInput names a message and whether it has been answered.
type MarkInput struct {
	ID       int64
	Answered bool
}

// Mark takes a message out of the queue, or puts it back. Marking twice changes
// nothing.
func (s *Service) Mark(ctx context.Context, by actor.Actor, in MarkInput) error {
	now := s.Clock.Now()
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := q.New().ByID(ctx, tx, in.ID); err != nil {
			return err
		}
		action, changed, err := "message.reopened", int64(0), error(nil)
		if in.Answered {
			action = "message.answered"
			changed, err = q.New().Answer(ctx, tx, q.AnswerParams{ID: in.ID, At: now, By: by.Name})
		} else {
			changed, err = q.New().Reopen(ctx, tx, in.ID)
		}
		if err != nil || changed == 0 {
			return err
		}
		return audit.RecordTx(ctx, tx, by, now, audit.Entry{Action: action, SubjectKind: "message", SubjectID: in.ID})
	})
}

func toMessage(r q.ContactMessage) Message {
	m := Message{
		ID: r.ID, Protocol: r.Protocol, Name: r.Name, Email: r.Email, Subject: r.Subject, Text: r.Message, Locale: r.Locale,
		CreatedAt: r.CreatedAt, DueAt: r.DueAt, AnsweredAt: r.AnsweredAt, AnsweredBy: r.AnsweredBy,
	}
	if r.OrderNumber != nil {
		m.OrderNumber = *r.OrderNumber
	}
	return m
}
