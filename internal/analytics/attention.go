package analytics

import (
	"context"
	"strings"
	"time"

	"tenaz/internal/db"
	"tenaz/internal/i18n"
	q "tenaz/queries/analytics"
)

// How long things may last before they need somebody.
const (
	// settleGrace is how long after a payment's end Stripe's report may come.
	settleGrace = 15 * time.Minute
	// overdueAfter is how long after its end a payment may be without an answer.
	overdueAfter = 30 * time.Minute
)

// Attention is what waits for somebody: counts of things, each of which can be
// mended on a page of the back office.
type Attention struct {
	// LastWebhook is when Stripe last reported anything; zero for never. Late:
	// payments have ended since, and no report came.
	LastWebhook  time.Time
	WebhooksLate bool
	// Unsettled are attempts to pay that should have ended and have not.
	Unsettled int
	// Jobs and Mails are those that failed for good, or many times.
	Jobs, Mails int
	// Unshipped are orders that were paid long ago, have their stock and have not
	// left.
	Unshipped int
	// Undecided are orders short of stock; Backorders those whose customers wait.
	Undecided, Backorders int
	// Held are orders whose money does not fit.
	Held int
	// Desk are refunds to be made by hand. StuckRefunds failed, StuckOrder is the
	// number of the first order of them.
	Desk, StuckRefunds int
	StuckOrder         int64
	// Refused are the methods that Stripe did not open last.
	Refused []string
}

// Attention returns what waits for somebody at a moment. Orders count as late
// after so many working days.
func (s *Service) Attention(ctx context.Context, now time.Time, unshippedDays int) (Attention, error) {
	row, err := q.New().Attention(ctx, s.DB, q.AttentionParams{
		Settled: now.Add(-settleGrace), Overdue: now.Add(-overdueAfter), Late: workingDaysBefore(now, unshippedDays),
		Month: now.AddDate(0, 0, -30), TwoMonths: now.AddDate(0, 0, -60), Week: now.AddDate(0, 0, -7),
	})
	if err != nil {
		return Attention{}, db.Error(err)
	}
	a := Attention{
		WebhooksLate: row.WebhooksLate, Unsettled: int(row.Unsettled), Jobs: int(row.Jobs), Mails: int(row.Mails),
		Unshipped: int(row.Unshipped), Undecided: int(row.Undecided), Backorders: int(row.Backorders), Held: int(row.Held),
		Desk: int(row.Desk), StuckRefunds: int(row.StuckRefunds), StuckOrder: row.StuckOrder,
	}
	if row.LastWebhook.Year() > 1 {
		a.LastWebhook = row.LastWebhook
	}
	if row.Refused != "" {
		a.Refused = strings.Split(row.Refused, ",")
	}
	return a, nil
}

// workingDaysBefore is the same hour so many days from Monday to Friday earlier,
// in Brasília. Holidays are not known.
func workingDaysBefore(now time.Time, days int) time.Time {
	at := now.In(i18n.Zone())
	for days > 0 {
		at = at.AddDate(0, 0, -1)
		if day := at.Weekday(); day != time.Saturday && day != time.Sunday {
			days--
		}
	}
	return at
}

// Overdue is an attempt to pay that should have ended.
type Overdue struct {
	AttemptID, OrderNumber int64
	Method                 string
	Due                    time.Time
}

// Overdue lists the attempts to pay that should have ended, the longest ago
// first, two hundred at most.
func (s *Service) Overdue(ctx context.Context, now time.Time) ([]Overdue, error) {
	rows, err := q.New().Overdue(ctx, s.DB, q.OverdueParams{Overdue: now.Add(-overdueAfter), Most: 200})
	if err != nil {
		return nil, db.Error(err)
	}
	list := make([]Overdue, len(rows))
	for i, r := range rows {
		list[i] = Overdue{AttemptID: r.ID, Method: r.Method, Due: r.Due}
		if r.Number != nil {
			list[i].OrderNumber = *r.Number
		}
	}
	return list, nil
}

// FailedJob is work of the queue that did not succeed. OrderNumber is 0 for work
// that is about no order.
type FailedJob struct {
	ID, OrderNumber   int64
	Kind, State       string
	Attempt, Attempts int
	TriedAt           time.Time
	// NextAt is when it is tried again by itself; zero for never.
	NextAt time.Time
}

// FailedJobs lists the work that failed for good or several times, the newest
// first, two hundred at most.
func (s *Service) FailedJobs(ctx context.Context) ([]FailedJob, error) {
	rows, err := q.New().FailedJobs(ctx, s.DB, 200)
	if err != nil {
		return nil, db.Error(err)
	}
	list := make([]FailedJob, len(rows))
	for i, r := range rows {
		list[i] = FailedJob{
			ID: r.ID, OrderNumber: r.Number, Kind: r.Kind, State: r.State, Attempt: int(r.Attempt), Attempts: int(r.MaxAttempts),
			TriedAt: r.AttemptedAt,
		}
		if r.State == "retryable" {
			list[i].NextAt = r.ScheduledAt
		}
	}
	return list, nil
}
