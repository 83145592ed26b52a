package orders

import (
	"context"
	"strings"

	"tenaz/internal/contact"
	"tenaz/internal/i18n"
	"tenaz/internal/orders"
	"tenaz/internal/taxid"
	"tenaz/views/ui"
)

// EmailForm corrects the address of an order, for the session that placed it.
type EmailForm struct {
	// Own: this session placed the order.
	Own   bool
	Typed string
	Error string
	// Open unfolds the form: something was refused.
	Open bool
}

// buyer says who bought: whole to the buyer, masked to whoever has but the link.
func (m OrderPage) buyer(ctx context.Context) []ui.Fact {
	o := m.Order
	document := i18n.T(ctx, "orders.cpf")
	if len(o.Document) == 14 {
		document = i18n.T(ctx, "orders.cnpj")
	}
	if !m.Own {
		return []ui.Fact{
			{Label: document, Value: taxid.Mask(o.Document)},
			{Label: i18n.T(ctx, "orders.email"), Value: orders.MaskEmail(o.Email)},
			{Label: i18n.T(ctx, "orders.phone"), Value: orders.MaskPhone(o.Phone)},
		}
	}
	number := taxid.Format(o.Document)
	if m.Page.Viewing != "" {
		number = taxid.Mask(o.Document) // staff look on: they see it whole where that is noted
	}
	facts := []ui.Fact{{Label: i18n.T(ctx, "checkout.name"), Value: o.Name}}
	if o.CompanyName != "" {
		facts = append(facts, ui.Fact{Label: i18n.T(ctx, "checkout.company_name"), Value: o.CompanyName})
	}
	return append(facts,
		ui.Fact{Label: document, Value: number},
		ui.Fact{Label: i18n.T(ctx, "orders.email"), Value: o.Email},
		ui.Fact{Label: i18n.T(ctx, "orders.phone"), Value: contact.FormatPhone(o.Phone)},
	)
}

// place is where the order goes, to others than the buyer without what would name
// the house.
func (m OrderPage) place() string {
	o := m.Order
	if m.Own {
		return strings.Join(o.Address().Lines(), ", ")
	}
	return orders.MaskStreet(o.Street) + ", " + o.District + ", " + o.City + ", " + o.UF + ", " + orders.MaskCEP(o.PostalCode)
}

// ownEmail reports whether the address can be corrected here.
func (m OrderPage) ownEmail() bool { return m.Email.Own && m.Order.State == orders.StateOpen }
