package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/config"
	"tenaz/internal/devdb"
)

// The databases: the one that is measured, and its twin for the trace.
const (
	mainDB  = "bench"
	traceDB = "trace"
)

// rig is everything that a measurement needs, in one temporary folder.
type rig struct {
	o       options
	dir     string
	cluster *devdb.Cluster
	sandbox *child
	stripe  string // the sandbox's address
	shelf   shelf
	orders  int      // placed so far
	atStore []result // of the checkout, by number of clients
}

// newRig starts PostgreSQL and the sandbox, and fills the catalogue. Close it,
// also after an error.
func newRig(ctx context.Context, o options, say func(string, ...any)) (*rig, error) {
	r := &rig{o: o}
	var err error
	if r.dir, err = os.MkdirTemp("", "tenaz-bench-"); err != nil {
		return r, err
	}
	settings := maps.Clone(o.settings)
	if o.profile != "" {
		settings["shared_preload_libraries"] = "pg_stat_statements"
		settings["pg_stat_statements.track_planning"] = "on"
	}
	r.cluster, err = devdb.Start(ctx, devdb.Config{Dir: filepath.Join(r.dir, "pg"), Profile: devdb.Durable, Settings: settings})
	if err != nil {
		return r, err
	}
	r.sandbox, r.stripe, err = helper(r.file("sandbox.log"), nil, "sandbox")
	if err != nil {
		return r, err
	}
	begin := time.Now()
	if err := r.fill(ctx); err != nil {
		return r, err
	}
	say("catalogue of %d products with %d variants and %d listings loaded in %.1f s",
		len(r.shelf.products), len(r.shelf.variants), len(r.shelf.categories), time.Since(begin).Seconds())
	return r, nil
}

// Close stops what runs and removes the folder.
func (r *rig) Close() error {
	err := r.sandbox.stop()
	if r.cluster != nil {
		err = errors.Join(err, r.cluster.Stop())
	}
	if r.dir != "" {
		err = errors.Join(err, os.RemoveAll(r.dir))
	}
	return err
}

func (r *rig) file(name string) string { return filepath.Join(r.dir, name) }

// environment is what the store is configured with: as in production, at the
// default log level, with no mail server because nothing is mailed before a
// payment.
func (r *rig) environment(database string, port int) map[string]string {
	return map[string]string{
		"DATABASE_URL":         r.cluster.URL(devdb.AppRole, database),
		"MIGRATE_DATABASE_URL": r.cluster.URL(devdb.OwnerRole, database),
		"PORT":                 strconv.Itoa(port),
		"BASE_URL":             "http://localhost:" + strconv.Itoa(port),
		// One machine plays every buyer, with one address of mail.
		"MAX_UNPAID_ORDERS":      "0",
		"MAX_ORDERS_PER_ADDRESS": "0",
		"SECRET_KEY":             "bench-0f1e2d3c4b5a69788796a5b4c3d2e1f0",
		"STRIPE_SECRET_KEY":      stripeKey,
		"STRIPE_WEBHOOK_SECRET":  "whsec_bench",
		"STRIPE_API_BASE":        "http://" + r.stripe,
		"PAYMENT_PAGE_ORIGINS":   "http://" + r.stripe,
		"SMTP_URL":               "smtp://127.0.0.1:1",
		"MAIL_FROM":              "Tenaz <loja@tenaz.test>",
		"DATA_DIR":               r.dir,
	}
}

func pairs(environment map[string]string) []string {
	list := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME")}
	for _, name := range []string{"GOMAXPROCS", "GOGC", "GOMEMLIMIT"} {
		if value, ok := os.LookupEnv(name); ok {
			list = append(list, name+"="+value)
		}
	}
	for name, value := range environment {
		list = append(list, name+"="+value)
	}
	return list
}

// fill makes the two databases: migrated by the production binary, filled by the
// store's own services, the second a copy of the first.
func (r *rig) fill(ctx context.Context) error {
	if _, err := r.cluster.EnsureDatabase(ctx, mainDB); err != nil {
		return err
	}
	environment := r.environment(mainDB, 1)
	if err := r.tenaz(ctx, io.Discard, mainDB, "migrate"); err != nil {
		return err
	}
	c, err := config.FromMap(environment)
	if err != nil {
		return err
	}
	// Ids that a trace recognises wherever they turn up.
	err = r.exec(ctx, mainDB,
		fmt.Sprintf(`ALTER TABLE products ALTER id RESTART WITH %d`, firstProduct),
		fmt.Sprintf(`ALTER TABLE variants ALTER id RESTART WITH %d`, firstVariant))
	if err != nil {
		return err
	}
	if r.shelf, err = stock(ctx, c, r.o); err != nil {
		return fmt.Errorf("catalogue: %w", err)
	}
	if err := r.settle(ctx); err != nil {
		return err
	}
	return r.exec(ctx, "postgres", `CREATE DATABASE `+traceDB+` TEMPLATE `+mainDB, `CHECKPOINT`)
}

// settle gives the planner figures on the tables that hold something. An empty
// table that has been analysed counts as empty for a minute, until autovacuum
// comes by, however many orders it gets meanwhile; a new one does not.
func (r *rig) settle(ctx context.Context) error {
	var names []string
	err := r.connected(ctx, mainDB, func(conn *pgx.Conn) error {
		rows, err := conn.Query(ctx, `SELECT oid::regclass::text FROM pg_class
			WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0`)
		if err != nil {
			return err
		}
		names, err = pgx.CollectRows(rows, pgx.RowTo[string])
		return err
	})
	if err != nil {
		return err
	}
	return r.exec(ctx, mainDB, `VACUUM (ANALYZE) `+strings.Join(names, ", "))
}

// exec runs statements as the superuser.
func (r *rig) exec(ctx context.Context, database string, statements ...string) error {
	return r.connected(ctx, database, func(conn *pgx.Conn) error {
		for _, statement := range statements {
			if _, err := conn.Exec(ctx, statement); err != nil {
				return fmt.Errorf("%s: %w", statement, err)
			}
		}
		return nil
	})
}

// count returns the one number that a query finds.
func (r *rig) count(ctx context.Context, database, query string) (n int, err error) {
	err = r.connected(ctx, database, func(conn *pgx.Conn) error { return conn.QueryRow(ctx, query).Scan(&n) })
	return n, err
}

func (r *rig) connected(ctx context.Context, database string, do func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, r.cluster.URL(devdb.SuperRole, database))
	if err != nil {
		return err
	}
	return errors.Join(do(conn), conn.Close(ctx))
}
