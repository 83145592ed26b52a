package stripesandbox

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Webhooks delivers events to the shop. Like Stripe it promises neither order
// nor a single delivery; Behaviour makes that worse on purpose.
type Webhooks struct {
	s       *Server
	client  *http.Client
	retries []time.Duration
	workers int

	// ctx ends requests under way when Close's patience ends.
	ctx    context.Context
	cancel context.CancelFunc
	wg     sync.WaitGroup

	mu        sync.Mutex
	wake      *sync.Cond
	changed   chan struct{} // closed and replaced whenever work ends
	url       string
	secret    string
	behaviour Behaviour
	holding   bool
	held      []job
	queue     []job
	timers    map[int]*time.Timer
	timerID   int
	active    int
	closed    bool
	log       []Delivery
}

type job struct {
	event   *Event
	attempt int
	lost    bool
}

// Behaviour is how webhooks misbehave. The zero value delivers every event
// once, at once.
type Behaviour struct {
	// Copies is how many times each event is sent; 0 is once.
	Copies int `json:"copies"`
	// Delay holds every delivery back; Jitter adds a random part up to that
	// much, which also changes the order.
	Delay  time.Duration `json:"delay"`
	Jitter time.Duration `json:"jitter"`
	// Lose names event types that never arrive: exact, charge.* or *.
	Lose []string `json:"lose"`
	// SignatureAge dates the signature back; beyond five minutes stripe-go
	// refuses it.
	SignatureAge time.Duration `json:"signature_age"`
	// Secret signs in place of the true secret: a forgery.
	Secret string `json:"secret"`
	// APIVersion is written into the events in place of the true version.
	APIVersion string `json:"api_version"`
}

// Order is the order in which held webhooks are let go.
type Order string

// The orders of Release.
const (
	InOrder  Order = "in_order"
	Reversed Order = "reversed"
	Shuffled Order = "shuffled"
)

// maxDeliveries is how many deliveries are remembered.
const maxDeliveries = 5000

func newWebhooks(s *Server, cfg Config) *Webhooks {
	h := &Webhooks{
		s: s, url: cfg.WebhookURL, secret: cfg.WebhookSecret, retries: cfg.WebhookRetries,
		workers: cfg.WebhookWorkers, changed: make(chan struct{}), timers: map[int]*time.Timer{},
		client: &http.Client{
			Timeout: 20 * time.Second,
			// Stripe does not follow redirects either: 3xx is a failure.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
	if h.retries == nil {
		h.retries = []time.Duration{5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, time.Hour}
	}
	if h.workers <= 0 {
		h.workers = 4
	}
	h.wake = sync.NewCond(&h.mu)
	h.ctx, h.cancel = context.WithCancel(context.Background())
	return h
}

func (h *Webhooks) start() {
	for range h.workers {
		h.wg.Add(1)
		go h.work()
	}
}

// resume takes up the events that an earlier process had not delivered.
func (h *Webhooks) resume() {
	h.s.state.mu.Lock()
	defer h.s.state.mu.Unlock()
	for _, id := range h.s.state.events.order {
		if e := h.s.state.events.rows[id]; e.PendingWebhooks > 0 {
			h.enqueue(e)
		}
	}
}

// wants says whether there is anybody to deliver to.
func (h *Webhooks) wants() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.url != ""
}

// SetEndpoint changes where webhooks go. An empty url stops them.
func (h *Webhooks) SetEndpoint(url, secret string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.url, h.secret = url, secret
}

// SetBehaviour changes how events that happen from now on are delivered.
func (h *Webhooks) SetBehaviour(b Behaviour) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.behaviour = b
}

// HoldAll keeps webhooks back until Release.
func (h *Webhooks) HoldAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.holding = true
}

// Held returns the events that are being held, in order.
func (h *Webhooks) Held() []Event {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := make([]Event, len(h.held))
	for i, j := range h.held {
		out[i] = *j.event
	}
	return out
}

// Release ends HoldAll and lets the held webhooks go in the given order. With
// one worker they also arrive in it.
func (h *Webhooks) Release(order Order) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.holding = false
	switch order {
	case Reversed:
		slices.Reverse(h.held)
	case Shuffled:
		rand.Shuffle(len(h.held), func(i, j int) { h.held[i], h.held[j] = h.held[j], h.held[i] })
	}
	h.queue = append(h.queue, h.held...)
	h.held = nil
	h.wake.Broadcast()
}

// Discard ends HoldAll and loses the held webhooks for good.
func (h *Webhooks) Discard() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.holding = false
	for _, j := range h.held {
		j.lost = true
		h.queue = append(h.queue, j)
	}
	h.held = nil
	h.wake.Broadcast()
}

// Resend delivers a past event once more, now, whatever the behaviour and the
// hold.
func (h *Webhooks) Resend(eventID string) error {
	h.s.state.mu.Lock()
	e := h.s.state.events.rows[eventID]
	h.s.state.mu.Unlock()
	if e == nil {
		return fmt.Errorf("no such event: %s", eventID)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.url == "" {
		return errors.New("no webhook endpoint is set")
	}
	h.push(job{event: e})
	return nil
}

// Deliveries returns what was sent, oldest first.
func (h *Webhooks) Deliveries() []Delivery {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.log)
}

// Wait returns when nothing is queued, delayed, waiting for a retry or under
// way. Held webhooks do not count.
func (h *Webhooks) Wait(ctx context.Context) error {
	for {
		h.mu.Lock()
		idle, changed := len(h.queue) == 0 && h.active == 0 && len(h.timers) == 0, h.changed
		h.mu.Unlock()
		if idle {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// enqueue accepts an event that has happened. It never blocks: it is called
// under the state's lock.
func (h *Webhooks) enqueue(e *Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.url == "" || h.closed {
		return
	}
	b := h.behaviour
	lost := slices.ContainsFunc(b.Lose, func(p string) bool { return kindMatches(p, e.Type) })
	for range max(b.Copies, 1) {
		j := job{event: e, lost: lost}
		switch {
		case h.holding:
			h.held = append(h.held, j)
		case b.Delay > 0 || b.Jitter > 0:
			h.later(j, b.Delay+rand.N(b.Jitter+1))
		default:
			h.push(j)
		}
	}
}

// push and later are called with mu held.
func (h *Webhooks) push(j job) {
	h.queue = append(h.queue, j)
	h.wake.Signal()
}

func (h *Webhooks) later(j job, d time.Duration) {
	h.timerID++
	id := h.timerID
	h.timers[id] = time.AfterFunc(d, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		if _, ok := h.timers[id]; ok && !h.closed {
			delete(h.timers, id)
			h.push(j)
		}
	})
}

func (h *Webhooks) close(ctx context.Context) error {
	h.mu.Lock()
	h.closed, h.queue, h.held = true, nil, nil
	for id, t := range h.timers {
		t.Stop()
		delete(h.timers, id)
	}
	h.wake.Broadcast()
	h.mu.Unlock()

	done := make(chan struct{})
	go func() {
		h.wg.Wait()
		close(done)
	}()
	select {
	case <-done:
		h.cancel()
		return nil
	case <-ctx.Done():
		h.cancel()
		<-done
		return ctx.Err()
	}
}
