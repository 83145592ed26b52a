package stripesandbox_test

import (
	"testing"
	"time"

	"github.com/stripe/stripe-go/v76"
)

func TestRefundInParts(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s, c := b.paid("4242424242424242")
	r, err := b.api.Refunds.New(&stripe.RefundParams{
		PaymentIntent: stripe.String(s.PaymentIntent.ID), Amount: stripe.Int64(2500),
		Reason: stripe.String("requested_by_customer"), Metadata: map[string]string{"line": "1"},
	})
	b.ok(err)
	if r.Status != "succeeded" || r.Amount != 2500 || r.Charge.ID != c.ID || r.Metadata["line"] != "1" {
		t.Errorf("%+v", r)
	}
	got, err := b.api.Charges.Get(c.ID, nil)
	b.ok(err)
	if got.AmountRefunded != 2500 || got.Refunded {
		t.Errorf("refunded %d, %v", got.AmountRefunded, got.Refunded)
	}
	_, err = b.api.Refunds.New(&stripe.RefundParams{Charge: stripe.String(c.ID), Amount: stripe.Int64(7501)})
	refusal(t, err, 400, "", "amount")
	rest, err := b.api.Refunds.New(&stripe.RefundParams{Charge: stripe.String(c.ID)})
	b.ok(err)
	if rest.Amount != 7500 {
		t.Errorf("the rest is %d", rest.Amount)
	}
	_, err = b.api.Refunds.New(&stripe.RefundParams{Charge: stripe.String(c.ID)})
	refusal(t, err, 400, "charge_already_refunded", "charge")

	it := b.api.Refunds.List(&stripe.RefundListParams{Charge: stripe.String(c.ID)})
	var total int64
	for it.Next() {
		total += it.Refund().Amount
	}
	b.ok(it.Err())
	if total != 10000 || len(b.box.Events("charge.refunded")) != 2 {
		t.Errorf("refunds add up to %d, events %v", total, b.kinds())
	}
	if e := b.box.Events("charge.refunded")[1]; e.Data.PreviousAttributes["amount_refunded"] != int64(2500) {
		t.Errorf("previous attributes %v", e.Data.PreviousAttributes)
	}
}

func TestRefundRefuses(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, c := b.paid("4242424242424242")
	for name, x := range map[string]struct {
		params      stripe.RefundParams
		code, param string
	}{
		"nothing named":  {stripe.RefundParams{}, "parameter_missing", "charge"},
		"zero":           {stripe.RefundParams{Charge: stripe.String(c.ID), Amount: stripe.Int64(0)}, "parameter_invalid_integer", "amount"},
		"more than paid": {stripe.RefundParams{Charge: stripe.String(c.ID), Amount: stripe.Int64(10001)}, "", "amount"},
		"unknown charge": {stripe.RefundParams{Charge: stripe.String("ch_none")}, "resource_missing", "charge"},
		"unknown intent": {stripe.RefundParams{PaymentIntent: stripe.String("pi_none")}, "resource_missing", "payment_intent"},
		"both":           {stripe.RefundParams{Charge: stripe.String(c.ID), PaymentIntent: stripe.String("pi_x")}, "parameters_exclusive", "charge"},
		"odd reason":     {stripe.RefundParams{Charge: stripe.String(c.ID), Reason: stripe.String("mood")}, "", "reason"},
	} {
		_, err := b.api.Refunds.New(&x.params)
		t.Run(name, func(t *testing.T) { refusal(t, err, 400, x.code, x.param) })
	}

	s := b.session("card")
	if err := b.box.Pay(s.ID, "4000000000000002"); err == nil {
		t.Fatal("accepted")
	}
	charges := b.box.Charges()
	failed := charges[len(charges)-1]
	_, err := b.api.Refunds.New(&stripe.RefundParams{Charge: stripe.String(failed.ID)})
	refusal(t, err, 400, "charge_not_refundable", "charge")
	_, err = b.api.Refunds.New(&stripe.RefundParams{PaymentIntent: stripe.String(string(failed.PaymentIntent))})
	refusal(t, err, 400, "", "payment_intent")
}

func TestRefundOfBoleto(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("boleto")
	b.ok(b.box.IssueBoleto(s.ID))
	b.ok(b.box.PayBoleto(s.ID))
	_, err := b.api.Refunds.New(&stripe.RefundParams{PaymentIntent: stripe.String(b.reload(s.ID).PaymentIntent.ID)})
	refusal(t, err, 400, "charge_not_refundable", "charge")
	if len(b.box.Refunds()) != 0 {
		t.Error("a boleto was refunded")
	}
}

func TestRefundOfPixWithin90Days(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("pix")
	b.ok(b.box.PayPix(s.ID))
	charge := b.box.Charges()[0].ID
	b.clock.Advance(90 * 24 * time.Hour)
	r, err := b.api.Refunds.New(&stripe.RefundParams{Charge: stripe.String(charge), Amount: stripe.Int64(100)})
	b.ok(err)
	if string(r.DestinationDetails.Type) != "pix" {
		t.Errorf("destination %s", r.DestinationDetails.Type)
	}
	b.clock.Advance(time.Second)
	_, err = b.api.Refunds.New(&stripe.RefundParams{Charge: stripe.String(charge), Amount: stripe.Int64(100)})
	refusal(t, err, 400, "charge_not_refundable", "charge")
}

// A refund may fail after it succeeded; the money is then the shop's again.
func TestRefundThatFailsLater(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, c := b.paid("4000000000005126")
	r, err := b.api.Refunds.New(&stripe.RefundParams{Charge: stripe.String(c.ID)})
	b.ok(err)
	if r.Status != "succeeded" {
		t.Errorf("status %s", r.Status)
	}
	b.clock.Advance(time.Minute)
	got, err := b.api.Refunds.Get(r.ID, nil)
	b.ok(err)
	if got.Status != "failed" || got.FailureReason == "" || got.FailureBalanceTransaction == nil {
		t.Errorf("%s, %s", got.Status, got.FailureReason)
	}
	if charge := b.box.Charges()[0]; charge.AmountRefunded != 0 || charge.Refunded {
		t.Errorf("charge still refunded by %d", charge.AmountRefunded)
	}
	if len(b.box.Events("charge.refund.updated")) != 1 {
		t.Errorf("events %v", b.kinds())
	}

	_, c = b.paid("4000000000007726")
	slow, err := b.api.Refunds.New(&stripe.RefundParams{Charge: stripe.String(c.ID)})
	b.ok(err)
	b.clock.Advance(time.Minute)
	settled, err := b.api.Refunds.Get(slow.ID, nil)
	b.ok(err)
	if slow.Status != "pending" || settled.Status != "succeeded" {
		t.Errorf("%s, then %s", slow.Status, settled.Status)
	}

	_, c = b.paid("4242424242424242")
	r, err = b.api.Refunds.New(&stripe.RefundParams{Charge: stripe.String(c.ID)})
	b.ok(err)
	b.ok(b.box.FailRefund(r.ID))
	if err := b.box.FailRefund(r.ID); err == nil {
		t.Error("a refund failed twice")
	}
}

// The ledger adds up: what came in, less fees and what went out.
func TestBalanceTransactions(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, c := b.paid("4242424242424242")
	_, err := b.api.Refunds.New(&stripe.RefundParams{Charge: stripe.String(c.ID), Amount: stripe.Int64(4000)})
	b.ok(err)
	pix := b.session("pix")
	b.ok(b.box.PayPix(pix.ID))

	it := b.api.BalanceTransactions.List(&stripe.BalanceTransactionListParams{})
	got := map[string]int64{}
	for it.Next() {
		x := it.BalanceTransaction()
		if x.Net != x.Amount-x.Fee {
			t.Errorf("%s: %d - %d is not %d", x.ID, x.Amount, x.Fee, x.Net)
		}
		got[string(x.Type)] += x.Net
	}
	b.ok(it.Err())
	// 3.99% + 39 of 10000, and 1.19%.
	if got["charge"] != 10000-438 || got["refund"] != -4000 || got["payment"] != 10000-119 {
		t.Errorf("%v", got)
	}
	p := &stripe.ChargeParams{}
	p.AddExpand("balance_transaction")
	p.AddExpand("refunds")
	charge, err := b.api.Charges.Get(c.ID, p)
	b.ok(err)
	if charge.BalanceTransaction.Net != 10000-438 || len(charge.Refunds.Data) != 1 {
		t.Errorf("net %d, %d refunds", charge.BalanceTransaction.Net, len(charge.Refunds.Data))
	}
	if charge.BalanceTransaction.Status != "pending" {
		t.Errorf("status %s", charge.BalanceTransaction.Status)
	}
	b.clock.Advance(31 * 24 * time.Hour)
	x, err := b.api.BalanceTransactions.Get(charge.BalanceTransaction.ID, nil)
	b.ok(err)
	if x.Status != "available" {
		t.Errorf("after 31 days the status is %s", x.Status)
	}
}
