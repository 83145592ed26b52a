package jobs

import (
	"context"

	"tenaz/internal/apperr"
	"tenaz/internal/orders"
	"tenaz/internal/shipping"
	"tenaz/views/email"
)

// Shipped says that a shipment is on its way, and what is in it.
func (m Mails) Shipped(ctx context.Context, orderID, shipmentID int64) error {
	order, shipment, err := m.shipment(ctx, orderID, shipmentID)
	if err != nil {
		return err
	}
	return m.send(ctx, order, "order_shipped", shipment.ID, email.OrderShipped, email.Order{Parcel: parcel(order, shipment)})
}

// Delivered says that a shipment has arrived, and what was in it.
func (m Mails) Delivered(ctx context.Context, orderID, shipmentID int64) error {
	order, shipment, err := m.shipment(ctx, orderID, shipmentID)
	if err != nil || shipment.DeliveredAt == nil {
		return err
	}
	return m.send(ctx, order, "order_delivered", shipment.ID, email.OrderDelivered, email.Order{Parcel: parcel(order, shipment)})
}

func (m Mails) shipment(ctx context.Context, orderID, shipmentID int64) (orders.Order, shipping.Shipment, error) {
	order, err := m.Orders.ByID(ctx, orderID)
	if err != nil {
		return order, shipping.Shipment{}, err
	}
	shipments, err := m.Shipping.OfOrder(ctx, order.ID)
	if err != nil {
		return order, shipping.Shipment{}, err
	}
	for _, s := range shipments {
		if s.ID == shipmentID {
			return order, s, nil
		}
	}
	return order, shipping.Shipment{}, apperr.New(apperr.NotFound, "")
}

// parcel is a shipment as mails show it: the units that are in it, not those that
// were cancelled or go another time.
func parcel(order orders.Order, s shipping.Shipment) *email.Parcel {
	p := &email.Parcel{Carrier: s.Carrier, TrackingCode: s.TrackingCode, TrackingURL: s.TrackingURL}
	if s.DeliveredAt != nil {
		p.DeliveredAt = *s.DeliveredAt
	}
	inside := map[int64]int{}
	for _, l := range s.Lines {
		inside[l.OrderLineID] += l.Quantity
	}
	for _, line := range order.Lines {
		units := inside[line.ID]
		if units > 0 {
			p.Lines = append(p.Lines, email.Line{Title: line.Title, Options: line.Options, Quantity: units})
		}
		if units < line.Quantity-line.CancelledQuantity {
			p.Part = true
		}
	}
	return p
}
