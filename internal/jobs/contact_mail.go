package jobs

import (
	"context"
	"strconv"

	"tenaz/internal/i18n"
	"tenaz/internal/mail"
	"tenaz/views/email"
)

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
		Shop: shop.TradeName, ShopURL: m.Orders.BaseURL, Seller: seller(current),
		Name: message.Name, Protocol: message.Protocol, Subject: message.Subject, Text: message.Text, DueAt: message.DueAt,
	})
	if err != nil {
		return err
	}
	return m.Mail.Send(ctx, mail.Message{
		Key: "contact_receipt:" + strconv.FormatInt(message.ID, 10), Kind: "contact_receipt", To: message.Email, ToName: message.Name,
		FromName: shop.SenderName(), Subject: subject, HTML: html, Text: text, Locale: message.Locale, Last: m.last,
	})
}
