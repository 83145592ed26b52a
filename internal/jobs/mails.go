package jobs

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/riverqueue/river"

	"tenaz/internal/i18n"
	"tenaz/internal/mail"
	"tenaz/internal/orders"
	"tenaz/views/email"
)

// render is one of the mails of views/email.
type render func(ctx context.Context, o email.Order) (subject, html, text string, err error)

type paidMail struct {
	river.WorkerDefaults[orders.PaidMailArgs]
	deps Deps
}

func (w *paidMail) Work(ctx context.Context, job *river.Job[orders.PaidMailArgs]) error {
	order, err := w.deps.Orders.ByID(ctx, job.Args.OrderID)
	if err != nil {
		return err
	}
	return w.deps.sendOrder(ctx, order, "order_paid", order.ID, email.OrderPaid, email.Order{})
}

type codeMail struct {
	river.WorkerDefaults[orders.CodeMailArgs]
	deps Deps
}

func (w *codeMail) Work(ctx context.Context, job *river.Job[orders.CodeMailArgs]) error {
	attempt, err := w.deps.Payments.Attempt(ctx, job.Args.AttemptID)
	if err != nil {
		return err
	}
	order, err := w.deps.Orders.ByID(ctx, job.Args.OrderID)
	if err != nil {
		return err
	}
	if !attempt.Live() || !order.AwaitsPayment() {
		return nil // paid or ended while the mail waited: it would only confuse
	}
	extra := email.Order{CodeURL: attempt.CodeURL}
	if attempt.CodeExpiresAt != nil {
		extra.CodeExpiresAt = *attempt.CodeExpiresAt
	}
	return w.deps.sendOrder(ctx, order, "order_received", attempt.ID, email.OrderReceived, extra)
}

type shippedMail struct {
	river.WorkerDefaults[orders.ShippedMailArgs]
	deps Deps
}

func (w *shippedMail) Work(ctx context.Context, job *river.Job[orders.ShippedMailArgs]) error {
	order, err := w.deps.Orders.ByID(ctx, job.Args.OrderID)
	if err != nil {
		return err
	}
	shipments, err := w.deps.Shipping.OfOrder(ctx, order.ID)
	if err != nil {
		return err
	}
	for _, s := range shipments {
		if s.ID == job.Args.ShipmentID {
			return w.deps.sendOrder(ctx, order, "order_shipped", s.ID, email.OrderShipped, email.Order{
				Carrier: s.Carrier, TrackingCode: s.TrackingCode, TrackingURL: s.TrackingURL,
			})
		}
	}
	return river.JobCancel(errors.New("the shipment does not exist"))
}

// sendOrder writes a mail about an order in the order's language and sends it
// once: its key is the kind and the id of its cause. extra holds what only this
// kind shows.
func (d Deps) sendOrder(ctx context.Context, o orders.Order, kind string, cause int64, write render, extra email.Order) error {
	shop, err := d.Settings.Get(ctx)
	if err != nil {
		return err
	}
	ctx = i18n.With(ctx, o.Locale)
	m := extra
	m.Shop, m.ShopURL, m.URL, m.Number = shop.Shop.TradeName, d.Orders.BaseURL, d.Orders.PageURL(o), o.Number
	m.Name, m.PlacedAt = o.Name, o.PlacedAt
	m.Items, m.Discount, m.Shipping, m.Total = o.Items, o.Discount, o.Shipping, o.Total
	m.PaymentMethod, m.ShippingName, m.DaysMin, m.DaysMax = string(o.PaymentMethod), o.ShippingName, o.ShippingDaysMin, o.ShippingDaysMax
	m.Address = email.Address{
		Recipient: o.Recipient, Street: o.Street, Number: o.NumberInStreet, Complement: o.Complement,
		District: o.District, City: o.City, UF: o.UF, PostalCode: o.PostalCode,
	}
	for _, line := range o.Lines {
		m.Lines = append(m.Lines, email.Line{Title: line.Title, Options: line.Options, Quantity: line.Quantity, Total: line.Total})
	}
	subject, html, text, err := write(ctx, m)
	if err != nil {
		return err
	}
	err = d.Mail.Send(ctx, mail.Message{
		Key: kind + ":" + strconv.FormatInt(cause, 10), Kind: kind, To: o.Email, ToName: o.Name,
		Subject: subject, HTML: html, Text: text, Locale: o.Locale, OrderID: o.ID,
	})
	if errors.Is(err, mail.ErrRefused) {
		return river.JobCancel(err)
	}
	return err
}

// Timeout implements river.Worker: a slow mail server must not hold the queue.
func (w *paidMail) Timeout(*river.Job[orders.PaidMailArgs]) time.Duration { return time.Minute }

// Timeout implements river.Worker.
func (w *codeMail) Timeout(*river.Job[orders.CodeMailArgs]) time.Duration { return time.Minute }

// Timeout implements river.Worker.
func (w *shippedMail) Timeout(*river.Job[orders.ShippedMailArgs]) time.Duration { return time.Minute }
