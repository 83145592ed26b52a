package email

import (
	"context"
	"time"

	"tenaz/internal/i18n"
)

// withdrawDays is how long a buyer may withdraw, counted from the day after the
// delivery (CDC, art. 49).
const withdrawDays = 7

// OrderShipped says that the parcel is on its way, and how to follow it.
func OrderShipped(ctx context.Context, o Order) (subject, html, text string, err error) {
	return render(ctx, "shipped", o)
}

// OrderDelivered says that a parcel has arrived, and until when its buyer may
// withdraw.
func OrderDelivered(ctx context.Context, o Order) (subject, html, text string, err error) {
	return render(ctx, "delivered", o)
}

// Parcel is one shipment of an order: what is in it, which may be less than was
// ordered, and how to follow it. TrackingCode and TrackingURL may be empty.
type Parcel struct {
	Carrier      string
	TrackingCode string
	TrackingURL  string
	Lines        []Line
	// Part: the parcel does not hold everything that was ordered.
	Part        bool
	DeliveredAt time.Time
}

// parcel writes the mails about a shipment, which list what is in it.
func (m mail) parcel(ctx context.Context, kind string) mail {
	intro := "email." + kind + ".intro"
	if m.Parcel.Part {
		intro += "_part"
	}
	m.Lines = m.Parcel.Lines
	m.Intro = append(m.Intro, i18n.T(ctx, intro, "Number", m.Number, "Date", i18n.Date(ctx, m.Parcel.DeliveredAt)))
	if kind == "delivered" {
		last := m.Parcel.DeliveredAt.In(i18n.Zone()).AddDate(0, 0, withdrawDays)
		m.Next = []string{i18n.T(ctx, "email.delivered.next"), i18n.T(ctx, "email.delivered.withdraw", "Date", i18n.Date(ctx, last))}
		return m
	}
	if m.Parcel.TrackingCode != "" {
		m.Intro = append(m.Intro, i18n.T(ctx, "email.shipped.tracking", "Carrier", m.Parcel.Carrier, "Code", m.Parcel.TrackingCode))
	}
	if m.Parcel.TrackingURL != "" {
		m.Button, m.ButtonURL, m.Link = i18n.T(ctx, "email.shipped.track"), m.Parcel.TrackingURL, m.URL
	}
	m.Next = []string{i18n.T(ctx, "email.shipped.next"), days(ctx, m.Order), i18n.T(ctx, "email.withdraw")}
	return m
}
