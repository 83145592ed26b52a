package catalog

import q "tenaz/queries/catalog"

// goneValues collects the keys of values to delete.
type goneValues struct{ q.DeleteValuesParams }

func (g *goneValues) add(product int64, key valueKey) {
	g.ProductIds = append(g.ProductIds, product)
	g.VariantIds = append(g.VariantIds, key.variant)
	g.AttributeIds = append(g.AttributeIds, key.attribute)
}

// replaces reports whether the input names all the specifications of a variant
// (0: of the product), so that those it leaves out are to go.
func (it *item) replaces(variant int64) bool {
	if variant == 0 {
		return it.in.Attributes != nil
	}
	for i, id := range it.variantIDs {
		if id == variant {
			return it.in.Variants[i].Attributes != nil
		}
	}
	return false
}

func (it *item) valueRow(sp spec, a *attribute, v Value, position int32) q.CopyValuesParams {
	row := q.CopyValuesParams{ProductID: it.id, AttributeID: a.id, Position: position}
	if sp.variant >= 0 {
		row.VariantID = it.variantIDs[sp.variant]
	}
	switch v.Kind {
	case KindNumber:
		row.Number = &v.Number
	case KindBool:
		row.Bool = &v.Bool
	case KindChoice:
		id := a.choices[v.Text]
		row.ChoiceID = &id
	default:
		row.Text = &v.Text
	}
	return row
}

func sameValue(old q.AttributeValue, row q.CopyValuesParams) bool {
	return old.Position == row.Position && samePointer(old.Number, row.Number) && samePointer(old.Bool, row.Bool) &&
		samePointer(old.ChoiceID, row.ChoiceID) && samePointer(old.Text, row.Text)
}

func samePointer[T comparable](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
