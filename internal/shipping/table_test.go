package shipping_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/shipping"
	"tenaz/internal/testdb"
)

var owner = actor.Actor{Kind: actor.Staff, ID: 1, Name: "Dona"}

func newEditor(t *testing.T) (*shipping.Service, db.DB) {
	t.Helper()
	tx := testdb.Tx(t)
	return shipping.New(shipping.Deps{DB: tx, Clock: clock.NewFake(time.Now())}), tx
}

// wrong are the fields that an error names.
func wrong(t *testing.T, err error) map[string]string {
	t.Helper()
	var refused *apperr.Error
	if !errors.As(err, &refused) || refused.Kind != apperr.Invalid {
		t.Fatalf("%v, want Invalid", err)
	}
	fields := map[string]string{}
	for name, message := range refused.Fields {
		fields[name] = message.ID
	}
	return fields
}

func TestRangesAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	got, err := shipping.ParseRanges(" 06000-000 a 07999-999\r\n\n01000000 - 05999999\n69005000")
	want := []shipping.Range{{First: 1000000, Last: 5999999}, {First: 6000000, Last: 7999999}, {First: 69005000, Last: 69005000}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	for text, id := range map[string]string{
		"01000-000 a":           "shipping.invalid.range",
		"x":                     "shipping.invalid.range",
		"05999-999 a 01000-000": "shipping.invalid.range",
		"01000-000 a 02000-000\n02000-000 a 03000-000":        "shipping.invalid.overlap",
		strings.Repeat("1", 9):                                "shipping.invalid.range",
		"01000-000 a 99999-999\n05000-000\nabc a 05999-999\n": "shipping.invalid.range",
	} {
		if _, err := shipping.ParseRanges(text); wrong(t, err)["ranges"] != id {
			t.Errorf("%q: %v, want %s", text, err, id)
		}
	}
}

func TestAServiceIsEdited(t *testing.T) {
	t.Parallel()
	s, d := newEditor(t)
	offers, err := s.Offers(t.Context())
	if err != nil || len(offers) != 2 || offers[0].ZoneCount != 6 {
		t.Fatalf("%+v, %v; want two services to six zones", offers, err)
	}
	in := shipping.OfferInput{
		ID: offers[0].ID, Version: 1, Name: " Econômica  do Zé ", Carrier: "Zé & Filhos", TrackingURL: "https://ze.example/{code}", CubicDivisor: 5000, Position: 7,
	}
	if err := s.SaveOffer(t.Context(), owner, in); err != nil {
		t.Fatal(err)
	}
	saved, err := s.Offer(t.Context(), in.ID)
	want := shipping.Offer{
		ID: in.ID, Code: "economica", Name: "Econômica do Zé", Carrier: "Zé & Filhos", TrackingURL: in.TrackingURL, CubicDivisor: 5000, Position: 7, Version: 2,
	}
	if diff := cmp.Diff(want, saved); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if options, err := s.Quote(t.Context(), d, "01001000", []shipping.Item{{Grams: 300, Quantity: 1}}); err != nil || len(options) != 1 || options[0].Code != "expressa" {
		t.Errorf("%+v, %v; want the one that is on", options, err)
	}
	if err := s.SaveOffer(t.Context(), owner, in); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("a stale version: %v, want Conflict", err)
	}
	in.Version = 2
	if err := s.SaveOffer(t.Context(), owner, in); err != nil {
		t.Errorf("the same again: %v", err)
	}
	if saved, _ = s.Offer(t.Context(), in.ID); saved.Version != 2 {
		t.Errorf("saving what is saved makes version %d", saved.Version)
	}
	in.Name, in.Carrier, in.TrackingURL, in.CubicDivisor, in.Position = "", strings.Repeat("x", 61), "http://ze.example/{code}", 0, -1
	fields := wrong(t, s.SaveOffer(t.Context(), owner, in))
	if diff := cmp.Diff(map[string]string{
		"name": "shipping.missing.name", "carrier": "error.too_long", "tracking_url": "shipping.invalid.tracking_url",
		"cubic_divisor": "shipping.invalid.divisor", "position": "shipping.invalid.position",
	}, fields); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	entries, err := audit.OfSubject(t.Context(), d, "shipping_service", in.ID)
	if err != nil || len(entries) != 1 || entries[0].Action != "shipping.service_saved" || !strings.Contains(string(entries[0].After), "Zé") {
		t.Errorf("%+v, %v; want one audited change", entries, err)
	}
}

func rates(list ...shipping.Rate) []shipping.RateInput {
	inputs := make([]shipping.RateInput, len(list))
	for i, r := range list {
		inputs[i] = shipping.RateInput{Row: i, Rate: r}
	}
	return inputs
}

func TestRatesAreReplaced(t *testing.T) {
	t.Parallel()
	s, d := newEditor(t)
	offers, err := s.Offers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	zones, err := s.Zones(t.Context())
	if err != nil || len(zones) != 6 || len(zones[0].Ranges) != 2 {
		t.Fatalf("%+v, %v", zones, err)
	}
	in := shipping.RatesInput{OfferID: offers[0].ID, ZoneID: zones[0].ID, Version: 1, Rates: rates(
		shipping.Rate{MaxGrams: 5000, Price: 990, DaysMin: 1, DaysMax: 2}, shipping.Rate{MaxGrams: 100, Price: 0, DaysMin: 0, DaysMax: 0},
	)}
	if err := s.SaveRates(t.Context(), owner, in); err != nil {
		t.Fatal(err)
	}
	got, err := s.Rates(t.Context(), in.OfferID, in.ZoneID)
	want := []shipping.Rate{{MaxGrams: 100}, {MaxGrams: 5000, Price: 990, DaysMin: 1, DaysMax: 2}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	options, err := s.Quote(t.Context(), d, "01001000", []shipping.Item{{Grams: 4000, Quantity: 1}})
	if err != nil || options[0].Price != 990 || options[0].DaysMax != 2 {
		t.Errorf("%+v, %v; want the new price", options, err)
	}
	if err := s.SaveRates(t.Context(), owner, in); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("a stale version: %v, want Conflict", err)
	}
	in.Version, in.Rates = 2, rates(
		shipping.Rate{MaxGrams: 0, Price: -1, DaysMin: -1, DaysMax: -2}, shipping.Rate{MaxGrams: 9, DaysMax: 366}, shipping.Rate{MaxGrams: 9},
	)
	if diff := cmp.Diff(map[string]string{
		"max_grams_0": "shipping.invalid.grams", "price_0": "error.amount", "days_min_0": "shipping.invalid.days", "days_max_0": "shipping.invalid.days_max",
		"days_max_1": "shipping.invalid.days_max", "max_grams_2": "shipping.invalid.twice",
	}, wrong(t, s.SaveRates(t.Context(), owner, in))); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	in.Rates = nil
	if err := s.SaveRates(t.Context(), owner, in); err != nil {
		t.Fatal(err)
	}
	if options, err := s.Quote(t.Context(), d, "01001000", []shipping.Item{{Grams: 300, Quantity: 1}}); err != nil || len(options) != 1 || options[0].Code != "expressa" {
		t.Errorf("%+v, %v; want no offer without rates", options, err)
	}
	entries, err := audit.OfSubject(t.Context(), d, "shipping_service", in.OfferID)
	if err != nil || len(entries) != 2 {
		t.Errorf("%d entries, %v; want one a change", len(entries), err)
	}
}

func TestZonesDoNotOverlap(t *testing.T) {
	t.Parallel()
	s, d := newEditor(t)
	taken := shipping.ZoneInput{Name: "Ilhas", Ranges: "04000-000 a 04999-999"}
	_, err := s.SaveZone(t.Context(), owner, taken)
	if wrong(t, err)["ranges"] != "shipping.invalid.taken" {
		t.Errorf("a taken range: %v", err)
	}
	zones, err := s.Zones(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	capital := shipping.ZoneInput{ID: zones[0].ID, Version: 1, Name: "Capital", Ranges: "01000-000 a 03999-999"}
	if _, err := s.SaveZone(t.Context(), owner, capital); err != nil {
		t.Fatal(err)
	}
	id, err := s.SaveZone(t.Context(), owner, taken)
	if err != nil {
		t.Fatal(err)
	}
	zone, err := s.Zone(t.Context(), id)
	if err != nil || zone.Name != "Ilhas" || len(zone.Ranges) != 1 || zone.Ranges[0].String() != "04000-000 a 04999-999" {
		t.Errorf("%+v, %v", zone, err)
	}
	if options, err := s.Quote(t.Context(), d, "04100000", []shipping.Item{{Grams: 300, Quantity: 1}}); err != nil || len(options) != 0 {
		t.Errorf("%+v, %v; want nothing to a zone without prices", options, err)
	}
	if _, err := s.SaveZone(t.Context(), owner, capital); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("a stale version: %v, want Conflict", err)
	}
	if _, err := s.Zone(t.Context(), 999999); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("no such zone: %v, want NotFound", err)
	}
	if _, err := s.SaveZone(t.Context(), owner, shipping.ZoneInput{Name: " ", Ranges: "x"}); len(wrong(t, err)) != 2 {
		t.Errorf("nothing right: %v", err)
	}
	if _, err := s.SaveZone(t.Context(), owner, shipping.ZoneInput{Name: "Ilhas"}); wrong(t, err)["name"] != "shipping.invalid.name_taken" {
		t.Errorf("a taken name: %v", err)
	}
}

func TestAFileIsTakenWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	s, d := newEditor(t)
	before, err := s.Table(t.Context())
	if err != nil || len(before) != 84 {
		t.Fatalf("%d rates, %v", len(before), err)
	}
	const head = "service;zone;max_grams;price;days_min;days_max\n"
	upload := func(text string, version int) (int, error) {
		return s.Upload(t.Context(), owner, shipping.UploadInput{File: strings.NewReader(text), Version: version})
	}
	_, err = upload(head+"economica;Norte;300;12,90;1;2\nnenhum;Norte;300;1;1;1\neconomica;Sul;300;1;1;1\neconomica;Norte;300;9;1;2\neconomica;Norte;x;1;1;1\neconomica;Norte;5;-1;1;1\neconomica;Norte;5;1;3;1\nsó isto\n", 2)
	var bad *shipping.BadFile
	if !errors.As(err, &bad) || !apperr.Is(err, apperr.Invalid) {
		t.Fatalf("%v, want a bad file", err)
	}
	got := map[int]string{}
	for _, p := range bad.Problems {
		got[p.Line] = p.Why.ID
	}
	if diff := cmp.Diff(map[int]string{
		3: "shipping.upload.service", 4: "shipping.upload.zone", 5: "shipping.invalid.twice", 6: "shipping.upload.number",
		7: "error.amount", 8: "shipping.invalid.days_max", 9: "shipping.upload.columns",
	}, got); diff != "" {
		t.Errorf("problems by line (-want +got):\n%s", diff)
	}
	for text, id := range map[string]string{"": "shipping.upload.head", "a;b\n": "shipping.upload.head", head: "shipping.upload.empty", head + "\"": "shipping.upload.line"} {
		if _, err := upload(text, 2); !errors.As(err, &bad) || bad.Problems[0].Why.ID != id {
			t.Errorf("%q: %v, want %s", text, err, id)
		}
	}
	if _, err := upload(strings.Repeat("x", shipping.MaxFile+1), 2); !apperr.Is(err, apperr.TooLarge) {
		t.Errorf("a large file: %v, want TooLarge", err)
	}
	if after, err := s.Table(t.Context()); err != nil || cmp.Diff(before, after) != "" {
		t.Errorf("a refused file changed the table: %v", err)
	}
	if _, err := upload(head+"economica;Norte;300;1;1;1\n", 1); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("a stale version: %v, want Conflict", err)
	}
	lines, err := upload("\ufeffService,Zone,max_grams,price,days_min,days_max\r\neconomica,norte,500,\"1.012,90\",1,2\r\neconomica,\"São Paulo, capital\",900,5,0,0\r\n", 2)
	if err != nil || lines != 2 {
		t.Fatalf("%d lines, %v; want both", lines, err)
	}
	if lines, err = upload(head+"economica;S\xe3o Paulo, capital;900;5;0;0\n", 3); err != nil || lines != 1 {
		t.Errorf("as Windows spells it: %d lines, %v", lines, err)
	}
	after, err := s.Table(t.Context())
	if err != nil || len(after) != 84-14+2 {
		t.Errorf("%d rates, %v; want two tables replaced", len(after), err)
	}
	if options, err := s.Quote(t.Context(), d, "69005000", []shipping.Item{{Grams: 400, Quantity: 1}}); err != nil || len(options) != 2 || options[1].Price != 101290 {
		t.Errorf("%+v, %v; want the price of the file", options, err)
	}
}
