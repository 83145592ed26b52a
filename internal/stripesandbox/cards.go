package stripesandbox

import "strings"

// testCard is one of Stripe's public test numbers and what it does.
type testCard struct {
	number  string
	brand   string
	country string
	funding string

	// code is the error code of a decline, decline its decline_code.
	code, decline string
	// secure asks for a 3-D Secure challenge before anything else.
	secure bool
	// risk is Radar's level; a blocked card is declined by Radar itself.
	risk    string
	blocked bool
	// dispute is the reason of the dispute that follows the charge; an inquiry
	// is a dispute that may still be answered without loss.
	dispute string
	inquiry bool
	// refund is how a refund of this card ends later: "succeeded" starts as
	// pending, "failed" starts as succeeded.
	refund string
	// cvcCheck is the answer of the security code check.
	cvcCheck string
}

const (
	declined = "card_declined"
	normal   = "normal"
)

// testCards is https://docs.stripe.com/testing, as far as one-time payments go.
var testCards = indexCards([]testCard{
	{number: "4242424242424242", brand: "visa"},
	{number: "4000056655665556", brand: "visa", funding: "debit"},
	{number: "4000000760000002", brand: "visa", country: "BR"},
	{number: "4000000000000077", brand: "visa"},
	{number: "4000000000003055", brand: "visa"},
	{number: "4000000000000101", brand: "visa", cvcCheck: "fail"},
	{number: "5555555555554444", brand: "mastercard"},
	{number: "2223003122003222", brand: "mastercard"},
	{number: "5200828282828210", brand: "mastercard", funding: "debit"},
	{number: "5105105105105100", brand: "mastercard", funding: "prepaid"},
	{number: "378282246310005", brand: "amex"},
	{number: "371449635398431", brand: "amex"},
	{number: "6011111111111117", brand: "discover"},
	{number: "6011000990139424", brand: "discover"},
	{number: "3056930009020004", brand: "diners"},
	{number: "36227206271667", brand: "diners"},
	{number: "3566002020360505", brand: "jcb"},
	{number: "6200000000000005", brand: "unionpay"},

	{number: "4000000000000002", brand: "visa", code: declined, decline: "generic_decline"},
	{number: "4000000000009995", brand: "visa", code: declined, decline: "insufficient_funds"},
	{number: "4000000000009987", brand: "visa", code: declined, decline: "lost_card"},
	{number: "4000000000009979", brand: "visa", code: declined, decline: "stolen_card"},
	{number: "4000000000006975", brand: "visa", code: declined, decline: "card_velocity_exceeded"},
	{number: "4000000000000341", brand: "visa", code: declined, decline: "generic_decline"},
	{number: "4000000000000069", brand: "visa", code: "expired_card", decline: "expired_card"},
	{number: "4000000000000127", brand: "visa", code: "incorrect_cvc", decline: "incorrect_cvc"},
	{number: "4000000000000119", brand: "visa", code: "processing_error", decline: "processing_error"},

	{number: "4100000000000019", brand: "visa", code: declined, decline: "fraudulent", risk: "highest", blocked: true},
	{number: "4000000000009235", brand: "visa", risk: "elevated"},

	{number: "4000002500003155", brand: "visa", secure: true},
	{number: "4000002760003184", brand: "visa", secure: true},
	{number: "4000003800000446", brand: "visa", secure: true},
	{number: "4000000000003220", brand: "visa", secure: true},
	{number: "4000008400001629", brand: "visa", secure: true, code: declined, decline: "generic_decline"},
	{number: "4000008260003178", brand: "visa", secure: true, code: declined, decline: "insufficient_funds"},

	{number: "4000000000000259", brand: "visa", dispute: "fraudulent"},
	{number: "4000000000002685", brand: "visa", dispute: "product_not_received"},
	{number: "4000000000001976", brand: "visa", dispute: "fraudulent", inquiry: true},

	{number: "4000000000007726", brand: "visa", refund: "succeeded"},
	{number: "4000000000005126", brand: "visa", refund: "failed"},
})

func indexCards(all []testCard) map[string]testCard {
	m := make(map[string]testCard, len(all))
	for _, c := range all {
		if c.country == "" {
			c.country = "US"
		}
		if c.funding == "" {
			c.funding = "credit"
		}
		if c.risk == "" {
			c.risk = normal
		}
		if c.cvcCheck == "" {
			c.cvcCheck = "pass"
		}
		m[c.number] = c
	}
	return m
}

// DeclineError is a payment that the bank, or Stripe, refused.
type DeclineError struct {
	Code        string // card_declined, expired_card, incorrect_number, …
	DeclineCode string // insufficient_funds, …; may be empty
	Message     string // Stripe's English sentence
}

// Error returns the sentence with its code.
func (e *DeclineError) Error() string { return e.Message + " (" + e.Code + ")" }

// findCard looks a typed number up. A number that is not one of the test cards
// never gets as far as a charge.
func findCard(typed string) (testCard, *DeclineError) {
	number := strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, typed)
	if len(number) < 12 || len(number) > 19 || !luhn(number) {
		return testCard{}, &DeclineError{Code: "incorrect_number", DeclineCode: "incorrect_number", Message: "Your card number is incorrect."}
	}
	c, ok := testCards[number]
	if !ok {
		return testCard{}, &DeclineError{
			Code: declined, DeclineCode: "test_mode_live_card",
			Message: "Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://stripe.com/docs/testing.",
		}
	}
	return c, nil
}

func luhn(number string) bool {
	sum := 0
	for i := range len(number) {
		d := int(number[len(number)-1-i]) - '0'
		if d < 0 || d > 9 {
			return false
		}
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// refusal is the decline of a card that has one, else nil.
func (c testCard) refusal() *DeclineError {
	if c.code == "" {
		return nil
	}
	d := &DeclineError{Code: c.code, DeclineCode: c.decline}
	switch {
	case c.decline == "insufficient_funds":
		d.Message = "Your card has insufficient funds."
	case c.decline == "card_velocity_exceeded":
		d.Message = "Your card was declined for making repeated attempts too frequently or exceeding its amount limit."
	case c.code == "expired_card":
		d.Message = "Your card has expired."
	case c.code == "incorrect_cvc":
		d.Message = "Your card's security code is incorrect."
	case c.code == "processing_error":
		d.Message = "An error occurred while processing your card. Try again in a little bit."
	default:
		d.Message = "Your card was declined."
	}
	return d
}
