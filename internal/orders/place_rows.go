package orders

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/cart"
	"tenaz/internal/inventory"
	q "tenaz/queries/orders"
)

func orderParams(by actor.Actor, in PlaceInput, c cart.Cart, hash string, t terms, now time.Time) q.InsertOrderParams {
	p := q.InsertOrderParams{
		CartID: c.ID, ContentHash: hash, Locale: in.Locale, Email: c.Checkout.Email, Name: c.Checkout.Name,
		Document: c.Checkout.Document, CompanyName: c.Checkout.CompanyName, StateRegistration: c.Checkout.StateRegistration,
		Phone: c.Checkout.Phone, Recipient: c.Checkout.Recipient, PostalCode: c.Checkout.PostalCode,
		Street: c.Checkout.Street, NumberInStreet: c.Checkout.Number, Complement: c.Checkout.Complement,
		District: c.Checkout.District, City: c.Checkout.City, Uf: c.Checkout.State, TermsVersion: t.version,
		ShippingCode: t.option.Code, ShippingName: t.option.Name,
		ShippingDaysMin: int32(t.option.DaysMin), ShippingDaysMax: int32(t.option.DaysMax),
		PaymentMethod: c.Checkout.PaymentMethod, ItemsCents: t.totals.Items, DiscountCents: t.totals.Discount,
		ShippingCents: t.totals.Shipping, TotalCents: t.totals.Total, Now: now,
	}
	if by.Kind == actor.Customer && by.ID != 0 {
		p.UserID = &by.ID
	}
	if p.Recipient == "" {
		p.Recipient = p.Name
	}
	return p
}

// insertLines snapshots the cart's lines into the order and returns them with
// the stock that they want.
func insertLines(ctx context.Context, tx pgx.Tx, orderID int64, c cart.Cart, t terms) ([]Line, []inventory.Want, error) {
	p := q.InsertLinesParams{OrderID: orderID, Discounts: cents(t.discounts), Shippings: cents(t.freights)}
	lines := make([]Line, len(c.Lines))
	for i, line := range c.Lines {
		v := line.Sellable
		cost := int64(-1)
		if v.Cost != nil {
			cost = int64(*v.Cost)
		}
		p.Positions = append(p.Positions, int32(i+1))
		p.ProductIds = append(p.ProductIds, v.ProductID)
		p.VariantIds = append(p.VariantIds, line.VariantID)
		p.Titles = append(p.Titles, v.Title)
		p.Options = append(p.Options, v.Options)
		p.Skus = append(p.Skus, v.SKU)
		p.Gtins = append(p.Gtins, v.GTIN)
		p.Ncms = append(p.Ncms, v.NCM)
		p.Cests = append(p.Cests, v.CEST)
		p.Origins = append(p.Origins, v.Origin)
		p.Units = append(p.Units, v.Unit)
		p.Cclasstribs = append(p.Cclasstribs, v.CClassTrib)
		p.ImageKeys = append(p.ImageKeys, v.ImageKey)
		p.Weights = append(p.Weights, int32(v.WeightGrams))
		p.UnitPrices = append(p.UnitPrices, int64(line.UnitPrice))
		p.Costs = append(p.Costs, cost)
		p.Quantities = append(p.Quantities, int32(line.Quantity))
		lines[i] = Line{
			VariantID: line.VariantID, Title: v.Title, Options: v.Options, UnitPrice: line.UnitPrice,
			Total: line.Total, DiscountShare: t.discounts[i], ShippingShare: t.freights[i], Quantity: line.Quantity,
		}
	}
	rows, err := q.New().InsertLines(ctx, tx, p)
	if err != nil {
		return nil, nil, err
	}
	wants := make([]inventory.Want, len(rows))
	for i, row := range rows {
		wants[i] = inventory.Want{OrderLineID: row.ID, VariantID: row.VariantID, Quantity: int(row.Quantity)}
	}
	return lines, wants, nil
}

func insertAdjustments(ctx context.Context, tx pgx.Tx, orderID int64, c cart.Cart, t terms) error {
	p := q.InsertAdjustmentsParams{
		OrderID: orderID, Kinds: []string{"shipping"}, Sources: []string{"shipping:" + t.option.Code},
		Amounts: []int64{int64(t.totals.Shipping)},
	}
	if t.totals.Discount > 0 {
		p.Kinds = append(p.Kinds, "discount")
		p.Sources = append(p.Sources, "method:"+c.Checkout.PaymentMethod)
		p.Amounts = append(p.Amounts, -int64(t.totals.Discount))
	}
	return q.New().InsertAdjustments(ctx, tx, p)
}
