package stripesandbox_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stripe/stripe-go/v76"
	"github.com/stripe/stripe-go/v76/webhook"

	"tenaz/internal/stripesandbox"
)

const hookSecret = "whsec_sandbox"

// shop receives webhooks and keeps what a shop would accept.
type shop struct {
	url string

	mu       sync.Mutex
	answers  []int // statuses for the next requests; then 200
	accepted []stripe.Event
	refused  []error
}

func newShop(t *testing.T) *shop {
	s := &shop{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Errorf("read webhook: %v", err)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		e, err := webhook.ConstructEvent(body, r.Header.Get("Stripe-Signature"), hookSecret)
		if err != nil {
			s.refused = append(s.refused, err)
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		if len(s.answers) > 0 {
			status := s.answers[0]
			s.answers = s.answers[1:]
			if status != http.StatusOK {
				w.WriteHeader(status)
				return
			}
		}
		s.accepted = append(s.accepted, e)
	}))
	t.Cleanup(srv.Close)
	s.url = srv.URL
	return s
}

func (s *shop) kinds() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []string{}
	for _, e := range s.accepted {
		out = append(out, string(e.Type))
	}
	return out
}

func hooked(s *shop) func(*stripesandbox.Config) {
	return func(c *stripesandbox.Config) {
		c.WebhookURL, c.WebhookSecret, c.WebhookWorkers = s.url, hookSecret, 1
		c.WebhookRetries = []time.Duration{time.Millisecond, time.Millisecond}
	}
}

func (b *bench) drained() {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := b.box.Webhooks().Wait(ctx); err != nil {
		b.t.Fatalf("webhooks are still under way: %v", err)
	}
}

var cardEvents = []string{"payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"}

func TestWebhooksAreSignedAndComplete(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	b := setup(t, hooked(shop))
	s, _ := b.paid("4242424242424242")
	b.drained()
	if diff := cmp.Diff(cardEvents, shop.kinds()); diff != "" {
		t.Error(diff)
	}
	var got stripe.CheckoutSession
	b.ok(json.Unmarshal(shop.accepted[3].Data.Raw, &got))
	if got.ID != s.ID || got.PaymentStatus != "paid" || got.ClientReferenceID != "1042" {
		t.Errorf("%s, %s, %s", got.ID, got.PaymentStatus, got.ClientReferenceID)
	}
	for _, e := range b.box.Events() {
		if e.PendingWebhooks != 0 {
			t.Errorf("%s has %d pending webhooks", e.Type, e.PendingWebhooks)
		}
	}
}

func TestWebhookRetries(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	shop.answers = []int{500, 302, 200}
	b := setup(t, hooked(shop))
	_, err := b.api.Customers.New(nil)
	b.ok(err)
	b.drained()
	if diff := cmp.Diff([]string{"customer.created"}, shop.kinds()); diff != "" {
		t.Error(diff)
	}
	got := []int{}
	for i, d := range b.box.Webhooks().Deliveries() {
		got = append(got, d.Status)
		if d.Attempt != i+1 {
			t.Errorf("delivery %d is attempt %d", i, d.Attempt)
		}
	}
	if diff := cmp.Diff([]int{500, 302, 200}, got); diff != "" {
		t.Error(diff)
	}

	shop.mu.Lock()
	shop.answers = []int{500, 500, 500, 200}
	shop.mu.Unlock()
	_, err = b.api.Customers.New(nil)
	b.ok(err)
	b.drained()
	if n := len(shop.kinds()); n != 1 {
		t.Errorf("%d accepted: the retries are not bounded", n)
	}
}

func TestWebhookMisbehaviour(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	b := setup(t, hooked(shop))
	hooks := b.box.Webhooks()
	again := func(behaviour stripesandbox.Behaviour) []string {
		hooks.SetBehaviour(behaviour)
		shop.mu.Lock()
		shop.accepted, shop.refused = nil, nil
		shop.mu.Unlock()
		b.paid("4242424242424242")
		b.drained()
		return shop.kinds()
	}
	if got := again(stripesandbox.Behaviour{Copies: 3}); len(got) != 12 {
		t.Errorf("three copies of four events: %v", got)
	}
	lossy := again(stripesandbox.Behaviour{Lose: []string{"checkout.*", "charge.succeeded"}})
	if diff := cmp.Diff([]string{"payment_intent.created", "payment_intent.succeeded"}, lossy); diff != "" {
		t.Error(diff)
	}
	late := again(stripesandbox.Behaviour{Delay: time.Millisecond, Jitter: 5 * time.Millisecond})
	slices.Sort(late)
	want := slices.Sorted(slices.Values(cardEvents))
	if diff := cmp.Diff(want, late); diff != "" {
		t.Error(diff)
	}
	for name, behaviour := range map[string]stripesandbox.Behaviour{
		"forged": {Secret: "whsec_other"}, "stale": {SignatureAge: 6 * time.Minute}, "foreign version": {APIVersion: "2026-01-01"},
	} {
		if got := again(behaviour); len(got) != 0 || len(shop.refused) == 0 {
			t.Errorf("%s: accepted %v", name, got)
		}
	}
}

func TestWebhooksHeldAndReleased(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		order stripesandbox.Order
		want  []string
	}{
		{stripesandbox.InOrder, cardEvents},
		{stripesandbox.Reversed, []string{cardEvents[3], cardEvents[2], cardEvents[1], cardEvents[0]}},
	} {
		shop := newShop(t)
		b := setup(t, hooked(shop))
		hooks := b.box.Webhooks()
		hooks.HoldAll()
		b.paid("4242424242424242")
		b.drained()
		if got := shop.kinds(); len(got) != 0 || len(hooks.Held()) != 4 {
			t.Fatalf("%s: held %d, delivered %v", c.order, len(hooks.Held()), got)
		}
		hooks.Release(c.order)
		b.drained()
		if diff := cmp.Diff(c.want, shop.kinds()); diff != "" {
			t.Errorf("%s: %s", c.order, diff)
		}
		b.ok(hooks.Resend(b.box.Events("charge.succeeded")[0].ID))
		b.drained()
		if got := shop.kinds(); len(got) != 5 || got[4] != "charge.succeeded" {
			t.Errorf("%s: after resending %v", c.order, got)
		}
		hooks.HoldAll()
		b.paid("4242424242424242")
		hooks.Discard()
		b.drained()
		if got := shop.kinds(); len(got) != 5 {
			t.Errorf("%s: discarded events arrived: %v", c.order, got)
		}
	}
	if err := setup(t).box.Webhooks().Resend("evt_none"); err == nil {
		t.Error("resent an event that never was")
	}
}

// What was not delivered before a restart is delivered after it.
func TestWebhooksResumeAfterRestart(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	dir := t.TempDir()
	b := setup(t, hooked(shop), func(c *stripesandbox.Config) { c.StateDir = dir })
	_, err := b.api.Customers.New(nil)
	b.ok(err)
	b.drained()
	b.box.Webhooks().HoldAll()
	b.paid("4242424242424242")
	b.ok(b.box.Close(t.Context()))

	again := setup(t, hooked(shop), func(c *stripesandbox.Config) { c.StateDir = dir })
	again.drained()
	if diff := cmp.Diff(append([]string{"customer.created"}, cardEvents...), shop.kinds()); diff != "" {
		t.Error(diff)
	}
}
