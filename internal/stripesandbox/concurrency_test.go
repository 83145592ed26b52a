package stripesandbox_test

import (
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stripe/stripe-go/v76"

	"tenaz/internal/clock"
	"tenaz/internal/stripesandbox"
)

// together runs do n times at once.
func together(n int, do func(i int)) {
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			<-start
			do(i)
		}()
	}
	close(start)
	wg.Wait()
}

func TestOneSessionPaidOnceByMany(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	b := setup(t, hooked(shop), stateIn(t.TempDir()))
	s := b.session("card")
	var mu sync.Mutex
	statuses := map[int]int{}
	together(20, func(int) {
		status, _, _ := b.submit(s.URL, "method", "card", "number", "4242424242424242")
		mu.Lock()
		defer mu.Unlock()
		statuses[status]++
	})
	if statuses[http.StatusSeeOther] != 1 || statuses[http.StatusConflict] != 19 {
		t.Errorf("answers by status: %v", statuses)
	}
	if n := len(b.box.Charges()); n != 1 {
		t.Errorf("%d charges", n)
	}
	b.drained()
	if n := len(shop.kinds()); n != 4 {
		t.Errorf("%d webhooks", n)
	}
}

func TestPayOrExpireNeverBoth(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for range 20 {
		s := b.session("card")
		var paid, expired error
		together(2, func(i int) {
			if i == 0 {
				paid = b.box.Pay(s.ID, "4242424242424242")
			} else {
				_, expired = b.api.CheckoutSessions.Expire(s.ID, nil)
			}
		})
		if (paid == nil) == (expired == nil) {
			t.Fatalf("pay: %v, expire: %v", paid, expired)
		}
	}
}

func TestRefundsAtOnceNeverExceedTheCharge(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, c := b.paid("4242424242424242")
	together(10, func(int) {
		_, err := b.api.Refunds.New(&stripe.RefundParams{Charge: stripe.String(c.ID), Amount: stripe.Int64(3000)})
		var se *stripe.Error
		if err != nil && !errors.As(err, &se) {
			t.Errorf("refund: %v", err)
		}
	})
	if got := b.box.Charges()[0].AmountRefunded; got != 9000 {
		t.Errorf("refunded %d of 10000 in parts of 3000", got)
	}
}

// Everything at once, for the race detector.
func TestMixedLoad(t *testing.T) {
	t.Parallel()
	shop := newShop(t)
	b := setup(t, hooked(shop), stateIn(t.TempDir()))
	b.box.Webhooks().SetBehaviour(stripesandbox.Behaviour{Copies: 2, Jitter: time.Millisecond})
	together(16, func(i int) {
		method := []string{"card", "pix", "boleto"}[i%3]
		p := b.params(method)
		p.SetIdempotencyKey(fmt.Sprint("key-", i))
		s, err := b.api.CheckoutSessions.New(p)
		if err != nil {
			t.Errorf("create: %v", err)
			return
		}
		switch method {
		case "card":
			err = b.box.Pay(s.ID, "4242424242424242")
		case "pix":
			err = b.box.PayPix(s.ID)
		default:
			err = errors.Join(b.box.IssueBoleto(s.ID), b.box.PayBoleto(s.ID))
		}
		if err != nil {
			t.Errorf("%s: %v", method, err)
		}
		it := b.api.CheckoutSessions.List(&stripe.CheckoutSessionListParams{})
		for it.Next() {
		}
		if it.Err() != nil {
			t.Errorf("list: %v", it.Err())
		}
		b.visit(http.MethodGet, "/", nil)
		b.clock.Advance(time.Millisecond)
		if err := b.box.Tick(); err != nil {
			t.Errorf("tick: %v", err)
		}
	})
	b.drained()
	for _, s := range b.box.Sessions() {
		if s.PaymentStatus != "paid" {
			t.Errorf("%s is %s", s.ID, s.PaymentStatus)
		}
	}
	if got, want := len(shop.kinds()), 2*len(b.box.Events()); got != want {
		t.Errorf("%d webhooks arrived, want two each of %d events", got, want/2)
	}
}

// BenchmarkSessionCreate is the sandbox's share of a placed order: one call of
// stripe-go over loopback, with state on disk.
func BenchmarkSessionCreate(b *testing.B) {
	s := setup(b, stateIn(b.TempDir()), func(c *stripesandbox.Config) { c.Clock = clock.System{} })
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		p := s.params("card")
		i++
		p.SetIdempotencyKey(fmt.Sprint("key-", i))
		if _, err := s.api.CheckoutSessions.New(p); err != nil {
			b.Fatal(err)
		}
	}
}
