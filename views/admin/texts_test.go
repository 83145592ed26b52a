package admin

import (
	"testing"

	"tenaz/internal/actor"
	"tenaz/internal/i18n"
	"tenaz/internal/inventory"
	"tenaz/internal/mail"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
)

// composed are the ids that pages put together from a state, by their
// beginning.
var composed = map[string][]string{
	"admin.filter.":           orders.Filters,
	"admin.inventory.choose.": inventory.Reasons,
	"admin.payment.":          {orders.Unpaid, orders.PaymentPending, orders.Paid, orders.PartiallyRefunded, orders.Refunded},
	"admin.fulfilment.":       {orders.Unfulfilled, orders.Partial, orders.Shipped, orders.Delivered, orders.Returned},
	"admin.reason.":           {orders.ReasonExpired, orders.ReasonReplaced, "customer", "staff", "payment", orders.ReasonRefunded},
	"admin.method.":           {string(payments.Card), string(payments.Pix), string(payments.Boleto)},
	"admin.attempt.": {
		payments.Created, payments.Open, payments.Pending, payments.Paid, payments.Failed, payments.Expired, payments.Cancelled,
	},
	"admin.event.": {
		orders.EventPlaced, orders.EventCodeIssued, orders.EventPaid, orders.EventPaidAgain, orders.EventMismatch,
		orders.EventPaymentEnded, orders.EventCancelled, orders.EventReopened, orders.EventShortage, orders.EventShipped,
		orders.EventPaidLate, orders.EventRefund, orders.EventDesk, orders.EventRefunded, orders.EventRefundFailed, orders.EventCorrected,
		orders.EventNote, orders.EventMailAgain, orders.EventCancelAsked, orders.EventResolved, orders.EventBackorder,
		orders.EventStocked, orders.EventStockedPartly, orders.EventFailedLate, orders.EventDelivered, orders.EventErased,
	},
	"audit.action.": {
		"access.refused", "access_record.exported", "access_record.read", "address.added", "address.changed", "address.default", "address.deleted",
		"audit.exported", "data.erased", "invitation.accepted", "job.retry", "login.opened", "message.answered", "newsletter.sent",
		"order.backorder", "order.cancel", "order.correct", "order.deliver", "order.mail_again", "order.note", "order.refund", "order.resolve", "order.ship",
		"page.published", "payment.check", "profile.changed", "refund.return", "role.changed", "settings.saved",
		"shipping.rates_saved", "shipping.service_saved", "shipping.table_uploaded", "shipping.zone_saved", "stock.adjusted", "user.claimed_order",
	},
	"audit.subject.": {"access_record", "job", "order", "settings", "shipping_service", "shipping_zone", "user", "variant"},
	"audit.field.": {
		"attempt", "boleto", "by_address", "card", "cnpj", "decision", "hold", "hours", "kind", "legal_name", "paid_cents", "pix", "pix_discount_bp",
		"refund_step_up_cents", "rows", "shipment", "state_registration", "total_cents", "trade_name", "unshipped_days", "whatsapp",
		"Active", "Carrier", "CubicDivisor", "Name", "Position", "Ranges", "TrackingURL",
	},
	"admin.decision.":        {"accept", "refund"},
	"admin.job.":             {"payment_event", "payment_refund", "sweep_orders", "refresh_listing", "purge", "mail"},
	"admin.jobs.state.":      {"discarded", "retryable"},
	"admin.shortages.cause.": {"late_payment", "count"},
	"admin.attention.tone.":  {"error", "warning", "info"},
	"email.backorder.":       {"subject", "heading", "intro", "next"},
	"admin.event.data.":      {"decision", "units", "foreign", "fields", "mail", "amount", "total", "paid", "method", "reason", "refund_reason", "state", "failure", "skus", "tracking"},
	"admin.actor.":           {string(actor.Customer), string(actor.Staff), string(actor.System), string(actor.Provider)},
	"admin.document.":        {"shipment", "refund"},
	"admin.mail.kind.": {
		"order_received", "order_paid", "order_shipped", "order_refunded", "order_refund_desk", "order_cancelled", "order_backorder", "staff_refused", "order_link", "order_lookup", "contact_receipt", "test",
		"order_unpaid", "order_deadline", "order_expired", "order_delivered", "staff_paid", "staff_digest",
	},
	"admin.mail.state.":          {mail.Queued, mail.Sent, mail.Failed},
	"inventory.reason.":          {"opening", "received", "count", "damage", "loss", "correction", "sale", "return"},
	"admin.stock.":               {"held", "committed", "short", "shipped", "released"},
	"account.state.":             {"unpaid", "pending", "preparing", "shipped", "delivered", "returned", "refunded", "cancelled"},
	"email.method_":              {"card", "pix", "boleto"},
	"email.received.":            {"intro_card", "intro_pix", "intro_boleto", "code_card", "code_pix", "code_boleto"},
	"email.shipped.":             {"subject", "heading", "intro", "intro_part", "next", "track", "tracking"},
	"email.delivered.":           {"subject", "heading", "intro", "intro_part", "next", "withdraw"},
	"email.unpaid.":              {"subject", "heading", "intro", "until", "pay", "next"},
	"email.deadline.":            {"subject", "heading", "intro_pix", "intro_boleto", "next"},
	"email.expired.":             {"subject", "heading", "intro", "redo", "next"},
	"email.refunded.":            {"subject", "heading", "intro", "next_card", "next_pix", "next_boleto"},
	"email.refund_desk.":         {"subject", "heading", "intro", "next"},
	"email.cancelled.":           {"subject", "heading", "intro", "next", "next_paid"},
	"admin.settings.notify_when": {"", ".each", ".each.text", ".daily", ".daily.text"},
	"email.link.":                {"subject", "heading", "intro", "next"},
	"admin.refund.state.": {
		payments.RefundCreated, payments.RefundPending, payments.RefundSucceeded, payments.RefundFailed, payments.RefundDesk, payments.RefundReturned,
	},
	"admin.refund.choose.": payments.StaffReasons,
	"admin.corrected.":     {"email", "phone", "recipient", "address"},
	"admin.correct.": {
		"recipient", "email", "phone", "postal_code", "street", "number", "complement", "district", "city", "state",
	},
	"orders.refund.": {"desk", "pending", "left_card", "left_pix", "left_boleto"},
	"admin.refund.reason.": {
		payments.ForWithdrawal, payments.ForDefect, payments.ForMissing, payments.ForGoodwill,
		payments.ForCancelled, payments.ForDuplicate, payments.ForLate, payments.ForDashboard, payments.ForSurplus, payments.ForMismatch,
	},
	"email.paid.":        {"subject", "heading", "intro", "next"},
	"admin.order.lines":  {"", ".caption"},
	"admin.orders.empty": {"", ".text"},
}

func TestAChangeOfAShareReadsAsPercent(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{"pt-BR": "7,5 %", "en": "7.5%"} {
		ctx := i18n.With(t.Context(), lang)
		if got := (AuditChange{Field: "pix_discount_bp"}).shown(ctx, "750"); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}

func TestEveryStateHasItsText(t *testing.T) {
	t.Parallel()
	for beginning, ends := range composed {
		for _, end := range ends {
			if id := beginning + end; i18n.T(t.Context(), id) == id {
				t.Errorf("%q is missing", id)
			}
		}
	}
}
