package demoshop

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"
)

// Outcome is how far a past order has come by now.
type Outcome string

// The outcomes of past orders.
const (
	Delivered Outcome = "delivered" // paid, shipped, delivered
	Shipped   Outcome = "shipped"   // paid, on its way
	ToShip    Outcome = "to_ship"   // paid, waiting for staff
	Pending   Outcome = "pending"   // a Pix or boleto that may still be paid
	Expired   Outcome = "expired"   // never paid
	Cancelled Outcome = "cancelled" // given up before paying
)

// PastOrder is one order of the shop's past as plain data. Every time is UTC
// and not after the now given to PastOrders; a zero time has not happened.
type PastOrder struct {
	PlacedAt    time.Time
	Customer    Customer
	Lines       []PastLine
	Method      string // card, pix or boleto
	Outcome     Outcome
	PaidAt      time.Time
	ShippedAt   time.Time
	DeliveredAt time.Time
	ClosedAt    time.Time // when it expired or was cancelled
	Tracking    string    // set once shipped
}

// PastLine is one line of a past order.
type PastLine struct {
	SKU      string
	Quantity int
}

const (
	pastDays   = 75
	pastOrders = 128
)

// local is São Paulo's time; Brazil has had no summer time since 2019.
var local = time.FixedZone("America/Sao_Paulo", -3*60*60)

// PastOrders returns the orders of the last 75 days, oldest first: slow
// Sundays, busy Mondays, more every week. The same now gives the same orders.
func PastOrders(products []Product, now time.Time) []PastOrder {
	r := rand.New(rand.NewPCG(20261123, 14))
	shelf := newShelf(products)
	people := customers(r)
	var orders []PastOrder
	for _, at := range placedTimes(r, now) {
		o := PastOrder{PlacedAt: at.UTC(), Customer: people[favour(r, len(people))]}
		o.Method = pick(r, []string{"card", "pix", "boleto"}, []float64{52, 39, 9})
		o.follow(r, now)
		o.Lines = shelf.lines(r, o.Outcome)
		orders = append(orders, o)
	}
	return orders
}

// placedTimes spreads the orders over days and hours, oldest first.
func placedTimes(r *rand.Rand, now time.Time) []time.Time {
	midnight := now.In(local)
	midnight = time.Date(midnight.Year(), midnight.Month(), midnight.Day(), 0, 0, 0, 0, local)
	weekday := [7]float64{.72, 1.22, 1.12, 1.05, 1.0, .98, .78} // Sunday first
	weights := make([]float64, pastDays)
	days := make([]int, pastDays)
	for i := range days {
		day := midnight.AddDate(0, 0, i-pastDays+1)
		growth := 1 + 1.1*float64(i)/pastDays
		days[i], weights[i] = i, growth*weekday[day.Weekday()]
	}
	hours := []float64{1, .5, .3, .2, .2, .4, 1, 2, 4, 6, 8, 8, 6, 6, 7, 7, 7, 6, 5, 5, 7, 8, 6, 3}
	latest := now.Add(-25 * time.Minute)
	var times []time.Time
	for len(times) < pastOrders {
		day := midnight.AddDate(0, 0, pick(r, days, weights)-pastDays+1)
		at := day.Add(time.Duration(weighted(r, hours))*time.Hour + time.Duration(r.IntN(3600))*time.Second)
		if at.Before(latest) {
			times = append(times, at)
		}
	}
	slices.SortFunc(times, func(a, b time.Time) int { return a.Compare(b) })
	return times
}

// follow decides what became of the order, as far as now lets it happen.
func (o *PastOrder) follow(r *rand.Rand, now time.Time) {
	paid, deadline := .94, 31*time.Minute
	wait := time.Duration(40+r.IntN(200)) * time.Second
	switch o.Method {
	case "pix":
		paid, deadline = .9, 24*time.Hour
		wait = time.Duration(1+r.IntN(25)) * time.Minute
	case "boleto":
		paid, deadline = .68, 4*24*time.Hour
		wait = time.Duration(14+r.IntN(50)) * time.Hour
	}
	if r.Float64() >= paid {
		o.giveUp(r, now, deadline)
		return
	}
	at := o.PlacedAt.Add(wait)
	ship := dispatch(r, at)
	arrive := ship.Add(time.Duration(o.Customer.Address.days()*24+r.IntN(40)) * time.Hour)
	code := tracking(r) // drawn always, so that the sequence does not depend on now
	if at.After(now) {
		o.Outcome = Pending
		return
	}
	o.PaidAt, o.Outcome = at, ToShip
	if ship.After(now) {
		return
	}
	o.ShippedAt, o.Tracking, o.Outcome = ship, code, Shipped
	if !arrive.After(now) {
		o.DeliveredAt, o.Outcome = arrive, Delivered
	}
}

// giveUp closes an order that nobody paid: one in three by the buyer.
func (o *PastOrder) giveUp(r *rand.Rand, now time.Time, deadline time.Duration) {
	end, outcome := o.PlacedAt.Add(deadline), Expired
	if r.IntN(3) == 0 {
		end, outcome = o.PlacedAt.Add(deadline/4+time.Minute), Cancelled
	}
	if end.After(now) {
		o.Outcome = Pending
		return
	}
	o.ClosedAt, o.Outcome = end, outcome
}

// dispatch is when staff hand the parcel over: the afternoon of the next
// working day, or of the one after.
func dispatch(r *rand.Rand, paid time.Time) time.Time {
	day := paid.In(local)
	for left := 1 + r.IntN(2); left > 0; {
		day = day.AddDate(0, 0, 1)
		if day.Weekday() != time.Saturday && day.Weekday() != time.Sunday {
			left--
		}
	}
	return time.Date(day.Year(), day.Month(), day.Day(), 14+r.IntN(4), r.IntN(60), r.IntN(60), 0, local).UTC()
}

func tracking(r *rand.Rand) string {
	code := []byte("TZ000000000BR")
	for i := 2; i < 11; i++ {
		code[i] = byte('0' + r.IntN(10))
	}
	return string(code)
}

// pick draws one of the values, each as likely as its weight.
func pick[T any](r *rand.Rand, values []T, weights []float64) T { return values[weighted(r, weights)] }

func weighted(r *rand.Rand, weights []float64) int {
	var sum float64
	for _, w := range weights {
		sum += w
	}
	x := r.Float64() * sum
	for i, w := range weights {
		if x -= w; x < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// favour draws an index below n, the early ones more often: some people come back.
func favour(r *rand.Rand, n int) int {
	return min(n-1, int(float64(n)*min(r.Float64(), r.Float64()*1.4)))
}

// Opening returns, for every SKU, the stock to begin with so that once all the
// orders have happened exactly Variant.Stock is left to sell.
func Opening(products []Product, orders []PastOrder) map[string]int {
	stock := map[string]int{}
	for _, p := range products {
		for _, v := range p.Variants {
			stock[v.SKU] = v.Stock
		}
	}
	for _, o := range orders {
		if o.Outcome == Expired || o.Outcome == Cancelled {
			continue // what they held came back
		}
		for _, l := range o.Lines {
			stock[l.SKU] += l.Quantity
		}
	}
	return stock
}

// bySKU orders variants by SKU, so that drawing does not depend on map order.
func bySKU(a, b Variant) int { return cmp.Compare(a.SKU, b.SKU) }
