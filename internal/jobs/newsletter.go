package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"tenaz/internal/i18n"
	"tenaz/internal/mail"
	"tenaz/internal/privacy"
	"tenaz/views/email"
)

type newsletterMail struct {
	river.WorkerDefaults[privacy.NewsletterMailArgs]
	mails Mails
}

// Work implements river.Worker.
func (w *newsletterMail) Work(ctx context.Context, job *river.Job[privacy.NewsletterMailArgs]) error {
	return mailOutcome(w.mails.Newsletter(ctx, job.Args.NewsletterID, job.Args.SubjectID))
}

// Timeout implements river.Worker.
func (w *newsletterMail) Timeout(*river.Job[privacy.NewsletterMailArgs]) time.Duration {
	return mailTimeout
}

type newsletterTest struct {
	river.WorkerDefaults[privacy.NewsletterTestArgs]
	mails Mails
}

// Work implements river.Worker.
func (w *newsletterTest) Work(ctx context.Context, job *river.Job[privacy.NewsletterTestArgs]) error {
	return mailOutcome(w.mails.NewsletterTest(ctx, job.Args.NewsletterID, job.Args.UserID, job.Args.Nonce))
}

// Timeout implements river.Worker.
func (w *newsletterTest) Timeout(*river.Job[privacy.NewsletterTestArgs]) time.Duration {
	return mailTimeout
}

// Newsletter sends a newsletter to one of its recipients, if the consent still
// holds when its turn has come.
func (m Mails) Newsletter(ctx context.Context, id, subject int64) error {
	due, owed, err := m.Privacy.Due(ctx, id, subject)
	if err != nil || !owed {
		return err
	}
	err = m.news(ctx, due, "newsletter", fmt.Sprintf("newsletter:%d:%d", id, subject))
	if err == nil || errors.Is(err, mail.ErrRefused) {
		return errors.Join(err, m.Privacy.MarkSent(ctx, id, subject, err != nil))
	}
	return err
}

// NewsletterTest sends a newsletter to a member of staff, to look at it.
func (m Mails) NewsletterTest(ctx context.Context, id, userID int64, nonce string) error {
	test, err := m.Privacy.TestMail(ctx, id, userID)
	if err != nil {
		return err
	}
	return m.news(ctx, test, "newsletter_test", fmt.Sprintf("newsletter_test:%d:%s", id, nonce))
}

func (m Mails) news(ctx context.Context, n privacy.Mail, kind, key string) error {
	current, err := m.Settings.Get(ctx)
	if err != nil {
		return err
	}
	shop, base := current.Shop, m.Orders.BaseURL
	subject, html, text, err := email.News(i18n.With(ctx, n.Locale), email.Newsletter{
		Shop: shop.TradeName, ShopURL: base, Seller: email.Seller{LegalName: shop.LegalName, CNPJ: shop.CNPJ, Address: shop.Address},
		Subject: n.Subject, HTML: privacy.HTML(n.Body, base), Plain: privacy.Plain(n.Body, base), Unsubscribe: n.Unsubscribe,
	})
	if err != nil {
		return err
	}
	return m.Mail.Send(ctx, mail.Message{
		Key: key, Kind: kind, To: n.Email, ToName: n.Name, FromName: shop.SenderName(),
		Subject: subject, HTML: html, Text: text, Locale: n.Locale, Unsubscribe: n.Unsubscribe,
	})
}
