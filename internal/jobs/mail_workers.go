package jobs

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"

	"tenaz/internal/apperr"
	"tenaz/internal/mail"
	"tenaz/internal/orders"
)

// mailTimeout keeps a slow mail server from holding the queue.
const mailTimeout = time.Minute

// mailOutcome ends a job that no retry can help: its order or shipment does not
// exist, or the address was refused for good.
func mailOutcome(err error) error {
	if apperr.Is(err, apperr.NotFound) || errors.Is(err, mail.ErrRefused) {
		return river.JobCancel(err)
	}
	return err
}

type paidMail struct {
	river.WorkerDefaults[orders.PaidMailArgs]
	mails Mails
}

func (w *paidMail) Work(ctx context.Context, job *river.Job[orders.PaidMailArgs]) error {
	return mailOutcome(w.mails.Paid(ctx, job.Args.OrderID))
}

func (w *paidMail) Timeout(*river.Job[orders.PaidMailArgs]) time.Duration { return mailTimeout }

type codeMail struct {
	river.WorkerDefaults[orders.CodeMailArgs]
	mails Mails
}

func (w *codeMail) Work(ctx context.Context, job *river.Job[orders.CodeMailArgs]) error {
	return mailOutcome(w.mails.Code(ctx, job.Args.OrderID, job.Args.AttemptID))
}

func (w *codeMail) Timeout(*river.Job[orders.CodeMailArgs]) time.Duration { return mailTimeout }

type shippedMail struct {
	river.WorkerDefaults[orders.ShippedMailArgs]
	mails Mails
}

func (w *shippedMail) Work(ctx context.Context, job *river.Job[orders.ShippedMailArgs]) error {
	return mailOutcome(w.mails.Shipped(ctx, job.Args.OrderID, job.Args.ShipmentID))
}

func (w *shippedMail) Timeout(*river.Job[orders.ShippedMailArgs]) time.Duration { return mailTimeout }
