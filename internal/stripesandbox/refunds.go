package stripesandbox

import "time"

// refundDelay is how long the test cards whose refund changes later take.
const refundDelay = time.Minute

func (x *tx) createRefund(c *call) (any, error) {
	p := c.params
	chargeID, intentID := p.text("charge", 5000), p.text("payment_intent", 5000)
	amount, partial := p.integer("amount")
	reason := p.oneOf("reason", "duplicate", "fraudulent", "requested_by_customer")
	meta := metadata{}.merged(p.metadata("metadata"))
	switch {
	case chargeID != "" && intentID != "":
		p.fail(malformed("parameters_exclusive", "charge", "You may only specify one of these parameters: charge, payment_intent."))
	case chargeID == "" && intentID == "":
		p.fail(malformed("parameter_missing", "charge", "One of the following params should be provided for this request: payment_intent or charge."))
	case partial && amount <= 0:
		p.fail(malformed("parameter_invalid_integer", "amount", "Invalid positive integer"))
	}
	if err := p.done(); err != nil {
		return nil, err
	}

	charge, err := x.chargeToRefund(chargeID, intentID)
	if err != nil {
		return nil, err
	}
	left := charge.Amount - charge.AmountRefunded
	if !partial {
		amount = left
	}
	if err := x.mayRefund(charge, amount, left); err != nil {
		return nil, err
	}
	r := x.refund(charge, amount)
	r.Reason, r.Metadata = Nullable(reason), meta
	put(x, x.st.refunds, r.ID, r)
	return &r.Refund, nil
}

func (x *tx) chargeToRefund(chargeID, intentID string) (*chargeRow, error) {
	if intentID != "" {
		p := get(x, x.st.intents, intentID)
		if p == nil {
			return nil, noSuchParam("payment_intent", intentID, "payment_intent")
		}
		if p.Status != "succeeded" {
			return nil, refused("", "payment_intent", "This PaymentIntent (%s) does not have a successful charge to refund.", intentID)
		}
		chargeID = string(p.LatestCharge)
	}
	c := get(x, x.st.charges, chargeID)
	if c == nil {
		return nil, noSuchParam("charge", chargeID, "charge")
	}
	return c, nil
}

func (x *tx) mayRefund(c *chargeRow, amount, left int64) error {
	method := c.PaymentMethodDetails.Type
	switch {
	case c.Status != "succeeded":
		return refused("charge_not_refundable", "charge", "Charge %s has failed and cannot be refunded.", c.ID)
	case method == Boleto:
		return refused("charge_not_refundable", "charge", "Charge %s cannot be refunded: payments made with boleto do not support refunds.", c.ID)
	case method == Pix && x.now.Sub(time.Unix(c.Created, 0)) > pixRefundable:
		return refused("charge_not_refundable", "charge", "Charge %s cannot be refunded: payments made with pix can be refunded for 90 days only.", c.ID)
	case c.Disputed && !x.refundableDispute(c.ID):
		return refused("charge_disputed", "charge", "Charge %s has been charged back; cannot issue a refund.", c.ID)
	case left == 0:
		return refused("charge_already_refunded", "charge", "Charge %s has already been refunded.", c.ID)
	case amount > left && c.AmountRefunded == 0:
		return refused("", "amount", "Refund amount (%s) is greater than charge amount (%s)", money(amount, c.Currency), money(c.Amount, c.Currency))
	case amount > left:
		return refused("", "amount", "Refund amount (%s) is greater than unrefunded amount on charge (%s)", money(amount, c.Currency), money(left, c.Currency))
	}
	return nil
}

// refund books the money out and returns the refund, not yet stored.
func (x *tx) refund(c *chargeRow, amount int64) *refundRow {
	method := c.PaymentMethodDetails.Type
	r := &refundRow{Refund: Refund{
		ID: newID("re_3", 23), Object: "refund", Amount: amount, Charge: Nullable(c.ID), Created: x.now.Unix(),
		Currency: c.Currency, DestinationDetails: &refundDestination{Type: method},
		PaymentIntent: c.PaymentIntent, Status: "succeeded",
	}}
	kind := "refund"
	if method == Card {
		r.DestinationDetails.Card = &cardRefund{Type: "refund"}
	} else {
		r.ID, kind = newID("pyr_1", 23), "payment_refund"
		r.DestinationDetails.Pix = &struct{}{}
	}
	r.BalanceTransaction = Nullable(x.book(kind, r.ID, c.Currency, -amount, 0, "REFUND FOR CHARGE", 0))
	if later := testCards[c.CardNumber].refund; later != "" {
		if later == "succeeded" {
			r.Status = "pending"
		}
		r.SettleAs, r.SettleAt = later, x.now.Add(refundDelay).Unix()
		x.watch(refundSettles, r.ID, r.SettleAt)
	}
	before := map[string]any{"amount_refunded": c.AmountRefunded, "refunded": c.Refunded}
	c.AmountRefunded += amount
	c.Refunded = c.AmountRefunded == c.Amount
	put(x, x.st.charges, c.ID, c)
	x.emit("charge.refunded", &c.Charge, before)
	return r
}

// settleRefund ends a refund that the bank answers later. A failed one puts
// the money back on the charge and on the balance.
func (x *tx) settleRefund(r *refundRow, as string) {
	before := map[string]any{"status": r.Status}
	r.Status, r.SettleAt, r.SettleAs = as, 0, ""
	if as == "failed" {
		r.FailureReason = "unknown"
		r.FailureBalanceTransaction = x.book("refund_failure", r.ID, r.Currency, r.Amount, 0, "REFUND FAILURE", 0)
		if c := get(x, x.st.charges, string(r.Charge)); c != nil {
			c.AmountRefunded -= r.Amount
			c.Refunded = false
			put(x, x.st.charges, c.ID, c)
		}
	}
	put(x, x.st.refunds, r.ID, r)
	x.emit("charge.refund.updated", &r.Refund, before)
}

func (x *tx) retrieveRefund(c *call) (any, error) {
	if err := c.params.done(); err != nil {
		return nil, err
	}
	r := get(x, x.st.refunds, c.id)
	if r == nil {
		return nil, noSuch("refund", c.id, "refund")
	}
	return &r.Refund, nil
}

func (x *tx) listRefunds(c *call) (any, error) {
	p := c.params
	charge, intent, created := p.text("charge", 5000), p.text("payment_intent", 5000), readRange(p)
	return pageOf(c, "/v1/refunds", "refund", x.st.refunds.newest,
		func(r *refundRow) string { return r.ID }, func(r *refundRow) any { return &r.Refund },
		func(r *refundRow) bool {
			return matches(charge, r.Charge) && matches(intent, r.PaymentIntent) && created.holds(r.Created)
		})
}
