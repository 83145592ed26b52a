package stripesandbox

import (
	"fmt"
	"slices"
	"strings"
)

// The payment methods that the sandbox knows, as Stripe names them.
const (
	Card   = "card"
	Pix    = "pix"
	Boleto = "boleto"
)

var knownMethods = []string{Card, Pix, Boleto}

// otherMethods exist at Stripe but not here; asking for one is answered like a
// method that the account has not activated.
var otherMethods = strings.Fields(`acss_debit affirm afterpay_clearpay alipay au_becs_debit bacs_debit
	bancontact blik cashapp customer_balance eps fpx giropay grabpay ideal klarna konbini link oxxo p24
	paynow paypal promptpay revolut_pay sepa_debit sofort swish us_bank_account wechat_pay zip`)

// minimum is the least that Stripe charges: by method for Brazil's own, else
// by currency.
func minimum(method, currency string) int64 {
	switch {
	case method == Boleto:
		return 500
	case currency == "gbp":
		return 30
	default:
		return 50
	}
}

// maximum is the most that one payment may be.
func maximum(method string) int64 {
	if method == Boleto {
		return 4_999_999
	}
	return 99_999_999
}

func currencyOf(p params, key string) string {
	c := strings.ToLower(p.need(key, 3))
	if c == "" {
		return c
	}
	if len(c) != 3 || strings.Trim(c, "abcdefghijklmnopqrstuvwxyz") != "" {
		p.fail(malformed("", p.name(key), "Invalid currency: %s. Stripe currently supports these currencies: brl, usd, eur, gbp", c))
	}
	return c
}

// readMethods returns the methods of a new session. Without the parameter it
// is every active one that fits the currency, as with the Dashboard's choice.
func (x *tx) readMethods(p params) []string {
	asked := p.strings("payment_method_types")
	for i, m := range asked {
		name := fmt.Sprintf("payment_method_types[%d]", i)
		if !slices.Contains(knownMethods, m) && !slices.Contains(otherMethods, m) {
			p.fail(malformed("", name, "Invalid payment_method_types[%d]: must be one of %s, %s", i,
				strings.Join(knownMethods, ", "), strings.Join(otherMethods, ", ")))
		}
		if slices.Contains(asked[:i], m) {
			p.fail(malformed("", name, "You may not provide duplicate payment_method_types: %s", m))
		}
	}
	return asked
}

// checkMethods refuses what the account, the currency or the amount rules out.
func (x *tx) checkMethods(asked []string, currency string, total int64) ([]string, error) {
	active := x.s.activeMethods()
	if len(asked) == 0 {
		for _, m := range active {
			if (m == Card || currency == "brl") && total >= minimum(m, currency) && total <= maximum(m) {
				asked = append(asked, m)
			}
		}
		if len(asked) == 0 {
			return nil, tooSmall(minimum(Card, currency), currency)
		}
		return asked, nil
	}
	for _, m := range asked {
		if !slices.Contains(active, m) {
			return nil, refused("", "payment_method_types",
				"The payment method type provided: %s is invalid. Please ensure the provided type is activated in your dashboard (https://dashboard.stripe.com/account/payments/settings) and your account is enabled for any preview features that you are trying to use.", m)
		}
		if m != Card && currency != "brl" {
			return nil, refused("", "payment_method_types",
				"The currency provided (%s) is invalid for one or more payment method types: %s supports only brl.", currency, m)
		}
		if least := minimum(m, currency); total < least {
			return nil, tooSmall(least, currency)
		}
		if most := maximum(m); total > most {
			return nil, refused("amount_too_large", "", "Amount must be no more than %s %s", money(most, currency), currency)
		}
	}
	return asked, nil
}

func tooSmall(least int64, currency string) *apiError {
	return refused("amount_too_small", "", "The Checkout Session's total amount due must add up to at least %s %s", money(least, currency), currency)
}

// money writes an amount as Stripe's messages do.
func money(amount int64, currency string) string {
	sign := map[string]string{"brl": "R$", "usd": "$", "eur": "€", "gbp": "£"}[currency]
	return fmt.Sprintf("%s%d.%02d", sign, amount/100, amount%100)
}
