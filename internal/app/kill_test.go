package app_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"tenaz/internal/actor"
	"tenaz/internal/cart"
	"tenaz/internal/db"
	"tenaz/internal/invariants"
	"tenaz/internal/orders"
	"tenaz/internal/storetest"
)

var errKilled = errors.New("the process was killed")

// mortal is a database connection of a process that dies before its n-th
// statement: that one and all after it fail, and an open transaction is lost.
type mortal struct {
	db.DB
	left *int
}

func (m mortal) dead() bool {
	*m.left--
	return *m.left < 0
}

func (m mortal) Begin(ctx context.Context) (pgx.Tx, error) {
	if m.dead() {
		return nil, errKilled
	}
	tx, err := m.DB.Begin(ctx)
	return mortalTx{tx, m}, err
}

func (m mortal) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	if m.dead() {
		return pgconn.CommandTag{}, errKilled
	}
	return m.DB.Exec(ctx, sql, args...)
}

func (m mortal) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	if m.dead() {
		return nil, errKilled
	}
	return m.DB.Query(ctx, sql, args...)
}

func (m mortal) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	if m.dead() {
		return deadRow{}
	}
	return m.DB.QueryRow(ctx, sql, args...)
}

func (m mortal) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	if m.dead() {
		ctx, cancel := context.WithCancel(ctx)
		cancel()
		return m.DB.SendBatch(ctx, b)
	}
	return m.DB.SendBatch(ctx, b)
}

type deadRow struct{}

func (deadRow) Scan(...any) error { return errKilled }

// mortalTx is mortal inside a transaction; Rollback always reaches PostgreSQL,
// as the end of a process's connection does.
type mortalTx struct {
	pgx.Tx
	of mortal
}

func (t mortalTx) over() mortal { return mortal{t.Tx, t.of.left} }

func (t mortalTx) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	return t.over().Exec(ctx, sql, args...)
}

func (t mortalTx) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	return t.over().Query(ctx, sql, args...)
}

func (t mortalTx) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	return t.over().QueryRow(ctx, sql, args...)
}

func (t mortalTx) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	return t.over().SendBatch(ctx, b)
}

func (t mortalTx) Commit(ctx context.Context) error {
	if t.of.dead() {
		return errKilled
	}
	return t.Tx.Commit(ctx)
}

// untilItLives runs act with a process that dies before its first statement,
// then before its second, and so on until it lives through. After every death
// the books must hold. It returns how many deaths there were.
func untilItLives(t *testing.T, s *storetest.Store, act func(d db.DB) error) (deaths int) {
	t.Helper()
	for ; deaths < 200; deaths++ {
		left := deaths
		if err := act(mortal{s.DB, &left}); err == nil {
			return deaths
		}
		results, err := invariants.Run(t.Context(), s.DB)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range results {
			if !r.OK() {
				t.Fatalf("after a death before statement %d, %s: %v", deaths+1, r.Name, r.Broken)
			}
		}
	}
	t.Fatal("it never lives through")
	return deaths
}

// TestKilledBetweenAnyTwoStatements places, settles and ships with a process
// that dies at every point in turn, and tries again each time: one order, one
// session, one payment, one shipment.
func TestKilledBetweenAnyTwoStatements(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{NoWebhooks: true})
	goods := s.Product(t, "Placa de vídeo", 389900, 3)
	c := s.Client(t)
	c.Add(goods, 2)
	c.Review("card")
	cartID := int64(s.Count(t, `SELECT max(id) FROM carts`))
	content, err := s.App.Cart.Get(t.Context(), cartID)
	if err != nil {
		t.Fatal(err)
	}
	by := actor.Actor{Kind: actor.Customer}
	var placed orders.Placed
	deaths := untilItLives(t, s, func(d db.DB) (err error) {
		placed, err = over(s, d).Place(t.Context(), by, orders.PlaceInput{CartID: cartID, Token: cart.ContentHash(content), Locale: "pt-BR"})
		if err == nil && placed.PaymentURL == "" {
			err = errKilled
		}
		return err
	})
	t.Logf("placing survived %d deaths", deaths)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE number = 1001`)
	s.WantCount(t, 2, `SELECT sum(reserved) FROM stock_levels`)
	if n := len(s.Sandbox.Sessions()); n != 1 {
		t.Fatalf("%d sessions at Stripe, want 1", n)
	}

	attempts, err := s.App.Payments.OfOrder(t.Context(), placed.OrderID)
	if err != nil {
		t.Fatal(err)
	}
	pay(t, s, attempts[0].SessionID)
	deaths = untilItLives(t, s, func(d db.DB) error { return over(s, d).Settle(t.Context(), actor.Stripe(), attempts[0].ID) })
	t.Logf("settling survived %d deaths", deaths)
	s.WantCount(t, 1, `SELECT count(*) FROM payments`)
	s.WantCount(t, 1, `SELECT count(*) FROM river_job WHERE kind = 'mail_order_paid'`)

	staff := actor.Actor{Kind: actor.Staff, ID: 1, Permissions: []string{"orders"}}
	deaths = untilItLives(t, s, func(d db.DB) error {
		order, err := s.App.Orders.ByNumber(t.Context(), placed.Number)
		if err != nil {
			return err
		}
		return over(s, d).Ship(t.Context(), staff, orders.ShipInput{Number: order.Number, TrackingCode: "AA123456785BR", Version: order.Version})
	})
	t.Logf("shipping survived %d deaths", deaths)
	s.WantCount(t, 1, `SELECT count(*) FROM shipments`)
	s.WantCount(t, 1, `SELECT count(*) FROM stock_movements WHERE reason = 'sale'`)
	s.Client(t).Get("/orders/" + placed.Token).Want(http.StatusOK)
}

// over returns the orders service of a process that reaches the database
// through d.
func over(s *storetest.Store, d db.DB) *orders.Service {
	deps := s.App.Orders.Deps
	pay := *s.App.Payments
	deps.DB, pay.DB = d, d
	deps.Payments = &pay
	return orders.New(deps)
}
