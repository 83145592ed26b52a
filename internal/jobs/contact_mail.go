package jobs

import (
	"context"
	"strconv"
	"time"

	"github.com/riverqueue/river"

	"tenaz/internal/i18n"
	"tenaz/internal/mail"
	"tenaz/internal/support"
	"tenaz/views/email"
)

type contactMail struct {
	river.WorkerDefaults[support.ReceiptArgs]
	mails Mails
}

// Work implements river.Worker.
func (w *contactMail) Work(ctx context.Context, job *river.Job[support.ReceiptArgs]) error {
	return mailOutcome(w.mails.ContactReceipt(ctx, job.Args.MessageID))
}

// Timeout implements river.Worker.
func (w *contactMail) Timeout(*river.Job[support.ReceiptArgs]) time.Duration { return mailTimeout }

// ContactReceipt sends the receipt of a message to the shop, in the writer's
// language.
func (m Mails) ContactReceipt(ctx context.Context, messageID int64) error {
	message, err := m.Support.ByID(ctx, messageID)
	if err != nil {
		return err
	}
	current, err := m.Settings.Get(ctx)
	if err != nil {
		return err
	}
	shop := current.Shop
	subject, html, text, err := email.ContactReceipt(i18n.With(ctx, message.Locale), email.Contact{
		Shop: shop.TradeName, ShopURL: m.Orders.BaseURL, Seller: email.Seller{LegalName: shop.LegalName, CNPJ: shop.CNPJ, Address: shop.Address},
		Name: message.Name, Protocol: message.Protocol, Subject: message.Subject, Text: message.Text, DueAt: message.DueAt,
	})
	if err != nil {
		return err
	}
	return m.Mail.Send(ctx, mail.Message{
		Key: "contact_receipt:" + strconv.FormatInt(message.ID, 10), Kind: "contact_receipt", To: message.Email, ToName: message.Name,
		FromName: shop.SenderName(), Subject: subject, HTML: html, Text: text, Locale: message.Locale,
	})
}
