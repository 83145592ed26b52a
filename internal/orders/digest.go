package orders

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/i18n"
	"tenaz/internal/money"
	"tenaz/internal/payments"
	q "tenaz/queries/orders"
)

const (
	// digestHour is from when in the morning, in Brasília, the day before is summed
	// up for the staff.
	digestHour = 8
	// digestMost is how many orders a digest names; it counts all.
	digestMost = 50
	dayFormat  = "2006-01-02"
)

// Digest is what was paid on one day in Brasília. Orders are the first fifty;
// Count and Total are of all.
type Digest struct {
	Day    time.Time
	Orders []DigestOrder
	Count  int
	Total  money.Cents
}

// DigestOrder is one order of a digest.
type DigestOrder struct {
	Number        int64
	PaidAt        time.Time
	City, UF      string
	PaymentMethod payments.Method
	Total         money.Cents
}

// DigestDue asks for the staff's mail about yesterday, once it is morning and if
// they want one a day. However often it is called, a day is asked for once.
func (s *Service) DigestDue(ctx context.Context) error {
	current, err := s.Settings.Get(ctx)
	if err != nil {
		return err
	}
	now := s.Clock.Now().In(i18n.Zone())
	if !current.Notifications.Daily || len(current.Notifications.Addresses()) == 0 || now.Hour() < digestHour {
		return nil
	}
	args := DigestMailArgs{Day: now.AddDate(0, 0, -1).Format(dayFormat)}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		_, err := s.Jobs.InsertTx(ctx, tx, args, once())
		return err
	})
}

// DigestOf returns what was paid on a day, written as 2026-11-23, and not
// cancelled since.
func (s *Service) DigestOf(ctx context.Context, day string) (Digest, error) {
	from, err := time.ParseInLocation(dayFormat, day, i18n.Zone())
	if err != nil {
		return Digest{}, apperr.Wrap(apperr.NotFound, err, "")
	}
	rows, err := q.New().PaidBetween(ctx, s.DB, q.PaidBetweenParams{FromAt: from, UntilAt: from.AddDate(0, 0, 1), Most: digestMost})
	if err != nil {
		return Digest{}, db.Error(err)
	}
	digest := Digest{Day: from}
	for _, r := range rows {
		digest.Count, digest.Total = int(r.Found), money.Cents(r.Sum)
		digest.Orders = append(digest.Orders, DigestOrder{
			Number: *r.Number, PaidAt: *r.PaidAt, City: r.City, UF: r.Uf, PaymentMethod: payments.Method(r.PaymentMethod), Total: r.TotalCents,
		})
	}
	return digest, nil
}
