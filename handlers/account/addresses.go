package account

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"tenaz/handlers/web"
	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/cep"
	"tenaz/internal/contact"
	"tenaz/internal/i18n"
	view "tenaz/views/account"
	vcontact "tenaz/views/contact"
)

// AddressList answers GET /account/addresses.
func (a *Account) AddressList(w http.ResponseWriter, r *http.Request) error {
	user, err := a.person(r)
	if err != nil {
		return err
	}
	list, err := a.Accounts.Addresses(r.Context(), user.ID)
	if err != nil {
		return err
	}
	m := view.AddressesPage{
		Page: a.page(r, "account.addresses.title"), Addresses: list, Full: len(list) >= accounts.MaxAddresses,
	}
	return a.Kit.Render(w, r, http.StatusOK, view.Addresses(m), nil)
}

// NewAddress answers GET /account/addresses/new.
func (a *Account) NewAddress(w http.ResponseWriter, r *http.Request) error {
	return a.addressForm(w, r, http.StatusOK, view.AddressPage{}, 0)
}

// EditAddress answers GET /account/addresses/{id}.
func (a *Account) EditAddress(w http.ResponseWriter, r *http.Request) error {
	saved, err := a.savedAddress(r)
	if err != nil {
		return err
	}
	m := view.AddressPage{Version: saved.Version, Default: saved.Default, Fixed: saved.Default}
	m.Form.Address = vcontact.TypedAddress(saved.Address)
	return a.addressForm(w, r, http.StatusOK, m, saved.ID)
}

// AddAddress answers POST /account/addresses.
func (a *Account) AddAddress(w http.ResponseWriter, r *http.Request) error {
	return a.saveAddress(w, r, accounts.Address{})
}

// SaveAddress answers POST /account/addresses/{id}.
func (a *Account) SaveAddress(w http.ResponseWriter, r *http.Request) error {
	saved, err := a.savedAddress(r)
	if err != nil {
		return err
	}
	return a.saveAddress(w, r, saved)
}

// DefaultAddress answers POST /account/addresses/{id}/default.
func (a *Account) DefaultAddress(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := a.Accounts.SetDefaultAddress(r.Context(), a.Kit.Actor(r), id); err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "account.saved")
	return a.Kit.SeeOther(w, r, "/account/addresses")
}

// DeleteAddress answers POST /account/addresses/{id}/delete.
func (a *Account) DeleteAddress(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := a.Accounts.DeleteAddress(r.Context(), a.Kit.Actor(r), id); err != nil {
		return err
	}
	a.Kit.Flash(r, "success", "account.address.deleted")
	return a.Kit.SeeOther(w, r, "/account/addresses")
}

// savedAddress reads the address that a path names, if it is the person's own.
func (a *Account) savedAddress(r *http.Request) (accounts.Address, error) {
	user, err := a.person(r)
	if err != nil {
		return accounts.Address{}, err
	}
	id, err := web.PathID(r, "id")
	if err != nil {
		return accounts.Address{}, err
	}
	return a.Accounts.AddressOf(r.Context(), user.ID, id)
}

// saveAddress adds what was typed or writes it over what is saved.
func (a *Account) saveAddress(w http.ResponseWriter, r *http.Request, saved accounts.Address) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	version, _ := strconv.Atoi(form.Get("version")) // none is 0, which is stale
	m := view.AddressPage{Version: version, Default: form.Get("default") != "", Fixed: saved.Default}
	m.Form.Address = typedAddress(form)
	if form.Has("lookup") {
		return a.completeAddress(w, r, m, saved.ID)
	}
	err = a.Accounts.SaveAddress(ctx, a.Kit.Actor(r), accounts.AddressInput{
		ID: saved.ID, Version: version, Default: m.Default, Address: m.Form.Address,
	})
	switch kind := apperr.KindOf(err); {
	case err == nil:
		a.Kit.Flash(r, "success", "account.saved")
		return a.Kit.SeeOther(w, r, "/account/addresses")
	case kind == apperr.Invalid:
		m.Form.Errors = a.Kit.Fields(ctx, err)
		return a.addressForm(w, r, http.StatusUnprocessableEntity, m, saved.ID)
	case kind == apperr.Conflict:
		m.Alert, m.Version = a.Kit.Sentence(ctx, err), saved.Version
		return a.addressForm(w, r, http.StatusConflict, m, saved.ID)
	}
	return err
}

// completeAddress answers the form with what is known of its postal code;
// nothing is saved.
func (a *Account) completeAddress(w http.ResponseWriter, r *http.Request, m view.AddressPage, id int64) error {
	address, outcome, err := a.CEP.Complete(r.Context(), a.Kit.Actor(r), m.Form.Address)
	if err != nil {
		return err
	}
	m.Form.Address, m.Form.Lookup = address, string(outcome)
	status := http.StatusOK
	if outcome == cep.Malformed {
		status = http.StatusUnprocessableEntity
		m.Form.Errors = map[string]string{"postal_code": i18n.T(r.Context(), "checkout.invalid.postal_code")}
	}
	return a.addressForm(w, r, status, m, id)
}

// addressForm shows the form; its part is the answer to a look-up.
func (a *Account) addressForm(w http.ResponseWriter, r *http.Request, status int, m view.AddressPage, id int64) error {
	title := "account.address.new"
	m.ID, m.Form.Action, m.Form.CanLookup = id, "/account/addresses", a.CEP.Enabled()
	if id != 0 {
		title, m.Form.Action = "account.address.edit", "/account/addresses/"+strconv.FormatInt(id, 10)
	}
	m.Page = a.page(r, title)
	var part templ.Component
	if m.Form.Lookup != "" {
		part = vcontact.Lookup(m.Form)
	}
	return a.Kit.Render(w, r, status, view.AddressForm(m), part)
}

func typedAddress(form url.Values) contact.Address {
	return contact.Address{
		Recipient: form.Get("recipient"), PostalCode: form.Get("postal_code"), Street: form.Get("street"),
		Number: form.Get("number"), Complement: form.Get("complement"), District: form.Get("district"),
		City: form.Get("city"), State: form.Get("state"),
	}
}
