package stripesandbox

import (
	"errors"
	"time"
)

const cardSettles = 30 * 24 * time.Hour // Stripe pays Brazilian card sales out after 30 days

// cardFee is 3.99% and 39 centavos, Stripe's list price in Brazil.
func cardFee(amount int64) int64 { return (amount*399+5000)/10000 + 39 }

// payCard confirms the session with a card. A decline is an outcome, not a
// failure of the transaction: its records must be kept.
func (x *tx) payCard(sessionID, number string) error {
	row, err := x.openSession(sessionID, Card)
	if err != nil {
		return err
	}
	card, refusal := findCard(number)
	if refusal != nil {
		return refusal
	}
	p := x.confirm(row)
	if card.secure {
		p.Status, p.Challenge, p.LastPaymentError = "requires_action", card.number, nil
		p.PaymentMethod = Nullable(newID("pm_1", 23))
		p.NextAction = &NextAction{Type: "redirect_to_url", RedirectToURL: &Redirect{
			ReturnURL: string(row.SuccessURL), URL: x.base + "/pay/" + row.ID + "/3ds",
		}}
		put(x, x.st.intents, p.ID, p)
		x.emit("payment_intent.requires_action", &p.PaymentIntent, nil)
		return ErrChallenge
	}
	return x.chargeCard(row, p, card)
}

// challenge answers the 3-D Secure question of the session's card.
func (x *tx) challenge(sessionID string, approve bool) error {
	row, err := x.openSession(sessionID, Card)
	if err != nil {
		return err
	}
	p := get(x, x.st.intents, string(row.PaymentIntent))
	if p == nil || p.Challenge == "" {
		return ErrNoPending
	}
	card := testCards[p.Challenge]
	if approve {
		return x.chargeCard(row, p, card)
	}
	refusal := &DeclineError{
		Code:    "payment_intent_authentication_failure",
		Message: "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.",
	}
	x.failIntent(p, &PaymentError{
		Code: refusal.Code, Message: refusal.Message, Type: "invalid_request_error",
		PaymentMethod: x.cardMethod(card, p),
	})
	return refusal
}

func (x *tx) chargeCard(row *sessionRow, p *intentRow, card testCard) error {
	method := x.cardMethod(card, p)
	details := *method.Card
	details.AmountAuthorized = p.Amount
	if p.Challenge != "" {
		details.ThreeDSecure = &threeDS{AuthenticationFlow: "challenge", Result: "authenticated", Version: "2.2.0"}
	}
	c := x.newCharge(p, "ch_3", MethodDetails{Card: &details, Type: Card}, Nullable(method.ID))
	c.CardNumber = card.number
	c.Outcome.RiskLevel = card.risk
	c.Outcome.RiskScore = map[string]int{normal: 20, "elevated": 68, "highest": 92}[card.risk]

	if refusal := card.refusal(); refusal != nil {
		x.declineCharge(p, c, card, refusal, method)
		return refusal
	}
	x.complete(x.settle(p, c, cardFee(c.Amount), cardSettles))
	if card.dispute != "" {
		x.openDispute(get(x, x.st.charges, c.ID), card.dispute, card.inquiry)
	}
	return nil
}

func (x *tx) declineCharge(p *intentRow, c *chargeRow, card testCard, refusal *DeclineError, method *paymentMethod) {
	c.Status, c.FailureCode, c.FailureMessage = "failed", Nullable(refusal.Code), Nullable(refusal.Message)
	c.Outcome.NetworkStatus, c.Outcome.Type, c.Outcome.Reason = "declined_by_network", "issuer_declined", Nullable(refusal.DeclineCode)
	c.Outcome.SellerMessage = "The bank did not return any further details with this decline."
	if card.blocked {
		c.Outcome.NetworkStatus, c.Outcome.Type, c.Outcome.Reason = "not_sent_to_network", "blocked", "highest_risk_level"
		c.Outcome.SellerMessage = "Stripe blocked this payment as too risky."
	}
	put(x, x.st.charges, c.ID, c)
	x.emit("charge.failed", &c.Charge, nil)
	p.LatestCharge = Nullable(c.ID)
	x.failIntent(p, &PaymentError{
		Charge: c.ID, Code: refusal.Code, DeclineCode: refusal.DeclineCode, Message: refusal.Message,
		PaymentMethod: method, Type: "card_error",
	})
}

// cardMethod is the payment method that the card became: the one that the
// intent already waits with, or a new one.
func (x *tx) cardMethod(card testCard, p *intentRow) *paymentMethod {
	id := string(p.PaymentMethod)
	if p.Challenge == "" {
		id = newID("pm_1", 23)
	}
	return &paymentMethod{
		ID: id, Object: "payment_method", Created: x.now.Unix(), Type: Card,
		Card: &cardDetails{
			Brand: card.brand, Checks: cardChecks{CVC: Nullable(card.cvcCheck)}, Country: card.country,
			ExpMonth: 12, ExpYear: x.now.Year() + 4, Fingerprint: "fp" + card.number[len(card.number)-8:],
			Funding: card.funding, Last4: card.number[len(card.number)-4:], Network: card.brand,
		},
	}
}

// kept says whether a payment's outcome must be committed: a decline and a
// challenge leave records behind, every other error leaves none.
func kept(err error) bool {
	var refusal *DeclineError
	return err == nil || errors.Is(err, ErrChallenge) || errors.As(err, &refusal)
}
