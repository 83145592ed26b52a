package orders

import (
	"context"
	"strconv"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/actor"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	"tenaz/internal/shipping"
	q "tenaz/queries/orders"
)

// ErrDelivered is the message id of a shipment that arrived already.
const ErrDelivered = shipping.ErrDelivered

// DeliverInput says which shipment of an order has arrived. Version is the
// order's version that staff saw.
type DeliverInput struct {
	Number     int64
	ShipmentID int64
	Version    int
}

// Deliver records that a shipment has arrived and tells the customer, once. The
// order is delivered when all of it left and all shipments arrived. A shipment
// that arrived already and a stale version are Conflict; one of another order is
// NotFound.
func (s *Service) Deliver(ctx context.Context, by actor.Actor, in DeliverInput) error {
	order, err := s.ByNumber(ctx, in.Number)
	if err != nil {
		return err
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if order, err = s.lockTx(ctx, tx, order.ID, in.Version); err != nil {
			return err
		}
		return s.deliverTx(ctx, tx, by, order, in.ShipmentID)
	})
}

func (s *Service) deliverTx(ctx context.Context, tx pgx.Tx, by actor.Actor, order Order, shipmentID int64) error {
	now := s.Clock.Now()
	underWay, err := shipping.DeliverTx(ctx, tx, order.ID, shipmentID, now)
	if err != nil {
		return err
	}
	after := order.FulfilmentState
	if underWay == 0 && order.FulfilmentState == Shipped {
		after = Delivered
	}
	if err := q.New().SetFulfilment(ctx, tx, q.SetFulfilmentParams{ID: order.ID, FulfilmentState: after, Now: now}); err != nil {
		return db.Error(err)
	}
	shipment := strconv.FormatInt(shipmentID, 10)
	if err := recordTx(ctx, tx, by, now, order.ID, EventDelivered, "shipment", shipment); err != nil {
		return err
	}
	err = audit.RecordTx(ctx, tx, by, now, audit.Entry{
		Action: "order.deliver", SubjectKind: "order", SubjectID: order.ID,
		Before: map[string]string{"fulfilment_state": order.FulfilmentState},
		After:  map[string]string{"fulfilment_state": after, "shipment": shipment},
	})
	if err != nil {
		return err
	}
	_, err = s.Jobs.InsertTx(ctx, tx, DeliveredMailArgs{OrderID: order.ID, ShipmentID: shipmentID}, &river.InsertOpts{})
	return err
}
