package catalog

// OptionChoice is one option of a product with the state of each value, seen
// from the chosen variant.
type OptionChoice struct {
	Name   string
	Chosen string
	Values []ValueChoice
}

// ValueChoice is one value that can be chosen: VariantID is the variant that
// choosing it leads to, 0 if no variant has it.
type ValueChoice struct {
	Value     string
	Swatch    string
	VariantID int64
	Chosen    bool
	Stock     Stock
}

// Choices returns the options with the variant that each value leads to: the
// one that differs from the chosen variant in this option alone, else the one
// that keeps most of the other choices.
func (p Product) Choices() []OptionChoice {
	current := p.choices[p.Variant().ID]
	all := make([]OptionChoice, 0, len(p.Options))
	for _, o := range p.Options {
		choice := OptionChoice{Name: o.Name, Values: make([]ValueChoice, 0, len(o.Values))}
		for _, v := range o.Values {
			to, found := p.variantWith(o.ID, v.ID, current)
			if !found {
				continue
			}
			value := ValueChoice{Value: v.Value, Swatch: v.Swatch, VariantID: to.ID, Stock: to.Stock(), Chosen: current[o.ID] == v.ID}
			if value.Chosen {
				choice.Chosen = v.Value
			}
			choice.Values = append(choice.Values, value)
		}
		if len(choice.Values) > 0 {
			all = append(all, choice)
		}
	}
	return all
}

func (p Product) variantWith(option, value int64, current map[int64]int64) (Variant, bool) {
	best, most := -1, -1
	for i, v := range p.Variants {
		chosen := p.choices[v.ID]
		if chosen[option] != value {
			continue
		}
		same := 0
		for o, other := range current {
			if o != option && chosen[o] == other {
				same++
			}
		}
		if same > most {
			best, most = i, same
		}
	}
	if best < 0 {
		return Variant{}, false
	}
	return p.Variants[best], true
}

// OptionsOf returns the values that a variant has chosen, in the order of the
// options.
func (p Product) OptionsOf(variantID int64) []string {
	var values []string
	chosen := p.choices[variantID]
	for _, o := range p.Options {
		for _, v := range o.Values {
			if chosen[o.ID] == v.ID {
				values = append(values, v.Value)
			}
		}
	}
	return values
}
