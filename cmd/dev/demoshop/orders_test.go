package demoshop

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var testNow = time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)

func pastForTest(t *testing.T) ([]Product, []PastOrder) {
	t.Helper()
	products, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return products, PastOrders(products, testNow)
}

func TestPastOrdersAreTheSameForTheSameNow(t *testing.T) {
	products, first := pastForTest(t)
	second := PastOrders(products, testNow)
	if diff := cmp.Diff(first, second, cmpopts.IgnoreUnexported(Address{})); diff != "" {
		t.Error(diff)
	}
}

func TestPastOrdersHappenInOrderAndNotInTheFuture(t *testing.T) {
	_, orders := pastForTest(t)
	last := testNow.AddDate(0, 0, -pastDays-1)
	for i, o := range orders {
		if o.PlacedAt.Before(last) {
			t.Errorf("order %d placed before the one above it, or too long ago", i)
		}
		last = o.PlacedAt
		steps := []time.Time{o.PlacedAt, o.PaidAt, o.ShippedAt, o.DeliveredAt, o.ClosedAt}
		before := o.PlacedAt
		for _, at := range steps {
			if at.IsZero() {
				continue
			}
			if at.Before(before) || at.After(testNow) {
				t.Errorf("order %d: step at %v after %v, now %v", i, at, before, testNow)
			}
			before = at
		}
	}
}

func TestPastOrdersCoverEveryOutcomeConsistently(t *testing.T) {
	// A Monday, a weekend and a month's end shift what is still open.
	for _, now := range []time.Time{testNow, testNow.AddDate(0, 0, -2), testNow.AddDate(0, 0, 8)} {
		products, _ := pastForTest(t)
		seen := map[Outcome]int{}
		for i, o := range PastOrders(products, now) {
			seen[o.Outcome]++
			paid := o.Outcome == Delivered || o.Outcome == Shipped || o.Outcome == ToShip
			shipped := o.Outcome == Delivered || o.Outcome == Shipped
			closed := o.Outcome == Expired || o.Outcome == Cancelled
			if paid == o.PaidAt.IsZero() || shipped == o.ShippedAt.IsZero() || shipped == (o.Tracking == "") ||
				closed == o.ClosedAt.IsZero() || (o.Outcome == Delivered) == o.DeliveredAt.IsZero() {
				t.Errorf("order %d: %s does not fit its times: %+v", i, o.Outcome, o)
			}
		}
		for _, outcome := range []Outcome{Delivered, Shipped, ToShip, Expired, Cancelled} {
			if seen[outcome] == 0 {
				t.Errorf("no %s order at %v: %v", outcome, now, seen)
			}
		}
		t.Log(seen)
	}
}

func TestPastOrdersGrow(t *testing.T) {
	_, orders := pastForTest(t)
	var recent, before int
	for _, o := range orders {
		switch age := testNow.Sub(o.PlacedAt); {
		case age < 30*24*time.Hour:
			recent++
		case age < 60*24*time.Hour:
			before++
		}
	}
	if recent <= before {
		t.Errorf("last 30 days %d orders, the 30 before %d; want growth", recent, before)
	}
}

func TestPastOrdersNameKnownItemsAndPeople(t *testing.T) {
	products, orders := pastForTest(t)
	known := map[string]bool{}
	for _, p := range products {
		for _, v := range p.Variants {
			known[v.SKU] = true
		}
	}
	for i, o := range orders {
		c := o.Customer
		if !validCPF(c.CPF) || c.Name == "" || len(c.Phone) != 11 || len(c.Address.PostalCode) != 8 || len(c.Address.IBGE) != 7 {
			t.Errorf("order %d: customer %+v", i, c)
		}
		seen := map[string]bool{}
		for _, l := range o.Lines {
			if !known[l.SKU] || seen[l.SKU] || l.Quantity < 1 || l.Quantity > 3 {
				t.Errorf("order %d: line %+v", i, l)
			}
			seen[l.SKU] = true
		}
		if len(o.Lines) == 0 {
			t.Errorf("order %d has no line", i)
		}
	}
}

func TestOpeningLeavesTheStockOfTheProducts(t *testing.T) {
	products, orders := pastForTest(t)
	left := Opening(products, orders)
	held := map[string]int{}
	for i, o := range orders {
		for _, l := range o.Lines {
			if o.Outcome == Expired || o.Outcome == Cancelled {
				held[l.SKU] += l.Quantity
				continue
			}
			left[l.SKU] -= l.Quantity
		}
		for sku, n := range left {
			if n < 0 {
				t.Fatalf("order %d: %s runs out", i, sku)
			}
		}
	}
	for _, p := range products {
		for _, v := range p.Variants {
			if left[v.SKU] != v.Stock {
				t.Errorf("%s: %d left, want %d", v.SKU, left[v.SKU], v.Stock)
			}
			if held[v.SKU] > v.Stock {
				t.Errorf("%s: unpaid orders hold %d of %d", v.SKU, held[v.SKU], v.Stock)
			}
		}
	}
}

func validCPF(s string) bool {
	if len(s) != 11 {
		return false
	}
	for n := 9; n < 11; n++ {
		sum := 0
		for i := range n {
			sum += int(s[i]-'0') * (n + 1 - i)
		}
		if sum*10%11%10 != int(s[n]-'0') {
			return false
		}
	}
	return true
}
