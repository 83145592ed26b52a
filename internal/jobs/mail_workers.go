package jobs

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	"tenaz/internal/mail"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/internal/support"
)

// mailTimeout keeps a slow mail server from holding the queue.
const mailTimeout = time.Minute

// mailWorker sends the mail of one kind of job.
type mailWorker[A river.JobArgs] struct {
	river.WorkerDefaults[A]
	mails Mails
	send  func(Mails, context.Context, A) error
}

// Work implements river.Worker.
func (w *mailWorker[A]) Work(ctx context.Context, job *river.Job[A]) error {
	return mailOutcome(w.send(w.mails.try(job.JobRow), ctx, job.Args))
}

// Timeout implements river.Worker.
func (w *mailWorker[A]) Timeout(*river.Job[A]) time.Duration { return mailTimeout }

// try returns the mails as this try of a job sends them: the log has to know when
// no other follows.
func (m Mails) try(row *rivertype.JobRow) Mails {
	m.last = row.Attempt >= row.MaxAttempts
	return m
}

// mailOutcome ends a job that no retry can help: its order or shipment does not
// exist, or the address was refused for good.
func mailOutcome(err error) error {
	if apperr.Is(err, apperr.NotFound) || errors.Is(err, mail.ErrRefused) {
		return river.JobCancel(err)
	}
	return err
}

// addMail registers the worker of one kind of mail.
func addMail[A river.JobArgs](workers *river.Workers, mails Mails, send func(Mails, context.Context, A) error) {
	river.AddWorker(workers, &mailWorker[A]{mails: mails, send: send})
}

// addMails registers the worker of every mail about orders and messages.
func addMails(workers *river.Workers, mails Mails) {
	addMail(workers, mails, func(m Mails, ctx context.Context, a orders.CodeMailArgs) error {
		return m.Code(ctx, a.OrderID, a.AttemptID)
	})
	addMail(workers, mails, func(m Mails, ctx context.Context, a orders.UnpaidMailArgs) error { return m.Unpaid(ctx, a.OrderID) })
	addMail(workers, mails, func(m Mails, ctx context.Context, a orders.DeadlineMailArgs) error {
		return m.Deadline(ctx, a.OrderID, a.AttemptID)
	})
	addMail(workers, mails, func(m Mails, ctx context.Context, a orders.ExpiredMailArgs) error { return m.Expired(ctx, a.OrderID) })
	addMail(workers, mails, func(m Mails, ctx context.Context, a orders.PaidMailArgs) error { return m.Paid(ctx, a.OrderID) })
	addMail(workers, mails, func(m Mails, ctx context.Context, a orders.ShippedMailArgs) error {
		return m.Shipped(ctx, a.OrderID, a.ShipmentID)
	})
	addMail(workers, mails, func(m Mails, ctx context.Context, a orders.DeliveredMailArgs) error {
		return m.Delivered(ctx, a.OrderID, a.ShipmentID)
	})
	addMail(workers, mails, func(m Mails, ctx context.Context, a orders.RefundMailArgs) error {
		return m.Refund(ctx, a.OrderID, a.RefundID)
	})
	addMail(workers, mails, func(m Mails, ctx context.Context, a orders.CancelledMailArgs) error {
		return m.Cancelled(ctx, a.OrderID)
	})
	addMail(workers, mails, func(m Mails, ctx context.Context, a orders.LookupMailArgs) error {
		return m.Lookup(ctx, a.OrderID, a.Nonce)
	})
	addMail(workers, mails, func(m Mails, ctx context.Context, a orders.LinkMailArgs) error {
		return m.Link(ctx, a.OrderID, a.Version)
	})
	addMail(workers, mails, func(m Mails, ctx context.Context, a orders.MailAgainArgs) error {
		return m.Again(ctx, a.OrderID, a.Key, a.Nonce)
	})
	addMail(workers, mails, func(m Mails, ctx context.Context, a orders.BackorderMailArgs) error {
		return m.Backorder(ctx, a.OrderID)
	})
	addMail(workers, mails, func(m Mails, ctx context.Context, a payments.RefusedArgs) error { return m.Refused(ctx, a.AttemptID) })
	addMail(workers, mails, func(m Mails, ctx context.Context, a orders.StaffMailArgs) error { return m.StaffPaid(ctx, a.OrderID) })
	addMail(workers, mails, func(m Mails, ctx context.Context, a orders.DigestMailArgs) error { return m.StaffDigest(ctx, a.Day) })
	addMail(workers, mails, func(m Mails, ctx context.Context, a support.ReceiptArgs) error {
		return m.ContactReceipt(ctx, a.MessageID)
	})
}

// addAccountMails registers the worker of every mail about people and their
// accounts.
func addAccountMails(workers *river.Workers, mails Mails) {
	addMail(workers, mails, func(m Mails, ctx context.Context, a accounts.MailArgs) error {
		return m.Account(ctx, a.TokenID, i18n.Locale(a.Locale))
	})
	addMail(workers, mails, Mails.Notice)
	addMail(workers, mails, Mails.Invite)
	addMail(workers, mails, Mails.DataLink)
}
