package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"tenaz/cmd/dev/mailsink"
	"tenaz/handlers"
	"tenaz/internal/app"
	"tenaz/internal/stripesandbox"
	"tenaz/views/layout"
	"tenaz/views/styleguide"
)

// shop is everything that runs.
type shop struct {
	options  options
	database database
	sink     *mailsink.Sink
	sandbox  *stripesandbox.Server
	clock    *seedClock
	app      *app.App
	log      *slog.Logger
}

// runShop starts the parts in order, fills an empty shop, serves until ctx ends
// and stops in the opposite order.
func runShop(ctx context.Context, o options) (err error) {
	level := slog.LevelWarn
	if os.Getenv("LOG_LEVEL") != "" {
		if err := level.UnmarshalText([]byte(os.Getenv("LOG_LEVEL"))); err != nil {
			return fmt.Errorf("LOG_LEVEL: %w", err)
		}
	}
	s := &shop{options: o, clock: &seedClock{}, log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))}
	// Both ports first: nothing is started beside another copy's shop.
	storePort, err := net.Listen("tcp", net.JoinHostPort("localhost", strconv.Itoa(o.port)))
	if err != nil {
		return fmt.Errorf("%w (choose another port with PORT=…)", err)
	}
	defer storePort.Close()
	sandboxPort, err := net.Listen("tcp", net.JoinHostPort("localhost", strconv.Itoa(o.port+1)))
	if err != nil {
		return fmt.Errorf("%w (the Stripe sandbox takes the port after PORT)", err)
	}
	defer sandboxPort.Close()

	if s.database, err = openDatabase(ctx, o, s.log); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.database.close()) }()
	if s.sink, err = mailsink.Open(filepath.Join(o.dataDir, "mail")); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.sink.Close()) }()
	stopSandbox, err := s.startSandbox(sandboxPort)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stopSandbox()) }()
	if err := s.open(ctx, storePort); err != nil {
		return err
	}
	s.sandbox.Webhooks().SetEndpoint(o.storeURL()+"/webhooks/stripe", o.secrets.WebhookSecret)
	s.welcome()
	return s.app.Run(ctx)
}

// open wires the store and fills it if it is empty. The store is closed when an
// error is returned.
func (s *shop) open(ctx context.Context, listener net.Listener) error {
	c, err := s.config()
	if err != nil {
		return err
	}
	s.app, err = app.New(ctx, c, app.Options{
		Clock: s.clock, Logger: s.log, Listener: listener, Jobs: true, AllowDemo: true, Dev: true, StaffByPassword: true, Extra: s.extra(),
	})
	if err != nil {
		return err
	}
	if err := s.seed(ctx); err != nil {
		s.app.Close()
		return err
	}
	return nil
}

// extra are the developer's pages.
func (s *shop) extra() []handlers.Extra {
	mails := s.sink.Handler("/dev/mail")
	show := func(w http.ResponseWriter, r *http.Request) error {
		mails.ServeHTTP(w, r)
		return nil
	}
	return []handlers.Extra{
		{Method: http.MethodGet, Pattern: "/dev/mail", Handler: show},
		{Method: http.MethodGet, Pattern: "/dev/mail/*", Handler: show},
		{Method: http.MethodGet, Pattern: "/dev/styleguide", Handler: func(w http.ResponseWriter, r *http.Request) error {
			page := s.app.Kit.Page(r, "Styleguide")
			page.NoIndex = true
			return s.app.Kit.Render(w, r, http.StatusOK, inShell(page, styleguide.Page()), nil)
		}},
	}
}

// inShell puts content into the shop's shell.
func inShell(page layout.Page, content templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return layout.Shop(page).Render(templ.WithChildren(ctx, content), w)
	})
}

func (s *shop) startSandbox(listener net.Listener) (stop func() error, err error) {
	s.sandbox, err = stripesandbox.New(stripesandbox.Config{
		BaseURL: s.options.sandboxURL(), SecretKey: s.options.secrets.StripeKey,
		StateDir:      filepath.Join(s.options.dataDir, "stripe"),
		ActiveMethods: []string{stripesandbox.Card, stripesandbox.Pix, stripesandbox.Boleto},
		Clock:         s.clock, Logger: s.log,
	})
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: s.sandbox, ReadHeaderTimeout: 5 * time.Second}
	go server.Serve(listener) //nolint:errcheck // it ends with Close
	return func() error {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		return errors.Join(server.Close(), s.sandbox.Close(ctx))
	}, nil
}

func (s *shop) welcome() {
	fmt.Printf(`
Tenaz Tech is open.

  Shop            %[1]s
  Back office     %[1]s/admin        %[2]s
  A shopper       %[1]s/account/login  %[3]s
  Password        %[4]s
  Mail sent       %[1]s/dev/mail
  Styleguide      %[1]s/dev/styleguide
  Stripe sandbox  %[5]s   (card 4242 4242 4242 4242)
  Data            %[6]s

Ctrl-C stops everything.
`, s.options.storeURL(), demoOwner, demoShopper, demoPassword, s.options.sandboxURL(), s.options.dataDir)
}
