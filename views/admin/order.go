package admin

import (
	"context"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"tenaz/internal/accounts"
	"tenaz/internal/contact"
	"tenaz/internal/i18n"
	"tenaz/internal/inventory"
	"tenaz/internal/mail"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/internal/shipping"
	"tenaz/internal/taxid"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// ShipForm is what was typed to ship an order, and what was wrong with it.
type ShipForm struct {
	TrackingCode string
	Error        string
	Fields       map[string]string
}

// focus opens the page on the field that was refused: it is below the first
// screen.
func (f ShipForm) focus() templ.Attributes {
	return templ.Attributes{"autofocus": f.Fields["tracking_code"] != ""}
}

// Form is what was typed into one of an order's forms, and what was wrong with
// it. The zero value was not sent.
type Form struct {
	Values map[string]string
	Error  string
	Fields map[string]string
}

// sent reports whether the form comes back with something to say.
func (f Form) sent() bool { return f.Error != "" || len(f.Fields) > 0 }

// value is what was typed into a field, else what it begins with.
func (f Form) value(name, first string) string {
	if f.Values == nil {
		return first
	}
	return f.Values[name]
}

// OrderForms are the forms of an order's page.
type OrderForms struct {
	Ship                                ShipForm
	Refund, Cancel, Correct, Note, Mail Form
	Deliver, Money                      Form
}

// OrderPage is one order with all that belongs to it. Owed are the units that its
// lines wait for.
type OrderPage struct {
	Page      layout.AdminPage
	Owed      []inventory.Shortage
	Order     orders.Order
	Attempts  []payments.Attempt
	Payments  []payments.Payment
	Shipments []shipping.Shipment
	Events    []orders.Event
	Mails     []mail.Entry
	Refunds   []payments.Refund
	Notes     []orders.Note
	Audit     []AuditEntry
	OrderForms
	// MayRefund: who looks may send money back and cancel.
	MayRefund bool
	// MaySeeCustomer: who looks may open the page of who bought.
	MaySeeCustomer bool
}

// customer is the page of who bought, with or without an account. Who was
// forgotten has none.
func (m OrderPage) customer() string {
	switch {
	case !m.MaySeeCustomer || m.Order.Email == "":
		return ""
	case m.Order.UserID != nil:
		return CustomerPath(accounts.CustomerRef{UserID: *m.Order.UserID})
	default:
		return CustomerPath(accounts.CustomerRef{Guest: m.Order.Number})
	}
}

func (m OrderPage) sums(ctx context.Context) []ui.Fact {
	o := m.Order
	facts := []ui.Fact{{Label: i18n.T(ctx, "admin.order.items"), Value: i18n.Money(ctx, o.Items)}}
	for _, a := range o.Adjustments {
		if a.Kind == "discount" {
			facts = append(facts, ui.Fact{Label: i18n.T(ctx, "admin.order.discount", "Source", source(ctx, a.Source)), Value: i18n.Money(ctx, a.Amount)})
		}
	}
	facts = append(facts,
		ui.Fact{Label: i18n.T(ctx, "admin.order.shipping", "Service", o.ShippingName), Value: i18n.Money(ctx, o.Shipping)},
		ui.Fact{Label: i18n.T(ctx, "admin.order.total"), Value: i18n.Money(ctx, o.Total), Total: true},
		ui.Fact{Label: i18n.T(ctx, "admin.order.paid"), Value: i18n.Money(ctx, o.Paid)})
	if o.Refunded > 0 {
		facts = append(facts, ui.Fact{Label: i18n.T(ctx, "admin.order.refunded"), Value: i18n.Money(ctx, -o.Refunded)})
	}
	return facts
}

// source names where an adjustment comes from: "method:pix" is Pix.
func source(ctx context.Context, code string) string {
	if method, found := strings.CutPrefix(code, "method:"); found {
		return i18n.T(ctx, "admin.method."+method)
	}
	if code == "accepted" {
		return i18n.T(ctx, "admin.order.accepted")
	}
	return code
}

func (m OrderPage) buyer(ctx context.Context) []ui.Fact {
	o := m.Order
	facts := []ui.Fact{
		{Label: i18n.T(ctx, "admin.order.name"), Value: o.Name},
		{Label: i18n.T(ctx, "admin.order.email"), Value: o.Email},
		{Label: i18n.T(ctx, "admin.order.phone"), Value: phone(o.Phone)},
		{Label: i18n.T(ctx, "admin.order.document"), Value: taxid.Mask(o.Document)},
	}
	if o.CompanyName != "" {
		facts = append(facts, ui.Fact{Label: i18n.T(ctx, "admin.order.company"), Value: o.CompanyName})
	}
	if o.StateRegistration != "" {
		facts = append(facts, ui.Fact{Label: i18n.T(ctx, "admin.order.registration"), Value: o.StateRegistration})
	}
	return facts
}

// address is written as on the parcel, so that it can be copied.
func (m OrderPage) address() []string {
	o := m.Order
	street := o.Street + ", " + o.NumberInStreet
	if o.Complement != "" {
		street += ", " + o.Complement
	}
	return []string{o.Recipient, street, o.District, o.City + ", " + o.UF, "CEP " + contact.FormatCEP(o.PostalCode)}
}

// stock says what the order does to stock now.
func (m OrderPage) stock() (id string, tone ui.Tone) {
	o := m.Order
	switch {
	case o.FulfilmentState == orders.Shipped || o.FulfilmentState == orders.Delivered:
		return "admin.stock.shipped", ui.Success
	case o.State == orders.StateCancelled:
		return "admin.stock.released", ui.Info
	case len(m.Owed) > 0:
		return "admin.stock.short", ui.Error
	case !o.Held() && (o.PaymentState == orders.Unpaid || o.PaymentState == orders.PaymentPending):
		return "admin.stock.held", ui.Info
	default:
		return "admin.stock.committed", ui.Success
	}
}

// short names what the order is owed: the SKUs with their units.
func (m OrderPage) short() string {
	var names []string
	for _, owed := range m.Owed {
		for _, line := range m.Order.Lines {
			if line.ID == owed.OrderLineID {
				names = append(names, line.SKU+" × "+strconv.Itoa(owed.Quantity))
			}
		}
	}
	return strings.Join(names, ", ")
}

func (m OrderPage) timeline(ctx context.Context) []ui.Event {
	events := make([]ui.Event, len(m.Events))
	for i, e := range m.Events {
		events[i] = ui.Event{
			State: ui.EventDone, Title: i18n.T(ctx, "admin.event."+e.Kind),
			Time: i18n.DateTime(ctx, e.At), DateTime: machine(e.At), Note: note(ctx, e),
		}
		switch e.Kind {
		case orders.EventCancelled, orders.EventMismatch, orders.EventPaidAgain, orders.EventShortage, orders.EventPaymentEnded,
			orders.EventPaidLate, orders.EventRefundFailed, orders.EventDesk, orders.EventFailedLate:
			events[i].State = ui.EventBad
		}
	}
	return events
}

// note says who did it and what the entry holds.
func note(ctx context.Context, e orders.Event) string {
	var parts []string
	for _, key := range []string{"decision", "units", "foreign", "fields", "amount", "total", "paid", "method", "reason", "refund_reason", "state", "failure", "mail", "skus", "tracking"} {
		value := e.Data[key]
		if value == "" {
			continue
		}
		switch key {
		case "amount", "total", "paid":
			value = amount(ctx, value)
		case "fields":
			value = fieldNames(ctx, value)
		case "method":
			value = i18n.T(ctx, "admin.method."+value)
		case "reason":
			value = i18n.T(ctx, "admin.reason."+value)
		case "decision":
			value = i18n.T(ctx, "admin.decision."+value)
		case "foreign":
			value = strings.ToUpper(value)
		case "mail":
			value = i18n.T(ctx, "admin.mail.kind."+value)
		case "refund_reason":
			value = i18n.T(ctx, "admin.refund.reason."+value)
		case "state":
			value = i18n.T(ctx, "admin.attempt."+value)
		}
		parts = append(parts, i18n.T(ctx, "admin.event.data."+key, "Value", value))
	}
	who := i18n.T(ctx, "admin.actor."+e.ActorKind)
	if e.ActorKind == "staff" && e.ActorName != "" {
		who = e.ActorName
	}
	return strings.Join(append(parts, who), " · ")
}

// tries are the attempts to pay with their refusals.
type try struct {
	Badge          ui.BadgeProps
	Method, Amount string
	At, Machine    string
	Reference      string
	Declines       []string
}

func (m OrderPage) tries(ctx context.Context) []try {
	list := make([]try, len(m.Attempts))
	for i, a := range m.Attempts {
		list[i] = try{
			Badge: ui.BadgeProps{Label: i18n.T(ctx, "admin.attempt."+a.State), Tone: attemptTone(a.State)}, Method: i18n.T(ctx, "admin.method."+string(a.Method)),
			Amount: i18n.Money(ctx, a.Amount), At: i18n.DateTime(ctx, a.CreatedAt), Machine: machine(a.CreatedAt), Reference: a.PaymentIntentID,
		}
		if list[i].Reference == "" {
			list[i].Reference = a.SessionID
		}
		for _, d := range a.Declines {
			list[i].Declines = append(list[i].Declines, i18n.T(ctx, "admin.order.declined", "At", i18n.DateTime(ctx, d.At), "Code", d.Code))
		}
	}
	return list
}

func attemptTone(state string) ui.Tone {
	switch state {
	case payments.Paid:
		return ui.Success
	case payments.Failed:
		return ui.Error
	case payments.Expired, payments.Cancelled:
		return ""
	default:
		return ui.Warning
	}
}

func mailTone(state string) ui.Tone {
	switch state {
	case mail.Sent:
		return ui.Success
	case mail.Failed:
		return ui.Error
	default:
		return ui.Warning
	}
}

// phone writes a Brazilian number with its area code as people read it.
func phone(digits string) string {
	if n := len(digits); (n == 10 || n == 11) && strings.Trim(digits, "0123456789") == "" {
		return "(" + digits[:2] + ") " + digits[2:n-4] + "-" + digits[n-4:]
	}
	return digits
}
