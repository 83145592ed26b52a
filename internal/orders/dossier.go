package orders

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/dossier"
	"tenaz/internal/payments"
	q "tenaz/queries/orders"
)

// abandonedAfter is how long a guest's order that nobody paid keeps its buyer.
const abandonedAfter = 90 * 24 * time.Hour

// EventErased: the buyer asked to be forgotten, or the order was abandoned.
const EventErased = "erased"

// ExportTx returns a person's orders with their lines and the notes that were
// written for them to read.
func ExportTx(ctx context.Context, tx pgx.Tx, p dossier.Person) ([]dossier.Sheet, error) {
	user, email := refer(p.UserID), said(p.Email)
	list, err := q.New().ExportOrders(ctx, tx, q.ExportOrdersParams{UserID: user, Email: email})
	if err != nil {
		return nil, err
	}
	lines, err := q.New().ExportOrderLines(ctx, tx, q.ExportOrderLinesParams{UserID: user, Email: email})
	if err != nil {
		return nil, err
	}
	notes, err := q.New().ExportOrderNotes(ctx, tx, q.ExportOrderNotesParams{UserID: user, Email: email})
	return []dossier.Sheet{
		{Name: "pedidos", Rows: json.RawMessage(list)},
		{Name: "itens_dos_pedidos", Rows: json.RawMessage(lines)},
		{Name: "recados_dos_pedidos", Rows: json.RawMessage(notes)},
	}, err
}

// EraseTx takes a person out of their orders. Of those that were paid the fiscal
// record stays: number, values, and the buyer's name, document and address, as
// the tax law asks (LGPD, art. 16, I). Of the others nothing of the buyer does. The
// links of all of them die. Doing it again changes nothing.
func EraseTx(ctx context.Context, tx pgx.Tx, p dossier.Person, now time.Time) error {
	rows, err := q.New().LockPersonOrders(ctx, tx, q.LockPersonOrdersParams{UserID: refer(p.UserID), Email: said(p.Email)})
	if err != nil {
		return err
	}
	var fiscal, unpaid, theirs []int64
	for _, row := range rows {
		switch {
		case row.ByLink:
			theirs = append(theirs, row.ID) // another person's order, held by its link
		case row.Fiscal:
			fiscal = append(fiscal, row.ID)
		default:
			unpaid = append(unpaid, row.ID)
		}
	}
	if err := q.New().LeaveAccount(ctx, tx, q.LeaveAccountParams{Ids: theirs, Now: now}); err != nil {
		return err
	}
	if err := q.New().KeepFiscal(ctx, tx, q.KeepFiscalParams{Ids: fiscal, Now: now}); err != nil {
		return err
	}
	if err := forgetTx(ctx, tx, fiscal, now); err != nil {
		return err
	}
	return anonymiseTx(ctx, tx, unpaid, now)
}

func anonymiseTx(ctx context.Context, tx pgx.Tx, ids []int64, now time.Time) error {
	if err := q.New().Anonymise(ctx, tx, q.AnonymiseParams{Ids: ids, Now: now}); err != nil {
		return err
	}
	return forgetTx(ctx, tx, ids, now)
}

// forgetTx deletes what staff wrote about orders and what their payments knew of
// the buyer, and notes it on each timeline.
func forgetTx(ctx context.Context, tx pgx.Tx, ids []int64, now time.Time) error {
	if err := q.New().EraseNotes(ctx, tx, ids); err != nil {
		return err
	}
	if err := payments.ForgetTx(ctx, tx, ids); err != nil {
		return err
	}
	for _, id := range ids {
		if err := recordTx(ctx, tx, actor.Store("privacy"), now, id, EventErased); err != nil {
			return err
		}
	}
	return nil
}

// Standing is what an erasure would meet.
type Standing struct {
	// Orders are all of a person's, Fiscal those of which the tax law keeps the
	// record, UnderWay those that have not arrived.
	Orders, Fiscal, UnderWay int
}

// StandingOf counts a person's orders.
func (s *Service) StandingOf(ctx context.Context, p dossier.Person) (Standing, error) {
	row, err := q.New().StandingOf(ctx, s.DB, q.StandingOfParams{UserID: refer(p.UserID), Email: said(p.Email)})
	return Standing{Orders: int(row.Orders), Fiscal: int(row.Fiscal), UnderWay: int(row.UnderWay)}, db.Error(err)
}

// CancelWaiting cancels what a person has not paid: it is closed at Stripe, so
// that nobody pays an order of somebody who is gone. Conflict while a bank is
// still deciding about a payment.
func (s *Service) CancelWaiting(ctx context.Context, by actor.Actor, p dossier.Person) error {
	ids, err := q.New().WaitingOrdersOf(ctx, s.DB, q.WaitingOrdersOfParams{UserID: refer(p.UserID), Email: said(p.Email)})
	if err != nil {
		return db.Error(err)
	}
	for _, id := range ids {
		if err := s.release(ctx, by, id, ReasonCustomer); err != nil {
			return err
		}
		order, err := s.ByID(ctx, id)
		if err != nil {
			return err
		}
		if order.AwaitsPayment() {
			return apperr.New(apperr.Conflict, "privacy.error.paying")
		}
	}
	return nil
}

// AnonymiseAbandoned takes the buyers out of guest orders that nobody paid in
// ninety days, at most limit of them, and returns how many it found.
func (s *Service) AnonymiseAbandoned(ctx context.Context, limit int) (int, error) {
	now := s.Clock.Now()
	found := 0
	err := db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		ids, err := q.New().LockAbandoned(ctx, tx, q.LockAbandonedParams{Before: now.Add(-abandonedAfter), Most: int32(limit)})
		if err != nil || len(ids) == 0 {
			return err
		}
		found = len(ids)
		return anonymiseTx(ctx, tx, ids, now)
	})
	return found, err
}

func refer(id int64) *int64 {
	if id == 0 {
		return nil
	}
	return &id
}

func said(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
