package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"tenaz/cmd/dev/demoshop"
	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/app"
	"tenaz/internal/cart"
	"tenaz/internal/i18n"
	"tenaz/internal/jobs"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/internal/stripesandbox"
)

// testCard is Stripe's card that always succeeds.
const testCard = "4242424242424242"

// past replays what happened in the shop so far through the store's own
// services, with the clock at the time of each event: no row is made up, and
// mails bear the date of their event (their jobs find them sent).
type past struct {
	app     *app.App
	sandbox *stripesandbox.Server
	clock   *seedClock
	staff   actor.Actor
	shopper accounts.User
	mails   jobs.Mails
	skus    map[string]int64
	placed  map[int]orders.Placed
}

// step is one thing that happened to one past order.
type step struct {
	at time.Time
	do func(ctx context.Context) error
}

func (p *past) replay(ctx context.Context, list []demoshop.PastOrder) error {
	ctx = i18n.With(ctx, i18n.Default)
	p.placed = map[int]orders.Placed{}
	var steps []step
	for i, o := range list {
		steps = append(steps, step{o.PlacedAt, func(ctx context.Context) error { return p.place(ctx, i, o) }})
		if !o.PaidAt.IsZero() {
			steps = append(steps, step{o.PaidAt, func(ctx context.Context) error { return p.pay(ctx, i, o) }})
		}
		if !o.ShippedAt.IsZero() {
			steps = append(steps, step{o.ShippedAt, func(ctx context.Context) error { return p.ship(ctx, i, o) }})
		}
		if !o.DeliveredAt.IsZero() {
			steps = append(steps, step{o.DeliveredAt, func(ctx context.Context) error { return p.deliver(ctx, i, o) }})
		}
		if !o.ClosedAt.IsZero() {
			steps = append(steps, step{o.ClosedAt, func(ctx context.Context) error { return p.close(ctx, i, o) }})
		}
	}
	slices.SortStableFunc(steps, func(a, b step) int { return cmp.Compare(a.at.UnixNano(), b.at.UnixNano()) })
	for _, s := range steps {
		p.clock.set(s.at)
		if err := p.sandbox.Tick(); err != nil {
			return err
		}
		if err := s.do(ctx); err != nil {
			return err
		}
	}
	return nil
}

// buyer is who placed a past order: mostly a guest, now and then the shopper who
// has a login, so that her account shows something.
func (p *past) buyer(i int, o demoshop.PastOrder) (actor.Actor, demoshop.Customer) {
	c := o.Customer
	if i%30 != 3 {
		return actor.Actor{Kind: actor.Customer}, c
	}
	c.Name, c.Email = p.shopper.Name, p.shopper.Email
	return actor.Actor{Kind: actor.Customer, ID: p.shopper.ID, Name: p.shopper.Name}, c
}

func (p *past) place(ctx context.Context, i int, o demoshop.PastOrder) error {
	by, c := p.buyer(i, o)
	id, err := p.app.Cart.Create(ctx, by)
	if err != nil {
		return err
	}
	for _, line := range o.Lines {
		in := cart.AddInput{CartID: id, VariantID: p.skus[line.SKU], Quantity: line.Quantity}
		if _, err := p.app.Cart.Add(ctx, by, in); err != nil {
			return fmt.Errorf("past order %d, %s: %w", i, line.SKU, err)
		}
	}
	err = p.app.Cart.SaveBuyer(ctx, by, cart.BuyerInput{CartID: id, Checkout: cart.Checkout{
		Email: c.Email, Name: c.Name, Document: c.CPF, Phone: c.Phone, Recipient: c.Name,
		PostalCode: c.Address.PostalCode, Street: c.Address.Street, Number: c.Address.Number,
		Complement: c.Address.Complement, District: c.Address.District, City: c.Address.City, State: c.Address.State,
	}})
	if err != nil {
		return fmt.Errorf("past order %d: %w", i, err)
	}
	filled, err := p.app.Cart.Get(ctx, id)
	if err != nil {
		return err
	}
	choices, err := p.app.Cart.Choices(ctx, filled)
	if err != nil {
		return err
	}
	option := choices.Options[i%len(choices.Options)].Code
	if err := p.app.Cart.SaveShipping(ctx, by, cart.ShippingInput{CartID: id, ShippingOption: option, PaymentMethod: o.Method}); err != nil {
		return fmt.Errorf("past order %d: %w", i, err)
	}
	if filled, err = p.app.Cart.Get(ctx, id); err != nil {
		return err
	}
	p.placed[i], err = p.app.Orders.Place(ctx, by, orders.PlaceInput{CartID: id, Token: cart.ContentHash(filled), Locale: i18n.Default})
	if err != nil {
		return fmt.Errorf("past order %d: %w", i, err)
	}
	if o.Method == string(payments.Card) {
		return nil
	}
	return p.issueCode(ctx, i, o)
}

// issueCode is what a shopper does at once: asks for the Pix or boleto code.
func (p *past) issueCode(ctx context.Context, i int, o demoshop.PastOrder) error {
	attempt, err := p.attempt(ctx, i)
	if err != nil {
		return err
	}
	issue := p.sandbox.IssuePix
	if o.Method == string(payments.Boleto) {
		issue = p.sandbox.IssueBoleto
	}
	if err := issue(attempt.SessionID); err != nil {
		return err
	}
	if err := p.app.Orders.Settle(ctx, actor.Stripe(), attempt.ID); err != nil {
		return err
	}
	return p.mails.Code(ctx, attempt.OrderID, attempt.ID)
}

func (p *past) pay(ctx context.Context, i int, o demoshop.PastOrder) error {
	attempt, err := p.attempt(ctx, i)
	if err != nil {
		return err
	}
	switch payments.Method(o.Method) {
	case payments.Pix:
		err = p.sandbox.PayPix(attempt.SessionID)
	case payments.Boleto:
		err = p.sandbox.PayBoleto(attempt.SessionID)
	default:
		err = p.sandbox.Pay(attempt.SessionID, testCard)
	}
	if err != nil {
		return fmt.Errorf("past order %d by %s: %w", i, o.Method, err)
	}
	if err := p.app.Orders.Settle(ctx, actor.Stripe(), attempt.ID); err != nil {
		return err
	}
	return p.mails.Paid(ctx, attempt.OrderID)
}

func (p *past) attempt(ctx context.Context, i int) (payments.Attempt, error) {
	attempts, err := p.app.Payments.OfOrder(ctx, p.placed[i].OrderID)
	if err != nil || len(attempts) == 0 {
		return payments.Attempt{}, fmt.Errorf("past order %d has no attempt: %w", i, err)
	}
	return attempts[len(attempts)-1], nil
}

func (p *past) ship(ctx context.Context, i int, o demoshop.PastOrder) error {
	order, err := p.app.Orders.ByNumber(ctx, p.placed[i].Number)
	if err != nil {
		return err
	}
	err = p.app.Orders.Ship(ctx, p.staff, orders.ShipInput{Number: order.Number, TrackingCode: o.Tracking, Version: order.Version})
	if err != nil {
		return fmt.Errorf("past order %d: %w", i, err)
	}
	shipments, err := p.app.Shipping.OfOrder(ctx, order.ID)
	if err != nil {
		return err
	}
	return p.mails.Shipped(ctx, order.ID, shipments[len(shipments)-1].ID)
}

// deliver is the carrier's word that the parcel arrived, which staff note.
func (p *past) deliver(ctx context.Context, i int, _ demoshop.PastOrder) error {
	order, err := p.app.Orders.ByNumber(ctx, p.placed[i].Number)
	if err != nil {
		return err
	}
	shipments, err := p.app.Shipping.OfOrder(ctx, order.ID)
	if err != nil {
		return err
	}
	for _, s := range shipments {
		err := p.app.Orders.Deliver(ctx, p.staff, orders.DeliverInput{Number: order.Number, ShipmentID: s.ID, Version: order.Version})
		if err != nil {
			return fmt.Errorf("past order %d: %w", i, err)
		}
		if err := p.mails.Delivered(ctx, order.ID, s.ID); err != nil {
			return err
		}
	}
	return nil
}

// close is an order that nobody paid: what could be paid runs out, and the store
// hears of it.
func (p *past) close(ctx context.Context, i int, o demoshop.PastOrder) error {
	attempt, err := p.attempt(ctx, i)
	if err != nil {
		return err
	}
	if attempt, err = p.app.Payments.Attempt(ctx, attempt.ID); err != nil || !attempt.Live() {
		return err
	}
	snap, err := p.app.Payments.Read(ctx, attempt.ID, "")
	if err != nil {
		return err
	}
	switch state := snap.State(); {
	case state == payments.Pending && o.Method == string(payments.Boleto):
		err = p.sandbox.ExpireBoleto(attempt.SessionID)
	case state == payments.Pending:
		err = p.sandbox.ExpirePix(attempt.SessionID)
	}
	if err != nil {
		return fmt.Errorf("past order %d by %s: %w", i, o.Method, err)
	}
	if snap.Session == "open" {
		if err := p.sandbox.ExpireSession(attempt.SessionID); err != nil {
			return fmt.Errorf("past order %d by %s: %w", i, o.Method, err)
		}
	}
	if err := p.app.Orders.Settle(ctx, actor.Stripe(), attempt.ID); err != nil {
		return err
	}
	return p.mails.Expired(ctx, attempt.OrderID)
}

// learnSKUs finds the variants that the past orders name.
func (p *past) learnSKUs(ctx context.Context) error {
	rows, err := p.app.Pool.Query(ctx, "SELECT sku, id FROM variants")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var sku string
		var id int64
		if err := rows.Scan(&sku, &id); err != nil {
			return err
		}
		p.skus[sku] = id
	}
	return rows.Err()
}
