package admin

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"tenaz/internal/contact"
	"tenaz/internal/i18n"
	"tenaz/internal/mail"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/views/ui"
)

// fieldNames names the parts of an order that were corrected.
func fieldNames(ctx context.Context, list string) string {
	names := strings.Split(list, ",")
	for i, name := range names {
		names[i] = i18n.T(ctx, "admin.corrected."+name)
	}
	return strings.Join(names, ", ")
}

// undoneUnits says how many units of a line are cancelled or refunded.
func undoneUnits(ctx context.Context, l orders.Line) string {
	var parts []string
	if l.CancelledQuantity > 0 {
		parts = append(parts, i18n.N(ctx, "admin.order.units_cancelled", l.CancelledQuantity))
	}
	if l.RefundedQuantity > 0 {
		parts = append(parts, i18n.N(ctx, "admin.order.units_refunded", l.RefundedQuantity))
	}
	return strings.Join(parts, ", ")
}

func refundBadge(ctx context.Context, state string) ui.BadgeProps {
	badge := ui.BadgeProps{Label: i18n.T(ctx, "admin.refund.state."+state), Tone: ui.Warning}
	switch state {
	case payments.RefundSucceeded, payments.RefundReturned:
		badge.Tone = ui.Success
	case payments.RefundFailed:
		badge.Tone = ui.Error
	}
	return badge
}

func refundReasons(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(payments.StaffReasons))
	for i, reason := range payments.StaffReasons {
		options[i] = ui.Option{Value: reason, Label: i18n.T(ctx, "admin.refund.choose."+reason)}
	}
	return options
}

// units is the field of a line in the refund form: how many units go back.
func (m OrderPage) units(ctx context.Context, l orders.Line) ui.FieldProps {
	name := UnitsField(l.ID)
	left := l.Quantity - l.RefundedQuantity
	return ui.FieldProps{
		Name: name, Label: l.Title, Type: "number", InputMode: "numeric", Min: "0", Max: strconv.Itoa(left),
		Value: m.Refund.value(name, ""), Error: m.Refund.Fields[name], Autocomplete: "off",
		Hint: i18n.N(ctx, "admin.refund.left", left), Suffix: i18n.T(ctx, "admin.refund.units"),
	}
}

// UnitsField is the name of a line's field in the refund form.
func UnitsField(lineID int64) string { return "units_" + number(lineID) }

// correctFields are the form that mends an order, in the order of the checkout.
func (m OrderPage) correctFields(ctx context.Context) []ui.FieldProps {
	o := m.Order
	rows := []struct{ name, value, kind, span string }{
		{"recipient", o.Recipient, "", ""},
		{"email", o.Email, "email", ""},
		{"phone", phone(o.Phone), "tel", ""},
		{"postal_code", contact.FormatCEP(o.PostalCode), "", ""},
		{"street", o.Street, "", ""},
		{"number", o.NumberInStreet, "", ""},
		{"complement", o.Complement, "", ""},
		{"district", o.District, "", ""},
		{"city", o.City, "", ""},
		{"state", o.UF, "", ""},
	}
	fields := make([]ui.FieldProps, len(rows))
	for i, row := range rows {
		fields[i] = ui.FieldProps{
			Name: row.name, ID: "correct-" + row.name, Label: i18n.T(ctx, "admin.correct."+row.name), Type: row.kind,
			Value: m.Correct.value(row.name, row.value), Error: m.Correct.Fields[row.name], Autocomplete: "off",
			Optional: row.name == "complement",
		}
	}
	return fields
}

// mailable reports whether a mail can be sent again: one that asks for the payment
// only while the order waits for it.
func (m OrderPage) mailable(kind string) bool {
	switch kind {
	case "order_received", "order_unpaid", "order_deadline":
		return m.Order.AwaitsPayment()
	case "order_paid", "order_expired", "order_shipped", "order_delivered", "order_refunded", "order_refund_desk",
		"order_backorder", "order_cancelled", "order_link", "order_lookup", "staff_paid":
		return true
	}
	return false
}

// undeliveredText says what to do about a mail that did not arrive.
func (m OrderPage) undeliveredText(ctx context.Context) string {
	if m.Order.Mendable() {
		return i18n.T(ctx, "admin.mail.failed.correct")
	}
	return i18n.T(ctx, "admin.mail.failed.call")
}

// undelivered are the mails to the customer that did not arrive, and after which
// none of their kind did.
func (m OrderPage) undelivered() []mail.Entry {
	var list []mail.Entry
	for i, e := range m.Mails {
		later := func(o mail.Entry) bool { return o.Kind == e.Kind && o.State != mail.Failed }
		if e.State == mail.Failed && strings.HasPrefix(e.Kind, "order_") && !slices.ContainsFunc(m.Mails[i:], later) {
			list = append(list, e)
		}
	}
	return list
}
