package stripesandbox_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stripe/stripe-go/v76"

	"tenaz/internal/stripesandbox"
)

func TestPixPaid(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.params("pix")
	p.PaymentMethodOptions = &stripe.CheckoutSessionPaymentMethodOptionsParams{
		Pix: &stripe.CheckoutSessionPaymentMethodOptionsPixParams{ExpiresAfterSeconds: stripe.Int64(1800)},
	}
	s, err := b.api.CheckoutSessions.New(p)
	b.ok(err)
	b.ok(b.box.IssuePix(s.ID))

	waiting := b.reload(s.ID)
	if waiting.Status != "open" || waiting.PaymentStatus != "unpaid" {
		t.Errorf("with a code open the session is %s, %s", waiting.Status, waiting.PaymentStatus)
	}
	code := waiting.PaymentIntent.NextAction.PixDisplayQRCode
	if waiting.PaymentIntent.Status != "requires_action" || code == nil {
		t.Fatalf("intent %s, next action %+v", waiting.PaymentIntent.Status, waiting.PaymentIntent.NextAction)
	}
	if code.ExpiresAt != b.clock.Now().Unix()+1800 || code.Data == "" || code.HostedInstructionsURL != b.url+"/pix/"+waiting.PaymentIntent.ID {
		t.Errorf("%+v", code)
	}
	b.ok(b.box.IssuePix(s.ID))
	if again := b.reload(s.ID).PaymentIntent.NextAction.PixDisplayQRCode; again.Data != code.Data {
		t.Error("reloading changed the code")
	}

	b.ok(b.box.PayPix(s.ID))
	paid := b.reload(s.ID)
	if paid.Status != "complete" || paid.PaymentStatus != "paid" || paid.PaymentIntent.Status != "succeeded" {
		t.Errorf("session %s, %s, intent %s", paid.Status, paid.PaymentStatus, paid.PaymentIntent.Status)
	}
	if c := b.box.Charges()[0]; c.PaymentMethodDetails.Type != "pix" || !c.Paid || c.ID[:3] != "py_" {
		t.Errorf("charge %+v", c)
	}
	want := []string{
		"payment_intent.created", "payment_intent.requires_action",
		"charge.succeeded", "payment_intent.succeeded", "checkout.session.completed",
	}
	if diff := cmp.Diff(want, b.kinds()); diff != "" {
		t.Error(diff)
	}
}

func TestPixCodeRunsOutAndIsIssuedAgain(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.params("pix")
	p.PaymentMethodOptions = &stripe.CheckoutSessionPaymentMethodOptionsParams{
		Pix: &stripe.CheckoutSessionPaymentMethodOptionsPixParams{ExpiresAfterSeconds: stripe.Int64(600)},
	}
	s, err := b.api.CheckoutSessions.New(p)
	b.ok(err)
	b.ok(b.box.IssuePix(s.ID))
	b.clock.Advance(10 * time.Minute)
	after := b.reload(s.ID)
	if after.Status != "open" || after.PaymentIntent.Status != "requires_payment_method" || after.PaymentIntent.NextAction != nil {
		t.Errorf("session %s, intent %s", after.Status, after.PaymentIntent.Status)
	}
	if e := after.PaymentIntent.LastPaymentError; e == nil || e.Code != "payment_intent_payment_attempt_expired" {
		t.Errorf("last error %+v", e)
	}
	if n := len(b.box.Events("payment_intent.payment_failed")); n != 1 {
		t.Errorf("events %v", b.kinds())
	}
	b.ok(b.box.PayPix(s.ID)) // a new code of the same session
	if b.reload(s.ID).PaymentStatus != "paid" || len(b.box.Charges()) != 1 {
		t.Error("the second code was not paid")
	}

	other := b.session("pix")
	b.ok(b.box.IssuePix(other.ID))
	b.ok(b.box.ExpirePix(other.ID))
	if err := b.box.ExpirePix(other.ID); !errors.Is(err, stripesandbox.ErrNoPending) {
		t.Errorf("expired twice: %v", err)
	}
}

func TestBoletoPaid(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.params("boleto")
	p.PaymentMethodOptions = &stripe.CheckoutSessionPaymentMethodOptionsParams{
		Boleto: &stripe.CheckoutSessionPaymentMethodOptionsBoletoParams{ExpiresAfterDays: stripe.Int64(2)},
	}
	s, err := b.api.CheckoutSessions.New(p)
	b.ok(err)
	b.ok(b.box.IssueBoleto(s.ID))
	issued := b.reload(s.ID)
	if issued.Status != "complete" || issued.PaymentStatus != "unpaid" {
		t.Errorf("with the voucher issued the session is %s, %s", issued.Status, issued.PaymentStatus)
	}
	v := issued.PaymentIntent.NextAction.BoletoDisplayDetails
	// 23:59:59 in São Paulo, two days on.
	if want := time.Date(2026, 11, 26, 2, 59, 59, 0, time.UTC).Unix(); v.ExpiresAt != want {
		t.Errorf("expires %s", time.Unix(v.ExpiresAt, 0).UTC())
	}
	if len(v.Number) != 47 || v.HostedVoucherURL != b.url+"/boleto/"+issued.PaymentIntent.ID || v.PDF == "" {
		t.Errorf("%+v", v)
	}
	if err := b.box.IssueBoleto(s.ID); !errors.Is(err, stripesandbox.ErrNotOpen) {
		t.Errorf("issued twice: %v", err)
	}
	b.ok(b.box.PayBoleto(s.ID))
	paid := b.reload(s.ID)
	if paid.PaymentStatus != "paid" || paid.PaymentIntent.Status != "succeeded" {
		t.Errorf("payment %s, intent %s", paid.PaymentStatus, paid.PaymentIntent.Status)
	}
	want := []string{
		"payment_intent.created", "payment_intent.requires_action", "checkout.session.completed",
		"charge.succeeded", "payment_intent.succeeded", "checkout.session.async_payment_succeeded",
	}
	if diff := cmp.Diff(want, b.kinds()); diff != "" {
		t.Error(diff)
	}
	if err := b.box.PayBoleto(s.ID); !errors.Is(err, stripesandbox.ErrNoPending) {
		t.Errorf("paid twice: %v", err)
	}
}

func TestBoletoRunsOut(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("boleto")
	b.ok(b.box.IssueBoleto(s.ID))
	b.clock.Advance(4 * 24 * time.Hour)
	b.ok(b.box.Tick())
	got := b.reload(s.ID)
	if got.Status != "complete" || got.PaymentStatus != "unpaid" || got.PaymentIntent.Status != "requires_payment_method" {
		t.Errorf("session %s, %s, intent %s", got.Status, got.PaymentStatus, got.PaymentIntent.Status)
	}
	kinds := b.kinds()
	if diff := cmp.Diff([]string{"payment_intent.payment_failed", "checkout.session.async_payment_failed"}, kinds[3:]); diff != "" {
		t.Error(diff)
	}
	if err := b.box.PayBoleto(s.ID); err == nil {
		t.Error("a boleto that ran out was paid")
	}
}

func TestIntentCancel(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("boleto")
	b.ok(b.box.IssueBoleto(s.ID))
	p, err := b.api.PaymentIntents.Cancel(b.reload(s.ID).PaymentIntent.ID, &stripe.PaymentIntentCancelParams{CancellationReason: stripe.String("abandoned")})
	b.ok(err)
	if p.Status != "canceled" || p.CancellationReason != "abandoned" || p.CanceledAt == 0 {
		t.Errorf("%s, %s", p.Status, p.CancellationReason)
	}
	if err := b.box.PayBoleto(s.ID); err == nil {
		t.Error("a cancelled boleto was paid")
	}
	_, err = b.api.PaymentIntents.Cancel(p.ID, nil)
	refusal(t, err, 400, "payment_intent_unexpected_state", "intent")

	open := b.session("pix")
	b.ok(b.box.IssuePix(open.ID))
	_, err = b.api.PaymentIntents.Cancel(b.reload(open.ID).PaymentIntent.ID, nil)
	refusal(t, err, 400, "payment_intent_unexpected_state", "intent")
}

func TestMethodMustBeOffered(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("card")
	for name, err := range map[string]error{"pix": b.box.IssuePix(s.ID), "boleto": b.box.IssueBoleto(s.ID)} {
		if !errors.Is(err, stripesandbox.ErrNotOffered) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := b.box.Pay("cs_test_none", "4242424242424242"); !errors.Is(err, stripesandbox.ErrNoSession) {
		t.Errorf("got %v", err)
	}
}
