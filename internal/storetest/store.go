// Package storetest runs the whole store for tests: the real wiring, a database
// of its own, the Stripe sandbox and a mail server, all on free ports. What it
// has in common with a browser is in Client.
package storetest

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"

	"tenaz/cmd/dev/mailsink"
	"tenaz/internal/actor"
	"tenaz/internal/app"
	"tenaz/internal/clock"
	"tenaz/internal/config"
	"tenaz/internal/invariants"
	"tenaz/internal/money"
	"tenaz/internal/settings"
	"tenaz/internal/stripesandbox"
	"tenaz/internal/testdb"
)

// WebhookSecret signs the sandbox's webhooks.
const WebhookSecret = "whsec_storetest"

// Store is a running store.
type Store struct {
	App     *app.App
	URL     string
	DB      *pgxpool.Pool
	Owner   *pgxpool.Pool
	Sandbox *stripesandbox.Server
	// SandboxURL is where the hosted payment pages are.
	SandboxURL string
	Mail       *mailsink.Sink
	// Clock starts at the machine's time and moves by Advance alone.
	Clock *clock.Fake

	seconds sync.Map // second factors by e-mail
}

// Options change what Start runs.
type Options struct {
	// NoWebhooks leaves the store without the sandbox's reports.
	NoWebhooks bool
	// River changes the queue's configuration.
	River func(*river.Config)
	// CEPBases are the services that look postal codes up; none are asked without.
	CEPBases []string
	// Named gives the store an address with a name, which passkeys ask for.
	Named bool
	// Waiting and PerAddress are the store's limits; none without.
	Waiting, PerAddress int
	// Proxies are the peers whose X-Forwarded-For is believed.
	Proxies []netip.Prefix
	// BoletoNotice is how long after a boleto's end the sandbox reports its failure.
	BoletoNotice time.Duration
	// DataDir keeps the pictures, in its folder blobs; a folder of the test's own
	// without.
	DataDir string
	// Broken is for tests that break the books on purpose.
	Broken bool
}

// Start runs a store with cards, Pix and boleto until the test ends. At the end
// the books are proved: every test of the whole store is a test of them too.
func Start(t testing.TB, o Options) *Store {
	t.Helper()
	database := testdb.New(t)
	s := &Store{DB: database.Pool, Owner: database.OwnerPool, Clock: clock.NewFake(time.Now())}
	storePort, sandboxPort := listen(t), listen(t)
	s.URL, s.SandboxURL = "http://"+storePort.Addr().String(), "http://"+sandboxPort.Addr().String()
	if o.Named {
		s.URL = strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
	}
	var err error
	if s.Mail, err = mailsink.Open(""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Mail.Close() })
	s.startSandbox(t, sandboxPort, o)
	base, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	secret := "0123456789abcdefghijklmnopqrstuvwxyz-storetest"
	s.App, err = app.New(t.Context(), config.Config{
		DatabaseURL: config.Secret(database.URL), MigrateDatabaseURL: config.Secret(database.OwnerURL), BaseURL: *base,
		SecretKey: []config.Secret{config.Secret(secret)}, StripeSecretKey: "sk_test_storetest",
		StripeWebhookSecret: []config.Secret{WebhookSecret}, StripeAPIBase: s.SandboxURL, PaymentPageOrigins: []string{s.SandboxURL},
		SMTPURL: config.Secret(s.Mail.URL()), MailFrom: "Loja <loja@example.com>",
		MaxUnpaidOrders: o.Waiting, MaxOrdersPerAddress: o.PerAddress,
		TrustedProxies: o.Proxies, CEPAPIBases: o.CEPBases, DataDir: cmp.Or(o.DataDir, t.TempDir()),
	}, app.Options{Clock: s.Clock, Logger: testLog(t), Listener: storePort, Jobs: true, River: func(c *river.Config) {
		c.FetchPollInterval = 50 * time.Millisecond
		c.FetchCooldown = 10 * time.Millisecond
		if o.River != nil {
			o.River(c)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	s.allMethods(t)
	if !o.NoWebhooks {
		s.Sandbox.Webhooks().SetEndpoint(s.URL+"/webhooks/stripe", WebhookSecret)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.App.Run(ctx) }()
	t.Cleanup(func() {
		if !o.Broken {
			s.proveBooks(t)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the store ended with %v", err)
		}
	})
	return s
}

func listen(t testing.TB) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func (s *Store) startSandbox(t testing.TB, l net.Listener, o Options) {
	t.Helper()
	var err error
	s.Sandbox, err = stripesandbox.New(stripesandbox.Config{
		BaseURL: s.SandboxURL, SecretKey: "sk_test_storetest", Clock: s.Clock,
		ActiveMethods:  []string{stripesandbox.Card, stripesandbox.Pix, stripesandbox.Boleto},
		BoletoNotice:   o.BoletoNotice,
		WebhookRetries: []time.Duration{50 * time.Millisecond, 200 * time.Millisecond},
	})
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: s.Sandbox, ReadHeaderTimeout: 5 * time.Second}
	go server.Serve(l) //nolint:errcheck // it ends with Close
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		s.Sandbox.Close(ctx)
		server.Close()
	})
}

func (s *Store) allMethods(t testing.TB) {
	t.Helper()
	current, err := s.App.Settings.Get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	current.Payment = settings.Payment{Card: true, Pix: true, Boleto: true}
	// A fresh proof of who refunds has tests of its own.
	current.Security.RefundStepUp = money.Max
	if _, err := s.App.Settings.Save(t.Context(), actor.Store("test"), settings.SaveInput{Settings: current}); err != nil {
		t.Fatal(err)
	}
}

func (s *Store) proveBooks(t testing.TB) {
	t.Helper()
	results, err := invariants.Run(context.Background(), s.DB)
	if err != nil {
		t.Errorf("audit: %v", err)
	}
	for _, r := range results {
		for _, sentence := range r.Broken {
			t.Errorf("audit: %s: %s", r.Name, sentence)
		}
	}
}

// Eventually waits until check returns nil, for what workers do in their own
// time; the test fails with the last error after ten seconds.
func Eventually(t testing.TB, check func() error) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		err := check()
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal(err)
		}
		<-tick.C
	}
}

// Count runs a query that returns one number.
func (s *Store) Count(t testing.TB, query string, args ...any) int {
	t.Helper()
	var n int
	if err := s.DB.QueryRow(context.Background(), query, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

// WantCount waits until a query returns a number.
func (s *Store) WantCount(t testing.TB, want int, query string, args ...any) {
	t.Helper()
	Eventually(t, func() error {
		if got := s.Count(t, query, args...); got != want {
			return fmt.Errorf("%s: %d, want %d", query, got, want)
		}
		return nil
	})
}

// testLog shows the store's warnings and errors with the test that caused them.
func testLog(t testing.TB) *slog.Logger {
	return slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
}
