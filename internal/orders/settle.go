package orders

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/actor"
	"tenaz/internal/cart"
	"tenaz/internal/db"
	"tenaz/internal/inventory"
	"tenaz/internal/money"
	"tenaz/internal/payments"
	q "tenaz/queries/orders"
)

// Settle asks Stripe what became of an attempt and brings the order to it. It
// is called from the webhook's job, the return page and the sweeps, in any
// order and number: every effect (money, stock, cart, mail) happens once.
func (s *Service) Settle(ctx context.Context, by actor.Actor, attemptID int64) error {
	attempt, order, err := s.ofAttempt(ctx, attemptID)
	if err != nil {
		return err
	}
	snap, err := s.Payments.Read(ctx, attempt.ID, reference(order.Number))
	if err != nil {
		return err
	}
	_, err = s.apply(ctx, by, order, attempt.ID, snap)
	return err
}

func (s *Service) ofAttempt(ctx context.Context, attemptID int64) (payments.Attempt, Order, error) {
	attempt, err := s.Payments.Attempt(ctx, attemptID)
	if err != nil {
		return attempt, Order{}, err
	}
	row, err := q.New().Order(ctx, s.DB, attempt.OrderID)
	return attempt, s.fromRow(row), db.Error(err)
}

// apply writes what Stripe said in one transaction: cart, order, attempt, then
// stock, in the store's lock order, and with them what more the caller writes. It
// returns the attempt as it is now.
func (s *Service) apply(ctx context.Context, by actor.Actor, order Order, attemptID int64, snap payments.Snapshot, more ...func(pgx.Tx, payments.Attempt) error) (payments.Attempt, error) {
	var attempt payments.Attempt
	err := db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if err := cart.LockRowTx(ctx, tx, order.CartID); err != nil {
			return err
		}
		row, err := q.New().LockOrder(ctx, tx, order.ID)
		if err != nil {
			return err
		}
		change, err := payments.ApplyTx(ctx, tx, attemptID, snap, s.Clock.Now())
		if err != nil {
			return err
		}
		attempt = change.Attempt
		if err := s.applyChangeTx(ctx, tx, by, s.fromRow(row), change); err != nil {
			return err
		}
		if err := s.refundsTx(ctx, tx, by, order.ID, change.Refunds); err != nil {
			return err
		}
		for _, write := range more {
			if err := write(tx, attempt); err != nil {
				return err
			}
		}
		return nil
	})
	return attempt, err
}

func (s *Service) applyChangeTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, change payments.Change) error {
	switch {
	case change.NewPayment:
		return s.paidTx(ctx, tx, by, order, change)
	case change.Attempt.State == change.Before:
		return nil
	case change.Attempt.State == payments.Pending:
		return s.pendingTx(ctx, tx, by, order, change)
	case !change.Attempt.Live() && order.AwaitsPayment():
		return s.endedTx(ctx, tx, by, order, change)
	}
	return nil
}

// paidTx records money that arrived. Once the payments cover the total, the
// order is paid: its reservation loses its expiry, the cart what was bought,
// and the confirmation is sent. Money for an order whose hold was released
// takes the stock again; what does not fit becomes a shortage. Another amount
// than the total, or another currency, holds the order until staff decide; what
// comes for an order that was given up, or twice, goes back.
func (s *Service) paidTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, change payments.Change) error {
	switch {
	case order.PaidAt != nil:
		return s.unwantedTx(ctx, tx, by, order, change, EventPaidAgain, payments.ForDuplicate)
	case order.givenUp():
		return s.unwantedTx(ctx, tx, by, order, change, EventPaidLate, payments.ForLate)
	case change.Foreign != "" || change.Paid < order.Total:
		return s.mismatchTx(ctx, tx, by, order, change)
	}
	if order.State == StateCancelled {
		if err := recordTx(ctx, tx, by, s.Clock.Now(), order.ID, EventReopened, "reason", order.CancelReason); err != nil {
			return err
		}
	}
	lines, err := linesOf(ctx, tx, order.ID)
	if err != nil {
		return err
	}
	if err := s.emptyCartTx(ctx, tx, order.CartID, lines); err != nil {
		return err
	}
	err = s.settleTx(ctx, tx, by, order, change.Paid, "amount", centavos(change.Amount), "method", string(change.Attempt.Method))
	if err != nil || change.Paid == order.Total {
		return err
	}
	return s.holdTx(ctx, tx, by, order, change)
}

// settleTx makes an order paid, with its stock and its mails. pairs say on the
// timeline by what.
func (s *Service) settleTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, paid money.Cents, pairs ...string) error {
	now := s.Clock.Now()
	if err := s.setPaidTx(ctx, tx, order, paid, Paid, &now, now); err != nil {
		return err
	}
	if err := recordTx(ctx, tx, by, now, order.ID, EventPaid, pairs...); err != nil {
		return err
	}
	lines, err := linesOf(ctx, tx, order.ID)
	if err != nil {
		return err
	}
	if err := s.commitStockTx(ctx, tx, by, order.ID, lines, now); err != nil {
		return err
	}
	if _, err = s.Jobs.InsertTx(ctx, tx, PaidMailArgs{OrderID: order.ID}, &river.InsertOpts{Queue: "mail"}); err != nil {
		return err
	}
	_, err = s.Jobs.InsertTx(ctx, tx, StaffMailArgs{OrderID: order.ID}, &river.InsertOpts{Queue: "mail"})
	return err
}

func (s *Service) setPaidTx(ctx context.Context, tx pgx.Tx, order Order, paid money.Cents, state string, paidAt *time.Time, now time.Time) error {
	return q.New().SetPaid(ctx, tx, q.SetPaidParams{
		ID: order.ID, State: StateOpen, PaymentState: state, PaidCents: paid, PaidAt: paidAt, Now: now,
	})
}

func (s *Service) emptyCartTx(ctx context.Context, tx pgx.Tx, cartID int64, lines []Line) error {
	bought := make([]cart.Bought, len(lines))
	for i, line := range lines {
		bought[i] = cart.Bought{VariantID: line.VariantID, Quantity: line.Quantity}
	}
	return cart.EmptyTx(ctx, tx, cartID, bought)
}

func (s *Service) commitStockTx(ctx context.Context, tx pgx.Tx, by actor.Actor, orderID int64, lines []Line, now time.Time) error {
	held, err := inventory.CommitTx(ctx, tx, orderID)
	if err != nil || held {
		return err
	}
	wants := make([]inventory.Want, len(lines))
	titles := map[int64]string{}
	for i, line := range lines {
		wants[i] = inventory.Want{OrderLineID: line.ID, VariantID: line.VariantID, Quantity: line.Quantity}
		titles[line.VariantID] = line.SKU
	}
	short, err := inventory.RetakeTx(ctx, tx, orderID, wants, now)
	if err != nil || len(short) == 0 {
		return err
	}
	skus := make([]string, len(short))
	for i, item := range short {
		skus[i] = titles[item.VariantID]
	}
	return recordTx(ctx, tx, by, now, orderID, EventShortage, "skus", strings.Join(skus, ", "))
}

// pendingTx notes an issued code or a payment at the bank, and holds the stock
// for as long as it can still be paid.
func (s *Service) pendingTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, change payments.Change) error {
	if !order.AwaitsPayment() {
		return nil
	}
	now := s.Clock.Now()
	if err := inventory.ExtendTx(ctx, tx, order.ID, change.Hold); err != nil {
		return err
	}
	if err := q.New().SetPaymentState(ctx, tx, q.SetPaymentStateParams{ID: order.ID, PaymentState: PaymentPending, Now: now}); err != nil {
		return err
	}
	if change.Attempt.CodeURL == "" {
		return nil
	}
	if err := recordTx(ctx, tx, by, now, order.ID, EventCodeIssued, "method", string(change.Attempt.Method)); err != nil {
		return err
	}
	_, err := s.Jobs.InsertTx(ctx, tx, CodeMailArgs{OrderID: order.ID, AttemptID: change.Attempt.ID}, &river.InsertOpts{Queue: "mail"})
	return err
}

// endedTx notes that an attempt cannot be paid any more. Its order is cancelled
// for the reason that was written down, unless another attempt follows.
func (s *Service) endedTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, change payments.Change) error {
	err := recordTx(ctx, tx, by, s.Clock.Now(), order.ID, EventPaymentEnded, "state", change.Attempt.State, "failure", change.Attempt.Failure)
	if err != nil {
		return err
	}
	switch change.Attempt.CloseReason {
	case payments.ForMethod:
		return nil
	case payments.ForReplacement:
		return s.cancelTx(ctx, tx, by, order, ReasonReplaced)
	case payments.ForCustomer:
		return s.cancelTx(ctx, tx, by, order, ReasonCustomer)
	case payments.ForStaff:
		return s.cancelTx(ctx, tx, by, order, ReasonStaff)
	}
	return s.cancelTx(ctx, tx, by, order, ReasonExpired)
}

// cancelTx cancels an unpaid order and releases its stock. The caller knows
// that nothing payable remains at Stripe and holds the order's lock.
func (s *Service) cancelTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, reason string) error {
	now := s.Clock.Now()
	if reason == ReasonStaff {
		if err := s.auditAskedTx(ctx, tx, order); err != nil {
			return err
		}
	}
	if err := q.New().Cancel(ctx, tx, q.CancelParams{ID: order.ID, Reason: reason, Now: now}); err != nil {
		return err
	}
	if err := s.freeStockTx(ctx, tx, by, order.ID, now); err != nil {
		return err
	}
	if err := recordTx(ctx, tx, by, now, order.ID, EventCancelled, "reason", reason); err != nil {
		return err
	}
	return s.cancelledMailTx(ctx, tx, order.ID, reason)
}
