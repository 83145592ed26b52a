package orders

import (
	"context"
	"slices"
	"strconv"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	"tenaz/internal/inventory"
	"tenaz/internal/money"
	"tenaz/internal/payments"
	q "tenaz/queries/orders"
)

// RefundInput asks for money of an order to go back: either units of its lines,
// by line id, or a free amount. Restock puts shipped units back on the shelf;
// units that were not shipped are cancelled in any case. Version is the order's
// version that staff saw.
type RefundInput struct {
	Number  int64
	Version int
	Units   map[int64]int
	Amount  money.Cents
	Reason  string
	Restock bool
	// Proven tells that staff proved a moment ago who they are, which a large
	// refund asks for.
	Proven bool
}

func (in RefundInput) check() error {
	var fields apperr.Fields
	if !slices.Contains(payments.StaffReasons, in.Reason) {
		fields.Add("reason", "error.refund_reason")
	}
	switch {
	case len(in.Units) > 0 && in.Amount != 0:
		fields.Add("amount", "error.refund_either")
	case len(in.Units) == 0 && in.Amount <= 0:
		fields.Add("amount", "error.refund_what")
	}
	for _, units := range in.Units {
		if units < 1 {
			fields.Add("amount", "error.refund_what")
		}
	}
	return fields.Err()
}

// Refund gives money back: the units' shares of price, discount and freight, or
// a free amount. More than the actor's role may give back is Forbidden, a large
// one of staff who have not proved who they are Unproven. More than there is, or units that were refunded already, is
// Conflict, and so is a stale version; a form that says nothing sensible is
// Invalid. The last unshipped unit cancels the order.
func (s *Service) Refund(ctx context.Context, by actor.Actor, in RefundInput) (refund payments.Refund, err error) {
	if err := in.check(); err != nil {
		return refund, err
	}
	order, err := s.ByNumber(ctx, in.Number)
	if err != nil {
		return refund, err
	}
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if order, err = s.lockTx(ctx, tx, order.ID, in.Version); err != nil {
			return err
		}
		refund, err = s.refundTx(ctx, tx, by, order, in)
		return err
	})
	return refund, err
}

// lockTx locks an order with its lines; Conflict if it is not the version that
// staff saw.
func (s *Service) lockTx(ctx context.Context, tx pgx.Tx, orderID int64, version int) (Order, error) {
	row, err := q.New().LockOrder(ctx, tx, orderID)
	if err != nil {
		return Order{}, db.Error(err)
	}
	order := s.fromRow(row)
	if order.Version != version {
		return Order{}, apperr.New(apperr.Conflict, "error.stale")
	}
	order.Lines, err = linesOf(ctx, tx, orderID)
	return order, err
}

func (s *Service) refundTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, in RefundInput) (payments.Refund, error) {
	now := s.Clock.Now()
	plan, err := planTx(ctx, tx, order, in)
	if err != nil {
		return payments.Refund{}, err
	}
	paymentID, err := payerTx(ctx, tx, order.ID, plan.amount)
	if err != nil {
		return payments.Refund{}, err
	}
	if err := s.mayRefundTx(ctx, tx, by, order.ID, plan.amount, in.Proven); err != nil {
		return payments.Refund{}, err
	}
	refund, err := s.requestTx(ctx, tx, by, payments.RefundInput{
		PaymentID: paymentID, OrderID: order.ID, Amount: plan.amount, Reason: in.Reason, Now: now,
	})
	if err != nil {
		return refund, err
	}
	if err := s.unitsTx(ctx, tx, by, order, refund.ID, plan); err != nil {
		return refund, err
	}
	if err := q.New().Touch(ctx, tx, q.TouchParams{ID: order.ID, Now: now}); err != nil {
		return refund, err
	}
	return refund, audit.RecordTx(ctx, tx, by, now, audit.Entry{
		Action: "order.refund", SubjectKind: "order", SubjectID: order.ID,
		After: map[string]string{
			"refund": strconv.FormatInt(refund.ID, 10), "amount_cents": centavos(plan.amount), "reason": in.Reason,
			"units": strconv.Itoa(plan.units()), "restocked": strconv.Itoa(count(plan.back)),
		},
	})
}

// payerTx chooses the payment that the money comes from: the first that covers
// it alone.
func payerTx(ctx context.Context, tx pgx.Tx, orderID int64, amount money.Cents) (int64, error) {
	list, err := payments.RefundableTx(ctx, tx, orderID)
	if err != nil {
		return 0, err
	}
	for _, p := range list {
		if p.Left >= amount && !p.Foreign {
			return p.PaymentID, nil
		}
	}
	return 0, apperr.New(apperr.Conflict, payments.ErrRefundTooLarge)
}

// plan is what a refund does to the order's lines.
type plan struct {
	amount money.Cents
	lines  q.InsertRefundLinesParams
	// cancelled are units that will not be shipped, back those that return to
	// the shelf.
	cancelled, back []inventory.Want
}

func (p plan) units() int {
	units := 0
	for _, n := range p.lines.Quantities {
		units += int(n)
	}
	return units
}

func count(wants []inventory.Want) int {
	units := 0
	for _, w := range wants {
		units += w.Quantity
	}
	return units
}

// planTx computes shares and units of a refund by lines, in the order of the
// lines; a free amount touches none.
func planTx(ctx context.Context, tx pgx.Tx, order Order, in RefundInput) (plan, error) {
	p := plan{amount: in.Amount}
	if len(in.Units) == 0 {
		return p, nil
	}
	rows, err := q.New().RefundedShares(ctx, tx, order.ID)
	if err != nil {
		return p, db.Error(err)
	}
	taken, restocked := map[int64]Taken{}, map[int64]int{}
	for _, r := range rows {
		taken[r.OrderLineID] = Taken{Quantity: int(r.Quantity), Goods: money.Cents(r.Goods), Shipping: money.Cents(r.Shipping)}
		restocked[r.OrderLineID] = int(r.Restocked)
	}
	found := 0
	for _, line := range order.Lines {
		units := in.Units[line.ID]
		if units == 0 {
			continue
		}
		found++
		if units > line.Quantity-taken[line.ID].Quantity {
			return p, apperr.New(apperr.Conflict, "error.refund_units")
		}
		p.add(line, taken[line.ID], units, restocked[line.ID], in.Restock)
	}
	if found < len(in.Units) {
		return p, apperr.New(apperr.NotFound, "")
	}
	if p.amount == 0 {
		return p, apperr.New(apperr.Conflict, "error.refund_nothing")
	}
	return p, nil
}

func (p *plan) add(line Line, taken Taken, units, restocked int, restock bool) {
	goods, shipping := line.Share(taken, units)
	cancel := min(units, line.ToShip())
	back := 0
	if restock {
		back = min(units-cancel, line.ShippedQuantity-restocked)
	}
	p.amount += goods + shipping
	p.lines.Ids = append(p.lines.Ids, line.ID)
	p.lines.Quantities = append(p.lines.Quantities, int32(units))
	p.lines.Goods = append(p.lines.Goods, int64(goods))
	p.lines.Shippings = append(p.lines.Shippings, int64(shipping))
	p.lines.Restocked = append(p.lines.Restocked, int32(back))
	if cancel > 0 {
		p.cancelled = append(p.cancelled, inventory.Want{OrderLineID: line.ID, VariantID: line.VariantID, Quantity: cancel})
	}
	if back > 0 {
		p.back = append(p.back, inventory.Want{OrderLineID: line.ID, VariantID: line.VariantID, Quantity: back})
	}
}

// unitsTx writes what a refund does to lines and stock.
func (s *Service) unitsTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, refundID int64, p plan) error {
	if len(p.lines.Ids) == 0 {
		return nil
	}
	now := s.Clock.Now()
	p.lines.RefundID = refundID
	if err := q.New().InsertRefundLines(ctx, tx, p.lines); err != nil {
		return err
	}
	if err := q.New().RecountRefundedUnits(ctx, tx, order.ID); err != nil {
		return err
	}
	if len(p.back) > 0 {
		covered, err := inventory.ReturnTx(ctx, tx, by, refundID, p.back, now)
		if err != nil {
			return err
		}
		if err := StockedTx(ctx, tx, by, covered, now); err != nil {
			return err
		}
	}
	if len(p.cancelled) == 0 || order.State == StateCancelled {
		return nil
	}
	cancel := q.CancelUnitsParams{OrderID: order.ID}
	left := -count(p.cancelled)
	for _, line := range order.Lines {
		left += line.ToShip()
	}
	for _, w := range p.cancelled {
		cancel.Ids = append(cancel.Ids, w.OrderLineID)
		cancel.Quantities = append(cancel.Quantities, int32(w.Quantity))
	}
	if err := q.New().CancelUnits(ctx, tx, cancel); err != nil {
		return err
	}
	if left == 0 && order.FulfilmentState == Unfulfilled {
		return s.cancelPaidTx(ctx, tx, by, order.ID, ReasonStaff)
	}
	covered, err := inventory.GiveBackTx(ctx, tx, order.ID, p.cancelled, now)
	if err != nil {
		return err
	}
	return StockedTx(ctx, tx, by, covered, now)
}
