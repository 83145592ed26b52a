package email

import (
	"context"

	"tenaz/internal/i18n"
)

// OrderUnpaid says that an order waits for its payment, and where to pay it.
func OrderUnpaid(ctx context.Context, o Order) (subject, html, text string, err error) {
	return render(ctx, "unpaid", o)
}

// OrderDeadline says that an issued Pix or boleto code expires soon.
func OrderDeadline(ctx context.Context, o Order) (subject, html, text string, err error) {
	return render(ctx, "deadline", o)
}

// OrderExpired says that nobody paid in time, and how to order again.
func OrderExpired(ctx context.Context, o Order) (subject, html, text string, err error) {
	return render(ctx, "expired", o)
}

// waiting writes the mails about a payment that is or was awaited.
func (m mail) waiting(ctx context.Context, kind string) mail {
	due := i18n.DateTime(ctx, m.PayUntil)
	switch kind {
	case "received":
		m.Intro = append(m.Intro, i18n.T(ctx, "email.received.intro_"+m.PaymentMethod, "Number", m.Number))
		if !m.PayUntil.IsZero() {
			m.Intro = append(m.Intro, i18n.T(ctx, "email.received.expires", "At", due))
		}
		m.codeButton(ctx)
	case "unpaid":
		m.Intro = append(m.Intro, i18n.T(ctx, "email.unpaid.intro", "Number", m.Number), i18n.T(ctx, "email.unpaid.until", "At", due))
		m.Button = i18n.T(ctx, "email.unpaid.pay")
	case "deadline":
		m.Intro = append(m.Intro, i18n.T(ctx, "email.deadline.intro_"+m.PaymentMethod, "Number", m.Number, "At", due))
		m.codeButton(ctx)
	case "expired":
		m.Intro = append(m.Intro, i18n.T(ctx, "email.expired.intro", "Number", m.Number))
		m.Button = i18n.T(ctx, "email.expired.redo")
	}
	m.Next = []string{i18n.T(ctx, "email."+kind+".next")}
	return m
}

// codeButton leads to the issued code, and beside it to the order's page.
func (m *mail) codeButton(ctx context.Context) {
	if m.CodeURL != "" {
		m.Button, m.ButtonURL, m.Link = i18n.T(ctx, "email.received.code_"+m.PaymentMethod), m.CodeURL, m.URL
	}
}
