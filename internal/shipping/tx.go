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
