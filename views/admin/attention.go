package admin

import (
	"context"
	"strings"

	"tenaz/internal/analytics"
	"tenaz/internal/i18n"
	"tenaz/views/ui"
)

// Attention is what waits for somebody. May says which of it who looks can mend:
// the rest is not shown.
type Attention struct {
	Waits analytics.Attention
	May   func(permission string) bool
}

// waiting is one line of the panel: what waits, and where it is mended.
type waiting struct {
	Text, Href string
	Tone       ui.Tone
}

// lines are what waits, what is urgent first.
func (a Attention) lines(ctx context.Context) []waiting {
	w := a.Waits
	var list []waiting
	add := func(permission string, tone ui.Tone, count int, id, href string) {
		if count > 0 && a.May(permission) {
			list = append(list, waiting{Text: i18n.N(ctx, "admin.attention."+id, count), Href: href, Tone: tone})
		}
	}
	add("orders", ui.Error, w.Held, "held", "/admin/orders?filter=held")
	add("orders", ui.Error, w.Undecided, "shortages", "/admin/shortages")
	add("refunds", ui.Error, w.StuckRefunds, "stuck_refunds", "/admin/orders/"+number(w.StuckOrder))
	if w.WebhooksLate && a.May("settings") {
		list = append(list, waiting{Text: a.webhook(ctx), Href: "/admin/payments", Tone: ui.Error})
	}
	add("orders", ui.Warning, w.Unsettled, "unsettled", "/admin/payments")
	if len(w.Refused) > 0 && a.May("settings") {
		list = append(list, waiting{Text: i18n.T(ctx, "admin.attention.refused", "Methods", methodNames(ctx, w.Refused)), Href: "/admin/settings#methods", Tone: ui.Warning})
	}
	add("orders", ui.Warning, w.Unshipped, "unshipped", "/admin/orders")
	add("refunds", ui.Warning, w.Desk, "desk", "/admin/refunds")
	add("settings", ui.Warning, w.Jobs, "jobs", "/admin/jobs")
	add("mail", ui.Warning, w.Mails, "mails", "/admin/mail")
	add("orders", ui.Info, w.Backorders, "backorders", "/admin/shortages")
	return list
}

// webhook says when Stripe last reported anything, and whether that is too long
// ago.
func (a Attention) webhook(ctx context.Context) string {
	id := "admin.attention.webhook"
	if a.Waits.WebhooksLate {
		id += ".late"
	}
	if !a.Waits.LastWebhook.IsZero() {
		return i18n.T(ctx, id, "At", i18n.DateTime(ctx, a.Waits.LastWebhook))
	}
	if a.Waits.WebhooksLate {
		return i18n.T(ctx, "admin.attention.webhook.late_never")
	}
	return i18n.T(ctx, "admin.attention.webhook.never")
}

func methodNames(ctx context.Context, codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = i18n.T(ctx, "admin.method."+code)
	}
	return strings.Join(names, ", ")
}
