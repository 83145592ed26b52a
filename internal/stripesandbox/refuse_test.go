package stripesandbox_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stripe/stripe-go/v76"

	"tenaz/internal/stripesandbox"
)

// What Stripe refuses of a new session, one row each.
func TestSessionCreateRefuses(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in := func(d time.Duration) *int64 { return stripe.Int64(b.clock.Now().Add(d).Unix()) }
	price := func(p *stripe.CheckoutSessionParams, cents int64) {
		p.LineItems = p.LineItems[:1]
		p.LineItems[0].Quantity = stripe.Int64(1)
		p.LineItems[0].PriceData.UnitAmount = stripe.Int64(cents)
	}
	for name, c := range map[string]struct {
		method      string
		change      func(*stripe.CheckoutSessionParams)
		code, param string
	}{
		"no success_url":       {"card", func(p *stripe.CheckoutSessionParams) { p.SuccessURL = nil }, "parameter_missing", "success_url"},
		"relative success_url": {"card", func(p *stripe.CheckoutSessionParams) { p.SuccessURL = stripe.String("/orders") }, "url_invalid", "success_url"},
		"no mode":              {"card", func(p *stripe.CheckoutSessionParams) { p.Mode = nil }, "parameter_missing", "mode"},
		"no lines":             {"card", func(p *stripe.CheckoutSessionParams) { p.LineItems = nil }, "parameter_missing", "line_items"},
		"no quantity":          {"card", func(p *stripe.CheckoutSessionParams) { p.LineItems[1].Quantity = nil }, "parameter_missing", "line_items[1][quantity]"},
		"quantity 0":           {"card", func(p *stripe.CheckoutSessionParams) { p.LineItems[1].Quantity = stripe.Int64(0) }, "parameter_invalid_integer", "line_items[1][quantity]"},
		"no price": {"card", func(p *stripe.CheckoutSessionParams) {
			p.LineItems[0].PriceData.UnitAmount = nil
		}, "parameter_missing", "line_items[0][price_data][unit_amount]"},
		"negative price": {"card", func(p *stripe.CheckoutSessionParams) {
			p.LineItems[0].PriceData.UnitAmount = stripe.Int64(-1)
		}, "parameter_invalid_integer", "line_items[0][price_data][unit_amount]"},
		"empty name": {"card", func(p *stripe.CheckoutSessionParams) {
			p.LineItems[0].PriceData.ProductData.Name = stripe.String("")
		}, "parameter_invalid_empty", "line_items[0][price_data][product_data][name]"},
		"empty description": {"card", func(p *stripe.CheckoutSessionParams) {
			p.LineItems[0].PriceData.ProductData.Description = stripe.String("")
		}, "parameter_invalid_empty", "line_items[0][price_data][product_data][description]"},
		"price that does not exist": {"card", func(p *stripe.CheckoutSessionParams) {
			p.LineItems[0].PriceData, p.LineItems[0].Price = nil, stripe.String("price_none")
		}, "resource_missing", "line_items[0][price]"},
		"two currencies": {"card", func(p *stripe.CheckoutSessionParams) {
			p.LineItems[1].PriceData.Currency = stripe.String("usd")
		}, "", "line_items"},
		"29 minutes":       {"card", func(p *stripe.CheckoutSessionParams) { p.ExpiresAt = in(30*time.Minute - time.Second) }, "", "expires_at"},
		"over 24 hours":    {"card", func(p *stripe.CheckoutSessionParams) { p.ExpiresAt = in(24*time.Hour + time.Second) }, "", "expires_at"},
		"49 centavos":      {"card", func(p *stripe.CheckoutSessionParams) { price(p, 49) }, "amount_too_small", ""},
		"49 centavos Pix":  {"pix", func(p *stripe.CheckoutSessionParams) { price(p, 49) }, "amount_too_small", ""},
		"R$ 4,99 boleto":   {"boleto", func(p *stripe.CheckoutSessionParams) { price(p, 499) }, "amount_too_small", ""},
		"R$ 50.000 boleto": {"boleto", func(p *stripe.CheckoutSessionParams) { price(p, 5_000_000) }, "amount_too_large", ""},
		"nothing to pay":   {"card", func(p *stripe.CheckoutSessionParams) { price(p, 0) }, "amount_too_small", ""},
		"inactive method":  {"oxxo", func(*stripe.CheckoutSessionParams) {}, "", "payment_method_types"},
		"invented method":  {"fiado", func(*stripe.CheckoutSessionParams) {}, "", "payment_method_types[0]"},
		"the same method twice": {"card", func(p *stripe.CheckoutSessionParams) {
			p.PaymentMethodTypes = stripe.StringSlice([]string{"card", "card"})
		}, "", "payment_method_types[1]"},
		"dollars by Pix": {"pix", func(p *stripe.CheckoutSessionParams) {
			price(p, 5000)
			p.LineItems[0].PriceData.Currency = stripe.String("usd")
		}, "", "payment_method_types"},
		"dollars by boleto": {"boleto", func(p *stripe.CheckoutSessionParams) {
			price(p, 5000)
			p.LineItems[0].PriceData.Currency = stripe.String("usd")
		}, "", "payment_method_types"},
		"Pix code of 9 seconds": {"pix", func(p *stripe.CheckoutSessionParams) {
			p.PaymentMethodOptions = &stripe.CheckoutSessionPaymentMethodOptionsParams{Pix: &stripe.CheckoutSessionPaymentMethodOptionsPixParams{ExpiresAfterSeconds: stripe.Int64(9)}}
		}, "parameter_invalid_integer", "payment_method_options[pix][expires_after_seconds]"},
		"Pix code of over 14 days": {"pix", func(p *stripe.CheckoutSessionParams) {
			p.PaymentMethodOptions = &stripe.CheckoutSessionPaymentMethodOptionsParams{Pix: &stripe.CheckoutSessionPaymentMethodOptionsPixParams{ExpiresAfterSeconds: stripe.Int64(1_209_601)}}
		}, "parameter_invalid_integer", "payment_method_options[pix][expires_after_seconds]"},
		"boleto of 61 days": {"boleto", func(p *stripe.CheckoutSessionParams) {
			p.PaymentMethodOptions = &stripe.CheckoutSessionPaymentMethodOptionsParams{Boleto: &stripe.CheckoutSessionPaymentMethodOptionsBoletoParams{ExpiresAfterDays: stripe.Int64(61)}}
		}, "parameter_invalid_integer", "payment_method_options[boleto][expires_after_days]"},
		"bad e-mail": {"card", func(p *stripe.CheckoutSessionParams) { p.CustomerEmail = stripe.String("maria") }, "email_invalid", "customer_email"},
		"customer and e-mail": {"card", func(p *stripe.CheckoutSessionParams) {
			p.Customer = stripe.String("cus_none")
		}, "parameters_exclusive", "customer"},
		"unknown customer": {"card", func(p *stripe.CheckoutSessionParams) {
			p.Customer, p.CustomerEmail = stripe.String("cus_none"), nil
		}, "resource_missing", "customer"},
		"unknown locale":    {"card", func(p *stripe.CheckoutSessionParams) { p.Locale = stripe.String("pt_BR") }, "", "locale"},
		"unknown parameter": {"card", func(p *stripe.CheckoutSessionParams) { p.AddExtra("colour", "blue") }, "parameter_unknown", "colour"},
		"unknown nested parameter": {"card", func(p *stripe.CheckoutSessionParams) {
			p.AddExtra("line_items[0][price_data][colour]", "blue")
		}, "parameter_unknown", "line_items[0][price_data][colour]"},
		"discounts, which the sandbox does not know": {"card", func(p *stripe.CheckoutSessionParams) {
			p.Discounts = []*stripe.CheckoutSessionDiscountParams{{Coupon: stripe.String("DEZ")}}
		}, "parameter_unknown", "discounts"},
		"metadata value too long": {"card", func(p *stripe.CheckoutSessionParams) {
			p.AddMetadata("k", strings.Repeat("x", 501))
		}, "", "metadata[k]"},
		"metadata key too long": {"card", func(p *stripe.CheckoutSessionParams) {
			p.AddMetadata(strings.Repeat("k", 41), "v")
		}, "", "metadata[" + strings.Repeat("k", 41) + "]"},
		"property that cannot be expanded": {"card", func(p *stripe.CheckoutSessionParams) { p.AddExpand("status") }, "", "expand"},
	} {
		t.Run(name, func(t *testing.T) {
			p := b.params(c.method)
			c.change(p)
			_, err := b.api.CheckoutSessions.New(p)
			refusal(t, err, 400, c.code, c.param)
		})
	}
	if n := len(b.box.Sessions()); n != 0 {
		t.Errorf("refused calls made %d sessions", n)
	}
}

func TestMethodNotActivated(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *stripesandbox.Config) { c.ActiveMethods = nil })
	_, err := b.api.CheckoutSessions.New(b.params("pix"))
	if e := refusal(t, err, 400, "", "payment_method_types"); !strings.Contains(e.Msg, "activated") {
		t.Errorf("message %q", e.Msg)
	}
	b.box.SetActiveMethods(stripesandbox.Card, stripesandbox.Pix)
	b.session("pix")

	p := b.params("card")
	p.PaymentMethodTypes = nil
	s, err := b.api.CheckoutSessions.New(p)
	b.ok(err)
	if len(s.PaymentMethodTypes) != 2 {
		t.Errorf("without payment_method_types the session offers %v", s.PaymentMethodTypes)
	}
}

func TestAuthentication(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, err := newClient(b.url, "sk_test_other9876543210").CheckoutSessions.New(b.params("card"))
	if e := refusal(t, err, 401, "", ""); strings.Contains(e.Msg, "sk_test_other9876543210") {
		t.Errorf("the message repeats the key: %s", e.Msg)
	}
	if _, err := stripesandbox.New(stripesandbox.Config{SecretKey: "sk_live_x"}); err == nil {
		t.Error("the sandbox accepts a live key")
	}
}

func TestUnknownURL(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, err := b.api.Products.Get("prod_1", nil)
	refusal(t, err, 404, "", "")
	_, err = b.api.PaymentIntents.Get("pi_none", nil)
	refusal(t, err, 404, "resource_missing", "intent")
	_, err = b.api.Charges.Get("ch_none", nil)
	refusal(t, err, 404, "resource_missing", "id")
	_, err = b.api.Refunds.Get("re_none", nil)
	refusal(t, err, 404, "resource_missing", "refund")
}
