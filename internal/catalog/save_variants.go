package catalog

import (
	"context"

	"tenaz/internal/money"
	q "tenaz/queries/catalog"
)

// saveVariants inserts and updates the variants, and writes the history of
// every price that is new or changed.
func (b *batch) saveVariants(ctx context.Context) error {
	fresh := q.InsertVariantsParams{Now: b.now}
	changed := q.UpdateVariantsParams{Now: b.now}
	history := q.InsertPriceHistoryParams{Now: b.now, ActorKind: string(b.by.Kind), ActorID: b.by.ID}
	type place struct {
		it *item
		i  int
	}
	created := map[string]place{}
	for _, it := range b.items {
		for i := range it.in.Variants {
			v := &it.in.Variants[i]
			if it.variantIDs[i] == 0 {
				created[v.SKU] = place{it, i}
				appendVariant(&fresh, it.id, it.newVariant(i))
				it.content = true
				continue
			}
			old := it.old.variant(it.variantIDs[i])
			now := it.mergedVariant(i, old)
			if sameVariant(*old, now) {
				continue
			}
			it.numbers = true
			it.content = it.content || old.Position != now.Position || old.Gtin != now.Gtin
			appendChange(&changed, now)
			if old.PriceCents != now.PriceCents || !sameCents(old.CompareAtCents, now.CompareAtCents) {
				history.VariantIds = append(history.VariantIds, old.ID)
				history.Prices = append(history.Prices, int64(now.PriceCents))
				history.CompareAts = append(history.CompareAts, centsOr(now.CompareAtCents))
			}
		}
	}
	if len(changed.Ids) > 0 {
		if err := b.service.q.UpdateVariants(ctx, b.tx, changed); err != nil {
			return err
		}
	}
	var openings []Opening
	if len(fresh.Skus) > 0 {
		rows, err := b.service.q.InsertVariants(ctx, b.tx, fresh)
		if err != nil {
			return err
		}
		for _, r := range rows {
			at := created[r.Sku]
			v := at.it.newVariant(at.i)
			at.it.variantIDs[at.i] = r.ID
			history.VariantIds = append(history.VariantIds, r.ID)
			history.Prices = append(history.Prices, int64(v.PriceCents))
			history.CompareAts = append(history.CompareAts, centsOr(v.CompareAtCents))
			// None in stock is a level too: without one nobody could add to it.
			openings = append(openings, Opening{VariantID: r.ID, Quantity: at.it.in.Variants[at.i].Stock})
		}
	}
	if len(history.VariantIds) > 0 {
		if err := b.service.q.InsertPriceHistory(ctx, b.tx, history); err != nil {
			return err
		}
	}
	if len(openings) > 0 && b.service.OpeningStockTx != nil {
		return b.service.OpeningStockTx(ctx, b.tx, b.by, openings)
	}
	return nil
}

// newVariant returns variant i as it is inserted.
func (it *item) newVariant(i int) q.LoadVariantsRow {
	row := q.LoadVariantsRow{Unit: "UN", Position: int32(i)}
	if it.old != nil && len(it.in.Variants) == 1 {
		for _, v := range it.old.variants {
			row.Position = max(row.Position, v.Position+1)
		}
	}
	return it.in.Variants[i].onto(row)
}

// mergedVariant returns the stored variant with what the input names.
func (it *item) mergedVariant(i int, old *q.LoadVariantsRow) q.LoadVariantsRow {
	row := *old
	if len(it.in.Variants) > 1 {
		row.Position = int32(i)
	}
	return it.in.Variants[i].onto(row)
}

func (v *VariantInput) onto(row q.LoadVariantsRow) q.LoadVariantsRow {
	row.Sku, row.Gtin, row.PriceCents = v.SKU, orElse(v.GTIN, row.Gtin), v.Price
	if v.CompareAt != nil {
		row.CompareAtCents = nil
		if *v.CompareAt > 0 {
			row.CompareAtCents = v.CompareAt
		}
	}
	if v.Cost != nil {
		row.CostCents = v.Cost
	}
	for to, from := range map[*int32]*int{&row.WeightGrams: v.WeightGrams, &row.LengthMm: v.LengthMM, &row.WidthMm: v.WidthMM, &row.HeightMm: v.HeightMM} {
		if from != nil {
			*to = int32(*from)
		}
	}
	row.Ncm, row.Cest, row.Origin = orElse(v.NCM, row.Ncm), orElse(v.CEST, row.Cest), orElse(v.Origin, row.Origin)
	row.Unit, row.Cclasstrib = orElse(v.Unit, row.Unit), orElse(v.CClassTrib, row.Cclasstrib)
	return row
}

// sameVariant compares what saving a variant may change.
func sameVariant(a, b q.LoadVariantsRow) bool {
	if !sameCents(a.CompareAtCents, b.CompareAtCents) || !sameCents(a.CostCents, b.CostCents) {
		return false
	}
	a.CompareAtCents, a.CostCents, a.ImageID = nil, nil, nil
	b.CompareAtCents, b.CostCents, b.ImageID = nil, nil, nil
	return a == b
}

func sameCents(a, b *money.Cents) bool { return centsOr(a) == centsOr(b) }

// centsOr returns an amount, or -1, which stands for NULL in the queries.
func centsOr(c *money.Cents) int64 {
	if c == nil {
		return -1
	}
	return int64(*c)
}

func appendVariant(in *q.InsertVariantsParams, productID int64, v q.LoadVariantsRow) {
	in.ProductIds, in.Positions = append(in.ProductIds, productID), append(in.Positions, v.Position)
	in.Skus, in.Gtins = append(in.Skus, v.Sku), append(in.Gtins, v.Gtin)
	in.Prices, in.CompareAts, in.Costs = append(in.Prices, int64(v.PriceCents)), append(in.CompareAts, centsOr(v.CompareAtCents)), append(in.Costs, centsOr(v.CostCents))
	in.Weights, in.Lengths = append(in.Weights, v.WeightGrams), append(in.Lengths, v.LengthMm)
	in.Widths, in.Heights = append(in.Widths, v.WidthMm), append(in.Heights, v.HeightMm)
	in.Ncms, in.Cests, in.Origins = append(in.Ncms, v.Ncm), append(in.Cests, v.Cest), append(in.Origins, v.Origin)
	in.Units, in.Cclasstribs = append(in.Units, v.Unit), append(in.Cclasstribs, v.Cclasstrib)
}

func appendChange(in *q.UpdateVariantsParams, v q.LoadVariantsRow) {
	in.Ids, in.Positions, in.Gtins = append(in.Ids, v.ID), append(in.Positions, v.Position), append(in.Gtins, v.Gtin)
	in.Prices, in.CompareAts, in.Costs = append(in.Prices, int64(v.PriceCents)), append(in.CompareAts, centsOr(v.CompareAtCents)), append(in.Costs, centsOr(v.CostCents))
	in.Weights, in.Lengths = append(in.Weights, v.WeightGrams), append(in.Lengths, v.LengthMm)
	in.Widths, in.Heights = append(in.Widths, v.WidthMm), append(in.Heights, v.HeightMm)
	in.Ncms, in.Cests, in.Origins = append(in.Ncms, v.Ncm), append(in.Cests, v.Cest), append(in.Origins, v.Origin)
	in.Units, in.Cclasstribs = append(in.Units, v.Unit), append(in.Cclasstribs, v.Cclasstrib)
}
