package jobs

import (
	"context"
	"time"

	"tenaz/internal/i18n"
	"tenaz/internal/mail"
	"tenaz/views/email"
)

// Backorder says that an order waits for stock. Once nothing is waited for,
// nothing is sent.
func (m Mails) Backorder(ctx context.Context, orderID int64) error {
	order, err := m.Orders.ByID(ctx, orderID)
	if err != nil {
		return err
	}
	units, err := m.Orders.Waiting(ctx, orderID)
	if err != nil || units == 0 {
		return err
	}
	return m.send(ctx, order, "order_backorder", order.ID, email.OrderBackorder, email.Order{})
}

// Refused tells those who are told of orders that Stripe opened no payment by a
// method: once a day for each method, however many shoppers met it.
func (m Mails) Refused(ctx context.Context, attemptID int64) error {
	attempt, err := m.Payments.Attempt(ctx, attemptID)
	if err != nil {
		return err
	}
	current, err := m.Settings.Get(ctx)
	if err != nil {
		return err
	}
	ctx = i18n.With(ctx, i18n.Default)
	subject, html, text, err := email.StaffRefused(ctx, email.Refusal{
		Shop: current.Shop.TradeName, ShopURL: m.Orders.BaseURL, Seller: seller(current), Method: string(attempt.Method),
		SettingsURL: m.Orders.BaseURL + "/admin/settings#methods",
	})
	if err != nil {
		return err
	}
	day := attempt.CreatedAt.In(i18n.Zone()).Format(time.DateOnly)
	return m.tell(ctx, current, mail.Message{
		Key: "staff_refused:" + string(attempt.Method) + "." + day, Kind: "staff_refused", Subject: subject, HTML: html, Text: text,
	})
}
