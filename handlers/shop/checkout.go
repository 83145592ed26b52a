package shop

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	"tenaz/internal/cart"
	"tenaz/internal/i18n"
	"tenaz/internal/money"
	"tenaz/internal/privacy"
	"tenaz/internal/shipping"
	vcheckout "tenaz/views/checkout"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// stepPaths are where each step of the checkout lives.
var stepPaths = map[cart.Step]string{
	cart.AtCart: "/cart", cart.AtBuyer: "/checkout", cart.AtShipping: "/checkout/shipping", cart.AtReview: "/checkout/review",
}

// at reads the cart and checks that the checkout has come as far as want. If it
// has not, it has answered with the way back, and ok is false.
func (s *Shop) at(w http.ResponseWriter, r *http.Request, want cart.Step) (c cart.Cart, p cart.Progress, ok bool, err error) {
	if c, err = s.currentCart(r); err != nil {
		return c, p, false, err
	}
	if p, err = s.Cart.Progress(r.Context(), c); err != nil {
		return c, p, false, err
	}
	if p.Step >= want {
		return c, p, true, nil
	}
	if p.Reason.ID != "" && p.Step != cart.AtShipping { // that step says its reason itself
		s.Kit.Flash(r, "warning", p.Reason.ID, p.Reason.Args...)
	}
	return c, p, false, s.Kit.SeeOther(w, r, stepPaths[p.Step])
}

// checkoutPage is the shell's part of a step.
func (s *Shop) checkoutPage(r *http.Request, title string) layout.Page {
	page := s.Kit.Page(r, i18n.T(r.Context(), title))
	page.NoIndex, page.Canonical = true, ""
	return page
}

// Checkout answers GET /checkout: buyer and address, as they were typed before.
func (s *Shop) Checkout(w http.ResponseWriter, r *http.Request) error {
	c, _, ok, err := s.at(w, r, cart.AtBuyer)
	if !ok {
		return err
	}
	m, err := s.details(r, c)
	if err != nil {
		return err
	}
	return s.renderDetails(w, r, http.StatusOK, m)
}

// SaveCheckout answers POST /checkout: with what is wrong at each field, or the
// way to the next step.
func (s *Shop) SaveCheckout(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	c, _, ok, err := s.at(w, r, cart.AtBuyer)
	if !ok {
		return err
	}
	m, err := s.details(r, c)
	if err != nil {
		return err
	}
	values := typedCheckout(form)
	m.Values, m.Keep = values, m.CanKeep && form.Has("keep")
	if len(m.Addresses) > 0 {
		m.Chosen = chosenAddress(form)
	}
	switch {
	case form.Has("lookup"):
		return s.lookupAddress(w, r, m, values)
	case form.Has("use_email"):
		m.Values.Email = form.Get("use_email")
		return s.renderDetails(w, r, http.StatusOK, m)
	case form.Has("suggest"):
		return s.renderDetails(w, r, http.StatusOK, m)
	}
	switch saved, known := m.Address(); {
	case known:
		values.SetAddress(saved)
		err = s.saveBuyer(r, c, values, m.Keep)
	case m.Chosen != 0:
		err = unknownAddress()
	case form.Has("recipient"):
		err = s.saveBuyer(r, c, values, m.Keep)
	default:
		err = incomplete(values)
	}
	if m.Errors = s.Kit.Fields(r.Context(), err); m.Errors != nil {
		return s.renderDetails(w, r, http.StatusUnprocessableEntity, m)
	}
	if err != nil {
		return err
	}
	if meant := cart.SuggestEmail(values.Email); meant != "" {
		s.Kit.Flash(r, "warning", "checkout.suggestion_later", "Typed", values.Email, "Meant", meant)
	}
	return s.Kit.SeeOther(w, r, "/checkout/shipping")
}

// renderDetails shows the first step; its part is the answer to a look-up or to
// a changed mail address. What was refused is always shown whole.
func (s *Shop) renderDetails(w http.ResponseWriter, r *http.Request, status int, m vcheckout.DetailsModel) error {
	m.CanLookup = s.CEP.Enabled()
	m.Page = s.checkoutPage(r, "checkout.details.title")
	var part templ.Component
	switch {
	case m.Lookup != "":
		part = vcheckout.Lookup(m)
	case status == http.StatusOK:
		part = vcheckout.Suggestion(m)
	}
	return s.Kit.Render(w, r, status, vcheckout.Details(m), part)
}

// incomplete refuses a form without the recipient's field: left empty it means
// the buyer, left out the form is not ours. Nothing is saved then.
func incomplete(values cart.Checkout) error {
	f := apperr.Fields{}
	var known *apperr.Error
	if _, err := values.Normalise(); errors.As(err, &known) {
		f = known.Fields
	}
	f.Add("recipient", "checkout.missing.recipient")
	return f.Err()
}

func typedCheckout(form url.Values) cart.Checkout {
	return cart.Checkout{
		Email: form.Get("email"), Name: form.Get("name"), Document: form.Get("document"),
		CompanyName: form.Get("company_name"), StateRegistration: form.Get("state_registration"),
		RegistrationKind: form.Get("registration_kind"),
		Phone:            form.Get("phone"), Recipient: form.Get("recipient"), PostalCode: form.Get("postal_code"),
		Street: form.Get("street"), Number: form.Get("number"), Complement: form.Get("complement"),
		District: form.Get("district"), City: form.Get("city"), State: form.Get("state"),
	}
}

// CheckoutShipping answers GET /checkout/shipping: how it is delivered and paid.
func (s *Shop) CheckoutShipping(w http.ResponseWriter, r *http.Request) error {
	c, p, ok, err := s.at(w, r, cart.AtShipping)
	if !ok {
		return err
	}
	m := vcheckout.ShippingModel{Cart: c, Option: c.Checkout.ShippingOption, Method: c.Checkout.PaymentMethod}
	var alerts []ui.AlertProps
	if m.Option, m.Method, err = s.rememberedChoice(r, m.Option, m.Method); err != nil {
		return err
	}
	if p.Reason.ID != "" {
		alerts = append(alerts, ui.AlertProps{Tone: ui.Warning, Text: i18n.T(r.Context(), p.Reason.ID, p.Reason.Args...)})
	}
	return s.renderShipping(w, r, http.StatusOK, m, alerts)
}

// SaveCheckoutShipping answers POST /checkout/shipping.
func (s *Shop) SaveCheckoutShipping(w http.ResponseWriter, r *http.Request) error {
	form, err := web.Form(w, r)
	if err != nil {
		return err
	}
	c, _, ok, err := s.at(w, r, cart.AtShipping)
	if !ok {
		return err
	}
	m := vcheckout.ShippingModel{Cart: c, Option: form.Get("shipping_option"), Method: form.Get("payment_method")}
	err = s.Cart.SaveShipping(r.Context(), s.Kit.Actor(r), cart.ShippingInput{
		CartID: c.ID, ShippingOption: m.Option, PaymentMethod: m.Method, Cart: &c,
	})
	if m.Errors = s.Kit.Fields(r.Context(), err); m.Errors != nil {
		return s.renderShipping(w, r, http.StatusUnprocessableEntity, m, nil)
	}
	if apperr.HasID(err, "checkout.buyer_first") {
		return s.Kit.SeeOther(w, r, "/checkout")
	}
	if err != nil {
		return err
	}
	return s.Kit.SeeOther(w, r, "/checkout/review")
}

// renderShipping offers the choices; where there is one alone, or the cheapest
// among several deliveries, it is chosen already.
func (s *Shop) renderShipping(w http.ResponseWriter, r *http.Request, status int, m vcheckout.ShippingModel, alerts []ui.AlertProps) error {
	var err error
	if m.Choices, err = s.Cart.Choices(r.Context(), m.Cart); err != nil {
		return err
	}
	if m.Errors == nil {
		preselect(&m)
	}
	reprice(&m)
	m.Page = s.checkoutPage(r, "checkout.shipping.title")
	m.Page.Flash = append(m.Page.Flash, alerts...)
	return s.Kit.Render(w, r, status, vcheckout.Shipping(m), nil)
}

// preselect chooses what is not chosen, or not offered any more: the cheapest
// delivery, and the one method if there is one alone.
func preselect(m *vcheckout.ShippingModel) {
	offered := func(code string) bool {
		return slices.ContainsFunc(m.Choices.Options, func(o shipping.Option) bool { return o.Code == code })
	}
	if !offered(m.Option) && len(m.Choices.Options) > 0 {
		m.Option = m.Choices.Options[0].Code
	}
	if m.Method == "" && len(m.Choices.Methods) == 1 {
		m.Method = m.Choices.Methods[0].Code
	}
}

// reprice shows in the summary what the chosen delivery costs now, not what it
// cost to the address before.
func reprice(m *vcheckout.ShippingModel) {
	if !m.Cart.Checkout.HasShipping() {
		return
	}
	var price money.Cents
	at := slices.IndexFunc(m.Choices.Options, func(o shipping.Option) bool { return o.Code == m.Option })
	if at >= 0 {
		price = m.Choices.Options[at].Price
	} else {
		m.Cart.Checkout.ShippingOption = "" // it is not known yet
	}
	m.Cart.Totals.Total += price - m.Cart.Totals.Shipping
	m.Cart.Totals.Shipping = price
}

// CheckoutReview answers GET /checkout/review: all that is agreed to by placing
// the order, at the prices of now.
func (s *Shop) CheckoutReview(w http.ResponseWriter, r *http.Request) error {
	c, p, ok, err := s.at(w, r, cart.AtReview)
	if !ok {
		return err
	}
	m := vcheckout.ReviewModel{
		Page: s.checkoutPage(r, "checkout.review.title"), Cart: c, Option: p.Option, Token: cart.ContentHash(c),
	}
	if m.News, err = s.Privacy.Offer(r.Context(), privacy.Marketing); err != nil {
		return err
	}
	return s.Kit.Render(w, r, http.StatusOK, vcheckout.Review(m), nil)
}
