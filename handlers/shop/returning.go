package shop

import (
	"net/http"
	"net/url"
	"strconv"

	"tenaz/internal/accounts"
	"tenaz/internal/apperr"
	"tenaz/internal/cart"
	vcheckout "tenaz/views/checkout"
)

// newAddress is the value of the choice "another address".
const newAddress = "new"

// details begins the first step: what was typed for this cart, or for whoever
// is logged in what they told before, with the addresses to choose from.
func (s *Shop) details(r *http.Request, c cart.Cart) (vcheckout.DetailsModel, error) {
	m := vcheckout.DetailsModel{Cart: c, Values: vcheckout.Typed(c.Checkout)}
	user := s.Kit.User(r)
	if user == nil {
		return m, nil
	}
	m.CanKeep = true
	known, book, err := s.known(r)
	if err != nil {
		return m, err
	}
	m.Addresses = book
	if !c.Checkout.HasBuyer() {
		m.Values = vcheckout.Typed(known)
	}
	for _, a := range book {
		if a.Address == m.Cart.Checkout.Address() || (!c.Checkout.HasBuyer() && a.Default) {
			m.Chosen = a.ID
		}
	}
	if m.Chosen != 0 {
		// Whoever wants another one begins with empty fields.
		m.Values.SetAddress(accounts.Address{}.Address)
	}
	return m, nil
}

// known is what whoever is logged in told the store before: a checkout filled in
// from profile and default address, and the address book.
func (s *Shop) known(r *http.Request) (cart.Checkout, []accounts.Address, error) {
	user := s.Kit.User(r)
	if user == nil {
		return cart.Checkout{}, nil, apperr.New(apperr.Unauthenticated, "")
	}
	profile, err := s.Accounts.Profile(r.Context(), user.ID)
	if err != nil {
		return cart.Checkout{}, nil, err
	}
	book, err := s.Accounts.Addresses(r.Context(), user.ID)
	if err != nil {
		return cart.Checkout{}, nil, err
	}
	filled := cart.Checkout{Email: profile.Email}
	filled.SetPerson(profile.Person)
	if len(book) > 0 && book[0].Default {
		filled.SetAddress(book[0].Address)
	}
	return filled, book, nil
}

// chosenAddress reads which saved address was chosen; 0 is another one, -1 none
// of any kind.
func chosenAddress(form url.Values) int64 {
	text := form.Get("address")
	if text == newAddress {
		return 0
	}
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 {
		return -1
	}
	return id
}

func unknownAddress() error {
	var f apperr.Fields
	f.Add("address", "checkout.invalid.address")
	return f.Err()
}

// saveBuyer keeps what was typed in the cart and, if asked to, in the account.
func (s *Shop) saveBuyer(r *http.Request, c cart.Cart, values cart.Checkout, keep bool) error {
	ctx, by := r.Context(), s.Kit.Actor(r)
	if err := s.Cart.SaveBuyer(ctx, by, cart.BuyerInput{CartID: c.ID, Checkout: values, Cart: &c}); err != nil || !keep {
		return err
	}
	kept, err := values.Normalise()
	if err != nil {
		return err
	}
	return s.Accounts.Keep(ctx, by, accounts.KeepInput{Person: kept.Person(), Address: kept.Address()})
}

// rememberedChoice fills in how the person had their last order sent and paid,
// where nothing is chosen yet.
func (s *Shop) rememberedChoice(r *http.Request, option, method string) (string, string, error) {
	user := s.Kit.User(r)
	if user == nil || (option != "" && method != "") {
		return option, method, nil
	}
	lastOption, lastMethod, err := s.Orders.LastChoice(r.Context(), user.ID)
	if option == "" {
		option = lastOption
	}
	if method == "" {
		method = lastMethod
	}
	return option, method, err
}

// StartCheckout answers POST /checkout/start, the cart's button for whoever is
// logged in: everything that they told before is filled in, at the prices of now,
// and the review shows it. Whatever is missing, or not offered any more, leads to
// the step that asks for it.
func (s *Shop) StartCheckout(w http.ResponseWriter, r *http.Request) error {
	c, progress, ok, err := s.at(w, r, cart.AtBuyer)
	if !ok {
		return err
	}
	if s.Kit.User(r) == nil {
		return s.Kit.SeeOther(w, r, "/checkout")
	}
	ctx, by := r.Context(), s.Kit.Actor(r)
	if !c.Checkout.HasBuyer() {
		filled, _, err := s.known(r)
		if err != nil {
			return err
		}
		err = s.Cart.SaveBuyer(ctx, by, cart.BuyerInput{CartID: c.ID, Checkout: filled, Cart: &c})
		if apperr.Is(err, apperr.Invalid) {
			return s.Kit.SeeOther(w, r, "/checkout")
		}
		if err != nil {
			return err
		}
		c.Checkout.SetAddress(filled.Address())
	}
	option, method, err := s.rememberedChoice(r, c.Checkout.ShippingOption, c.Checkout.PaymentMethod)
	if err != nil {
		return err
	}
	err = s.Cart.SaveShipping(ctx, by, cart.ShippingInput{CartID: c.ID, ShippingOption: option, PaymentMethod: method, Cart: &c})
	if apperr.Is(err, apperr.Invalid) {
		return s.Kit.SeeOther(w, r, "/checkout/shipping")
	}
	if err != nil {
		return err
	}
	if progress.Reason.ID == "checkout.freight_changed" {
		s.Kit.Flash(r, "warning", progress.Reason.ID)
	}
	return s.Kit.SeeOther(w, r, "/checkout/review")
}
