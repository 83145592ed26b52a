package orders

import (
	"context"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	"tenaz/internal/inventory"
	"tenaz/internal/shipping"
	q "tenaz/queries/orders"
)

// ShipInput says which order leaves, and under which tracking code (empty when
// the carrier gave none). Version is the order's version that staff saw.
type ShipInput struct {
	Number       int64
	TrackingCode string
	Version      int
}

// Ship records that the order, without its cancelled units, was handed to the
// carrier: stock leaves the shelf with one sale movement a line, and the customer
// gets one mail. It refuses orders that are unpaid, cancelled, shipped already or short of stock,
// and a stale version, with Conflict; an impossible tracking code is Invalid.
func (s *Service) Ship(ctx context.Context, by actor.Actor, in ShipInput) error {
	in.TrackingCode = strings.ToUpper(strings.Join(strings.Fields(in.TrackingCode), ""))
	var fields apperr.Fields
	if len(in.TrackingCode) > 60 || strings.ContainsFunc(in.TrackingCode, notCode) {
		fields.Add("tracking_code", "error.tracking_code")
	}
	if err := fields.Err(); err != nil {
		return err
	}
	order, err := s.ByNumber(ctx, in.Number)
	if err != nil {
		return err
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		row, err := q.New().LockOrder(ctx, tx, order.ID)
		if err != nil {
			return err
		}
		now := s.fromRow(row)
		if now.Version != in.Version {
			return apperr.New(apperr.Conflict, "error.stale")
		}
		if now.Held() {
			return apperr.New(apperr.Conflict, "error.order_held")
		}
		if !now.ToShip() {
			return apperr.New(apperr.Conflict, "error.not_shippable")
		}
		return s.shipTx(ctx, tx, by, order, in.TrackingCode)
	})
}

// notCode reports whether a character cannot stand in a tracking code.
func notCode(r rune) bool {
	return !(r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.')
}

func (s *Service) shipTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, trackingCode string) error {
	now := s.Clock.Now()
	lines, err := linesOf(ctx, tx, order.ID)
	if err != nil {
		return err
	}
	var sent []shipping.ShipmentLine
	var leaves []inventory.Want
	for _, line := range lines {
		if units := line.ToShip(); units > 0 {
			sent = append(sent, shipping.ShipmentLine{OrderLineID: line.ID, Quantity: units})
			leaves = append(leaves, inventory.Want{OrderLineID: line.ID, VariantID: line.VariantID, Quantity: units})
		}
	}
	shipment, err := shipping.CreateShipmentTx(ctx, tx, shipping.ShipmentInput{
		OrderID: order.ID, ServiceCode: order.ShippingCode, TrackingCode: trackingCode, Lines: sent, At: now,
	})
	if err != nil {
		return err
	}
	if err := inventory.ShipTx(ctx, tx, by, order.ID, shipment.ID, leaves, now); err != nil {
		return err
	}
	if err := q.New().ShipLines(ctx, tx, order.ID); err != nil {
		return err
	}
	if err := q.New().SetShipped(ctx, tx, q.SetShippedParams{ID: order.ID, Now: now}); err != nil {
		return err
	}
	if err := recordTx(ctx, tx, by, now, order.ID, EventShipped, "shipment", strconv.FormatInt(shipment.ID, 10), "tracking", trackingCode); err != nil {
		return err
	}
	err = audit.RecordTx(ctx, tx, by, now, audit.Entry{
		Action: "order.ship", SubjectKind: "order", SubjectID: order.ID,
		Before: map[string]string{"fulfilment_state": order.FulfilmentState},
		After:  map[string]string{"fulfilment_state": Shipped, "tracking_code": trackingCode},
	})
	if err != nil {
		return err
	}
	_, err = s.Jobs.InsertTx(ctx, tx, ShippedMailArgs{OrderID: order.ID, ShipmentID: shipment.ID}, &river.InsertOpts{Queue: "mail"})
	return err
}
