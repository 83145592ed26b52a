package jobs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"

	"tenaz/internal/i18n"
	"tenaz/internal/mail"
	"tenaz/internal/settings"
	"tenaz/views/email"
)

// StaffPaid tells those who are told of orders that one was paid, if they want to
// hear of each.
func (m Mails) StaffPaid(ctx context.Context, orderID int64) error {
	current, err := m.Settings.Get(ctx)
	if err != nil || current.Notifications.Daily {
		return err
	}
	order, err := m.Orders.ByID(ctx, orderID)
	if err != nil {
		return err
	}
	ctx = i18n.With(ctx, i18n.Default)
	subject, html, text, err := email.StaffPaid(ctx, m.show(current, order, email.Order{}), m.adminURL(order.Number))
	if err != nil {
		return err
	}
	return m.tell(ctx, current, mail.Message{
		Key: "staff_paid:" + strconv.FormatInt(order.ID, 10), Kind: "staff_paid", OrderID: order.ID, Subject: subject, HTML: html, Text: text,
	})
}

// StaffDigest sums up a day's paid orders for those who are told of orders, if
// there were any.
func (m Mails) StaffDigest(ctx context.Context, day string) error {
	current, err := m.Settings.Get(ctx)
	if err != nil || !current.Notifications.Daily {
		return err
	}
	digest, err := m.Orders.DigestOf(ctx, day)
	if err != nil || digest.Count == 0 {
		return err
	}
	show := email.Digest{
		Shop: current.Shop.TradeName, ShopURL: m.Orders.BaseURL, Seller: seller(current), Day: digest.Day,
		Count: digest.Count, Total: digest.Total, OrdersURL: m.Orders.BaseURL + "/admin/orders",
	}
	for _, o := range digest.Orders {
		show.Orders = append(show.Orders, email.DigestOrder{
			Number: o.Number, City: o.City, UF: o.UF, PaymentMethod: string(o.PaymentMethod), Total: o.Total, URL: m.adminURL(o.Number),
		})
	}
	ctx = i18n.With(ctx, i18n.Default)
	subject, html, text, err := email.StaffDigest(ctx, show)
	if err != nil {
		return err
	}
	return m.tell(ctx, current, mail.Message{Key: "staff_digest:" + day, Kind: "staff_digest", Subject: subject, HTML: html, Text: text})
}

// tell sends a message to each of those who are told of orders. One whose address
// is refused keeps nobody else waiting.
func (m Mails) tell(ctx context.Context, current settings.Settings, message mail.Message) error {
	var refused, failed []error
	for _, address := range current.Notifications.Addresses() {
		one := message
		one.Key += "." + mark(address) + m.again
		one.To, one.FromName, one.Locale, one.Last = address, current.Shop.SenderName(), i18n.Default, m.last
		switch err := m.Mail.Send(ctx, one); {
		case errors.Is(err, mail.ErrRefused):
			refused = append(refused, err)
		case err != nil:
			failed = append(failed, err)
		}
	}
	if len(failed) > 0 {
		return errors.Join(failed...)
	}
	return errors.Join(refused...)
}

// mark tells the addresses of one message apart in the mail log, which holds no
// address.
func mark(address string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(address)))
	return hex.EncodeToString(sum[:4])
}

// adminURL is an order's page in the back office.
func (m Mails) adminURL(number int64) string {
	return m.Orders.BaseURL + "/admin/orders/" + strconv.FormatInt(number, 10)
}

// Test sends one message that proves that mail arrives. Unlike the others it is
// sent whenever it is asked for: key makes it one of its own.
func (m Mails) Test(ctx context.Context, shopURL, address, key string) error {
	current, err := m.Settings.Get(ctx)
	if err != nil {
		return err
	}
	subject, html, text, err := email.Test(ctx, current.Shop.TradeName, shopURL, seller(current))
	if err != nil {
		return err
	}
	return m.Mail.Send(ctx, mail.Message{
		Key: "test:" + key, Kind: "test", To: address, FromName: current.Shop.SenderName(),
		Subject: subject, HTML: html, Text: text, Locale: i18n.Lang(ctx),
	})
}
