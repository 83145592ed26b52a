package catalog

import (
	"context"

	q "tenaz/queries/catalog"
)

// match finds the product of each item and takes every product once into the
// batch; items about a product that is taken already are returned.
func (b *batch) match(ctx context.Context, items []*item) (rest []*item, err error) {
	var skus, gtins []string
	for _, it := range items {
		for _, v := range it.in.Variants {
			skus = append(skus, v.SKU)
			if v.GTIN != "" {
				gtins = append(gtins, v.GTIN)
			}
		}
	}
	rows, err := b.service.q.MatchVariants(ctx, b.tx, q.MatchVariantsParams{Skus: skus, Gtins: gtins})
	if err != nil {
		return nil, err
	}
	bySKU, byGTIN := map[string]q.MatchVariantsRow{}, map[string]q.MatchVariantsRow{}
	for _, r := range rows {
		bySKU[r.Sku] = r
		if r.Gtin != "" {
			byGTIN[r.Gtin] = r
		}
	}
	taken := map[int64]bool{}
	for _, it := range items {
		if it.out.Err = it.match(bySKU, byGTIN); it.out.Err != nil {
			continue
		}
		if it.id != 0 && taken[it.id] {
			rest = append(rest, it)
			continue
		}
		taken[it.id] = true
		b.items = append(b.items, it)
	}
	return rest, nil
}

// match finds the item's variants by SKU, else by GTIN, and with them its
// product.
func (it *item) match(bySKU, byGTIN map[string]q.MatchVariantsRow) error {
	it.id, it.variantIDs = 0, make([]int64, len(it.in.Variants))
	found := map[int64]bool{}
	for i := range it.in.Variants {
		v := &it.in.Variants[i]
		bySku, hasSKU := bySKU[v.SKU]
		byGtin, hasGTIN := byGTIN[v.GTIN]
		if v.GTIN == "" {
			hasGTIN = false
		}
		if hasSKU && hasGTIN && bySku.ID != byGtin.ID {
			return problem("SKU " + clip(v.SKU) + " and GTIN " + v.GTIN + " belong to two different variants")
		}
		match := bySku
		if !hasSKU {
			if !hasGTIN {
				continue
			}
			match = byGtin
			it.out.Warnings = append(it.out.Warnings, "found by GTIN "+v.GTIN+"; its SKU stays "+clip(match.Sku))
			v.SKU = match.Sku
		}
		if it.id != 0 && it.id != match.ProductID {
			return problem("its variants belong to two different products")
		}
		if found[match.ID] {
			return problem("two of its variants are the same stored one")
		}
		found[match.ID] = true
		it.id, it.variantIDs[i] = match.ProductID, match.ID
	}
	return nil
}

// load reads the stored products of the batch.
func (b *batch) load(ctx context.Context) error {
	byID := map[int64]*stored{}
	var ids []int64
	for _, it := range b.items {
		if it.id != 0 {
			it.old = &stored{choices: map[choiceKey]int64{}, values: map[valueKey]q.AttributeValue{}}
			byID[it.id] = it.old
			ids = append(ids, it.id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	queries, tx := b.service.q, b.tx
	products, err := queries.LoadProducts(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, r := range products {
		byID[r.ID].product = r
	}
	variants, err := queries.LoadVariants(ctx, tx, ids)
	if err != nil {
		return err
	}
	productOf := make(map[int64]int64, len(variants))
	for _, r := range variants {
		byID[r.ProductID].variants = append(byID[r.ProductID].variants, r)
		productOf[r.ID] = r.ProductID
	}
	options, err := queries.LoadOptions(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, r := range options {
		byID[r.ProductID].options = append(byID[r.ProductID].options, r)
	}
	choices, err := queries.LoadVariantOptions(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, r := range choices {
		byID[productOf[r.VariantID]].choices[choiceKey{r.VariantID, r.OptionID}] = r.OptionValueID
	}
	images, err := queries.LoadImages(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, r := range images {
		byID[r.ProductID].images = append(byID[r.ProductID].images, r)
	}
	values, err := queries.LoadValues(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, r := range values {
		byID[r.ProductID].values[valueKey{r.VariantID, r.AttributeID}] = r
	}
	return nil
}
