package catalog

import (
	"context"
	"strconv"

	q "tenaz/queries/catalog"
)

// spec is one line of a specification on its way into the database: variant is
// the index of the variant that it belongs to, -1 for the whole product.
type spec struct {
	variant int
	slug    string
	in      AttributeInput
}

// collectSpecs lists the specification lines of an item. Two keys of one
// product that come to the same slug are two attributes.
func (it *item) collectSpecs() {
	add := func(variant int, inputs []AttributeInput) {
		seen := make(map[string]bool, len(inputs))
		for _, in := range inputs {
			slug := attributeSlug(in.Key)
			for n := 2; seen[slug]; n++ {
				slug = attributeSlug(in.Key) + "-" + strconv.Itoa(n)
			}
			seen[slug] = true
			it.specs = append(it.specs, spec{variant: variant, slug: slug, in: in})
		}
	}
	add(-1, it.in.Attributes)
	for i, v := range it.in.Variants {
		add(i, v.Attributes)
	}
}

// resolveAttributes loads the attributes that the batch names and defines the
// new ones, each by its first value.
func (b *batch) resolveAttributes(ctx context.Context) error {
	b.attrs = map[string]*attribute{}
	var slugs []string
	for _, it := range b.items {
		it.specs = it.specs[:0]
		it.collectSpecs()
		for _, sp := range it.specs {
			if _, known := b.attrs[sp.slug]; !known {
				b.attrs[sp.slug] = nil
				slugs = append(slugs, sp.slug)
			}
		}
	}
	if len(slugs) == 0 {
		return nil
	}
	rows, err := b.service.q.LoadAttributes(ctx, b.tx, slugs)
	if err != nil {
		return err
	}
	choices := map[int64]*attribute{}
	var choiceIDs []int64
	for _, r := range rows {
		a := &attribute{id: r.ID, slug: r.Slug, kind: Kind(r.Kind), unit: r.Unit}
		b.attrs[r.Slug] = a
		if a.kind == KindChoice {
			a.choices = map[string]int64{}
			choices[a.id], choiceIDs = a, append(choiceIDs, a.id)
		}
	}
	if len(choiceIDs) > 0 {
		known, err := b.service.q.LoadChoices(ctx, b.tx, choiceIDs)
		if err != nil {
			return err
		}
		for _, r := range known {
			choices[r.AttributeID].choices[r.Value] = r.ID
		}
	}
	if len(rows) == len(slugs) {
		return nil
	}
	return b.defineAttributes(ctx)
}

func (b *batch) defineAttributes(ctx context.Context) error {
	last, err := b.service.q.LastAttributePosition(ctx, b.tx)
	if err != nil {
		return err
	}
	var fresh q.InsertAttributesParams
	for _, it := range b.items {
		for _, sp := range it.specs {
			if b.attrs[sp.slug] != nil {
				continue
			}
			last++
			v := sp.in.Value
			b.attrs[sp.slug] = &attribute{slug: sp.slug, kind: v.Kind, unit: v.Unit}
			fresh.Slugs = append(fresh.Slugs, sp.slug)
			fresh.Names = append(fresh.Names, attributeName(sp.in.Key))
			fresh.GroupNames = append(fresh.GroupNames, sp.in.Group)
			fresh.Kinds = append(fresh.Kinds, string(v.Kind))
			fresh.Units = append(fresh.Units, v.Unit)
			fresh.Positions = append(fresh.Positions, last)
		}
	}
	rows, err := b.service.q.InsertAttributes(ctx, b.tx, fresh)
	if err != nil {
		return err
	}
	for _, r := range rows {
		b.attrs[r.Slug].id = r.ID
	}
	return nil
}

// saveValues writes the specification lines that differ from what is stored and
// removes those that the input leaves out.
func (b *batch) saveValues(ctx context.Context) error {
	var gone goneValues
	var fresh []q.CopyValuesParams
	for _, it := range b.items {
		wanted := make(map[valueKey]bool, len(it.specs))
		for i, sp := range it.specs {
			a := b.attrs[sp.slug]
			value, misfit := a.fit(sp.in.Value)
			if misfit != "" {
				it.out.Warnings = append(it.out.Warnings, "attribute "+clip(sp.in.Key)+": "+clip(sp.in.Value.String())+" "+misfit+"; kept as text")
			}
			row := it.valueRow(sp, a, value, int32(i+1))
			key := valueKey{row.VariantID, a.id}
			wanted[key] = true
			if it.old != nil {
				old, exists := it.old.values[key]
				if exists && sameValue(old, row) {
					continue
				}
				if exists {
					gone.add(it.id, key)
				}
			}
			it.content = true
			fresh = append(fresh, row)
		}
		if it.old == nil {
			continue
		}
		for key := range it.old.values {
			if !wanted[key] && it.replaces(key.variant) {
				it.content = true
				gone.add(it.id, key)
			}
		}
	}
	if len(gone.ProductIds) > 0 {
		if err := b.service.q.DeleteValues(ctx, b.tx, gone.DeleteValuesParams); err != nil {
			return err
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	_, err := b.service.q.CopyValues(ctx, b.tx, fresh)
	return err
}
