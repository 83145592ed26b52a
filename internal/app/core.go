package app

import (
	"context"
	"errors"
	"log/slog"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/analytics"
	"tenaz/internal/audit"
	"tenaz/internal/blob"
	"tenaz/internal/cart"
	"tenaz/internal/catalog"
	"tenaz/internal/cep"
	"tenaz/internal/clock"
	"tenaz/internal/config"
	"tenaz/internal/db"
	"tenaz/internal/inventory"
	"tenaz/internal/orders"
	"tenaz/internal/pages"
	"tenaz/internal/sealed"
	"tenaz/internal/settings"
	"tenaz/internal/shipping"
)

// serviceConns and jobConns limit the connections: few are faster than many, and
// the queue's own bookkeeping must not wait behind pages.
const (
	serviceConns = 16
	jobConns     = 6
)

// ErrNotMigrated says that the database lacks migrations of this program.
var ErrNotMigrated = errors.New("the database is not up to date: run tenaz migrate")

// Core is the part of the store that needs no other service than its database
// and its pictures. Commands such as import work with it alone.
type Core struct {
	Config config.Config
	Clock  clock.Clock
	Logger *slog.Logger
	Pool   *pgxpool.Pool
	// Jobs only inserts jobs: the client that works them needs the services.
	Jobs      *river.Client[pgx.Tx]
	Blobs     *blob.Store
	Settings  *settings.Service
	Catalog   *catalog.Service
	CEP       *cep.Service
	Inventory *inventory.Service
	Shipping  *shipping.Service
	Cart      *cart.Service
	Accounts  *accounts.Service
	Audit     *audit.Service
	Analytics *analytics.Service
	Pages     *pages.Service
}

// OpenCore connects to the database, which has to be migrated, and to the
// pictures. Close releases both.
func OpenCore(ctx context.Context, c config.Config, o Options) (*Core, error) {
	o = o.withDefaults()
	pool, err := db.Open(ctx, c.DatabaseURL.Reveal(), o.poolSize())
	if err != nil {
		return nil, err
	}
	core := &Core{Config: c, Clock: o.Clock, Logger: o.Logger, Pool: pool}
	if err := core.open(ctx); err != nil {
		core.Close()
		return nil, err
	}
	return core, nil
}

func (c *Core) open(ctx context.Context) error {
	current, err := db.Current(ctx, c.Pool)
	if err != nil || !current {
		return errors.Join(ErrNotMigrated, err)
	}
	address, err := c.Config.Blobs()
	if err != nil {
		return err
	}
	if c.Blobs, err = blob.Open(ctx, address); err != nil {
		return err
	}
	if c.Jobs, err = river.NewClient(riverpgxv5.New(c.Pool), c.riverConfig()); err != nil {
		return err
	}
	c.Audit = audit.New(audit.Deps{DB: c.Pool, Clock: c.Clock})
	c.Settings = settings.New(settings.Deps{DB: c.Pool, Clock: c.Clock})
	c.Inventory = inventory.New(inventory.Deps{DB: c.Pool, Clock: c.Clock, CoveredTx: orders.StockedTx})
	c.Catalog = catalog.New(catalog.Deps{DB: c.Pool, Clock: c.Clock, Blobs: c.Blobs, OpeningStockTx: c.openingStockTx})
	c.Shipping = shipping.New(shipping.Deps{DB: c.Pool, Clock: c.Clock})
	c.CEP = cep.New(cep.Deps{DB: c.Pool, Clock: c.Clock, Bases: c.Config.CEPAPIBases})
	c.Cart = cart.New(cart.Deps{DB: c.Pool, Clock: c.Clock, Catalog: c.Catalog, Shipping: c.Shipping, Settings: c.Settings})
	totp, err := sealed.New("totp", c.Config.SecretKeys())
	if err != nil {
		return err
	}
	passkeys, err := accounts.NewPasskeys(c.Config.BaseURL)
	if err != nil {
		return err
	}
	c.Accounts = accounts.New(accounts.Deps{DB: c.Pool, Clock: c.Clock, Secrets: c.Config.SecretKeys(), Jobs: c.Jobs, Settings: c.Settings, Sealed: totp, Keys: passkeys})
	c.Pages = pages.New(pages.Deps{DB: c.Pool, Clock: c.Clock})
	c.Analytics = analytics.New(analytics.Deps{DB: c.Pool})
	// What transactions read through the pool is known before the first of them.
	_, err = c.Settings.Get(ctx)
	return err
}

// openingStockTx books the first stock of new variants in the ledger.
func (c *Core) openingStockTx(ctx context.Context, tx pgx.Tx, by actor.Actor, openings []catalog.Opening) error {
	list := make([]inventory.Opening, len(openings))
	for i, o := range openings {
		list[i] = inventory.Opening{VariantID: o.VariantID, Quantity: o.Quantity}
	}
	return inventory.OpeningTx(ctx, tx, by, c.Clock.Now(), list)
}

// Close releases the database and the pictures.
func (c *Core) Close() {
	if c.Blobs != nil {
		if err := c.Blobs.Close(); err != nil {
			c.Logger.Error("pictures not closed", "error", err.Error())
		}
	}
	c.Pool.Close()
}
