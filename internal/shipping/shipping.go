// Package shipping prices freight from a table of zones and weights and keeps
// what has been sent.
package shipping

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"tenaz/internal/money"
)

// unknownGrams stands for the weight of a unit whose weight nobody recorded, so
// that a heavy one without data does not travel at the price of a letter.
const unknownGrams = 1000

// Item is a quantity of equal units to send.
type Item struct {
	Grams, LengthMM, WidthMM, HeightMM int
	Quantity                           int
}

// Option is a way to send a parcel: what it costs and in how many working days
// it arrives.
type Option struct {
	Code, Name, Carrier string
	Price               money.Cents
	DaysMin, DaysMax    int
}

// Carriage is a carrier's service as the shop sells it.
type Carriage struct {
	Code, Name, Carrier string
}

// Delivered is the State of a shipment that has arrived.
const Delivered = "delivered"

// Shipment is what left the store for one order.
type Shipment struct {
	ID, OrderID               int64
	ServiceCode, Carrier      string
	TrackingCode, TrackingURL string
	State                     string
	ShippedAt                 time.Time
	DeliveredAt               *time.Time
	Lines                     []ShipmentLine
}

// ShipmentLine is how many units of an order line a shipment holds.
type ShipmentLine struct {
	OrderLineID int64
	Quantity    int
}

// tariff is one service to one zone: its bands from the lightest to the
// heaviest.
type tariff struct {
	code, name, carrier string
	cubicDivisor        int
	bands               []band
}

type band struct {
	maxGrams         int
	price            money.Cents
	daysMin, daysMax int
}

// quote prices the items by every tariff, the cheapest first and of equal ones
// the quickest.
func quote(tariffs []tariff, items []Item) []Option {
	options := make([]Option, 0, len(tariffs))
	for _, t := range tariffs {
		if option, possible := t.price(items); possible {
			options = append(options, option)
		}
	}
	slices.SortStableFunc(options, func(a, b Option) int {
		return cmp.Or(cmp.Compare(a.Price, b.Price), cmp.Compare(a.DaysMax, b.DaysMax))
	})
	return options
}

// price finds the band of the chargeable weight. What is over the heaviest band
// goes in several parcels: full ones of that band and one with the rest.
func (t tariff) price(items []Item) (Option, bool) {
	grams := chargeable(items, t.cubicDivisor)
	if len(t.bands) == 0 || grams == 0 {
		return Option{}, false
	}
	heaviest := t.bands[len(t.bands)-1]
	full, rest := grams/int64(heaviest.maxGrams), grams%int64(heaviest.maxGrams)
	total := heaviest.price * money.Cents(full)
	days := heaviest
	if rest > 0 {
		for _, b := range t.bands {
			if rest <= int64(b.maxGrams) {
				total += b.price
				if full == 0 {
					days = b
				}
				break
			}
		}
	}
	if total > money.Max {
		return Option{}, false
	}
	return Option{Code: t.code, Name: t.name, Carrier: t.carrier, Price: total, DaysMin: days.daysMin, DaysMax: days.daysMax}, true
}

// chargeable returns the grams that a carrier charges: the weight, or the cubic
// weight (cm3 divided by the divisor is kilograms) when that is more.
func chargeable(items []Item, cubicDivisor int) int64 {
	var weight, volume int64
	for _, i := range items {
		grams := i.Grams
		if grams == 0 {
			grams = unknownGrams
		}
		weight += int64(grams) * int64(i.Quantity)
		volume += int64(i.LengthMM) * int64(i.WidthMM) * int64(i.HeightMM) * int64(i.Quantity)
	}
	// 1 cm3 is 1000 mm3 and 1 kg is 1000 g: the thousands cancel out.
	divisor := int64(cubicDivisor)
	return max(weight, (volume+divisor-1)/divisor)
}

// trackingURL fills a service's template; without a code there is no link.
func trackingURL(template, code string) string {
	if template == "" || code == "" {
		return ""
	}
	return strings.ReplaceAll(template, "{code}", url.QueryEscape(code))
}
