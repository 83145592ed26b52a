package payments

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/stripe/stripe-go/v76"

	"tenaz/internal/db"
	"tenaz/internal/money"
	q "tenaz/queries/payments"
)

// SendRefund carries a refund out at Stripe and returns what became of it, with
// the refund as it was; the report is nil when nothing is left to send. It can
// be repeated after any failure: Stripe is asked first whether it made this
// refund, since it forgets a key after a day, and the key keeps two senders from
// making two. A refusal is a report of a failed refund.
func (s *Service) SendRefund(ctx context.Context, id int64) (Refund, *RefundReport, error) {
	row, err := q.New().Refund(ctx, s.DB, id)
	if err != nil {
		return Refund{}, nil, db.Error(err)
	}
	refund := fromRefund(row.Refund)
	refund.Method, refund.Foreign = Method(row.Method), foreign(row.Currency)
	if refund.State != RefundCreated {
		return refund, nil, nil
	}
	made, err := s.Gateway.refunds(ctx, row.PaymentRef)
	if err != nil {
		return refund, nil, err
	}
	for _, report := range made {
		if report.RefundID == id {
			return refund, &report, nil
		}
	}
	report, err := s.Gateway.refund(ctx, row.Refund.IdempotencyKey, row.PaymentRef, refund)
	return refund, &report, err
}

// RefundsOfOrder returns the order's refunds, oldest first.
func (s *Service) RefundsOfOrder(ctx context.Context, orderID int64) ([]Refund, error) {
	rows, err := q.New().RefundsOfOrder(ctx, s.DB, orderID)
	if err != nil {
		return nil, db.Error(err)
	}
	refunds := make([]Refund, len(rows))
	for i, row := range rows {
		refunds[i] = fromRefund(row.Refund)
		refunds[i].Method, refunds[i].Foreign = Method(row.Method), foreign(row.Currency)
	}
	return refunds, nil
}

// Desk returns the refunds that staff have to make by hand, oldest first, two
// hundred at most.
func (s *Service) Desk(ctx context.Context) ([]Refund, error) {
	rows, err := q.New().DeskRefunds(ctx, s.DB)
	if err != nil {
		return nil, db.Error(err)
	}
	refunds := make([]Refund, len(rows))
	for i, row := range rows {
		refunds[i] = fromRefund(row.Refund)
		refunds[i].Method, refunds[i].Foreign = Method(row.Method), foreign(row.Currency)
		if row.OrderNumber != nil {
			refunds[i].OrderNumber = *row.OrderNumber
		}
	}
	return refunds, nil
}

// PendingRefunds claims the refunds that the bank has not settled and nobody
// asked about since before, and returns the attempts to settle.
func (s *Service) PendingRefunds(ctx context.Context, before time.Time, limit int) ([]int64, error) {
	paymentIDs, err := q.New().ClaimPendingRefunds(ctx, s.DB, q.ClaimPendingRefundsParams{Now: s.Clock.Now(), Before: before, Most: int32(limit)})
	if err != nil {
		return nil, db.Error(err)
	}
	attempts := make([]int64, len(paymentIDs))
	for i, id := range paymentIDs {
		if attempts[i], err = q.New().AttemptOfPayment(ctx, s.DB, id); err != nil {
			return nil, db.Error(err)
		}
	}
	return attempts, nil
}

func fromRefund(row q.Refund) Refund {
	r := Refund{
		ID: row.ID, PaymentID: row.PaymentID, OrderID: row.OrderID, Amount: row.AmountCents, Reason: row.Reason,
		State: row.State, Failure: row.Failure, Payee: row.Payee, Proof: row.Proof,
		ActorKind: row.ActorKind, ActorName: row.ActorName, CreatedAt: row.CreatedAt, SettledAt: row.SettledAt,
	}
	if row.ProviderRef != nil {
		r.ProviderRef = *row.ProviderRef
	}
	return r
}

// refundReasons are Stripe's words for our reasons; it knows few.
var refundReasons = map[string]stripe.RefundReason{ForDuplicate: stripe.RefundReasonDuplicate}

// refund makes a refund under its key.
func (g *Gateway) refund(ctx context.Context, key, intentID string, in Refund) (RefundReport, error) {
	reason, special := refundReasons[in.Reason]
	if !special {
		reason = stripe.RefundReasonRequestedByCustomer
	}
	p := &stripe.RefundParams{
		PaymentIntent: stripe.String(intentID),
		Amount:        stripe.Int64(int64(in.Amount)),
		Reason:        stripe.String(string(reason)),
		Metadata: map[string]string{
			"refund_id": strconv.FormatInt(in.ID, 10), "order_id": strconv.FormatInt(in.OrderID, 10),
		},
	}
	p.Context = ctx
	p.SetIdempotencyKey(key)
	made, err := g.api.Refunds.New(p)
	if err == nil {
		return reportOf(made), nil
	}
	failed := RefundReport{RefundID: in.ID, Amount: in.Amount, State: RefundFailed, Failure: "refused"}
	var refused *stripe.Error
	if errors.As(err, &refused) && refused.Code != "" {
		failed.Failure = string(refused.Code)
	}
	if refusal(err) != nil {
		return failed, nil
	}
	return RefundReport{}, stripeError("create refund", err)
}

// refunds returns all refunds of a payment intent, the oldest first.
func (g *Gateway) refunds(ctx context.Context, intentID string) ([]RefundReport, error) {
	p := &stripe.RefundListParams{PaymentIntent: stripe.String(intentID)}
	p.Context = ctx
	p.Limit = stripe.Int64(100)
	var reports []RefundReport
	it := g.api.Refunds.List(p)
	for it.Next() {
		reports = append([]RefundReport{reportOf(it.Refund())}, reports...)
	}
	return reports, stripeError("list refunds", it.Err())
}

func reportOf(r *stripe.Refund) RefundReport {
	report := RefundReport{
		ProviderRef: r.ID, Amount: money.Cents(r.Amount), State: RefundPending, Failure: string(r.FailureReason),
	}
	switch r.Status {
	case stripe.RefundStatusSucceeded:
		report.State = RefundSucceeded
	case stripe.RefundStatusFailed, stripe.RefundStatusCanceled:
		report.State = RefundFailed
	}
	if id, err := strconv.ParseInt(r.Metadata["refund_id"], 10, 64); err == nil {
		report.RefundID = id
	}
	return report
}
