package orders

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	"tenaz/internal/payments"
	q "tenaz/queries/orders"
)

// CancelInput names the order that the store cancels, and the version that
// staff saw.
type CancelInput struct {
	Number  int64
	Version int
	// Proven is as in RefundInput.
	Proven bool
}

// CancelByStaff cancels an order that was not shipped. What could still be paid
// is closed at Stripe; what was paid goes back whole; its stock is released and
// the customer told. What goes back is bound as in Refund. Conflict if the order is
// shipped, cancelled already, being paid at the bank, or not the version that staff
// saw.
func (s *Service) CancelByStaff(ctx context.Context, by actor.Actor, in CancelInput) error {
	order, err := s.ByNumber(ctx, in.Number)
	if err != nil {
		return err
	}
	switch {
	case order.Version != in.Version:
		return apperr.New(apperr.Conflict, "error.stale")
	case !order.Mendable():
		return apperr.New(apperr.Conflict, "error.not_cancellable")
	case order.AwaitsPayment():
		return s.cancelUnpaid(ctx, by, order)
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if order, err = s.lockTx(ctx, tx, order.ID, in.Version); err != nil {
			return err
		}
		if !order.Mendable() {
			return apperr.New(apperr.Conflict, "error.not_cancellable")
		}
		if err := s.allBackTx(ctx, tx, by, order.ID, payments.ForCancelled, in.Proven); err != nil {
			return err
		}
		if err := s.cancelPaidTx(ctx, tx, by, order.ID, ReasonStaff); err != nil {
			return err
		}
		return s.auditCancelTx(ctx, tx, by, order)
	})
}

// cancelUnpaid writes down who asked and from where, closes the payment at Stripe, and cancels.
// Whoever hears of the payment's end first cancels, with the audit entry of the
// person who asked in the same transaction.
func (s *Service) cancelUnpaid(ctx context.Context, by actor.Actor, order Order) error {
	err := db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := s.lockTx(ctx, tx, order.ID, order.Version); err != nil {
			return err
		}
		return recordTx(ctx, tx, by, s.Clock.Now(), order.ID, EventCancelAsked, "address", by.Address, "agent", by.Agent, "request", by.RequestID)
	})
	if err != nil {
		return err
	}
	if err := s.release(ctx, by, order.ID, ReasonStaff); err != nil {
		return err
	}
	after, err := s.ByID(ctx, order.ID)
	if err != nil {
		return err
	}
	if after.State != StateCancelled {
		return apperr.New(apperr.Conflict, "error.stale")
	}
	return nil
}

// auditAskedTx writes the audit entry of a cancellation that staff asked for, in
// the name of who asked last.
func (s *Service) auditAskedTx(ctx context.Context, tx pgx.Tx, order Order) error {
	asked, err := q.New().NewestEvent(ctx, tx, q.NewestEventParams{OrderID: order.ID, Kind: EventCancelAsked})
	if err != nil {
		return db.Error(err)
	}
	var from struct{ Address, Agent, Request string }
	if err := json.Unmarshal(asked.Data, &from); err != nil {
		return err
	}
	by := actor.Actor{
		Kind: actor.Kind(asked.ActorKind), ID: asked.ActorID, Name: asked.ActorName,
		Address: from.Address, Agent: from.Agent, RequestID: from.Request,
	}
	return s.auditCancelTx(ctx, tx, by, order)
}

func (s *Service) auditCancelTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order) error {
	return audit.RecordTx(ctx, tx, by, s.Clock.Now(), audit.Entry{
		Action: "order.cancel", SubjectKind: "order", SubjectID: order.ID,
		Before: map[string]string{"state": order.State, "payment_state": order.PaymentState},
		After:  map[string]string{"state": StateCancelled, "reason": ReasonStaff},
	})
}

// cancelPaidTx cancels an order whose money is on its way back and releases its
// stock. The caller holds the order's lock.
func (s *Service) cancelPaidTx(ctx context.Context, tx pgx.Tx, by actor.Actor, orderID int64, reason string) error {
	now := s.Clock.Now()
	if err := q.New().CancelPaid(ctx, tx, q.CancelPaidParams{ID: orderID, Reason: reason, Now: now}); err != nil {
		return err
	}
	if err := q.New().CancelAllUnits(ctx, tx, orderID); err != nil {
		return err
	}
	if err := s.freeStockTx(ctx, tx, by, orderID, now); err != nil {
		return err
	}
	if err := recordTx(ctx, tx, by, now, orderID, EventCancelled, "reason", reason); err != nil {
		return err
	}
	return s.cancelledMailTx(ctx, tx, orderID, reason)
}

// cancelledMailTx tells the customer of a cancellation that was somebody's
// decision, or that the time to pay ran out. One who placed anew knows.
func (s *Service) cancelledMailTx(ctx context.Context, tx pgx.Tx, orderID int64, reason string) error {
	var args river.JobArgs
	switch reason {
	case ReasonCustomer, ReasonStaff:
		args = CancelledMailArgs{OrderID: orderID}
	case ReasonExpired:
		args = ExpiredMailArgs{OrderID: orderID}
	default:
		return nil
	}
	_, err := s.Jobs.InsertTx(ctx, tx, args, &river.InsertOpts{Queue: "mail"})
	return err
}
