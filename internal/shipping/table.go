package shipping

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"tenaz/internal/apperr"
	"tenaz/internal/contact"
	"tenaz/internal/money"
)

// Offer is a service as staff edit it. Version counts its changes and those of
// its rates.
type Offer struct {
	ID                                int64
	Code, Name, Carrier, TrackingURL  string
	CubicDivisor, Position, ZoneCount int
	Active                            bool
	Version                           int
}

// Zone is a set of postal codes that cost the same. Version counts its changes.
type Zone struct {
	ID      int64
	Name    string
	Version int
	Ranges  []Range
}

// Range is from one postal code to another, both of them in it.
type Range struct{ First, Last int }

// String writes a range as the form takes it: 01000-000 a 05999-999.
func (r Range) String() string {
	return contact.FormatCEP(cepText(r.First)) + " a " + contact.FormatCEP(cepText(r.Last))
}

// Rate is what a parcel of up to MaxGrams costs, and how long it takes.
type Rate struct {
	MaxGrams         int
	Price            money.Cents
	DaysMin, DaysMax int
}

// The limits of a table of rates.
const (
	MaxRates   = 40
	maxGrams   = 1_000_000
	maxDays    = 365
	maxDivisor = 100_000
	maxOrder   = 10_000
	maxRanges  = 500
)

func cepText(number int) string { return fmt.Sprintf("%08d", number) }

// check returns the offer as it is kept, or what is wrong with it by field.
func (in OfferInput) check() (OfferInput, error) {
	var fields apperr.Fields
	in.Name, in.Carrier = line(&fields, "name", in.Name), line(&fields, "carrier", in.Carrier)
	in.TrackingURL = strings.TrimSpace(in.TrackingURL)
	if in.TrackingURL != "" {
		u, err := url.Parse(trackingURL(in.TrackingURL, "AA123"))
		if err != nil || u.Scheme != "https" || u.Host == "" || !strings.Contains(in.TrackingURL, "{code}") || len(in.TrackingURL) > 500 {
			fields.Add("tracking_url", "shipping.invalid.tracking_url")
		}
	}
	if in.CubicDivisor < 1 || in.CubicDivisor > maxDivisor {
		fields.Add("cubic_divisor", "shipping.invalid.divisor")
	}
	if in.Position < 0 || in.Position > maxOrder {
		fields.Add("position", "shipping.invalid.position")
	}
	return in, fields.Err()
}

// maxName is how long the names that shoppers read may be.
const maxName = 60

func line(fields *apperr.Fields, field, typed string) string {
	text := strings.Join(strings.Fields(typed), " ")
	switch {
	case text == "":
		fields.Add(field, "shipping.missing."+field)
	case utf8.RuneCountInString(text) > maxName:
		fields.Add(field, "error.too_long", "Max", maxName)
	}
	return text
}

// checkRate refuses what no parcel can be, by the names of its fields behind the
// prefix.
func checkRate(fields *apperr.Fields, r Rate, suffix string) {
	if r.MaxGrams < 1 || r.MaxGrams > maxGrams {
		fields.Add("max_grams"+suffix, "shipping.invalid.grams")
	}
	if r.Price < 0 || r.Price > money.Max {
		fields.Add("price"+suffix, "error.amount")
	}
	if r.DaysMin < 0 || r.DaysMin > maxDays {
		fields.Add("days_min"+suffix, "shipping.invalid.days")
	}
	if r.DaysMax < r.DaysMin || r.DaysMax > maxDays {
		fields.Add("days_max"+suffix, "shipping.invalid.days_max")
	}
}

// checkRates returns rates in the order of their weights, or what is wrong by
// field: each is named with the place that it had in the form.
func checkRates(rates []RateInput) ([]Rate, error) {
	var fields apperr.Fields
	seen := map[int]bool{}
	list := make([]Rate, 0, len(rates))
	for _, r := range rates {
		suffix := fmt.Sprintf("_%d", r.Row)
		checkRate(&fields, r.Rate, suffix)
		if seen[r.MaxGrams] {
			fields.Add("max_grams"+suffix, "shipping.invalid.twice")
		}
		seen[r.MaxGrams] = true
		list = append(list, r.Rate)
	}
	if len(list) > MaxRates {
		fields.Add(fmt.Sprintf("max_grams_%d", rates[MaxRates].Row), "shipping.invalid.many", "Max", MaxRates)
	}
	slices.SortFunc(list, func(a, b Rate) int { return cmp.Compare(a.MaxGrams, b.MaxGrams) })
	return list, fields.Err()
}

// ParseRanges reads ranges as people write them, one a line: "01000-000 a
// 05999-999", or one postal code alone. Invalid at "ranges" with the line.
func ParseRanges(text string) ([]Range, error) {
	var fields apperr.Fields
	var list []Range
	for i, typed := range strings.Split(text, "\n") {
		typed = strings.TrimSpace(typed)
		if typed == "" {
			continue
		}
		first, last := cutRange(typed)
		r := Range{First: cepNumber(first), Last: cepNumber(last)}
		if r.First < 0 || r.Last < r.First {
			fields.Add("ranges", "shipping.invalid.range", "Line", i+1)
			continue
		}
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b Range) int { return cmp.Compare(a.First, b.First) })
	for i := 1; i < len(list); i++ {
		if list[i].First <= list[i-1].Last {
			fields.Add("ranges", "shipping.invalid.overlap", "First", list[i-1].String(), "Second", list[i].String())
		}
	}
	if len(list) > maxRanges {
		fields.Add("ranges", "shipping.invalid.many_ranges", "Max", maxRanges)
	}
	return list, fields.Err()
}

// cutRange separates the two ends of a range; one code alone is both.
func cutRange(typed string) (first, last string) {
	for _, between := range []string{" a ", " até ", " - ", " – ", ";", ","} {
		if first, last, cut := strings.Cut(typed, between); cut {
			return first, last
		}
	}
	return typed, typed
}

// cepNumber is a postal code as a number, -1 for what is none.
func cepNumber(typed string) int {
	digits, valid := contact.ParseCEP(typed)
	if !valid {
		return -1
	}
	number := 0
	for _, d := range digits {
		number = number*10 + int(d-'0')
	}
	return number
}
