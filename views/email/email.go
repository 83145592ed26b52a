// Package email holds the store's mails, each as subject, HTML and text in the
// context's language. It decides nothing and sends nothing. Unlike pages, mails
// carry their style with them: a mail program fetches no stylesheet.
package email

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/a-h/templ"

	"tenaz/internal/i18n"
	"tenaz/internal/money"
)

// Order is what the mails about an order show. URLs are absolute.
type Order struct {
	// Shop is the store's name, and ShopURL its home page.
	Shop    string
	ShopURL string
	Seller  Seller
	// URL is the buyer's own page of the order.
	URL      string
	Number   int64
	Name     string
	PlacedAt time.Time
	Lines    []Line

	Items    money.Cents
	Discount money.Cents
	Shipping money.Cents
	Total    money.Cents

	// PaymentMethod is card, pix or boleto.
	PaymentMethod string
	ShippingName  string
	DaysMin       int
	DaysMax       int
	Address       Address

	// CodeURL is where the issued Pix or boleto code is shown, and PayUntil until
	// when the order can be paid; the mails that ask for the payment show them.
	CodeURL  string
	PayUntil time.Time

	// Parcel is the shipment that OrderShipped and OrderDelivered are about.
	Parcel *Parcel

	// Refund is what goes back; OrderRefunded and OrderRefundDesk alone show it.
	// RefundMethod is how it had come.
	Refund       money.Cents
	RefundMethod string
	// Paid: money had come; OrderCancelled alone says what becomes of it.
	Paid bool
}

// Seller is the company behind the shop, as the law wants it named (Decreto
// 7.962/2013, art. 2). What is empty is left out.
type Seller struct {
	LegalName string
	CNPJ      string
	Address   string
}

// lines are the seller's facts, each on its own.
func (s Seller) lines() []string {
	var lines []string
	if s.LegalName != "" {
		lines = append(lines, s.LegalName)
	}
	if s.CNPJ != "" {
		lines = append(lines, "CNPJ "+s.CNPJ)
	}
	if s.Address != "" {
		lines = append(lines, s.Address)
	}
	return lines
}

// Line is a line of the order.
type Line struct {
	Title    string
	Options  string
	Quantity int
	Total    money.Cents
}

// Address is where the order goes.
type Address struct {
	Recipient  string
	Street     string
	Number     string
	Complement string
	District   string
	City       string
	UF         string
	PostalCode string
}

// lines are the address as it is written on a parcel.
func (a Address) lines() []string {
	street := a.Street + ", " + a.Number
	if a.Complement != "" {
		street += ", " + a.Complement
	}
	cep := a.PostalCode
	if len(cep) == 8 {
		cep = cep[:5] + "-" + cep[5:]
	}
	all := []string{a.Recipient, street, a.District, a.City + ", " + a.UF + ", " + cep}
	kept := all[:0]
	for _, line := range all {
		if line != "" {
			kept = append(kept, line)
		}
	}
	return kept
}

// OrderReceived is the mail after an order was placed whose Pix or boleto code
// waits to be paid.
func OrderReceived(ctx context.Context, o Order) (subject, html, text string, err error) {
	return render(ctx, "received", o)
}

// OrderPaid is the confirmation: the payment arrived and the order is being
// prepared.
func OrderPaid(ctx context.Context, o Order) (subject, html, text string, err error) {
	return render(ctx, "paid", o)
}

func render(ctx context.Context, kind string, o Order) (subject, html, text string, err error) {
	m := compose(ctx, kind, o)
	var b strings.Builder
	if err := orderMail(m).Render(ctx, &b); err != nil {
		return "", "", "", fmt.Errorf("mail %s: %w", kind, err)
	}
	return m.Subject, b.String(), m.text(ctx), nil
}

// mail is what both forms of a mail say.
type mail struct {
	Order
	Kind    string
	Subject string
	Heading string
	// Intro are the paragraphs before the button, Next those after the summary.
	Intro []string
	Next  []string
	// Button leads on; Link is the order's page when the button goes elsewhere.
	Button, ButtonURL string
	Link              string
}

func compose(ctx context.Context, kind string, o Order) mail {
	m := mail{
		Order:     o,
		Kind:      kind,
		Subject:   i18n.T(ctx, "email."+kind+".subject", "Number", o.Number, "Shop", o.Shop),
		Heading:   i18n.T(ctx, "email."+kind+".heading"),
		Intro:     []string{greeting(ctx, o.Name)},
		Button:    i18n.T(ctx, "email.order_page"),
		ButtonURL: o.URL,
	}
	switch kind {
	case "refunded", "refund_desk", "cancelled", "link", "lookup", "backorder":
		return m.undone(ctx, kind)
	case "shipped", "delivered":
		return m.parcel(ctx, kind)
	case "deadline", "expired":
		return m.waiting(ctx, kind)
	case "received", "unpaid":
		m = m.waiting(ctx, kind)
	case "paid":
		m.Intro = append(m.Intro, i18n.T(ctx, "email.paid.intro", "Number", o.Number))
		m.Next = []string{i18n.T(ctx, "email.paid.next"), days(ctx, o)}
	}
	m.Next = append(m.Next, i18n.T(ctx, "email.withdraw"))
	return m
}

// delivers reports whether the mail names the place where the order goes: only
// where something goes there, and not to whoever has a mistyped mailbox.
func (m mail) delivers() bool {
	switch m.Kind {
	case "received", "unpaid", "deadline", "paid", "shipped", "delivered", "backorder":
		return true
	}
	return false
}

func greeting(ctx context.Context, name string) string {
	if first, _, _ := strings.Cut(strings.TrimSpace(name), " "); first != "" {
		return i18n.T(ctx, "email.greeting", "Name", first)
	}
	return i18n.T(ctx, "email.greeting_nobody")
}

func days(ctx context.Context, o Order) string {
	if o.DaysMin == o.DaysMax {
		return i18n.N(ctx, "email.days_one", o.DaysMax, "Service", o.ShippingName)
	}
	return i18n.T(ctx, "email.days", "Service", o.ShippingName, "Min", o.DaysMin, "Max", o.DaysMax)
}

// total is one line of the sums.
type total struct {
	Label, Amount string
	Strong        bool
}

func (m mail) totals(ctx context.Context) []total {
	sums := []total{{Label: i18n.T(ctx, "email.items"), Amount: i18n.Money(ctx, m.Items)}}
	if m.Discount != 0 {
		sums = append(sums, total{Label: i18n.T(ctx, "email.discount"), Amount: i18n.Money(ctx, -m.Discount)})
	}
	freight := i18n.Money(ctx, m.Shipping)
	if m.Shipping == 0 {
		freight = i18n.T(ctx, "email.free")
	}
	return append(sums,
		total{Label: i18n.T(ctx, "email.shipping", "Service", m.ShippingName), Amount: freight},
		total{Label: i18n.T(ctx, "email.total"), Amount: i18n.Money(ctx, m.Total), Strong: true})
}

func safe(url string) templ.SafeURL { return templ.URL(url) }
