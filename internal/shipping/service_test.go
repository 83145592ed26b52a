package shipping_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tenaz/internal/apperr"
	"tenaz/internal/shipping"
	"tenaz/internal/testdb"
)

var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// TestEveryStateIsServed asks for a known address in each state: a new shop
// delivers everywhere from its first minute.
func TestEveryStateIsServed(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s := shipping.New(shipping.Deps{DB: tx})
	capitals := map[string]string{
		"AC": "69900-901", "AL": "57020-050", "AM": "69005-141", "AP": "68900-073", "BA": "40020-000", "CE": "60025-001",
		"DF": "70040-010", "ES": "29010-002", "GO": "74003-010", "MA": "65010-000", "MG": "30110-001", "MS": "79002-000",
		"MT": "78005-000", "PA": "66010-000", "PB": "58010-000", "PE": "50010-000", "PI": "64000-020", "PR": "80010-000",
		"RJ": "20010-000", "RN": "59025-000", "RO": "76801-000", "RR": "69301-000", "RS": "90010-000", "SC": "88010-000",
		"SE": "49010-000", "SP": "01310-100", "TO": "77001-002",
	}
	for uf, cep := range capitals {
		options, err := s.Quote(t.Context(), tx, cep, []shipping.Item{{Grams: 800, Quantity: 1}})
		if err != nil {
			t.Fatal(err)
		}
		if len(options) != 2 || options[0].Code != "economica" || options[0].Price >= options[1].Price || options[0].DaysMax <= options[1].DaysMax {
			t.Errorf("%s: %+v; want a cheap and a quick option", uf, options)
		}
	}
	for _, cep := range []string{"78950-000", "abc", ""} {
		options, err := s.Quote(t.Context(), tx, cep, []shipping.Item{{Grams: 800, Quantity: 1}})
		if err != nil || len(options) != 0 {
			t.Errorf("CEP %q: %+v, %v; want no option", cep, options, err)
		}
	}
}

// TestFarAndHeavyCostMore looks at the table that the migration brings.
func TestFarAndHeavyCostMore(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	var broken int
	err := tx.QueryRow(t.Context(), `
		SELECT count(*) FROM shipping_rates a JOIN shipping_rates b
		ON b.service_id = a.service_id AND b.zone_id = a.zone_id AND b.max_grams > a.max_grams AND b.price_cents <= a.price_cents`).Scan(&broken)
	if err != nil || broken != 0 {
		t.Errorf("%d heavier bands are not dearer, %v", broken, err)
	}
	var incomplete int
	err = tx.QueryRow(t.Context(), `
		SELECT count(*) FROM shipping_services s CROSS JOIN shipping_zones z
		WHERE (SELECT count(*) FROM shipping_rates r WHERE r.service_id = s.id AND r.zone_id = z.id) <> 7`).Scan(&incomplete)
	if err != nil || incomplete != 0 {
		t.Errorf("%d pairs of service and zone lack a band, %v", incomplete, err)
	}
}

func TestShipmentsOfAnOrder(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	orderID, lineID := newOrder(t, tx)
	made, err := shipping.CreateShipmentTx(t.Context(), tx, shipping.ShipmentInput{
		OrderID: orderID, ServiceCode: "economica", TrackingCode: " ov123456789br ", At: now,
		Lines: []shipping.ShipmentLine{{OrderLineID: lineID, Quantity: 2}},
	})
	if err != nil {
		t.Fatal(err)
	}
	expected := shipping.Shipment{
		ID: made.ID, OrderID: orderID, ServiceCode: "economica", Carrier: "Correios", TrackingCode: "OV123456789BR",
		TrackingURL: "https://rastreamento.correios.com.br/app/index.php?objetos=OV123456789BR", State: "shipped", ShippedAt: now,
		Lines: []shipping.ShipmentLine{{OrderLineID: lineID, Quantity: 2}},
	}
	if diff := cmp.Diff(expected, made); diff != "" {
		t.Errorf("made (-want +got):\n%s", diff)
	}
	got, err := shipping.New(shipping.Deps{DB: tx}).OfOrder(t.Context(), orderID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]shipping.Shipment{expected}, got); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
	_, err = shipping.CreateShipmentTx(t.Context(), tx, shipping.ShipmentInput{OrderID: orderID, TrackingCode: fmt.Sprintf("%0100d", 7), At: now})
	if !apperr.Is(err, apperr.Invalid) {
		t.Errorf("a code of 100 characters: %v, want Invalid", err)
	}
}
