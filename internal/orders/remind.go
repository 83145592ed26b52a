package orders

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"tenaz/internal/db"
	"tenaz/internal/i18n"
	"tenaz/internal/payments"
	q "tenaz/queries/orders"
)

const (
	// unpaidAfter is how long an order may wait before its buyer gets its link by
	// mail: most pay at once.
	unpaidAfter = 5 * time.Minute
	// timeToAct is what must be left of a deadline for a mail about it to help.
	timeToAct = 2 * time.Minute
	// reminderHorizon is further ahead than any reminder comes.
	reminderHorizon = 40 * time.Hour
)

// once keeps a sweep from asking for a mail that was asked for already, whatever
// became of it: an address that refuses is not written to every quarter minute.
func once() *river.InsertOpts {
	return &river.InsertOpts{UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: rivertype.JobStates()}}
}

// RemindDue asks for the mails that time alone brings about, at most limit of
// each kind, and returns how many: an order that nobody has paid after five
// minutes, an issued code that expires soon. The mail's job looks again; an order
// that was paid or cancelled meanwhile gets none.
func (s *Service) RemindDue(ctx context.Context, limit int) (int, error) {
	now := s.Clock.Now()
	waiting, err := q.New().Unreminded(ctx, s.DB, q.UnremindedParams{
		PlacedBefore: now.Add(-unpaidAfter), PayableAfter: now.Add(timeToAct), Most: int32(limit),
	})
	if err != nil {
		return 0, db.Error(err)
	}
	codes, err := q.New().NearDeadline(ctx, s.DB, q.NearDeadlineParams{
		Now: now, Horizon: now.Add(reminderHorizon), Most: int32(limit),
	})
	if err != nil {
		return 0, db.Error(err)
	}
	var due []river.JobArgs
	for _, id := range waiting {
		due = append(due, UnpaidMailArgs{OrderID: id})
	}
	for _, c := range codes {
		if c.ToldAt != nil && reminderDue(payments.Method(c.Method), *c.CodeExpiresAt, *c.ToldAt, now) {
			due = append(due, DeadlineMailArgs{OrderID: c.OrderID, AttemptID: c.ID})
		}
	}
	if len(due) == 0 {
		return 0, nil
	}
	return len(due), db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		for _, args := range due {
			if _, err := s.Jobs.InsertTx(ctx, tx, args, once()); err != nil {
				return err
			}
		}
		return nil
	})
}

// reminderDue reports whether the buyer is to be reminded of a code now. A Pix
// code is remembered ten minutes before its end, a boleto from nine in the
// morning of the day before; never right after the mail that brought the code,
// and never when it is too late to act.
func reminderDue(method payments.Method, due, told, now time.Time) bool {
	at, gap, left := due.Add(-10*time.Minute), 10*time.Minute, timeToAct
	if method == payments.Boleto {
		day := due.In(i18n.Zone())
		at = time.Date(day.Year(), day.Month(), day.Day()-1, 9, 0, 0, 0, i18n.Zone())
		gap, left = 12*time.Hour, time.Hour
	}
	return !now.Before(at) && now.Sub(told) >= gap && now.Add(left).Before(due)
}

// UnpaidStands reports whether a mail that the order waits for its payment still
// helps its reader.
func (s *Service) UnpaidStands(o Order, latest payments.Attempt) bool {
	return o.AwaitsPayment() && o.PaymentState == Unpaid && latest.Live() && latest.CloseReason == payments.ByItself &&
		latest.ExpiresAt.After(s.Clock.Now())
}

// DeadlineStands reports whether a mail about an issued code still helps its
// reader.
func (s *Service) DeadlineStands(o Order, a payments.Attempt) bool {
	return o.AwaitsPayment() && a.State == payments.Pending && a.CloseReason == payments.ByItself && a.CodeURL != "" &&
		a.CodeExpiresAt != nil && a.CodeExpiresAt.After(s.Clock.Now())
}
