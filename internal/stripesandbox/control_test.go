package stripesandbox_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stripe/stripe-go/v76"

	"tenaz/internal/stripesandbox"
)

// tell posts JSON to the control API and returns the status and the answer.
func (b *bench) tell(path string, in map[string]any) (int, map[string]any) {
	b.t.Helper()
	raw, err := json.Marshal(in)
	b.ok(err)
	resp, err := http.Post(b.url+"/_sandbox/"+path, "application/json", bytes.NewReader(raw))
	b.ok(err)
	defer resp.Body.Close()
	out := map[string]any{}
	b.ok(json.NewDecoder(resp.Body).Decode(&out))
	return resp.StatusCode, out
}

func TestControlPlaysBuyerAndBank(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := b.session("card")
	status, out := b.tell("sessions/pay", map[string]any{"session": s.ID, "number": "4000000000000002"})
	if status != http.StatusConflict || out["decline_code"] != "generic_decline" {
		t.Errorf("%d %v", status, out)
	}
	for _, step := range []struct {
		path string
		in   map[string]any
	}{
		{"sessions/pay", map[string]any{"session": s.ID, "number": "4242424242424242"}},
		{"sessions/pix/pay", map[string]any{"session": b.session("pix").ID}},
		{"sessions/expire", map[string]any{"session": b.session("pix").ID}},
		{"tick", nil},
	} {
		if status, out := b.tell(step.path, step.in); status != http.StatusOK {
			t.Errorf("%s: %d %v", step.path, status, out)
		}
	}
	boleto := b.session("boleto")
	for _, action := range []string{"issue", "pay"} {
		if status, out := b.tell("sessions/boleto/"+action, map[string]any{"session": boleto.ID}); status != http.StatusOK {
			t.Errorf("%s: %d %v", action, status, out)
		}
	}
	if b.reload(s.ID).PaymentStatus != "paid" || b.reload(boleto.ID).PaymentStatus != "paid" {
		t.Error("not paid")
	}
	_, out = b.tell("charges/dispute", map[string]any{"charge": b.reload(s.ID).PaymentIntent.LatestCharge.ID})
	d, err := b.api.Disputes.Get(out["dispute"].(string), nil)
	b.ok(err)
	if d.Reason != "fraudulent" {
		t.Errorf("reason %s", d.Reason)
	}
	if status, _ := b.tell("disputes/close", map[string]any{"dispute": d.ID, "won": false}); status != http.StatusOK {
		t.Errorf("close: %d", status)
	}
	if got := b.box.Disputes()[0].Status; got != "lost" {
		t.Errorf("dispute %s", got)
	}
}

func TestControlOfWebhooksAndFaults(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	b := setup(t)
	b.tell("webhooks/endpoint", map[string]any{"url": shop.url, "secret": hookSecret})
	b.tell("webhooks/behaviour", map[string]any{"copies": 2, "lose": "charge.*, payment_intent.*"})
	b.tell("webhooks/hold", nil)
	b.paid("4242424242424242")
	b.tell("webhooks/release", map[string]any{"order": "shuffled"})
	b.drained()
	if got := shop.kinds(); len(got) != 2 || got[0] != "checkout.session.completed" || got[1] != got[0] {
		t.Errorf("arrived: %v", got)
	}
	event := b.box.Events("charge.succeeded")[0].ID
	b.tell("webhooks/resend", map[string]any{"event": event})
	b.drained()
	if got := shop.kinds(); len(got) != 3 {
		t.Errorf("after resending: %v", got)
	}

	b.tell("faults", map[string]any{"path": "/v1/customers", "status": 429, "times": 2})
	for _, want := range []bool{false, false, true} {
		_, err := b.api.Customers.New(nil)
		if (err == nil) != want {
			t.Errorf("got %v, want success %v", err, want)
		}
		if err != nil {
			refusal(t, err, 429, "rate_limit", "")
		}
	}
	if status, out := b.tell("faults", map[string]any{"path": "/v1", "status": "many"}); status != http.StatusConflict || out["error"] == "" {
		t.Errorf("%d %v", status, out)
	}
	b.box.FailNext("/v1", 500)
	b.tell("faults/reset", nil)
	_, err := b.api.Customers.New(nil)
	b.ok(err)
	b.tell("methods", map[string]any{"active": "card"})
	_, err = b.api.CheckoutSessions.New(b.params(stripesandbox.Pix))
	refusal(t, err, 400, "", "payment_method_types")
	if n := b.box.Calls()["POST /v1/customers"]; n != 4 {
		t.Errorf("%d calls counted", n)
	}
}

func TestFaultOfOneMethod(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.box.Inject(stripesandbox.Fault{Method: http.MethodGet, Path: "/v1/checkout/sessions", Status: 409})
	s := b.session("card") // a POST: not hit
	_, err := b.api.CheckoutSessions.Get(s.ID, nil)
	refusal(t, err, 409, string(stripe.ErrorCodeLockTimeout), "")
	_, err = b.api.CheckoutSessions.Get(s.ID, nil)
	b.ok(err)
}
