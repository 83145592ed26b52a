package jobs

import (
	"context"

	"github.com/riverqueue/river"

	"tenaz/internal/actor"
	"tenaz/internal/payments"
)

type paymentEvent struct {
	river.WorkerDefaults[payments.EventArgs]
	deps Deps
}

// Work settles the attempt that an event is about. What the event says is not
// believed: Stripe is asked.
func (w *paymentEvent) Work(ctx context.Context, job *river.Job[payments.EventArgs]) error {
	id, ours, err := w.deps.Payments.AttemptOfEvent(ctx, job.Args.EventID)
	if err != nil {
		return err
	}
	if !ours {
		return w.deps.Payments.EventDone(ctx, job.Args.EventID, "ignored")
	}
	if err := w.deps.Orders.Settle(ctx, actor.Stripe(), id); err != nil {
		return err
	}
	late, err := w.deps.Orders.FailedAfterPaid(ctx, actor.Stripe(), id, job.Args.EventID)
	if err != nil {
		return err
	}
	if late {
		return w.deps.Payments.EventDone(ctx, job.Args.EventID, "failed_after_paid")
	}
	return w.deps.Payments.EventDone(ctx, job.Args.EventID, "settled")
}

type sendRefund struct {
	river.WorkerDefaults[payments.RefundArgs]
	deps Deps
}

// Work carries out one refund at Stripe.
func (w *sendRefund) Work(ctx context.Context, job *river.Job[payments.RefundArgs]) error {
	return w.deps.Orders.SendRefund(ctx, actor.Store("refund"), job.Args.RefundID)
}
