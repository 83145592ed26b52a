// Package app wires the whole store in one place, which the production server,
// its workers, development and end-to-end tests all use; and runs it: serve,
// work, stop in order.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"tenaz/handlers"
	"tenaz/handlers/web"
	"tenaz/internal/clock"
	"tenaz/internal/config"
	"tenaz/internal/db"
	"tenaz/internal/jobs"
	"tenaz/internal/mail"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/internal/privacy"
	"tenaz/internal/queue"
	"tenaz/internal/support"
)

// Options are what differs between production, development and tests. The zero
// value serves and works no jobs.
type Options struct {
	Clock  clock.Clock  // the system's if nil
	Logger *slog.Logger // slog's default if nil
	// Listener takes the requests; nil means Config.Port on all interfaces.
	Listener net.Listener
	// Jobs works the queue in this process.
	Jobs bool
	// Headless serves no requests: a worker.
	Headless bool
	// AllowDemo lets demo logins stand; only development does.
	AllowDemo bool
	// Dev shows the developer's links.
	Dev bool
	// StaffByPassword lets staff in without a second factor; only development does.
	StaffByPassword bool
	// Extra are addresses that only a development command adds.
	Extra []handlers.Extra
	// River changes the queue's configuration, for tests.
	River func(*river.Config)
	// Conns is how many database connections services share; 0 is the default.
	Conns int32
}

func (o Options) withDefaults() Options {
	if o.Clock == nil {
		o.Clock = clock.System{}
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	return o
}

func (o Options) poolSize() int32 {
	if o.Conns > 0 {
		return o.Conns
	}
	return serviceConns
}

// App is the whole store, ready to run.
type App struct {
	*Core
	Mail     *mail.Service
	Payments *payments.Service
	Privacy  *privacy.Service
	Rights   *privacy.Rights
	Access   *privacy.AccessRecord
	Orders   *orders.Service
	Queue    *queue.Service
	Support  *support.Service
	Kit      *web.Kit

	options  Options
	recorder *privacy.Recorder // writes the access record
	handler  http.Handler
	routes   []handlers.Route
	metrics  *metrics
	jobPool  *pgxpool.Pool
	queue    *river.Client[pgx.Tx] // works jobs; nil if this process does not
}

// New wires the store. Nothing is served or worked before Run. Close, or the end
// of Run, releases what it holds.
func New(ctx context.Context, c config.Config, o Options) (*App, error) {
	o = o.withDefaults()
	if err := c.Validate(config.Serve); err != nil {
		return nil, err
	}
	core, err := OpenCore(ctx, c, o)
	if err != nil {
		return nil, err
	}
	a := &App{Core: core, options: o}
	if err := a.wire(ctx); err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}

func (a *App) wire(ctx context.Context) error {
	if err := a.refuseDemo(ctx); err != nil {
		return err
	}
	mailConfig, err := mail.ParseConfig(a.Config.SMTPURL.Reveal(), a.Config.MailFrom, a.Config.MailReplyTo)
	if err != nil {
		return err
	}
	a.Mail = mail.New(mail.Deps{DB: a.Pool, Clock: a.Clock, Config: mailConfig, Bounced: a.bounced})
	inserts := a.Jobs
	a.Payments = payments.New(payments.Deps{
		DB: a.Pool, Clock: a.Clock, Jobs: inserts, WebhookSecrets: a.Config.WebhookSecrets(),
		Gateway: payments.NewGateway(a.Config.StripeSecretKey.Reveal(), a.Config.StripeAPIBase, a.Logger),
	})
	a.Orders = orders.New(orders.Deps{
		DB: a.Pool, Clock: a.Clock, Tokens: orders.NewTokens(a.Config.SecretKeys()), BaseURL: a.Config.BaseURL.String(),
		Cart: a.Cart, Inventory: a.Inventory, Shipping: a.Shipping, Payments: a.Payments, Settings: a.Settings, Jobs: inserts,
		Limits: orders.Limits{Waiting: a.Config.MaxUnpaidOrders, PerAddress: a.Config.MaxOrdersPerAddress},
	})
	// Accounts are below carts and orders, and reach them by these alone.
	a.Accounts.OnLoginTx, a.Accounts.ClaimOrderTx = a.onLogin, a.Orders.ClaimByLinkTx
	a.Access = privacy.NewAccessRecord(privacy.AccessDeps{DB: a.Pool, Clock: a.Clock})
	a.recorder = privacy.NewRecorder(a.Pool, a.Logger)
	a.Privacy = privacy.New(privacy.Deps{
		DB: a.Pool, Clock: a.Clock, Jobs: inserts, Settings: a.Settings, BaseURL: a.Config.BaseURL.String(),
		Tokens: privacy.NewTokens(a.Config.SecretKeys()),
	})
	a.Queue = queue.New(queue.Deps{DB: a.Pool, Clock: a.Clock, Jobs: inserts})
	a.Support = support.New(support.Deps{DB: a.Pool, Clock: a.Clock, Jobs: inserts})
	a.Rights = privacy.NewRights(privacy.RightsDeps{
		DB: a.Pool, Clock: a.Clock, Jobs: inserts, Blobs: a.Blobs, Accounts: a.Accounts, Cart: a.Cart, Mail: a.Mail,
		Orders: a.Orders, Payments: a.Payments, Support: a.Support,
	})
	if a.options.Jobs {
		if err := a.wireQueue(ctx); err != nil {
			return err
		}
	}
	return a.wireWeb()
}

// rescueAfter is when a job that is being worked counts as left behind by a
// process that died. No job of ours may run for longer than a minute.
const rescueAfter = 3 * time.Minute

func (a *App) wireQueue(ctx context.Context) error {
	pool, err := db.Open(ctx, a.Config.DatabaseURL.Reveal(), jobConns)
	if err != nil {
		return err
	}
	a.jobPool = pool
	c := a.riverConfig()
	c.Workers = jobs.Workers(jobs.Deps{
		DB: a.Pool, Clock: a.Clock, Accounts: a.Accounts, Access: a.Access, Catalog: a.Catalog, Orders: a.Orders, Payments: a.Payments,
		Shipping: a.Shipping, Mail: a.Mail, Settings: a.Settings, Support: a.Support, Privacy: a.Privacy, Rights: a.Rights,
	})
	c.Queues, c.PeriodicJobs = jobs.Queues(), jobs.Periodic()
	c.SoftStopTimeout = jobGrace
	c.RescueStuckJobsAfter = rescueAfter
	if a.options.River != nil {
		a.options.River(c)
	}
	a.queue, err = river.NewClient(riverpgxv5.New(pool), c)
	return err
}

// bounced keeps marketing mail from an address that does not exist.
func (a *App) bounced(ctx context.Context, address string) error {
	return a.Privacy.Bounce(ctx, address)
}

func (c *Core) riverConfig() *river.Config {
	return &river.Config{Logger: slog.New(atLeast{c.Logger.Handler(), slog.LevelWarn})}
}

// refuseDemo stops a server whose database has logins that everybody knows.
func (a *App) refuseDemo(ctx context.Context) error {
	if a.options.AllowDemo {
		return nil
	}
	has, err := a.Accounts.HasDemo(ctx)
	if err != nil {
		return err
	}
	if has {
		return errors.New("the database has demo logins, whose password is public: use another database")
	}
	return nil
}

// Handler answers every request of the store.
func (a *App) Handler() http.Handler { return a.handler }

// Routes lists the store's addresses.
func (a *App) Routes() []handlers.Route { return a.routes }

// Ready reports why the store cannot serve, nil if it can.
func (a *App) Ready(ctx context.Context) error {
	current, err := db.Current(ctx, a.Pool)
	if err != nil {
		return fmt.Errorf("database: %w", err)
	}
	if !current {
		return ErrNotMigrated
	}
	return nil
}

// Close releases what the store holds. Run does so itself.
func (a *App) Close() {
	if a.jobPool != nil {
		a.jobPool.Close()
	}
	a.Core.Close()
}

// atLeast drops the log lines of a talkative library below a level.
type atLeast struct {
	slog.Handler
	level slog.Level
}

// Enabled implements slog.Handler.
func (h atLeast) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= h.level && h.Handler.Enabled(ctx, level)
}

// WithAttrs implements slog.Handler.
func (h atLeast) WithAttrs(attrs []slog.Attr) slog.Handler {
	return atLeast{h.Handler.WithAttrs(attrs), h.level}
}

// WithGroup implements slog.Handler.
func (h atLeast) WithGroup(name string) slog.Handler {
	return atLeast{h.Handler.WithGroup(name), h.level}
}
