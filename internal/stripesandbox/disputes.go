package stripesandbox

import (
	"strings"
	"time"
)

// disputeFee is what Stripe takes for a dispute in Brazil.
const disputeFee = 5500

var evidenceFields = strings.Fields(`access_activity_log billing_address cancellation_policy
	cancellation_policy_disclosure cancellation_rebuttal customer_communication customer_email_address
	customer_name customer_purchase_ip customer_signature duplicate_charge_documentation
	duplicate_charge_explanation duplicate_charge_id product_description receipt refund_policy
	refund_policy_disclosure refund_refusal_explanation service_date service_documentation
	shipping_address shipping_carrier shipping_date shipping_documentation shipping_tracking_number
	uncategorized_file uncategorized_text`)

// openDispute opens a dispute over a whole charge. An inquiry takes no money
// yet and leaves the charge refundable.
func (x *tx) openDispute(c *chargeRow, reason string, inquiry bool) *Dispute {
	d := &Dispute{
		ID: newID("du_1", 23), Object: "dispute", Amount: c.Amount, BalanceTransactions: []*BalanceTransaction{},
		Charge: c.ID, Created: x.now.Unix(), Currency: c.Currency, Evidence: map[string]null{},
		EvidenceDetails: evidenceDetails{DueBy: x.now.Add(7 * 24 * time.Hour).Unix()},
		PaymentIntent:   c.PaymentIntent, Reason: reason, Status: "needs_response",
	}
	for _, f := range evidenceFields {
		d.Evidence[f] = nil
	}
	if inquiry {
		d.Status, d.IsChargeRefundable = "warning_needs_response", true
	} else {
		id := x.book("adjustment", d.ID, c.Currency, -c.Amount, disputeFee, "Chargeback withdrawal for "+c.ID, 0)
		d.BalanceTransactions = append(d.BalanceTransactions, get(x, x.st.balance, id))
	}
	c.Disputed = true
	put(x, x.st.charges, c.ID, c)
	put(x, x.st.disputes, d.ID, d)
	x.emit("charge.dispute.created", d, nil)
	if !inquiry {
		x.emit("charge.dispute.funds_withdrawn", d, nil)
	}
	return d
}

// closeDispute ends a dispute: "won" gives the money back, "lost" does not.
func (x *tx) closeDispute(d *Dispute, status string) {
	d.Status = status
	if status == "won" && len(d.BalanceTransactions) == 1 {
		id := x.book("adjustment", d.ID, d.Currency, d.Amount, -disputeFee, "Chargeback reversal for "+d.Charge, 0)
		d.BalanceTransactions = []*BalanceTransaction{d.BalanceTransactions[0], get(x, x.st.balance, id)}
		x.emit("charge.dispute.funds_reinstated", d, nil)
	}
	put(x, x.st.disputes, d.ID, d)
	x.emit("charge.dispute.closed", d, nil)
}

func (x *tx) refundableDispute(charge string) bool {
	refundable := true
	x.st.disputes.newest(func(d *Dispute) bool {
		if d.Charge == charge && !d.IsChargeRefundable {
			refundable = false
		}
		return refundable
	})
	return refundable
}

func (x *tx) retrieveDispute(c *call) (any, error) {
	if err := c.params.done(); err != nil {
		return nil, err
	}
	d := get(x, x.st.disputes, c.id)
	if d == nil {
		return nil, noSuch("dispute", c.id, "dispute")
	}
	return d, nil
}

func (x *tx) listDisputes(c *call) (any, error) {
	p := c.params
	charge, intent, created := p.text("charge", 5000), p.text("payment_intent", 5000), readRange(p)
	return pageOf(c, "/v1/disputes", "dispute", x.st.disputes.newest,
		func(d *Dispute) string { return d.ID }, func(d *Dispute) any { return d },
		func(d *Dispute) bool {
			return (charge == "" || charge == d.Charge) && matches(intent, d.PaymentIntent) && created.holds(d.Created)
		})
}
