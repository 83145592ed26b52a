package catalog

import (
	"context"

	q "tenaz/queries/catalog"
)

// saveOptions writes the options, their values and what each variant chooses,
// where they differ from what is stored.
func (b *batch) saveOptions(ctx context.Context) error {
	var changed []*item
	for _, it := range b.items {
		if len(it.in.Options) > 0 && !it.sameOptions() {
			it.content = true
			changed = append(changed, it)
		}
	}
	if len(changed) == 0 {
		return nil
	}
	var options q.PutOptionsParams
	for _, it := range changed {
		for i, o := range it.in.Options {
			options.ProductIds = append(options.ProductIds, it.id)
			options.Names = append(options.Names, o.Name)
			options.Positions = append(options.Positions, int32(i))
		}
	}
	rows, err := b.service.q.PutOptions(ctx, b.tx, options)
	if err != nil {
		return err
	}
	type optionName struct {
		product int64
		name    string
	}
	optionIDs := make(map[optionName]int64, len(rows))
	for _, r := range rows {
		optionIDs[optionName{r.ProductID, r.Name}] = r.ID
	}
	var values q.PutOptionValuesParams
	for _, it := range changed {
		for _, o := range it.in.Options {
			for i, v := range o.Values {
				values.OptionIds = append(values.OptionIds, optionIDs[optionName{it.id, o.Name}])
				values.Vals = append(values.Vals, v.Value)
				values.Swatches = append(values.Swatches, v.Swatch)
				values.Positions = append(values.Positions, int32(i))
			}
		}
	}
	made, err := b.service.q.PutOptionValues(ctx, b.tx, values)
	if err != nil {
		return err
	}
	type valueName struct {
		option int64
		value  string
	}
	valueIDs := make(map[valueName]int64, len(made))
	for _, r := range made {
		valueIDs[valueName{r.OptionID, r.Value}] = r.ID
	}
	var choices q.PutVariantOptionsParams
	for _, it := range changed {
		for i, v := range it.in.Variants {
			for name, value := range v.Options {
				option := optionIDs[optionName{it.id, name}]
				choices.VariantIds = append(choices.VariantIds, it.variantIDs[i])
				choices.OptionIds = append(choices.OptionIds, option)
				choices.ValueIds = append(choices.ValueIds, valueIDs[valueName{option, value}])
			}
		}
	}
	return b.service.q.PutVariantOptions(ctx, b.tx, choices)
}

// sameOptions reports whether the options that the input names are stored as
// they are.
func (it *item) sameOptions() bool {
	if it.old == nil {
		return false
	}
	type named struct{ option, value string }
	rows := make(map[named]q.LoadOptionsRow, len(it.old.options))
	for _, r := range it.old.options {
		rows[named{r.Name, r.Value}] = r
	}
	for i, o := range it.in.Options {
		for j, v := range o.Values {
			r, known := rows[named{o.Name, v.Value}]
			if !known || int(r.OptionPosition) != i || int(r.ValuePosition) != j || r.Swatch != v.Swatch {
				return false
			}
		}
	}
	for i, v := range it.in.Variants {
		for name, value := range v.Options {
			r := rows[named{name, value}]
			if it.variantIDs[i] == 0 || it.old.choices[choiceKey{it.variantIDs[i], r.OptionID}] != r.ValueID {
				return false
			}
		}
	}
	return true
}
