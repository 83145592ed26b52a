package app_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/i18n"
	"tenaz/internal/invariants"
	"tenaz/internal/inventory"
	"tenaz/internal/orders"
	"tenaz/internal/storetest"
)

// notice is how long after a boleto's end the bank may still tell of money.
const notice = 24 * time.Hour

// purchase is one order of the last unit of something, followed from all sides.
type purchase struct {
	*testing.T
	s       *storetest.Store
	method  string
	goods   storetest.Goods
	client  *storetest.Client
	link    string
	session string
	staff   *storetest.Client
	since   time.Duration
	order   orders.Order
}

// stands is what must be true of a purchase at one moment: what the shopper's page
// and the back office say, by message id, which mails went out in their order, and
// what the database holds.
type stands struct {
	page, stock, order string
	mails              []string
	reserved, onHand   int
	short              int
}

// byHand leaves time to the test: nothing runs on a schedule.
func byHand(c *river.Config) { c.PeriodicJobs = nil }

func begin(t *testing.T, method string) *purchase {
	t.Helper()
	p := &purchase{T: t, method: method, s: storetest.Start(t, storetest.Options{River: byHand, BoletoNotice: notice})}
	p.goods = p.s.Product(t, "Console raro", 299900, 1)
	p.client = p.s.Client(t)
	p.client.Add(p.goods, 1)
	payment := p.client.Place(method)
	p.link, p.session = payment.Link("/orders/"), payment.URL.Path[strings.LastIndex(payment.URL.Path, "/")+1:]
	p.order = theOrder(t, p.s)
	p.want("placed", stands{page: "orders.title.unpaid", stock: "admin.stock.held", order: "open unpaid", reserved: 1, onHand: 1})
	return p
}

func (p *purchase) ok(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

// pass lets time go by up to a moment, for the bank and for the store's sweep.
func (p *purchase) pass(until time.Time) {
	p.Helper()
	if d := until.Sub(p.s.Clock.Now()); d > 0 {
		p.s.Clock.Advance(d)
		p.since += d
	}
	p.ok(p.s.Sandbox.Tick())
	ctx := p.Context()
	_, err := p.s.App.Orders.ReleaseDue(ctx, 10)
	p.ok(err)
	_, err = p.s.App.Orders.SettleStale(ctx, 10*time.Minute, 10)
	p.ok(err)
	_, err = p.s.App.Orders.RemindDue(ctx, 10)
	p.ok(err)
}

// issue prints the code and returns when it is due.
func (p *purchase) issue() time.Time {
	p.Helper()
	if p.method == "pix" {
		p.ok(p.s.Sandbox.IssuePix(p.session))
	} else {
		p.ok(p.s.Sandbox.IssueBoleto(p.session))
	}
	p.s.WantCount(p, 1, `SELECT count(*) FROM payment_attempts WHERE state = 'pending'`)
	var due time.Time
	p.ok(p.s.DB.QueryRow(p.Context(), `SELECT code_expires_at FROM payment_attempts`).Scan(&due))
	p.want("code issued", stands{
		page: "orders.title.code_" + p.method, stock: "admin.stock.held", order: "open pending",
		mails: []string{"order_received"}, reserved: 1, onHand: 1,
	})
	return due
}

// pay pays the code in time.
func (p *purchase) pay() error {
	if p.method == "pix" {
		return p.s.Sandbox.PayPix(p.session)
	}
	return p.s.Sandbox.PayBoleto(p.session)
}

// remind is the moment at which a code's end is near.
func (p *purchase) remind(due time.Time) {
	p.Helper()
	at := due.Add(-8 * time.Minute)
	if p.method == "boleto" {
		day := due.In(i18n.Zone())
		at = time.Date(day.Year(), day.Month(), day.Day()-1, 10, 0, 0, 0, i18n.Zone())
	}
	p.pass(at)
	p.want("near its end", stands{
		page: "orders.title.code_" + p.method, stock: "admin.stock.held", order: "open pending",
		mails: []string{"order_received", "order_deadline"}, reserved: 1, onHand: 1,
	})
}

// lapse lets the code end unpaid until the order is cancelled and its stock free.
func (p *purchase) lapse(due time.Time) {
	p.Helper()
	p.pass(due.Add(time.Minute))
	p.want("after its end", stands{
		page: "orders.title.code_over", stock: "admin.stock.held", order: "open pending",
		mails: []string{"order_received", "order_deadline"}, reserved: 1, onHand: 1,
	})
	if p.method == "pix" {
		p.pass(due.Add(40 * time.Minute)) // its session lives for an hour
	} else {
		p.pass(due.Add(notice + time.Minute))
	}
	p.want("expired", stands{
		page: "orders.title.cancelled_expired", stock: "admin.stock.released", order: "cancelled unpaid expired",
		mails: []string{"order_received", "order_deadline", "order_expired"}, onHand: 1,
	})
}

func (p *purchase) want(when string, w stands) {
	p.Helper()
	if err := p.s.Sandbox.Webhooks().Wait(p.Context()); err != nil {
		p.Fatal(err)
	}
	id := p.order.ID
	storetest.Eventually(p, func() error {
		order, err := p.s.App.Orders.ByID(p.Context(), id)
		if err != nil {
			return err
		}
		got := order.State + " " + order.PaymentState
		if order.CancelReason != "" {
			got += " " + order.CancelReason
		}
		if got != w.order {
			return fmt.Errorf("%s: the order is %s, want %s", when, got, w.order)
		}
		rows, err := p.s.DB.Query(p.Context(), `SELECT kind FROM mail_log WHERE order_id = $1 AND state = 'sent' ORDER BY id`, id)
		if err != nil {
			return err
		}
		mails, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			return err
		}
		if !slices.Equal(mails, w.mails) {
			return fmt.Errorf("%s: the mails are %v, want %v", when, mails, w.mails)
		}
		return nil
	})
	for _, level := range []struct {
		name  string
		want  int
		query string
	}{
		{"reserved", w.reserved, `SELECT coalesce(sum(r.quantity), 0) FROM reservations r WHERE r.order_id = $1 AND r.state IN ('held', 'committed')`},
		{"owed", w.short, `SELECT coalesce(sum(quantity), 0) FROM shortages WHERE order_id = $1 AND resolved_at IS NULL`},
	} {
		if got := p.s.Count(p, level.query, id); got != level.want {
			p.Errorf("%s: %d units %s, want %d", when, got, level.name, level.want)
		}
	}
	if got := p.s.Count(p, `SELECT on_hand FROM stock_levels WHERE variant_id = $1`, p.goods.VariantID); got != w.onHand {
		p.Errorf("%s: %d units on hand, want %d", when, got, w.onHand)
	}
	p.pages(when, w)
	results, err := invariants.Run(p.Context(), p.s.DB)
	p.ok(err)
	for _, r := range results {
		if !r.OK() {
			p.Errorf("%s: audit: %s: %v", when, r.Name, r.Broken)
		}
	}
}

// pages looks at the order as its buyer and as the staff do.
func (p *purchase) pages(when string, w stands) {
	p.Helper()
	ctx := i18n.With(p.Context(), "pt-BR")
	if page := p.client.Get(p.link).Want(http.StatusOK); !page.Has(i18n.T(ctx, w.page)) {
		p.Errorf("%s: the order's page does not say %q:\n%s", when, i18n.T(ctx, w.page), page.Text())
	}
	if p.staff == nil || p.since > 11*time.Hour { // a log-in rests for twelve hours at most
		p.staff, p.since = p.s.Staff(p), 0
	}
	page := p.staff.Get(fmt.Sprintf("/admin/orders/%d", p.order.Number)).Want(http.StatusOK)
	if !page.Has(i18n.T(ctx, w.stock)) {
		p.Errorf("%s: the back office does not say %q:\n%s", when, i18n.T(ctx, w.stock), page.Text())
	}
}

// paid is a purchase with its money and its stock.
func paid(mails ...string) stands {
	return stands{
		page: "orders.title.paid", stock: "admin.stock.committed", order: "open paid",
		mails: append(mails, "order_paid"), reserved: 1, onHand: 1,
	}
}

// The rows of the table: what happens to a Pix or a boleto after its code was
// issued.
var lateMoney = map[string]func(p *purchase){
	"paid at once": func(p *purchase) {
		p.issue()
		p.ok(p.pay())
		p.want("paid", paid("order_received"))
	},
	"paid late": func(p *purchase) {
		due := p.issue()
		p.remind(due)
		p.pass(due.Add(time.Minute))
		p.want("after its end", stands{
			page: "orders.title.code_over", stock: "admin.stock.held", order: "open pending",
			mails: []string{"order_received", "order_deadline"}, reserved: 1, onHand: 1,
		})
		p.ok(p.s.Sandbox.PayLate(p.session))
		p.want("paid late", paid("order_received", "order_deadline"))
	},
	"expired": func(p *purchase) {
		due := p.issue()
		p.remind(due)
		p.lapse(due)
		for _, e := range p.s.Sandbox.Events() {
			p.ok(p.s.Sandbox.Webhooks().Resend(e.ID))
		}
		p.pass(p.s.Clock.Now().Add(48 * time.Hour))
		p.want("two days later", stands{
			page: "orders.title.cancelled_expired", stock: "admin.stock.released", order: "cancelled unpaid expired",
			mails: []string{"order_received", "order_deadline", "order_expired"}, onHand: 1,
		})
	},
	"paid after release, with stock": func(p *purchase) {
		due := p.issue()
		p.remind(due)
		p.lapse(due)
		p.ok(p.s.Sandbox.PayLate(p.session))
		p.want("paid after release", paid("order_received", "order_deadline", "order_expired"))
		p.s.WantCount(p, 1, `SELECT count(*) FROM order_events WHERE kind = 'reopened'`)
	},
	"paid after release, without stock, refunded": func(p *purchase) {
		mails := p.soldOut()
		page := p.staff.Get("/admin/shortages").Want(http.StatusOK)
		page.Submit(fmt.Sprintf("/admin/orders/%d/short", p.order.Number)).Want(http.StatusOK)
		gone := stands{page: "orders.title.cancelled_paid", stock: "admin.stock.released", onHand: 1}
		if p.method == "boleto" {
			gone.order, gone.mails = "cancelled paid staff", append(mails, "order_cancelled", "order_refund_desk")
		} else {
			gone.order, gone.mails = "cancelled refunded staff", append(mails, "order_cancelled", "order_refunded")
		}
		p.s.WantCount(p, len(gone.mails), `SELECT count(*) FROM mail_log WHERE order_id = $1 AND state = 'sent'`, p.order.ID)
		p.want("refunded", p.sorted(gone))
		p.s.WantCount(p, 1, `SELECT count(*) FROM audit_log WHERE action = 'order.refund'`)
		p.s.WantCount(p, int(p.order.Total), `SELECT sum(amount_cents) FROM refunds WHERE reason = 'missing' AND state IN ('desk', 'succeeded')`)
	},
	"paid after release, without stock, back-ordered": func(p *purchase) {
		mails := p.soldOut()
		p.staff.Get("/admin/shortages").Want(http.StatusOK).
			Submit(fmt.Sprintf("/admin/orders/%d/backorder", p.order.Number)).Want(http.StatusOK)
		waits := stands{page: "orders.title.paid", stock: "admin.stock.short", order: "open paid", mails: append(mails, "order_backorder"), short: 1, onHand: 1}
		p.want("back-ordered", waits)
		if page := p.client.Get(p.link); !page.Has("1 unidade espera a reposição") {
			p.Errorf("the buyer is not told of the wait:\n%s", page.Text())
		}
		p.s.WantCount(p, 1, `SELECT count(*) FROM audit_log WHERE action = 'order.backorder'`)
		_, err := p.s.App.Inventory.Adjust(p.Context(), clerk, inventory.AdjustInput{VariantID: p.goods.VariantID, Reason: inventory.Received, Quantity: 1})
		p.ok(err)
		p.s.WantCount(p, 1, `SELECT count(*) FROM order_events WHERE kind = 'stock_arrived' AND order_id = $1`, p.order.ID)
		p.want("stock arrived", stands{page: "orders.title.paid", stock: "admin.stock.committed", order: "open paid", mails: waits.mails, reserved: 1, onHand: 2})
		p.staff.Get(fmt.Sprintf("/admin/orders/%d", p.order.Number)).Submit("/ship", "tracking_code", "AA123456785BR").Want(http.StatusOK)
		p.want("shipped", stands{page: "orders.title.shipped", stock: "admin.stock.shipped", order: "open paid", mails: append(waits.mails, "order_shipped"), onHand: 1})
	},
	"failed after paid": func(p *purchase) {
		p.issue()
		p.ok(p.pay())
		p.want("paid", paid("order_received"))
		p.pass(p.s.Clock.Now().Add(time.Minute))
		p.ok(p.s.Sandbox.FailAfterPaid(p.session))
		p.s.WantCount(p, 2, `SELECT count(*) FROM provider_events WHERE outcome = 'failed_after_paid'`)
		p.want("failed after paid", paid("order_received"))
		p.s.WantCount(p, 2, `SELECT count(*) FROM order_events WHERE kind = 'failed_after_paid'`)
	},
}

// soldOut lets the order run out, somebody else buy its unit, and its money come
// all the same. It returns the mails so far.
func (p *purchase) soldOut() []string {
	p.Helper()
	due := p.issue()
	p.remind(due)
	p.lapse(due)
	other := p.s.Client(p)
	other.Add(p.goods, 1)
	other.Place("card").PayByCard(goodCard).Want(http.StatusOK)
	p.ok(p.s.Sandbox.PayLate(p.session))
	mails := []string{"order_received", "order_deadline", "order_expired", "order_paid"}
	p.want("paid without stock", stands{
		page: "orders.title.paid", stock: "admin.stock.short", order: "open paid", mails: mails, short: 1, onHand: 1,
	})
	order, err := p.s.App.Orders.ByNumber(p.Context(), p.order.Number)
	p.ok(err)
	if err := p.s.App.Orders.Ship(p.Context(), clerk, orders.ShipInput{Number: order.Number, Version: order.Version}); err == nil {
		p.Error("an order without stock was shipped")
	}
	if panel := p.staff.Get("/admin").Want(http.StatusOK); !panel.Has("1 pedido pago sem estoque espera a sua decisão") {
		p.Errorf("the panel says:\n%s", panel.Text())
	}
	return mails
}

// sorted takes the mails in the order in which they went: two that belong to one
// moment may overtake each other.
func (p *purchase) sorted(w stands) stands {
	p.Helper()
	rows, err := p.s.DB.Query(p.Context(), `SELECT kind FROM mail_log WHERE order_id = $1 AND state = 'sent' ORDER BY id`, p.order.ID)
	p.ok(err)
	got, err := pgx.CollectRows(rows, pgx.RowTo[string])
	p.ok(err)
	a, b := slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(w.mails))
	if !slices.Equal(a, b) {
		p.Errorf("the mails are %v, want %v", a, b)
	}
	w.mails = got
	return w
}

// Pix and boleto, each: paid at once, late, after its release with and without
// stock, never, and reported as failed afterwards. Page, mails, stock, back office
// and books agree at every step.
func TestPixAndBoletoWheneverTheyArePaid(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"pix", "boleto"} {
		for name, run := range lateMoney {
			t.Run(method+" "+name, func(t *testing.T) {
				t.Parallel()
				run(begin(t, method))
			})
		}
	}
}
