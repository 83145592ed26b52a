package orders

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/money"
	"tenaz/internal/payments"
	q "tenaz/queries/orders"
)

// OfCart returns the order of a cart that still waits for its payment, and
// false if there is none.
func (s *Service) OfCart(ctx context.Context, cartID int64) (Order, bool, error) {
	row, err := q.New().OpenOfCart(ctx, s.DB, cartID)
	if errors.Is(err, pgx.ErrNoRows) {
		return Order{}, false, nil
	}
	return s.fromRow(row), err == nil, db.Error(err)
}

// CancelByCustomer gives up an order that waits for its payment: what could
// still be paid is closed at Stripe, then the stock goes back. Conflict if it
// was paid meanwhile or is being paid.
func (s *Service) CancelByCustomer(ctx context.Context, by actor.Actor, token string) error {
	order, err := s.ByToken(ctx, token)
	if err != nil {
		return err
	}
	if order.State == StateCancelled {
		return nil
	}
	if err := s.release(ctx, by, order.ID, ReasonCustomer); err != nil {
		return err
	}
	if order, err = s.ByToken(ctx, token); err != nil {
		return err
	}
	if order.State != StateCancelled {
		return apperr.New(apperr.Conflict, "error.order_not_payable")
	}
	return nil
}

// Methods returns how an order can be paid now, with its total by each method.
func (s *Service) Methods(ctx context.Context, order Order) ([]MethodTotal, error) {
	current, err := s.Settings.Get(ctx)
	if err != nil {
		return nil, err
	}
	var list []MethodTotal
	for _, name := range current.Payment.Methods() {
		method := payments.Method(name)
		if _, total := order.priceBy(current.Payment.DiscountBP(name)); method.Accepts(total) {
			list = append(list, MethodTotal{Method: method, Total: total})
		}
	}
	return list, nil
}

// priceBy returns the discount and the total of an order by a method that takes
// so many basis points off its items.
func (o Order) priceBy(discountBP int64) (discount, total money.Cents) {
	discount = o.Items.BasisPoints(discountBP)
	return discount, o.Items - discount + o.Shipping
}

// MethodTotal is what an order costs by a method.
type MethodTotal struct {
	Method payments.Method
	Total  money.Cents
}

// ChangeMethod closes what could be paid so far and asks for the payment by
// another method, at that method's price, under the same order and its hold. It
// returns where to pay. Conflict if the order was paid meanwhile, is at the
// bank, or the method is not offered.
func (s *Service) ChangeMethod(ctx context.Context, by actor.Actor, token string, method payments.Method) (string, error) {
	order, err := s.ByToken(ctx, token)
	if err != nil {
		return "", err
	}
	current, err := s.Settings.Get(ctx)
	if err != nil {
		return "", err
	}
	discountBP := current.Payment.DiscountBP(string(method))
	_, total := order.priceBy(discountBP)
	switch {
	case !order.AwaitsPayment():
		return "", apperr.New(apperr.Conflict, "error.order_not_payable")
	case !current.Payment.Offers(string(method)), !method.Accepts(total):
		return "", apperr.New(apperr.Conflict, ErrMethod)
	}
	last, err := s.exhausted(ctx, order.ID)
	if err != nil {
		return "", err
	}
	if last {
		return "", apperr.New(apperr.Conflict, payments.ErrAttempts)
	}
	for range 3 {
		if err := s.closeForMethod(ctx, by, order); err != nil {
			return "", err
		}
		changed := false
		err := db.InTx(ctx, s.DB, func(tx pgx.Tx) (err error) {
			changed, err = s.changeTermsTx(ctx, tx, by, order.ID, method, discountBP)
			return err
		})
		if err != nil {
			return "", err
		}
		if changed {
			return s.Pay(ctx, by, token)
		}
	}
	return "", apperr.New(apperr.Conflict, "error.order_in_progress")
}

// closeForMethod ends what could be paid so far; Conflict if it cannot be ended.
func (s *Service) closeForMethod(ctx context.Context, by actor.Actor, order Order) error {
	attempt, found, err := s.latest(ctx, order.ID)
	if err != nil || !found || !attempt.Live() {
		return err
	}
	if attempt, err = s.close(ctx, by, order, attempt.ID, payments.ForMethod); err != nil {
		return err
	}
	if attempt.Live() {
		return apperr.New(apperr.Conflict, "error.payment_pending")
	}
	return nil
}

// changeTermsTx gives the order another method at its price, and reports false
// while an attempt lives that asks for other terms: another tab was quicker, and
// what can be paid must always be what the order says.
func (s *Service) changeTermsTx(ctx context.Context, tx pgx.Tx, by actor.Actor, orderID int64, method payments.Method, discountBP int64) (bool, error) {
	row, err := q.New().LockOrder(ctx, tx, orderID)
	if err != nil {
		return false, err
	}
	order := s.fromRow(row)
	if !order.AwaitsPayment() {
		return false, apperr.New(apperr.Conflict, "error.order_not_payable")
	}
	attempt, found, err := payments.LatestTx(ctx, tx, orderID)
	if err != nil {
		return false, err
	}
	if found && attempt.Live() {
		return order.PaymentMethod == method, nil
	}
	return true, s.setTermsTx(ctx, tx, by, order, method, discountBP)
}

func (s *Service) setTermsTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, method payments.Method, discountBP int64) (err error) {
	if order.Lines, err = linesOf(ctx, tx, order.ID); err != nil {
		return err
	}
	discount, total := order.priceBy(discountBP)
	now := s.Clock.Now()
	if err := q.New().SetTerms(ctx, tx, q.SetTermsParams{
		ID: order.ID, PaymentMethod: string(method), DiscountCents: discount, TotalCents: total, Now: now,
	}); err != nil {
		return err
	}
	if err := shareDiscount(ctx, tx, order, method, discount); err != nil {
		return err
	}
	if err := q.New().SetPaymentState(ctx, tx, q.SetPaymentStateParams{ID: order.ID, PaymentState: Unpaid, Now: now}); err != nil {
		return err
	}
	return recordTx(ctx, tx, by, now, order.ID, EventMethod, "before", string(order.PaymentMethod), "method", string(method))
}

// shareDiscount rewrites the discount of the lines and the adjustment that
// explains it.
func shareDiscount(ctx context.Context, tx pgx.Tx, order Order, method payments.Method, discount money.Cents) error {
	ids, weights := make([]int64, len(order.Lines)), make([]money.Cents, len(order.Lines))
	for i, line := range order.Lines {
		ids[i], weights[i] = line.ID, line.Total
	}
	err := q.New().SetLineDiscounts(ctx, tx, q.SetLineDiscountsParams{
		OrderID: order.ID, Ids: ids, Discounts: cents(money.Split(discount, weights)),
	})
	if err != nil {
		return err
	}
	if err := q.New().DeleteDiscounts(ctx, tx, order.ID); err != nil || discount == 0 {
		return err
	}
	return q.New().InsertAdjustments(ctx, tx, q.InsertAdjustmentsParams{
		OrderID: order.ID, Kinds: []string{"discount"}, Sources: []string{"method:" + string(method)}, Amounts: []int64{-int64(discount)},
	})
}
