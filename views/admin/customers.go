package admin

import (
	"context"
	"strconv"

	"tenaz/internal/accounts"
	"tenaz/internal/contact"
	"tenaz/internal/i18n"
	"tenaz/internal/mail"
	"tenaz/internal/orders"
	"tenaz/internal/privacy"
	"tenaz/internal/taxid"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// CustomersPage is the list of customers. Href is the list's address with other
// choices; Group is the id of the chosen group.
type CustomersPage struct {
	Page          layout.AdminPage
	List          accounts.CustomersPage
	Groups        []accounts.CustomerGroup
	Filter, Query string
	Group         int64
	Pages         ui.PaginationProps
	Href          func(filter string, group int64, query string) string
}

// CustomerForms are the forms of a customer's page that can come back.
type CustomerForms struct {
	Note, Group, Data Form
	// Error is why something could not be done.
	Error string
}

// CustomerPage is one customer with all that belongs to them. Document is the CPF
// or CNPJ in full, after it was asked for. Actions are the parts that others bring.
type CustomerPage struct {
	Page      layout.AdminPage
	Customer  accounts.Customer
	Document  string
	Orders    []orders.Summary
	Addresses []accounts.Address
	Notes     []accounts.CustomerNote
	Groups    []accounts.CustomerGroup
	Mails     []mail.Entry
	Consents  privacy.Preferences
	Audit     []AuditEntry
	// MayOrders tells that the reader may open orders.
	MayOrders bool
	CustomerForms
}

// IdentityChecks are the ways in which staff make sure that a customer is who they
// say, before they hand out or erase what the store knows.
var IdentityChecks = []string{"email", "phone", "order", "document"}

func (m CustomerPage) identityChecks(ctx context.Context) ui.SelectProps {
	p := ui.SelectProps{
		Name: "identity", Label: i18n.T(ctx, "customers.identity"), Empty: i18n.T(ctx, "customers.identity.choose"), Required: true,
		Value: m.Data.value("identity", ""), Error: m.Data.Fields["identity"],
	}
	for _, check := range IdentityChecks {
		p.Options = append(p.Options, ui.Option{Value: check, Label: i18n.T(ctx, "customers.identity."+check)})
	}
	return p
}

// CustomerPath is the address of a customer's page.
func CustomerPath(ref accounts.CustomerRef) string {
	if ref.UserID != 0 {
		return "/admin/customers/" + number(ref.UserID)
	}
	return "/admin/customers/guest/" + number(ref.Guest)
}

func (m CustomerPage) path() string { return CustomerPath(m.Customer.CustomerRef) }

func (m CustomerPage) guest() bool { return m.Customer.UserID == 0 }

func (m CustomersPage) chips(ctx context.Context) []ui.Chip {
	var chips []ui.Chip
	for _, filter := range accounts.CustomerFilters {
		label := "customers.filter.all"
		if filter != "" {
			label = "customers.filter." + filter
		}
		chips = append(chips, ui.Chip{Label: i18n.T(ctx, label), Href: m.Href(filter, m.Group, m.Query), On: filter == m.Filter})
	}
	for _, g := range m.Groups {
		on, group := g.ID == m.Group, g.ID
		if on {
			group = 0
		}
		chips = append(chips, ui.Chip{Label: g.Name, Href: m.Href(m.Filter, group, m.Query), Count: strconv.Itoa(g.Members), On: on, Remove: on})
	}
	if m.Query != "" {
		chips = append(chips, ui.Chip{Label: i18n.T(ctx, "customers.search", "Query", m.Query), Href: m.Href(m.Filter, m.Group, ""), Remove: true, On: true})
	}
	return chips
}

// customerBadges say what a customer is: a guest, blocked, with an e-mail that
// nobody confirmed.
func customerBadges(ctx context.Context, ref accounts.CustomerRef, verified, blocked, staff bool) []ui.BadgeProps {
	if ref.UserID == 0 {
		return []ui.BadgeProps{{Label: i18n.T(ctx, "customers.guest")}}
	}
	var badges []ui.BadgeProps
	if blocked {
		badges = append(badges, ui.BadgeProps{Label: i18n.T(ctx, "customers.blocked"), Tone: ui.Error})
	}
	if staff {
		badges = append(badges, ui.BadgeProps{Label: i18n.T(ctx, "customers.staff"), Tone: ui.Info})
	}
	if !verified {
		badges = append(badges, ui.BadgeProps{Label: i18n.T(ctx, "customers.unverified"), Tone: ui.Warning})
	}
	if len(badges) == 0 {
		badges = append(badges, ui.BadgeProps{Label: i18n.T(ctx, "customers.account"), Tone: ui.Success})
	}
	return badges
}

// facts are who the customer is, but for the document.
func (m CustomerPage) facts(ctx context.Context) []ui.Fact {
	c := m.Customer
	facts := []ui.Fact{{Label: i18n.T(ctx, "checkout.email"), Value: c.Email}}
	if c.Person.CompanyName != "" {
		facts = append(facts, ui.Fact{Label: i18n.T(ctx, "checkout.company_name"), Value: c.Person.CompanyName})
	}
	if c.Person.StateRegistration != "" {
		facts = append(facts, ui.Fact{Label: i18n.T(ctx, "checkout.state_registration"), Value: c.Person.StateRegistration})
	}
	if c.Person.Phone != "" {
		facts = append(facts, ui.Fact{Label: i18n.T(ctx, "checkout.phone"), Value: contact.FormatPhone(c.Person.Phone)})
	}
	facts = append(facts, ui.Fact{Label: i18n.T(ctx, "account.locale"), Value: i18n.T(ctx, "account.locale."+c.Locale)})
	since := "customers.since"
	if m.guest() {
		since = "customers.since_guest"
	} else {
		facts = append(facts, ui.Fact{Label: i18n.T(ctx, "customers.seen"), Value: i18n.DateTime(ctx, c.SeenAt)})
	}
	return append(facts, ui.Fact{Label: i18n.T(ctx, since), Value: i18n.Date(ctx, c.Since)})
}

// document is the CPF or CNPJ as it is shown: masked until it was asked for.
func (m CustomerPage) document() string {
	if m.Document != "" {
		return taxid.Format(m.Document)
	}
	return m.Customer.Person.Document
}

// masked reports whether there is more of the document to be shown.
func (m CustomerPage) masked() bool {
	return m.Document == "" && m.Customer.Person.Document != "" && m.Customer.Person.Document[0] == '*'
}

// orderMark says what an order of a customer's page is not: the account's own, as
// far as is known.
func (m CustomerPage) orderMark(ctx context.Context, o orders.Summary) string {
	switch {
	case o.Claimed == orders.ClaimedByLink:
		return i18n.T(ctx, "customers.order.link")
	case o.Guest && !m.guest() && !m.Customer.Verified:
		return i18n.T(ctx, "customers.order.unverified")
	case o.Guest && !m.guest():
		return i18n.T(ctx, "customers.order.guest")
	}
	return ""
}
