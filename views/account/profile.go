package account

import (
	"context"
	"strings"

	"tenaz/internal/accounts"
	"tenaz/internal/contact"
	"tenaz/internal/i18n"
	vcontact "tenaz/views/contact"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// ProfilePage is the form of what a person told about themselves. Email is shown
// and changed elsewhere. Alert is a sentence about the whole form.
type ProfilePage struct {
	Page     layout.Page
	Form     vcontact.Form
	Email    string
	Verified bool
	Locale   string
	Version  int
	Alert    string
}

// AddressesPage is a person's address book. Full tells that it takes no more.
type AddressesPage struct {
	Page      layout.Page
	Addresses []accounts.Address
	Full      bool
}

// AddressPage is the form of one address, of a new one when ID is 0. Fixed tells
// that it is the default and can only cease to be it by another one.
type AddressPage struct {
	Page    layout.Page
	Form    vcontact.Form
	ID      int64
	Version int
	Default bool
	Fixed   bool
	Alert   string
}

func (m AddressPage) submit(ctx context.Context) string {
	if m.ID == 0 {
		return i18n.T(ctx, "account.address.add")
	}
	return i18n.T(ctx, "account.save")
}

// languages are the store's languages by their own names.
func languages(ctx context.Context) []ui.Option {
	list := make([]ui.Option, len(i18n.Languages))
	for i, lang := range i18n.Languages {
		list[i] = ui.Option{Value: lang, Label: i18n.T(ctx, "account.locale."+lang)}
	}
	return list
}

// addressPath is the address of one entry of the book.
func addressPath(id int64) string { return "/account/addresses/" + number(id) }

// oneLine writes an address for a list of choices.
func oneLine(a contact.Address) string { return strings.Join(a.Lines(), ", ") }
