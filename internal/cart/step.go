package cart

import (
	"context"

	"tenaz/internal/apperr"
	"tenaz/internal/shipping"
)

// Step is a step of the checkout that a shopper may be at.
type Step int

// The steps, in order.
const (
	// AtCart is before the checkout: the cart is empty or cannot be ordered as
	// it stands.
	AtCart Step = iota
	// AtBuyer asks for buyer and address.
	AtBuyer
	// AtShipping asks for delivery and payment method.
	AtShipping
	// AtReview shows it all: the order can be placed.
	AtReview
)

// Progress is how far a checkout can go, and why no further.
type Progress struct {
	Step Step
	// Reason is what the shopper is told when he is sent back; empty when the
	// step was simply not done yet.
	Reason apperr.Message
	// Option is the delivery that was chosen, at its price of now; set when
	// Step is AtReview.
	Option shipping.Option
}

// Progress checks a cart against the stock, freight and payment methods of now.
func (s *Service) Progress(ctx context.Context, c Cart) (Progress, error) {
	if len(c.Lines) == 0 {
		return Progress{Step: AtCart}, nil
	}
	if blocked := c.Blocked(); len(blocked) > 0 {
		return Progress{Step: AtCart, Reason: whyBlocked(blocked[0])}, nil
	}
	if !c.Checkout.HasBuyer() {
		return Progress{Step: AtBuyer}, nil
	}
	if !c.Checkout.HasShipping() {
		return Progress{Step: AtShipping}, nil
	}
	now, err := s.deps.Settings.Get(ctx)
	if err != nil {
		return Progress{}, err
	}
	if !now.Payment.Offers(c.Checkout.PaymentMethod) {
		return Progress{Step: AtShipping, Reason: apperr.Message{ID: "checkout.method_gone"}}, nil
	}
	options, err := s.deps.Shipping.Quote(ctx, s.deps.DB, c.Checkout.PostalCode, c.Parcel())
	if err != nil {
		return Progress{}, err
	}
	for _, o := range options {
		if o.Code != c.Checkout.ShippingOption {
			continue
		}
		if o.Price != c.Checkout.ShippingPrice {
			return Progress{Step: AtShipping, Reason: apperr.Message{ID: "checkout.freight_changed"}}, nil
		}
		return Progress{Step: AtReview, Option: o}, nil
	}
	return Progress{Step: AtShipping, Reason: apperr.Message{ID: "checkout.option_gone"}}, nil
}

// whyBlocked is the sentence that names a line which cannot be ordered.
func whyBlocked(l Line) apperr.Message {
	if !l.OnSale() {
		return apperr.Message{ID: "cart.unavailable", Args: []any{"Title", l.Sellable.Title}}
	}
	id := "cart.only_left"
	if l.Available == 1 {
		id = "cart.only_one_left"
	}
	return apperr.Message{ID: id, Args: []any{"Title", l.Sellable.Title, "Count", l.Available}}
}
