package orders

import (
	"context"

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

// buyer is who bought and where it goes, masked: whoever holds the link
// recognises an own order and learns nothing of another one.
func (m OrderPage) buyer(ctx context.Context) []ui.Fact {
	o := m.Order
	document := i18n.T(ctx, "orders.cpf")
	if len(o.Document) == 14 {
		document = i18n.T(ctx, "orders.cnpj")
	}
	return []ui.Fact{
		{Label: document, Value: taxid.Mask(o.Document)},
		{Label: i18n.T(ctx, "orders.email"), Value: orders.MaskEmail(o.Email)},
		{Label: i18n.T(ctx, "orders.phone"), Value: orders.MaskPhone(o.Phone)},
	}
}

// place is where the order goes, without what would name the house.
func (m OrderPage) place() string {
	o := m.Order
	return orders.MaskStreet(o.Street) + ", " + o.District + ", " + o.City + ", " + o.UF + ", " + orders.MaskCEP(o.PostalCode)
}

// ownEmail reports whether the address can be corrected here.
func (m OrderPage) ownEmail() bool { return m.Email.Own && m.Order.State == orders.StateOpen }
