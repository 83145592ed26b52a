// Package analytics reads what the orders say about the business. It keeps no
// numbers of its own: every figure is a sum over the orders, equal to them to
// the centavo.
//
// Definitions. Sales are the totals (items, minus discounts, plus freight) of
// the orders that were paid in the period, by the moment of their payment; a
// later refund or cancellation does not take them out, it is shown apart as
// refunds, the amount given back of these same orders. Units are the quantities
// of their lines. The average ticket is sales by orders, rounded to the centavo.
// A product's revenue is its lines minus their share of the discounts, without
// freight. Days are Brasília's; a period of 30 days is today and the 29 before.
package analytics

import (
	"time"

	"tenaz/internal/money"
)

// Days is the length of the dashboard's period, and of the one before that it
// is compared with.
const Days = 30

// LowStock is the number of units up to which a variant is low.
const LowStock = 5

// Totals are the figures of a period.
type Totals struct {
	Sales   money.Cents
	Refunds money.Cents
	Orders  int
	Units   int
}

// AverageTicket is sales by orders; zero without any.
func (t Totals) AverageTicket() money.Cents {
	if t.Orders == 0 {
		return 0
	}
	n := money.Cents(t.Orders)
	return (t.Sales + n/2) / n
}

func (t Totals) plus(other Totals) Totals {
	return Totals{
		Sales: t.Sales + other.Sales, Refunds: t.Refunds + other.Refunds,
		Orders: t.Orders + other.Orders, Units: t.Units + other.Units,
	}
}

// Day is one Brasília day with its figures; At is its midnight.
type Day struct {
	At time.Time
	Totals
}

// Seller is a product with what it sold in the period.
type Seller struct {
	ProductID int64
	Title     string
	Slug      string
	Units     int
	Revenue   money.Cents
}

// Stock is a variant with what can be sold of it.
type Stock struct {
	VariantID int64
	SKU       string
	Title     string
	Available int
}

// Dashboard is what the back office opens on. Days and Before have an entry for
// each day, the oldest first, and add up to Now and Then.
type Dashboard struct {
	Now, Then     Totals
	Days, Before  []Day
	ByUnits       []Seller
	ByRevenue     []Seller
	LowStock      []Stock
	LowStockCount int
	ToShip        int
}

// Change is the relative change from before to now in basis points; ok is false
// when there is nothing to compare with.
func Change(now, before int64) (basisPoints int64, ok bool) {
	if before <= 0 {
		return 0, false
	}
	difference := (now - before) * 10000
	if difference < 0 {
		return -((-difference + before/2) / before), true
	}
	return (difference + before/2) / before, true
}

// periods returns the midnights that bound the period before, this one, and its
// end: from, middle, until.
func periods(now time.Time, zone *time.Location) (from, middle, until time.Time) {
	local := now.In(zone)
	today := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, zone)
	return today.AddDate(0, 0, 1-2*Days), today.AddDate(0, 0, 1-Days), today.AddDate(0, 0, 1)
}
