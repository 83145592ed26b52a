package jobs

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"tenaz/internal/i18n"
	"tenaz/internal/privacy"
	"tenaz/views/email"
)

type dataExport struct {
	river.WorkerDefaults[privacy.ExportArgs]
	deps Deps
}

// Work implements river.Worker.
func (w *dataExport) Work(ctx context.Context, job *river.Job[privacy.ExportArgs]) error {
	return mailOutcome(w.deps.Rights.MakeExport(ctx, job.Args.RequestID))
}

type dataErasure struct {
	river.WorkerDefaults[privacy.EraseArgs]
	deps Deps
}

// Work implements river.Worker.
func (w *dataErasure) Work(ctx context.Context, job *river.Job[privacy.EraseArgs]) error {
	mails := Mails{Deps: w.deps}
	return w.deps.Rights.Erase(ctx, job.Args.RequestID, mails.Farewell)
}

// Timeout implements river.Worker: it asks the payment provider for each order.
func (w *dataErasure) Timeout(*river.Job[privacy.EraseArgs]) time.Duration { return mailTimeout }

// DataLink tells a person where their data is, or that there is none.
func (m Mails) DataLink(ctx context.Context, args privacy.LinkArgs) error {
	letter, err := m.Rights.LetterOf(ctx, args)
	if err != nil {
		return err
	}
	to := recipient{UserID: letter.UserID, Email: letter.Email, Locale: i18n.Locale(args.Locale)}
	if letter.Path == "" {
		return m.letter(ctx, to, letter.What, letter.Cause, says(letter.What, m.url("/p/privacidade")))
	}
	return m.letter(ctx, to, letter.What, letter.Cause, says(letter.What, m.url(letter.Path)))
}

// Farewell tells a person that they are being forgotten, and what stays.
func (m Mails) Farewell(ctx context.Context, f privacy.Farewell) error {
	to := recipient{Email: f.Email, Locale: f.Locale}
	return m.letter(ctx, to, privacy.LetterErased, f.RequestID, func(ctx context.Context, l *email.Letter) {
		says(privacy.LetterErased, m.url("/p/privacidade"))(ctx, l)
		if f.Fiscal > 0 {
			l.Paragraphs = append(l.Paragraphs, i18n.N(ctx, "email.account.data_erased.kept", f.Fiscal))
		}
	})
}
