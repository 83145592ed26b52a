package catalog

import "tenaz/internal/money"

// product turns a row into what SaveProducts takes. Pictures are not part of an
// import: an address in a file is not fetched.
func (row *importRow) product(stock int) (ProductInput, []string) {
	in := ProductInput{
		Slug: row.Slug, Title: row.Title, Brand: row.Brand, Category: row.Category, Summary: row.Summary,
		Description: row.Description, BoxContents: row.Box, Featured: row.Featured, State: row.State,
		Attributes: row.Attributes.inputs(row.Groups),
	}
	for _, o := range row.Options {
		option := OptionInput{Name: o.Name}
		for _, v := range o.Values {
			option.Values = append(option.Values, OptionValueInput{Value: v.Value, Swatch: v.Swatch})
		}
		in.Options = append(in.Options, option)
	}
	if len(row.Variants) == 0 {
		in.Variants = []VariantInput{row.variant(row.code(), stock)}
		return in, nil
	}
	var warnings []string
	if row.Price != nil || row.GTIN != "" {
		warnings = append(warnings, "price and GTIN beside a list of variants are not read")
	}
	for _, v := range row.Variants {
		variant := v.variant(string(v.SKU), stock)
		variant.Options, variant.Attributes = v.Options, v.Attributes.inputs(row.Groups)
		in.Variants = append(in.Variants, variant)
	}
	return in, warnings
}

func (o *rowOffer) variant(sku string, stock int) VariantInput {
	v := VariantInput{
		SKU: sku, GTIN: string(o.GTIN), CompareAt: cents(o.CompareAt), Cost: cents(o.Cost), Stock: stock,
		WeightGrams: number(o.Weight), LengthMM: number(o.Length), WidthMM: number(o.Width), HeightMM: number(o.Height),
		NCM: string(o.NCM), CEST: string(o.CEST), Origin: string(o.Origin), Unit: o.Unit, CClassTrib: string(o.CClassTrib),
	}
	if o.Price != nil {
		v.Price = money.Cents(*o.Price)
	}
	if o.Stock != nil {
		v.Stock = int(*o.Stock)
	}
	return v
}

func (a rowAttributes) inputs(groups map[string]string) []AttributeInput {
	if a == nil {
		return nil
	}
	inputs := make([]AttributeInput, 0, len(a))
	for _, one := range a {
		inputs = append(inputs, AttributeInput{Key: one.key, Group: groups[one.key], Value: one.value})
	}
	return inputs
}

func cents(n *whole) *money.Cents {
	if n == nil {
		return nil
	}
	c := money.Cents(*n)
	return &c
}

func number(n *whole) *int {
	if n == nil {
		return nil
	}
	i := int(*n)
	return &i
}
