package admin

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"tenaz/internal/i18n"
	"tenaz/internal/money"
	"tenaz/internal/shipping"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// ShippingPage is the freight of the shop: its services, its zones, and the whole
// table as a file. Problems are the wrong lines of a file that was refused.
type ShippingPage struct {
	Page     layout.AdminPage
	Offers   []shipping.Offer
	Zones    []shipping.Zone
	Error    string
	Problems []shipping.LineProblem
}

// version is the sum by which an upload knows that nobody changed anything.
func (m ShippingPage) version() string {
	sum := 0
	for _, o := range m.Offers {
		sum += o.Version
	}
	return strconv.Itoa(sum)
}

// ShippingForm is what was typed into one of the forms, by field, and what was
// wrong with it. Saved is what somebody else saved meanwhile.
type ShippingForm struct {
	Version string
	Values  map[string]string
	Fields  map[string]string
	Error   string
	Saved   []ui.Fact
}

func (f ShippingForm) summary(names []string) []ui.FieldError {
	var list []ui.FieldError
	for _, name := range names {
		if text := f.Fields[name]; text != "" {
			list = append(list, ui.FieldError{ID: name, Message: text})
		}
	}
	return list
}

func (f ShippingForm) field(ctx context.Context, p ui.FieldProps) ui.FieldProps {
	p.Label, p.Value, p.Error, p.Autocomplete = i18n.T(ctx, "freight."+p.Name), f.Values[p.Name], f.Fields[p.Name], "off"
	return p
}

// OfferPage is one service with the zones that it goes to.
type OfferPage struct {
	Page  layout.AdminPage
	Offer shipping.Offer
	Zones []shipping.Zone
	// Bands is how many rates the service has to a zone, by the zone's id.
	Bands map[int64]int
	Form  ShippingForm
}

// OfferFields are the fields of a service's form, in order.
var OfferFields = []string{"name", "carrier", "position", "cubic_divisor", "tracking_url"}

// ZonePage is one zone; Zone.ID 0 is a new one.
type ZonePage struct {
	Page layout.AdminPage
	Path string
	Zone shipping.Zone
	Form ShippingForm
}

// ZoneFields are the fields of a zone's form, in order.
var ZoneFields = []string{"name", "ranges"}

// RatesPage is what one service costs to one zone. Rows are the numbers of the
// form's rows.
type RatesPage struct {
	Page  layout.AdminPage
	Path  string
	Offer shipping.Offer
	Zone  shipping.Zone
	Rows  int
	Form  ShippingForm
}

// RateFields are the fields of a row of rates, in order; each is followed by its
// row's number.
var RateFields = []string{"max_grams", "price", "days_min", "days_max"}

// rows are the numbers of the form's rows.
func (m RatesPage) rows() []int {
	rows := make([]int, m.Rows)
	for i := range rows {
		rows[i] = i
	}
	return rows
}

func (m RatesPage) names() []string {
	var names []string
	for _, row := range m.rows() {
		for _, name := range RateFields {
			names = append(names, RateField(name, row))
		}
	}
	return names
}

// RateField names a field of a row.
func RateField(name string, row int) string { return name + "_" + strconv.Itoa(row) }

// cell is a field of a row; its label is the column's, for screen readers.
func (m RatesPage) cell(ctx context.Context, name string, row int) ui.FieldProps {
	id := RateField(name, row)
	p := ui.FieldProps{
		Name: id, Label: i18n.T(ctx, "freight."+name) + " " + strconv.Itoa(row+1), HideLabel: true, Value: m.Form.Values[id],
		Error: m.Form.Fields[id], Autocomplete: "off", InputMode: "numeric", MaxLength: 12,
	}
	switch name {
	case "max_grams":
		p.Suffix = "g"
	case "price":
		p.Prefix, p.InputMode = "R$", "decimal"
	}
	return p
}

// OfferFacts are a service as it is saved.
func OfferFacts(ctx context.Context, o shipping.Offer) []ui.Fact {
	return []ui.Fact{
		{Label: i18n.T(ctx, "freight.name"), Value: o.Name},
		{Label: i18n.T(ctx, "freight.carrier"), Value: o.Carrier},
		{Label: i18n.T(ctx, "freight.position"), Value: strconv.Itoa(o.Position)},
		{Label: i18n.T(ctx, "freight.cubic_divisor"), Value: strconv.Itoa(o.CubicDivisor)},
		{Label: i18n.T(ctx, "freight.tracking_url"), Value: o.TrackingURL},
		{Label: i18n.T(ctx, "freight.active"), Value: i18n.T(ctx, onOff(o.Active))},
	}
}

func onOff(active bool) string {
	if active {
		return "freight.on"
	}
	return "freight.off"
}

// ZoneFacts are a zone as it is saved.
func ZoneFacts(ctx context.Context, z shipping.Zone) []ui.Fact {
	return []ui.Fact{{Label: i18n.T(ctx, "freight.name"), Value: z.Name}, {Label: i18n.T(ctx, "freight.ranges"), Value: rangesText(z, ", ")}}
}

// RateFacts are rates as they are saved.
func RateFacts(ctx context.Context, rates []shipping.Rate) []ui.Fact {
	facts := make([]ui.Fact, len(rates))
	for i, r := range rates {
		facts[i] = ui.Fact{
			Label: i18n.T(ctx, "freight.up_to", "Grams", r.MaxGrams),
			Value: i18n.Money(ctx, r.Price) + ", " + i18n.T(ctx, "freight.days", "Min", r.DaysMin, "Max", r.DaysMax),
		}
	}
	return facts
}

func rangesText(z shipping.Zone, between string) string {
	texts := make([]string, len(z.Ranges))
	for i, r := range z.Ranges {
		texts[i] = r.String()
	}
	return strings.Join(texts, between)
}

// RangesText are a zone's ranges as its form takes them, one a line.
func RangesText(z shipping.Zone) string { return rangesText(z, "\n") }

// PriceText is an amount as a form takes it: 12,90.
func PriceText(c money.Cents) string { return fmt.Sprintf("%d,%02d", c/100, c%100) }

func activeBadge(ctx context.Context, active bool) ui.BadgeProps {
	if active {
		return ui.BadgeProps{Label: i18n.T(ctx, "freight.on"), Tone: ui.Success}
	}
	return ui.BadgeProps{Label: i18n.T(ctx, "freight.off"), Tone: ui.Info}
}

func offerPath(o shipping.Offer) string { return "/admin/shipping/services/" + number(o.ID) }

func ratesPath(o shipping.Offer, z shipping.Zone) string {
	return offerPath(o) + "/zones/" + number(z.ID)
}

func zonePath(z shipping.Zone) string { return "/admin/shipping/zones/" + number(z.ID) }

func bands(ctx context.Context, count int) string {
	if count == 0 {
		return i18n.T(ctx, "freight.no_bands")
	}
	return i18n.N(ctx, "freight.bands", count)
}
