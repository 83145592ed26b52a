package jobs

import (
	"context"
	"strconv"

	"tenaz/internal/i18n"
	"tenaz/internal/mail"
	"tenaz/internal/orders"
	"tenaz/internal/settings"
	"tenaz/views/email"
)

// render is one of the mails of views/email.
type render func(ctx context.Context, o email.Order) (subject, html, text string, err error)

// Mails writes and sends the mails about orders. Each may be asked for any
// number of times and is sent once.
type Mails struct {
	Deps
	// again makes a mail that staff ask for another time one of its own.
	again string
	// last: the job gives up after this try.
	last bool
}

// Paid sends the confirmation of a paid order.
func (m Mails) Paid(ctx context.Context, orderID int64) error {
	order, err := m.Orders.ByID(ctx, orderID)
	if err != nil {
		return err
	}
	return m.send(ctx, order, "order_paid", order.ID, email.OrderPaid, email.Order{})
}

// send writes a mail about an order in the order's language and sends it
// once: its key is the kind and the id of its cause. extra holds what only this
// kind shows.
func (m Mails) send(ctx context.Context, o orders.Order, kind string, cause int64, write render, extra email.Order) error {
	shop, err := m.Settings.Get(ctx)
	if err != nil {
		return err
	}
	ctx = i18n.With(ctx, o.Locale)
	subject, html, text, err := write(ctx, m.show(shop, o, extra))
	if err != nil {
		return err
	}
	return m.Mail.Send(ctx, mail.Message{
		Key: kind + ":" + strconv.FormatInt(cause, 10) + m.again, Kind: kind, To: o.Email, ToName: o.Name, FromName: shop.Shop.SenderName(),
		Subject: subject, HTML: html, Text: text, Locale: o.Locale, OrderID: o.ID, Last: m.last,
	})
}

// show is what mails show of an order, added to what only one kind shows.
func (m Mails) show(current settings.Settings, o orders.Order, show email.Order) email.Order {
	show.Seller = seller(current)
	show.Shop, show.ShopURL, show.URL, show.Number = current.Shop.TradeName, m.Orders.BaseURL, m.Orders.PageURL(o), o.Number
	show.Name, show.PlacedAt, show.Paid = o.Name, o.PlacedAt, o.Paid > 0
	show.Items, show.Discount, show.Shipping, show.Total = o.Items, o.Discount, o.Shipping, o.Total
	show.PaymentMethod, show.ShippingName, show.DaysMin, show.DaysMax = string(o.PaymentMethod), o.ShippingName, o.ShippingDaysMin, o.ShippingDaysMax
	show.Address = email.Address{
		Recipient: o.Recipient, Street: o.Street, Number: o.NumberInStreet, Complement: o.Complement,
		District: o.District, City: o.City, UF: o.UF, PostalCode: o.PostalCode,
	}
	for _, line := range o.Lines {
		show.Lines = append(show.Lines, email.Line{Title: line.Title, Options: line.Options, Quantity: line.Quantity, Total: line.Total})
	}
	return show
}

// seller names the company behind the shop.
func seller(current settings.Settings) email.Seller {
	return email.Seller{LegalName: current.Shop.LegalName, CNPJ: current.Shop.CNPJ, Address: current.Shop.Address}
}
