package stripesandbox_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stripe/stripe-go/v76"

	"tenaz/internal/stripesandbox"
)

func TestCardPaid(t *testing.T) {
	t.Parallel()
	for number, brand := range map[string]string{
		"4242424242424242": "visa", "5555 5555 5555 4444": "mastercard", "378282246310005": "amex",
		"6011111111111117": "discover", "4000000760000002": "visa",
	} {
		b := setup(t)
		s, c := b.paid(number)
		if s.Status != "complete" || s.PaymentStatus != "paid" || s.URL != "" {
			t.Errorf("%s: session %s, %s, url %q", number, s.Status, s.PaymentStatus, s.URL)
		}
		p := s.PaymentIntent
		if p.Status != "succeeded" || p.AmountReceived != 10000 || p.LatestCharge.ID != c.ID || p.Metadata["order"] != "1042" || p.Description != "Pedido 1042" {
			t.Errorf("%s: intent %s, received %d, charge %s", number, p.Status, p.AmountReceived, p.LatestCharge.ID)
		}
		got, err := b.api.Charges.Get(c.ID, nil)
		b.ok(err)
		if !got.Paid || !got.Captured || got.Amount != 10000 || string(got.PaymentMethodDetails.Card.Brand) != brand || got.BillingDetails.Email != "maria@tenaz.test" {
			t.Errorf("%s: charge %+v", number, got)
		}
		want := []string{"payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"}
		if diff := cmp.Diff(want, b.kinds()); diff != "" {
			t.Errorf("%s: %s", number, diff)
		}
	}
}

func TestCardDeclined(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]stripesandbox.DeclineError{
		"4000000000000002": {Code: "card_declined", DeclineCode: "generic_decline"},
		"4000000000009995": {Code: "card_declined", DeclineCode: "insufficient_funds"},
		"4000000000009987": {Code: "card_declined", DeclineCode: "lost_card"},
		"4000000000009979": {Code: "card_declined", DeclineCode: "stolen_card"},
		"4000000000006975": {Code: "card_declined", DeclineCode: "card_velocity_exceeded"},
		"4000000000000341": {Code: "card_declined", DeclineCode: "generic_decline"},
		"4000000000000069": {Code: "expired_card", DeclineCode: "expired_card"},
		"4000000000000127": {Code: "incorrect_cvc", DeclineCode: "incorrect_cvc"},
		"4000000000000119": {Code: "processing_error", DeclineCode: "processing_error"},
		"4100000000000019": {Code: "card_declined", DeclineCode: "fraudulent"},
	} {
		b := setup(t)
		s := b.session("card")
		var got *stripesandbox.DeclineError
		if err := b.box.Pay(s.ID, number); !errors.As(err, &got) {
			t.Fatalf("%s: %v", number, err)
		}
		if got.Code != want.Code || got.DeclineCode != want.DeclineCode || got.Message == "" {
			t.Errorf("%s: %+v", number, got)
		}
		after := b.reload(s.ID)
		if after.Status != "open" || after.PaymentStatus != "unpaid" || after.URL == "" {
			t.Errorf("%s: session %s, %s", number, after.Status, after.PaymentStatus)
		}
		p := after.PaymentIntent
		if p.Status != "requires_payment_method" || string(p.LastPaymentError.Code) != want.Code || string(p.LastPaymentError.DeclineCode) != want.DeclineCode {
			t.Errorf("%s: intent %s, error %+v", number, p.Status, p.LastPaymentError)
		}
		c := b.box.Charges()[0]
		if c.Status != "failed" || c.Paid || string(c.FailureCode) != want.Code || c.ID != p.LastPaymentError.ChargeID {
			t.Errorf("%s: charge %s %s %v", number, c.ID, c.Status, c.Paid)
		}
		events := []string{"payment_intent.created", "charge.failed", "payment_intent.payment_failed"}
		if diff := cmp.Diff(events, b.kinds()); diff != "" {
			t.Errorf("%s: %s", number, diff)
		}
	}
}

// Numbers that never reach a bank leave no charge.
func TestCardNumberRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("card")
	for number, want := range map[string]string{
		"4242424242424241": "incorrect_number", "4242": "incorrect_number", "abcd efgh ijkl mnop": "incorrect_number",
		"": "incorrect_number", "4539578763621486": "test_mode_live_card",
	} {
		var got *stripesandbox.DeclineError
		if err := b.box.Pay(s.ID, number); !errors.As(err, &got) || got.DeclineCode != want {
			t.Errorf("%q: %v, want %s", number, err, want)
		}
	}
	if len(b.box.Charges()) != 0 || b.reload(s.ID).PaymentIntent != nil {
		t.Error("a number that is no test card left a charge or an intent")
	}
}

func TestCardThreeDeclinesThenPaid(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("card")
	for _, number := range []string{"4000000000000002", "4000000000009995", "4000000000000069"} {
		if err := b.box.Pay(s.ID, number); err == nil {
			t.Fatalf("%s was accepted", number)
		}
	}
	b.ok(b.box.Pay(s.ID, "4242424242424242"))
	it := b.api.Charges.List(&stripe.ChargeListParams{PaymentIntent: stripe.String(b.reload(s.ID).PaymentIntent.ID)})
	paid, failed := 0, 0
	for it.Next() {
		if it.Charge().Paid {
			paid++
		} else {
			failed++
		}
	}
	b.ok(it.Err())
	if paid != 1 || failed != 3 {
		t.Errorf("%d paid and %d failed charges of one intent", paid, failed)
	}
	if n := len(b.box.Events("payment_intent.payment_failed")); n != 3 {
		t.Errorf("%d payment_failed events", n)
	}
	if err := b.box.Pay(s.ID, "4242424242424242"); !errors.Is(err, stripesandbox.ErrNotOpen) {
		t.Errorf("paid twice: %v", err)
	}
}

func TestCardChallenge(t *testing.T) {
	t.Parallel()
	for _, number := range []string{"4000002500003155", "4000002760003184", "4000000000003220"} {
		b := setup(t)
		s := b.session("card")
		if err := b.box.Pay(s.ID, number); !errors.Is(err, stripesandbox.ErrChallenge) {
			t.Fatalf("%s: %v", number, err)
		}
		p := b.reload(s.ID).PaymentIntent
		if p.Status != "requires_action" || p.NextAction.RedirectToURL.URL != b.url+"/pay/"+s.ID+"/3ds" {
			t.Errorf("%s: intent %s, next action %+v", number, p.Status, p.NextAction)
		}
		var refused *stripesandbox.DeclineError
		if err := b.box.Challenge(s.ID, false); !errors.As(err, &refused) || refused.Code != "payment_intent_authentication_failure" {
			t.Errorf("%s: failed challenge: %v", number, err)
		}
		if len(b.box.Charges()) != 0 {
			t.Errorf("%s: a failed challenge made a charge", number)
		}
		if err := b.box.Challenge(s.ID, true); !errors.Is(err, stripesandbox.ErrNoPending) {
			t.Errorf("%s: answered twice: %v", number, err)
		}
		if err := b.box.Pay(s.ID, number); !errors.Is(err, stripesandbox.ErrChallenge) {
			t.Fatalf("%s: again: %v", number, err)
		}
		b.ok(b.box.Challenge(s.ID, true))
		if c := b.box.Charges()[0]; !c.Paid || b.reload(s.ID).PaymentStatus != "paid" {
			t.Errorf("%s: approved but not paid", number)
		}
	}
}

func TestCardDeclinedAfterChallenge(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("card")
	if err := b.box.Pay(s.ID, "4000008400001629"); !errors.Is(err, stripesandbox.ErrChallenge) {
		t.Fatal(err)
	}
	var refused *stripesandbox.DeclineError
	if err := b.box.Challenge(s.ID, true); !errors.As(err, &refused) || refused.Code != "card_declined" {
		t.Errorf("got %v", err)
	}
	if b.reload(s.ID).Status != "open" {
		t.Error("the session closed")
	}
}

func TestCardDisputed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s, c := b.paid("4000000000000259")
	if s.PaymentStatus != "paid" || !c.Disputed {
		t.Errorf("payment %s, disputed %v", s.PaymentStatus, c.Disputed)
	}
	it := b.api.Disputes.List(&stripe.DisputeListParams{Charge: stripe.String(c.ID)})
	if !it.Next() {
		t.Fatalf("no dispute: %v", it.Err())
	}
	d := it.Dispute()
	if d.Amount != 10000 || d.Reason != "fraudulent" || d.Status != "needs_response" || d.EvidenceDetails.DueBy <= b.clock.Now().Unix() {
		t.Errorf("%+v", d)
	}
	if len(b.box.Events("charge.dispute.created")) != 1 {
		t.Errorf("events %v", b.kinds())
	}
	_, err := b.api.Refunds.New(&stripe.RefundParams{Charge: stripe.String(c.ID)})
	refusal(t, err, 400, "charge_disputed", "charge")
	b.ok(b.box.CloseDispute(d.ID, true))
	got, err := b.api.Disputes.Get(d.ID, nil)
	b.ok(err)
	if got.Status != "won" || len(got.BalanceTransactions) != 2 || got.BalanceTransactions[0].Net+got.BalanceTransactions[1].Net != 0 {
		t.Errorf("won dispute: %+v", got)
	}
}
