package jobs

import (
	"context"
	"strconv"

	"tenaz/internal/apperr"
	"tenaz/internal/i18n"
	"tenaz/internal/mail"
	"tenaz/internal/orders"
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
}

// Paid sends the confirmation of a paid order.
func (m Mails) Paid(ctx context.Context, orderID int64) error {
	order, err := m.Orders.ByID(ctx, orderID)
	if err != nil {
		return err
	}
	return m.send(ctx, order, "order_paid", order.ID, email.OrderPaid, email.Order{})
}

// Code sends the link to an issued Pix or boleto code. Once it cannot be paid
// any more, or was, nothing is sent: it would only confuse.
func (m Mails) Code(ctx context.Context, orderID, attemptID int64) error {
	attempt, err := m.Payments.Attempt(ctx, attemptID)
	if err != nil {
		return err
	}
	order, err := m.Orders.ByID(ctx, orderID)
	if err != nil || !attempt.Live() || !order.AwaitsPayment() {
		return err
	}
	extra := email.Order{CodeURL: attempt.CodeURL}
	if attempt.CodeExpiresAt != nil {
		extra.CodeExpiresAt = *attempt.CodeExpiresAt
	}
	return m.send(ctx, order, "order_received", attempt.ID, email.OrderReceived, extra)
}

// Shipped says that a shipment is on its way.
func (m Mails) Shipped(ctx context.Context, orderID, shipmentID int64) error {
	order, err := m.Orders.ByID(ctx, orderID)
	if err != nil {
		return err
	}
	shipments, err := m.Shipping.OfOrder(ctx, order.ID)
	if err != nil {
		return err
	}
	for _, s := range shipments {
		if s.ID == shipmentID {
			return m.send(ctx, order, "order_shipped", s.ID, email.OrderShipped, email.Order{
				Carrier: s.Carrier, TrackingCode: s.TrackingCode, TrackingURL: s.TrackingURL,
			})
		}
	}
	return apperr.New(apperr.NotFound, "")
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
	show := extra
	show.Seller = email.Seller{LegalName: shop.Shop.LegalName, CNPJ: shop.Shop.CNPJ, Address: shop.Shop.Address}
	show.Shop, show.ShopURL, show.URL, show.Number = shop.Shop.TradeName, m.Orders.BaseURL, m.Orders.PageURL(o), o.Number
	show.Name, show.PlacedAt = o.Name, o.PlacedAt
	show.Items, show.Discount, show.Shipping, show.Total = o.Items, o.Discount, o.Shipping, o.Total
	show.PaymentMethod, show.ShippingName, show.DaysMin, show.DaysMax = string(o.PaymentMethod), o.ShippingName, o.ShippingDaysMin, o.ShippingDaysMax
	show.Address = email.Address{
		Recipient: o.Recipient, Street: o.Street, Number: o.NumberInStreet, Complement: o.Complement,
		District: o.District, City: o.City, UF: o.UF, PostalCode: o.PostalCode,
	}
	for _, line := range o.Lines {
		show.Lines = append(show.Lines, email.Line{Title: line.Title, Options: line.Options, Quantity: line.Quantity, Total: line.Total})
	}
	subject, html, text, err := write(ctx, show)
	if err != nil {
		return err
	}
	return m.Mail.Send(ctx, mail.Message{
		Key: kind + ":" + strconv.FormatInt(cause, 10) + m.again, Kind: kind, To: o.Email, ToName: o.Name, FromName: shop.Shop.SenderName(),
		Subject: subject, HTML: html, Text: text, Locale: o.Locale, OrderID: o.ID,
	})
}
