package shipping

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/apperr"
	q "tenaz/queries/shipping"
)

// maxTrackingCode is far over the 13 characters that carriers in Brazil use.
const maxTrackingCode = 60

// ShipmentInput is what is sent: the service that the order chose, the
// carrier's tracking code (may be empty), the units and the moment.
type ShipmentInput struct {
	OrderID      int64
	ServiceCode  string
	TrackingCode string
	Lines        []ShipmentLine
	At           time.Time
}

// CreateShipmentTx records a shipment with its lines. The carrier and the
// tracking link are kept as they are today, so that a later change of the
// service does not rewrite the past. A service that is unknown by now leaves
// both empty.
func CreateShipmentTx(ctx context.Context, tx pgx.Tx, in ShipmentInput) (Shipment, error) {
	code := strings.ToUpper(strings.TrimSpace(in.TrackingCode))
	if utf8.RuneCountInString(code) > maxTrackingCode {
		var fields apperr.Fields
		fields.Add("tracking_code", "shipping.tracking_code_long", "Max", maxTrackingCode)
		return Shipment{}, fields.Err()
	}
	service, err := q.New().ServiceByCode(ctx, tx, in.ServiceCode)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return Shipment{}, err
	}
	row, err := q.New().InsertShipment(ctx, tx, q.InsertShipmentParams{
		OrderID: in.OrderID, ServiceCode: in.ServiceCode, Carrier: service.Carrier,
		TrackingCode: code, TrackingUrl: trackingURL(service.TrackingUrl, code), ShippedAt: in.At,
	})
	if err != nil {
		return Shipment{}, err
	}
	lines := q.InsertShipmentLinesParams{ShipmentID: row.ID}
	for _, l := range in.Lines {
		lines.OrderLineIds = append(lines.OrderLineIds, l.OrderLineID)
		lines.Quantities = append(lines.Quantities, int32(l.Quantity))
	}
	if err := q.New().InsertShipmentLines(ctx, tx, lines); err != nil {
		return Shipment{}, err
	}
	shipment := toShipment(row)
	shipment.Lines = in.Lines
	return shipment, nil
}

// ErrDelivered is the message id of a shipment that arrived already.
const ErrDelivered = "error.delivered"

// DeliverTx records that a shipment of an order has arrived and returns how many
// of the order's are still under way. One that arrived already is Conflict with
// ErrDelivered; one that is not the order's is NotFound. The caller holds the
// order's lock.
func DeliverTx(ctx context.Context, tx pgx.Tx, orderID, shipmentID int64, at time.Time) (underWay int, err error) {
	shipments, err := q.New().ShipmentsOfOrder(ctx, tx, orderID)
	if err != nil {
		return 0, err
	}
	found := false
	for _, s := range shipments {
		switch {
		case s.ID == shipmentID && s.State == Delivered:
			return 0, apperr.New(apperr.Conflict, ErrDelivered)
		case s.ID == shipmentID:
			found = true
		case s.State != Delivered:
			underWay++
		}
	}
	if !found {
		return 0, apperr.New(apperr.NotFound, "")
	}
	return underWay, q.New().Deliver(ctx, tx, q.DeliverParams{ID: shipmentID, At: at})
}
