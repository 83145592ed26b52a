package stripesandbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"tenaz/internal/clock"
)

// Config says how a sandbox behaves. The zero value of every field but
// SecretKey is usable.
type Config struct {
	// BaseURL is the sandbox's own address as a browser reaches it, without a
	// trailing slash. Empty: what the request was addressed to.
	BaseURL string
	// SecretKey is the only API key that is accepted; it begins with sk_test_.
	SecretKey string
	// StateDir keeps the state over restarts, a kill included. Empty: memory only.
	StateDir string
	// WebhookURL receives the events, signed with WebhookSecret. Empty: no
	// webhooks until Webhooks().SetEndpoint.
	WebhookURL    string
	WebhookSecret string
	// WebhookRetries are the pauses before each further try of a webhook that
	// was not answered 2xx. Nil: 5 s, 30 s, 2 min, 10 min, 1 h. Empty: no retry.
	WebhookRetries []time.Duration
	// BoletoNotice is how long after a voucher's end its failure is reported: the
	// bank may still tell of money until then. 0: at its end.
	BoletoNotice time.Duration
	// WebhookWorkers bounds how many webhooks are under way at once. 0: 4.
	WebhookWorkers int
	// ActiveMethods are the payment methods that the account has activated.
	// Nil: card alone, as a new Brazilian account has.
	ActiveMethods []string
	// Clock decides created times and every expiry. Nil: the machine's.
	// Signatures of webhooks always carry the machine's time, because
	// stripe-go checks them against that.
	Clock clock.Clock
	// Logger receives what goes wrong inside the sandbox. Nil: nowhere.
	Logger *slog.Logger
}

// Server is the sandbox: an http.Handler for the API, the hosted pages and the
// control page. Safe for concurrent use.
type Server struct {
	cfg   Config
	clock clock.Clock
	log   *slog.Logger
	mux   *http.ServeMux
	state *state
	hooks *Webhooks

	faults faults

	flightMu sync.Mutex
	flight   map[string]bool // idempotency keys being executed

	// base and methods are guarded by state.mu.
	base    string
	methods []string

	closing   chan struct{}
	closeOnce sync.Once
	closed    error
	loop      sync.WaitGroup
}

// New returns a sandbox with the state of its StateDir, whose undelivered
// webhooks it takes up again. It must be closed.
func New(cfg Config) (*Server, error) {
	if !strings.HasPrefix(cfg.SecretKey, "sk_test_") {
		return nil, errors.New("stripe sandbox: SecretKey must begin with sk_test_")
	}
	for _, m := range cfg.ActiveMethods {
		if !slices.Contains(knownMethods, m) {
			return nil, fmt.Errorf("stripe sandbox: unknown payment method %q; known are %s", m, strings.Join(knownMethods, ", "))
		}
	}
	s := &Server{
		cfg: cfg, clock: cfg.Clock, log: cfg.Logger, mux: http.NewServeMux(), state: newState(),
		flight: map[string]bool{}, methods: cfg.ActiveMethods, base: strings.TrimSuffix(cfg.BaseURL, "/"),
		closing: make(chan struct{}),
	}
	s.cfg.BaseURL = s.base
	if s.clock == nil {
		s.clock = clock.System{}
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.methods == nil {
		s.methods = []string{Card}
	}
	s.hooks = newWebhooks(s, cfg)
	if cfg.StateDir != "" {
		if err := s.state.open(cfg.StateDir, s.clock.Now()); err != nil {
			return nil, fmt.Errorf("stripe sandbox: open state: %w", err)
		}
	}
	s.apiRoutes(s.mux)
	s.pageRoutes(s.mux)
	s.controlRoutes(s.mux)
	s.hooks.start()
	s.hooks.resume()
	s.loop.Add(1)
	go s.run()
	return s, nil
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// Webhooks controls the delivery of events.
func (s *Server) Webhooks() *Webhooks { return s.hooks }

// SetBaseURL changes the address that new sessions point to, for a server
// whose port is known only after New.
func (s *Server) SetBaseURL(url string) {
	s.state.mu.Lock()
	defer s.state.mu.Unlock()
	s.cfg.BaseURL = strings.TrimSuffix(url, "/")
	s.base = s.cfg.BaseURL
}

// SetActiveMethods changes which payment methods the account has activated.
func (s *Server) SetActiveMethods(methods ...string) {
	s.state.mu.Lock()
	defer s.state.mu.Unlock()
	s.methods = methods
}

// activeMethods is called inside a transaction, which holds the lock.
func (s *Server) activeMethods() []string { return s.methods }

// publicBase is our own address; the caller holds the state's lock.
func (s *Server) publicBase() string { return s.base }

// Tick does what the clock has made due: sessions, Pix codes and boletos
// expire, late refunds settle. It runs by itself every second and before
// every call; a test with a fake clock calls it after moving the clock.
func (s *Server) Tick() error {
	s.state.mu.Lock()
	defer s.state.mu.Unlock()
	return s.expireDue(s.clock.Now())
}

func (s *Server) run() {
	defer s.loop.Done()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-s.closing:
			return
		case <-tick.C:
			if err := s.Tick(); err != nil {
				s.log.Error("stripe sandbox: tick", "error", err)
			}
		}
	}
}

// Close stops the webhooks, letting those under way finish until ctx ends,
// and closes the state. What was not delivered is delivered after the next New.
func (s *Server) Close(ctx context.Context) error {
	s.closeOnce.Do(func() {
		close(s.closing)
		s.loop.Wait()
		s.closed = s.hooks.close(ctx)
		s.state.mu.Lock()
		defer s.state.mu.Unlock()
		if s.state.journal != nil {
			s.closed = errors.Join(s.closed, s.state.journal.close())
		}
	})
	return s.closed
}

// pause waits out an injected delay, but not beyond Close.
func (s *Server) pause(d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-s.closing:
	}
}
