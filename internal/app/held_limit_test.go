package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/inventory"
	"tenaz/internal/money"
	"tenaz/internal/settings"
	"tenaz/internal/storetest"
)

// bound are decisions of staff that send money back, each on an order of its own:
// the form that decides, and how many centavos go back. The order's total is
// always above what the tests allow.
var bound = []struct {
	name   string
	order  func(t *testing.T, s *storetest.Store)
	action string
	pairs  []string
	// back is what goes back; 0 is the whole order or more.
	back int64
}{
	{"a surplus", paidWith(5001), "/resolve", []string{"decision", "accept"}, 5001},
	{"a surplus at the limit", paidWith(5000), "/resolve", []string{"decision", "accept"}, 5000},
	{"too much refused", paidWith(1), "/resolve", []string{"decision", "refund"}, 0},
	{"too little refused", paidWith(-1), "/resolve", []string{"decision", "refund"}, 0},
	// Fifty dollars are more than fifty reais.
	{"another currency refused", dollars, "/resolve", []string{"decision", "refund"}, 0},
	{"a shortage", soldAway, "/short", nil, 0},
}

// mostBack is what the tests allow to go back.
const mostBack = money.Cents(5000)

// paidWith makes an order for which so much more came than its total.
func paidWith(more int64) func(*testing.T, *storetest.Store) {
	return func(t *testing.T, s *storetest.Store) {
		t.Helper()
		oddMoney(t, s, "card", func(total int64) int64 { return total + more }, "")
	}
}

// dollars makes an order for which as many dollars came as reais may go back.
func dollars(t *testing.T, s *storetest.Store) {
	t.Helper()
	oddMoney(t, s, "card", func(int64) int64 { return int64(mostBack) }, "usd")
}

// soldAway makes an order whose money came after its last unit had gone.
func soldAway(t *testing.T, s *storetest.Store) {
	t.Helper()
	goods := s.Product(t, "Console raro", 299900, 1)
	c := s.Client(t)
	c.Add(goods, 1)
	page := c.Place("card")
	session := page.URL.Path[strings.LastIndex(page.URL.Path, "/")+1:]
	err := s.Sandbox.ExpireSession(session)
	if err == nil {
		s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE cancel_reason = 'expired'`)
		_, err = s.App.Inventory.Adjust(t.Context(), clerk, inventory.AdjustInput{VariantID: goods.VariantID, Reason: inventory.Damage, Quantity: 1})
	}
	if err == nil {
		err = s.Sandbox.PayOther(session, int64(theOrder(t, s).Total), "")
	}
	if err != nil {
		t.Fatal(err)
	}
	s.WantCount(t, 1, `SELECT count(*) FROM shortages WHERE resolved_at IS NULL`)
}

// What staff decide about held orders and shortages sends no more back than their
// role allows; refused, nothing has happened.
func TestDecisionsAboutMoneyAreBoundByTheRole(t *testing.T) {
	t.Parallel()
	for _, c := range bound {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := storetest.Start(t, storetest.Options{})
			most := mostBack
			id, err := s.App.Accounts.SaveRole(t.Context(), actor.Store("test"), accounts.RoleInput{
				Name: "Caixa", Permissions: []string{"orders", accounts.Refunds}, RefundLimit: &most,
			})
			if err != nil {
				t.Fatal(err)
			}
			role, err := s.App.Accounts.Role(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			c.order(t, s)
			helper, _ := s.StaffAs(t, role.Slug)
			before := s.Count(t, `SELECT version FROM orders WHERE id = $1`, theOrder(t, s).ID)
			page := decide(t, s, helper, c.action, c.pairs...)
			if c.back != 0 && c.back <= int64(mostBack) {
				page.Want(http.StatusOK)
				s.WantCount(t, int(c.back), `SELECT coalesce(sum(amount_cents), 0) FROM refunds WHERE state = 'succeeded'`)
				return
			}
			if page.Want(http.StatusForbidden); !page.Has("até R$ 50,00 por pedido") {
				t.Errorf("above the limit:\n%s", page.Text())
			}
			undecided(t, s, before)
			s.WantCount(t, 1, `SELECT count(*) FROM audit_log WHERE action = 'access.refused'`)
			// The owner, who has none, decides.
			decide(t, s, s.Staff(t), c.action, c.pairs...).Want(http.StatusOK)
			s.WantCount(t, 1, `SELECT count(*) FROM refunds`)
		})
	}
}

// Above the shop's own limit they ask for a new proof of who decides, a discount
// of what was not paid too; below it they do not.
func TestDecisionsAboutMoneyAskForProof(t *testing.T) {
	t.Parallel()
	for _, c := range bound {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := storetest.Start(t, storetest.Options{})
			askAbove(t, s, mostBack)
			c.order(t, s)
			before := s.Count(t, `SELECT version FROM orders WHERE id = $1`, theOrder(t, s).ID)
			owner := s.Staff(t)
			s.Clock.Advance(15 * time.Minute)
			page := decide(t, s, owner, c.action, c.pairs...)
			if c.back != 0 && c.back <= int64(mostBack) {
				page.Want(http.StatusOK)
				s.WantCount(t, int(c.back), `SELECT coalesce(sum(amount_cents), 0) FROM refunds WHERE state = 'succeeded'`)
				return
			}
			if page.URL.Path != "/account/confirm" {
				t.Errorf("leads to %s (%d), want the proof:\n%s", page.URL, page.Status, page.Text())
			}
			undecided(t, s, before)
			decide(t, s, s.Staff(t), c.action, c.pairs...).Want(http.StatusOK)
			s.WantCount(t, 1, `SELECT count(*) FROM refunds`)
		})
	}
	t.Run("a discount", func(t *testing.T) {
		t.Parallel()
		s := storetest.Start(t, storetest.Options{})
		askAbove(t, s, 0)
		paidWith(-3333)(t, s)
		owner := s.Staff(t)
		s.Clock.Advance(15 * time.Minute)
		before := s.Count(t, `SELECT version FROM orders WHERE id = $1`, theOrder(t, s).ID)
		if page := decide(t, s, owner, "/resolve", "decision", "accept"); page.URL.Path != "/account/confirm" {
			t.Errorf("leads to %s (%d), want the proof:\n%s", page.URL, page.Status, page.Text())
		}
		undecided(t, s, before)
		decide(t, s, s.Staff(t), "/resolve", "decision", "accept").Want(http.StatusOK)
		s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE hold = '' AND payment_state = 'paid'`)
	})
}

// decide submits the form of the newest order's page that decides.
func decide(t *testing.T, s *storetest.Store, who *storetest.Client, action string, pairs ...string) *storetest.Page {
	t.Helper()
	return desk(t, s, who).Submit(fmt.Sprintf("/admin/orders/%d%s", theOrder(t, s).Number, action), pairs...)
}

// undecided wants the newest order as it was, and no money on its way back.
func undecided(t *testing.T, s *storetest.Store, version int) {
	t.Helper()
	order := theOrder(t, s)
	if order.Version != version || order.State != "open" {
		t.Errorf("refused, the order is %s in version %d, want open in %d", order.State, order.Version, version)
	}
	s.WantCount(t, 0, `SELECT count(*) FROM refunds`)
	s.WantCount(t, 0, `SELECT count(*) FROM order_events WHERE kind = 'hold_resolved'`)
	s.WantCount(t, 0, `SELECT count(*) FROM audit_log WHERE action IN ('order.resolve', 'order.refund')`)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE id = $1 AND (hold <> '' OR EXISTS (SELECT FROM shortages WHERE order_id = $1 AND resolved_at IS NULL))`, order.ID)
}

// askAbove sets above which amount the shop asks for a new proof.
func askAbove(t *testing.T, s *storetest.Store, amount money.Cents) {
	t.Helper()
	current, err := s.App.Settings.Latest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	current.Security.RefundStepUp = amount
	if _, err := s.App.Settings.Save(t.Context(), actor.Store("test"), settings.SaveInput{Settings: current}); err != nil {
		t.Fatal(err)
	}
}
