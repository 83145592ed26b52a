package email

import (
	"context"
	"time"

	"tenaz/internal/i18n"
	"tenaz/internal/money"
)

// StaffPaid tells the staff of a paid order. AdminURL is its page in the back
// office.
func StaffPaid(ctx context.Context, o Order, adminURL string) (subject, html, text string, err error) {
	n := notice{
		Shop: o.Shop, ShopURL: o.ShopURL, Seller: o.Seller,
		Subject: i18n.T(ctx, "email.staff_paid.subject", "Number", o.Number, "Amount", i18n.Money(ctx, o.Total), "Shop", o.Shop),
		Heading: i18n.T(ctx, "email.staff_paid.heading", "Number", o.Number),
		Intro: []string{i18n.T(ctx, "email.staff_paid.intro", "Amount", i18n.Money(ctx, o.Total),
			"Method", i18n.T(ctx, "email.method_"+o.PaymentMethod), "City", o.Address.City, "UF", o.Address.UF, "Service", o.ShippingName)},
		RowsTitle: i18n.T(ctx, "email.summary"),
		Button:    i18n.T(ctx, "email.staff_paid.open"), ButtonURL: adminURL,
		Why: i18n.T(ctx, "email.staff.why", "Shop", o.Shop),
	}
	for _, l := range o.Lines {
		label := i18n.T(ctx, "email.staff.line", "Quantity", l.Quantity, "Title", l.Title)
		n.Rows = append(n.Rows, noticeRow{Label: label, Note: l.Options, Amount: i18n.Money(ctx, l.Total)})
	}
	return n.render(ctx)
}

// Digest is what was paid on a day: the first orders, and how many and how much
// all are.
type Digest struct {
	Shop, ShopURL string
	Seller        Seller
	Day           time.Time
	Orders        []DigestOrder
	Count         int
	Total         money.Cents
	// OrdersURL is the list of the orders that are to be shipped.
	OrdersURL string
}

// DigestOrder is one order of a digest; URL is its page in the back office.
type DigestOrder struct {
	Number                  int64
	City, UF, PaymentMethod string
	Total                   money.Cents
	URL                     string
}

// StaffDigest sums up a day's paid orders for the staff.
func StaffDigest(ctx context.Context, d Digest) (subject, html, text string, err error) {
	day := i18n.Date(ctx, d.Day)
	n := notice{
		Shop: d.Shop, ShopURL: d.ShopURL, Seller: d.Seller,
		Subject:   i18n.N(ctx, "email.staff_digest.subject", d.Count, "Day", day, "Shop", d.Shop),
		Heading:   i18n.T(ctx, "email.staff_digest.heading", "Day", day),
		Intro:     []string{i18n.N(ctx, "email.staff_digest.intro", d.Count, "Amount", i18n.Money(ctx, d.Total))},
		RowsTitle: i18n.T(ctx, "email.staff_digest.orders"),
		Button:    i18n.T(ctx, "email.staff_digest.open"), ButtonURL: d.OrdersURL,
		Why: i18n.T(ctx, "email.staff.why", "Shop", d.Shop),
	}
	for _, o := range d.Orders {
		place := i18n.T(ctx, "email.staff_digest.place", "City", o.City, "UF", o.UF, "Method", i18n.T(ctx, "email.method_"+o.PaymentMethod))
		n.Rows = append(n.Rows, noticeRow{
			Label: i18n.T(ctx, "email.number", "Number", o.Number), URL: o.URL, Note: place, Amount: i18n.Money(ctx, o.Total),
		})
	}
	if more := d.Count - len(d.Orders); more > 0 {
		n.After = i18n.N(ctx, "email.staff_digest.more", more)
	}
	return n.render(ctx)
}

// Test is the message that proves that mail arrives.
func Test(ctx context.Context, shop, shopURL string, seller Seller) (subject, html, text string, err error) {
	return notice{
		Shop: shop, ShopURL: shopURL, Seller: seller,
		Subject: i18n.T(ctx, "email.test.subject", "Shop", shop), Heading: i18n.T(ctx, "email.test.heading"),
		Intro:  []string{i18n.T(ctx, "email.test.intro", "Shop", shop)},
		Button: i18n.T(ctx, "email.test.open"), ButtonURL: shopURL, Why: i18n.T(ctx, "email.test.why"),
	}.render(ctx)
}
