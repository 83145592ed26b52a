package email

import (
	"context"

	"tenaz/internal/i18n"
)

// OrderRefunded says that money went back, how much, and when it can be seen.
func OrderRefunded(ctx context.Context, o Order) (subject, html, text string, err error) {
	return render(ctx, "refunded", o)
}

// OrderRefundDesk says that money goes back by a transfer, and asks where to.
func OrderRefundDesk(ctx context.Context, o Order) (subject, html, text string, err error) {
	return render(ctx, "refund_desk", o)
}

// OrderCancelled says that the order was cancelled.
func OrderCancelled(ctx context.Context, o Order) (subject, html, text string, err error) {
	return render(ctx, "cancelled", o)
}

// OrderLink carries the link to the order's page, whose former ones are dead.
func OrderLink(ctx context.Context, o Order) (subject, html, text string, err error) {
	return render(ctx, "link", o)
}

// undone writes the mails after which nothing is sent any more, or nothing new.
func (m mail) undone(ctx context.Context, kind string) mail {
	m.Intro = append(m.Intro, i18n.T(ctx, "email."+kind+".intro", "Number", m.Number, "Amount", i18n.Money(ctx, m.Refund)))
	next := "email." + kind + ".next"
	switch {
	case kind == "refund_desk":
		// The reader has to do something: it stands before everything else.
		m.Intro = append(m.Intro, i18n.T(ctx, next))
		return m
	case kind == "refunded":
		next += "_" + m.RefundMethod
	case kind == "cancelled" && m.Paid:
		next += "_paid"
	}
	m.Next = []string{i18n.T(ctx, next)}
	return m
}
