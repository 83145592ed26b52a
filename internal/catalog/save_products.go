package catalog

import (
	"context"

	q "tenaz/queries/catalog"
)

// insertProducts makes the products that are new.
func (b *batch) insertProducts(ctx context.Context) error {
	var fresh []*item
	for _, it := range b.items {
		if it.old == nil {
			fresh = append(fresh, it)
		} else {
			it.out.ProductID, it.out.Slug = it.id, it.old.product.Slug
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	if err := b.productSlugs(ctx, fresh); err != nil {
		return err
	}
	in := q.InsertProductsParams{Now: b.now}
	for _, it := range fresh {
		in.Slugs = append(in.Slugs, it.out.Slug)
		in.Titles = append(in.Titles, it.in.Title)
		in.Summaries = append(in.Summaries, it.in.Summary)
		in.Descriptions = append(in.Descriptions, it.in.Description)
		in.Boxes = append(in.Boxes, it.in.BoxContents)
		in.BrandIds = append(in.BrandIds, it.brand)
		in.CategoryIds = append(in.CategoryIds, it.category)
		in.States = append(in.States, orElse(it.in.State, "active"))
		in.Featured = append(in.Featured, it.in.Featured != nil && *it.in.Featured)
	}
	rows, err := b.service.q.InsertProducts(ctx, b.tx, in)
	if err != nil {
		return err
	}
	ids := make(map[string]int64, len(rows))
	for _, r := range rows {
		ids[r.Slug] = r.ID
	}
	for _, it := range fresh {
		it.id = ids[it.out.Slug]
		it.out.ProductID, it.out.Created = it.id, true
	}
	return nil
}

// updateProducts writes the products whose own fields, options, pictures or
// specifications changed, each once and with a new version.
func (b *batch) updateProducts(ctx context.Context) error {
	in := q.UpdateProductsParams{Now: b.now}
	for _, it := range b.items {
		if it.old == nil {
			continue
		}
		old, merged := it.old.product, it.merged()
		if merged == old && !it.content {
			continue
		}
		it.content = true
		in.Ids = append(in.Ids, it.id)
		in.Titles = append(in.Titles, merged.Title)
		in.Summaries = append(in.Summaries, merged.Summary)
		in.Descriptions = append(in.Descriptions, merged.Description)
		in.Boxes = append(in.Boxes, merged.BoxContents)
		in.BrandIds = append(in.BrandIds, merged.BrandID)
		in.CategoryIds = append(in.CategoryIds, merged.CategoryID)
		in.States = append(in.States, merged.State)
		in.Featured = append(in.Featured, merged.Featured)
	}
	if len(in.Ids) == 0 {
		return nil
	}
	return b.service.q.UpdateProducts(ctx, b.tx, in)
}

// merged returns the stored product with what the input names.
func (it *item) merged() q.LoadProductsRow {
	p := it.old.product
	p.Title, p.BrandID, p.CategoryID = it.in.Title, it.brand, it.category
	p.Summary = orElse(it.in.Summary, p.Summary)
	p.Description = orElse(it.in.Description, p.Description)
	p.BoxContents = orElse(it.in.BoxContents, p.BoxContents)
	p.State = orElse(it.in.State, p.State)
	if it.in.Featured != nil {
		p.Featured = *it.in.Featured
	}
	return p
}

func orElse(text, other string) string {
	if text != "" {
		return text
	}
	return other
}
