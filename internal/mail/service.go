package mail

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/apperr"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/i18n"
	q "tenaz/queries/mail"
)

// claim is how long a sender may keep others from the same mail; longer than
// sending can take.
const claim = 2 * time.Minute

// ErrRefused is in the chain of the error that Send returns when trying again
// cannot help: the address or the message was refused for good.
var ErrRefused = errors.New("mail refused for good")

// Deps are what Service needs.
type Deps struct {
	DB     db.DB
	Clock  clock.Clock
	Config Config
	// Bounced is told of an address that its server does not know; may be nil.
	Bounced func(ctx context.Context, address string) error
}

// Service sends mail and reads its log.
type Service struct {
	Deps
}

// New returns a Service; it connects only to send.
func New(d Deps) *Service { return &Service{Deps: d} }

// Send writes the message into the log and hands it to the SMTP server. A key
// that was sent already returns nil and sends nothing. The error is of kind
// Unavailable when another try may succeed, and has ErrRefused in its chain
// when not. Between the server's receipt and the log's note a crash may repeat
// the mail, with the same Message-ID.
func (s *Service) Send(ctx context.Context, m Message) error {
	now := s.Clock.Now()
	id, err := q.New().Claim(ctx, s.DB, q.ClaimParams{
		Key: m.Key, Kind: m.Kind, OrderID: reference(m.OrderID), UserID: reference(m.UserID),
		Locale: i18n.Locale(m.Locale), MessageID: messageID(m.Key, s.Config.domain()),
		ClaimedUntil: now.Add(claim), At: now,
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return s.taken(ctx, m.Key)
	}
	if err != nil {
		return db.Error(err)
	}
	failure := s.deliver(ctx, m, now)
	err = s.note(ctx, id, failure, m.Last)
	if failure != nil && failure.mailbox && s.Bounced != nil {
		err = errors.Join(err, s.Bounced(ctx, m.To))
	}
	return err
}

// taken tells a mail that was sent from one that somebody is sending now.
func (s *Service) taken(ctx context.Context, key string) error {
	state, err := q.New().StateOf(ctx, s.DB, key)
	if err != nil {
		return db.Error(err)
	}
	if state == Sent {
		return nil
	}
	return apperr.Wrap(apperr.Unavailable, errors.New("mail is being sent by another worker"), "")
}

// note records how the delivery ended, even when the caller is gone by now.
func (s *Service) note(ctx context.Context, id int64, failure *deliveryError, last bool) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if failure == nil {
		return db.Error(q.New().MarkSent(ctx, s.DB, q.MarkSentParams{ID: id, At: s.Clock.Now()}))
	}
	state := Queued
	if failure.permanent || last {
		state = Failed
	}
	if err := q.New().MarkFailed(ctx, s.DB, q.MarkFailedParams{ID: id, State: state, Failure: failure.code}); err != nil {
		return errors.Join(failure, db.Error(err))
	}
	if failure.permanent {
		return fmt.Errorf("%w: %w", ErrRefused, failure)
	}
	return apperr.Wrap(apperr.Unavailable, failure, "")
}

// OfOrder returns the mails of an order, oldest first.
func (s *Service) OfOrder(ctx context.Context, orderID int64) ([]Entry, error) {
	rows, err := q.New().OfOrder(ctx, s.DB, orderID)
	if err != nil {
		return nil, db.Error(err)
	}
	entries := make([]Entry, len(rows))
	for i, r := range rows {
		entries[i] = Entry{
			ID: r.ID, Key: r.Key, Kind: r.Kind, OrderID: orderID, Locale: r.Locale, State: r.State,
			Attempts: int(r.Attempts), Failure: r.Failure, CreatedAt: r.CreatedAt, SentAt: r.SentAt,
		}
	}
	return entries, nil
}

// LogPage is a page of the mail log, newest first.
type LogPage struct {
	Entries []Entry
	Total   int
	Page    int
	Pages   int
}

const logPageSize = 50

// Log returns a page of the mail log; NotFound beyond the last page.
func (s *Service) Log(ctx context.Context, page int) (LogPage, error) {
	total, err := q.New().Count(ctx, s.DB)
	if err != nil {
		return LogPage{}, db.Error(err)
	}
	result := LogPage{Total: int(total), Page: page, Pages: max(1, (int(total)+logPageSize-1)/logPageSize)}
	if page < 1 || page > result.Pages {
		return LogPage{}, apperr.New(apperr.NotFound, "")
	}
	rows, err := q.New().List(ctx, s.DB, q.ListParams{Skip: int32((page - 1) * logPageSize), PageSize: logPageSize})
	if err != nil {
		return LogPage{}, db.Error(err)
	}
	for _, r := range rows {
		e := Entry{
			ID: r.ID, Kind: r.Kind, OrderNumber: r.OrderNumber, Locale: r.Locale, State: r.State,
			Attempts: int(r.Attempts), Failure: r.Failure, CreatedAt: r.CreatedAt, SentAt: r.SentAt,
		}
		if r.OrderID != nil {
			e.OrderID = *r.OrderID
		}
		result.Entries = append(result.Entries, e)
	}
	return result, nil
}

// OfCustomer returns the newest fifty mails to an account (0 for none) and about
// orders.
func (s *Service) OfCustomer(ctx context.Context, userID int64, orderIDs []int64) ([]Entry, error) {
	rows, err := q.New().OfCustomer(ctx, s.DB, q.OfCustomerParams{UserID: userID, OrderIds: orderIDs})
	entries := make([]Entry, len(rows))
	for i, r := range rows {
		entries[i] = Entry{
			ID: r.ID, Kind: r.Kind, OrderNumber: r.OrderNumber, Locale: r.Locale, State: r.State,
			Attempts: int(r.Attempts), Failure: r.Failure, CreatedAt: r.CreatedAt, SentAt: r.SentAt,
		}
	}
	return entries, db.Error(err)
}

func reference(id int64) *int64 {
	if id == 0 {
		return nil
	}
	return &id
}
