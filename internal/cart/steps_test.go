package cart_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/cart"
	"tenaz/internal/clock"
	"tenaz/internal/i18n"
	"tenaz/internal/settings"
	"tenaz/internal/testdb"
)

func TestTheStepsOfACheckout(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	owner := settings.New(settings.Deps{DB: tx, Clock: clock.NewFake(now)})
	with := settings.Defaults()
	with.Payment.Pix, with.Payment.PixDiscountBP = true, 500
	if _, err := owner.Save(t.Context(), actor.Store("test"), settings.SaveInput{Settings: with}); err != nil {
		t.Fatal(err)
	}
	s := service(tx)
	c := filled(t, s, newVariant(t, tx, "Mouse", 10000, 9), 2)
	step := func(expected cart.Step) cart.Cart {
		t.Helper()
		read, err := s.Get(t.Context(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		if p, err := s.Progress(t.Context(), read); err != nil || p.Step != expected || p.Reason.ID != "" {
			t.Fatalf("progress %+v, %v; want step %d", p, err, expected)
		}
		return read
	}
	step(cart.AtBuyer)
	choose := cart.ShippingInput{CartID: c.ID, ShippingOption: "economica", PaymentMethod: "pix"}
	if err := s.SaveShipping(t.Context(), shopper, choose); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("delivery before the address: %v, want a refusal", err)
	}
	if err := s.SaveBuyer(i18n.With(t.Context(), "en"), shopper, cart.BuyerInput{CartID: c.ID, Checkout: typed()}); err != nil {
		t.Fatal(err)
	}
	read := step(cart.AtShipping)
	if read.Locale != "en" || read.Checkout.Document != "52998224725" {
		t.Errorf("kept %+v in %s; want the normalised form in English", read.Checkout, read.Locale)
	}
	choices, err := s.Choices(t.Context(), read)
	if err != nil || len(choices.Options) != 2 || choices.Options[0].Code != "economica" {
		t.Fatalf("choices %+v, %v", choices, err)
	}
	var methods []string
	for _, m := range choices.Methods {
		methods = append(methods, m.Code)
	}
	if diff := cmp.Diff([]string{"pix", "card"}, methods); diff != "" {
		t.Errorf("methods (-want +got):\n%s", diff)
	}
	if choices.Methods[0].Totals.Discount != 1000 || choices.Methods[1].Totals.Discount != 0 {
		t.Errorf("by method %+v; want 5 %% off with Pix alone", choices.Methods)
	}
	if err := s.SaveShipping(t.Context(), shopper, choose); err != nil {
		t.Fatal(err)
	}
	read = step(cart.AtReview)
	freight := choices.Options[0].Price
	expected := cart.Totals{Items: 20000, Discount: 1000, MethodDiscount: 1000, Shipping: freight, Total: 19000 + freight}
	if read.Totals != expected {
		t.Errorf("totals %+v, want %+v", read.Totals, expected)
	}
	before := cart.ContentHash(read)
	locked, err := s.LockTx(t.Context(), tx, c.ID)
	if err != nil || cart.ContentHash(locked) != before {
		t.Errorf("the locked cart has another token than the reviewed one: %v", err)
	}
}

func TestSaveShippingRefusesWhatIsNotOffered(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s := service(tx)
	c := filled(t, s, newVariant(t, tx, "Mouse", 10000, 9), 1)
	if err := s.SaveBuyer(t.Context(), shopper, cart.BuyerInput{CartID: c.ID, Checkout: typed()}); err != nil {
		t.Fatal(err)
	}
	err := s.SaveShipping(t.Context(), shopper, cart.ShippingInput{CartID: c.ID, ShippingOption: "drone", PaymentMethod: "pix"})
	var refused *apperr.Error
	if !errors.As(err, &refused) || refused.Fields["shipping_option"].ID == "" || refused.Fields["payment_method"].ID == "" {
		t.Errorf("a drone and Pix while Pix is off: %v, want both fields refused", err)
	}
}

func TestAChangedFreightLeadsBack(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s := service(tx)
	c := filled(t, s, newVariant(t, tx, "Mouse", 10000, 99), 1)
	if err := s.SaveBuyer(t.Context(), shopper, cart.BuyerInput{CartID: c.ID, Checkout: typed()}); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveShipping(t.Context(), shopper, cart.ShippingInput{CartID: c.ID, ShippingOption: "expressa", PaymentMethod: "card"}); err != nil {
		t.Fatal(err)
	}
	reason := func(c cart.Cart) string {
		t.Helper()
		p, err := s.Progress(t.Context(), c)
		if err != nil || p.Step != cart.AtShipping {
			t.Fatalf("progress %+v, %v; want back to the delivery", p, err)
		}
		return p.Reason.ID
	}
	heavier, err := s.Set(t.Context(), shopper, cart.SetInput{CartID: c.ID, LineID: c.Lines[0].ID, Quantity: 50})
	if err != nil {
		t.Fatal(err)
	}
	if got := reason(heavier); got != "checkout.freight_changed" {
		t.Errorf("reason %q", got)
	}
	exec(t, tx, `UPDATE shipping_services SET active = false WHERE code = 'expressa'`)
	if got := reason(heavier); got != "checkout.option_gone" {
		t.Errorf("reason %q", got)
	}
	if _, err := s.Estimate(t.Context(), heavier, "12"); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("estimate for no CEP: %v, want Invalid", err)
	}
	if options, err := s.Estimate(t.Context(), heavier, "69900-901"); err != nil || len(options) != 1 {
		t.Errorf("estimate: %+v, %v; want the one option that is left", options, err)
	}
}
