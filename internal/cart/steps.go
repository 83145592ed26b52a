package cart

import (
	"context"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/contact"
	"tenaz/internal/db"
	"tenaz/internal/i18n"
	"tenaz/internal/shipping"
	q "tenaz/queries/cart"
)

// BuyerInput is the first step of the checkout: of Checkout all but the delivery
// option, its price and the payment method.
type BuyerInput struct {
	CartID   int64
	Checkout Checkout
	// Cart is the cart as the request has just read it; nil reads it.
	Cart *Cart
}

// ShippingInput is the second step: how it is delivered and how it is paid.
type ShippingInput struct {
	CartID                        int64
	ShippingOption, PaymentMethod string
	// Cart is the cart as the request has just read it; nil reads it.
	Cart *Cart
}

// SaveBuyer keeps buyer and address, normalised. What is wrong is an Invalid
// error with a message at each field, and nothing is kept. Going on means having
// seen the prices shown.
//
// It locks nothing: an order that is being placed meanwhile is placed with what
// its review showed.
func (s *Service) SaveBuyer(ctx context.Context, _ actor.Actor, in BuyerInput) error {
	k, err := in.Checkout.Normalise()
	if err != nil {
		return err
	}
	c, err := s.asRead(ctx, in.CartID, in.Cart)
	if err != nil {
		return err
	}
	err = q.New().SaveBuyer(ctx, s.deps.DB, q.SaveBuyerParams{
		CartID: c.ID, Email: k.Email, Name: k.Name, Document: k.Document, CompanyName: k.CompanyName,
		StateRegistration: k.StateRegistration, Phone: k.Phone, Recipient: k.Recipient,
		PostalCode: k.PostalCode, Street: k.Street, Number: k.Number, Complement: k.Complement,
		District: k.District, City: k.City, State: k.State, UpdatedAt: s.now(),
	})
	if db.Violates(err, "checkouts_cart_id_fkey") {
		return apperr.New(apperr.NotFound, "cart.gone")
	}
	if err != nil {
		return db.Error(err)
	}
	if lang := i18n.Lang(ctx); c.Locale != lang {
		if err := q.New().SetLocale(ctx, s.deps.DB, q.SetLocaleParams{ID: c.ID, Locale: lang}); err != nil {
			return db.Error(err)
		}
	}
	return s.seePrices(ctx, c)
}

// asRead returns the cart that a request has read, or reads it.
func (s *Service) asRead(ctx context.Context, id int64, read *Cart) (Cart, error) {
	if read != nil {
		return *read, nil
	}
	return s.Get(ctx, id)
}

func (s *Service) seePrices(ctx context.Context, c Cart) error {
	seen := q.SeePricesParams{CartID: c.ID}
	for _, l := range c.Lines {
		if l.PriceBefore != nil {
			seen.Ids = append(seen.Ids, l.ID)
			seen.Prices = append(seen.Prices, int64(l.UnitPrice))
		}
	}
	if len(seen.Ids) == 0 {
		return nil
	}
	return db.Error(q.New().SeePrices(ctx, s.deps.DB, seen))
}

// MethodPrice is a payment method that the shop takes with what the cart would
// cost by it.
type MethodPrice struct {
	Code   string
	Totals Totals
}

// Choices are what the second step offers: the ways to deliver the cart to the
// address given, cheapest first (none when the store does not deliver there),
// and the payment methods.
type Choices struct {
	Options []shipping.Option
	Methods []MethodPrice
}

// Choices returns what can be chosen for the cart. The totals by method hold no
// freight while none is chosen.
func (s *Service) Choices(ctx context.Context, c Cart) (Choices, error) {
	now, err := s.deps.Settings.Get(ctx)
	if err != nil {
		return Choices{}, err
	}
	var choices Choices
	if choices.Options, err = s.deps.Shipping.Quote(ctx, s.deps.DB, c.Checkout.PostalCode, c.Parcel()); err != nil {
		return Choices{}, err
	}
	for _, code := range now.Payment.Methods() {
		choices.Methods = append(choices.Methods, MethodPrice{code, Compute(c.Lines, c.Checkout.ShippingPrice, now.Payment.DiscountBP(code))})
	}
	return choices, nil
}

// Estimate returns the ways to deliver the cart to any postal code, cheapest
// first. What is no postal code is Invalid at postal_code.
func (s *Service) Estimate(ctx context.Context, c Cart, postalCode string) ([]shipping.Option, error) {
	cep, valid := contact.ParseCEP(postalCode)
	if !valid {
		var f apperr.Fields
		f.Add("postal_code", "checkout.invalid.postal_code")
		return nil, f.Err()
	}
	return s.deps.Shipping.Quote(ctx, s.deps.DB, cep, c.Parcel())
}

// SaveShipping keeps the delivery option with its price of now and the payment
// method. One that is not offered is an Invalid error at its field. It locks
// nothing: placing checks the price again.
func (s *Service) SaveShipping(ctx context.Context, _ actor.Actor, in ShippingInput) error {
	c, err := s.asRead(ctx, in.CartID, in.Cart)
	if err != nil {
		return err
	}
	options, err := s.deps.Shipping.Quote(ctx, s.deps.DB, c.Checkout.PostalCode, c.Parcel())
	if err != nil {
		return err
	}
	now, err := s.deps.Settings.Get(ctx)
	if err != nil {
		return err
	}
	var f apperr.Fields
	args := q.SaveShippingParams{CartID: c.ID, UpdatedAt: s.now(), PaymentMethod: in.PaymentMethod}
	for _, o := range options {
		if o.Code == in.ShippingOption {
			args.ShippingOption, args.ShippingCents = o.Code, o.Price
		}
	}
	if args.ShippingOption == "" {
		f.Add("shipping_option", "checkout.missing.shipping_option")
	}
	if !now.Payment.Offers(in.PaymentMethod) {
		f.Add("payment_method", "checkout.missing.payment_method")
	}
	if err := f.Err(); err != nil {
		return err
	}
	kept, err := q.New().SaveShipping(ctx, s.deps.DB, args)
	if err != nil {
		return db.Error(err)
	}
	if kept == 0 {
		return apperr.New(apperr.Conflict, "checkout.buyer_first")
	}
	return nil
}
