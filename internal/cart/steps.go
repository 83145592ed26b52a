package cart

import (
	"context"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
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
}

// ShippingInput is the second step: how it is delivered and how it is paid.
type ShippingInput struct {
	CartID                        int64
	ShippingOption, PaymentMethod string
}

// SaveBuyer keeps buyer and address, normalised. What is wrong is an Invalid
// error with a message at each field, and nothing is kept. Going on means having
// seen the prices shown.
func (s *Service) SaveBuyer(ctx context.Context, _ actor.Actor, in BuyerInput) error {
	k, err := in.Checkout.Normalise()
	if err != nil {
		return err
	}
	return db.InTx(ctx, s.deps.DB, func(tx pgx.Tx) error {
		c, err := s.LockTx(ctx, tx, in.CartID)
		if err != nil {
			return err
		}
		if err := q.New().SaveBuyer(ctx, tx, q.SaveBuyerParams{
			CartID: c.ID, Email: k.Email, Name: k.Name, Document: k.Document, CompanyName: k.CompanyName,
			StateRegistration: k.StateRegistration, Phone: k.Phone, Recipient: k.Recipient,
			PostalCode: k.PostalCode, Street: k.Street, Number: k.Number, Complement: k.Complement,
			District: k.District, City: k.City, State: k.State, UpdatedAt: s.now(),
		}); err != nil {
			return err
		}
		if lang := i18n.Lang(ctx); c.Locale != lang {
			if err := q.New().SetLocale(ctx, tx, q.SetLocaleParams{ID: c.ID, Locale: lang}); err != nil {
				return err
			}
		}
		return s.seePrices(ctx, tx, c)
	})
}

func (s *Service) seePrices(ctx context.Context, tx pgx.Tx, c Cart) error {
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
	return q.New().SeePrices(ctx, tx, seen)
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
	cep, valid := shipping.NormaliseCEP(postalCode)
	if !valid {
		var f apperr.Fields
		f.Add("postal_code", "checkout.invalid.postal_code")
		return nil, f.Err()
	}
	return s.deps.Shipping.Quote(ctx, s.deps.DB, cep, c.Parcel())
}

// SaveShipping keeps the delivery option with its price of now and the payment
// method. One that is not offered is an Invalid error at its field.
func (s *Service) SaveShipping(ctx context.Context, _ actor.Actor, in ShippingInput) error {
	return db.InTx(ctx, s.deps.DB, func(tx pgx.Tx) error {
		c, err := s.LockTx(ctx, tx, in.CartID)
		if err != nil {
			return err
		}
		options, err := s.deps.Shipping.Quote(ctx, tx, c.Checkout.PostalCode, c.Parcel())
		if err != nil {
			return err
		}
		now, err := s.deps.Settings.Get(ctx)
		if err != nil {
			return err
		}
		var f apperr.Fields
		args := q.SaveShippingParams{CartID: c.ID, UpdatedAt: s.now()}
		for _, o := range options {
			if o.Code == in.ShippingOption {
				args.ShippingOption, args.ShippingCents = o.Code, o.Price
			}
		}
		if args.ShippingOption == "" {
			f.Add("shipping_option", "checkout.missing.shipping_option")
		}
		args.PaymentMethod = in.PaymentMethod
		if !now.Payment.Offers(in.PaymentMethod) {
			f.Add("payment_method", "checkout.missing.payment_method")
		}
		if err := f.Err(); err != nil {
			return err
		}
		kept, err := q.New().SaveShipping(ctx, tx, args)
		if err != nil {
			return err
		}
		if kept == 0 {
			return apperr.New(apperr.Conflict, "checkout.buyer_first")
		}
		return nil
	})
}
