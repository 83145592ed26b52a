package catalog

import (
	"fmt"
	"strings"

	"tenaz/internal/money"
)

func (in *ProductInput) checkOptions() error {
	seen := map[string]bool{}
	for i := range in.Options {
		o := &in.Options[i]
		o.Name = strings.TrimSpace(o.Name)
		if err := checkText("option", o.Name, longestName); err != nil {
			return err
		}
		if o.Name == "" || seen[o.Name] {
			return problem("an option has no name, or two have the same")
		}
		seen[o.Name] = true
		values := map[string]bool{}
		for j := range o.Values {
			v := &o.Values[j]
			v.Value = strings.TrimSpace(v.Value)
			if err := checkText("option value", v.Value, longestName); err != nil {
				return err
			}
			if v.Value == "" || values[v.Value] {
				return problem("option " + clip(o.Name) + " has an empty value, or one twice")
			}
			values[v.Value] = true
			color, known := swatchColor(v.Swatch)
			if !known {
				return problem("swatch " + clip(v.Swatch) + " is no colour")
			}
			v.Swatch = color
		}
	}
	return nil
}

func (in *ProductInput) checkVariants() error {
	skus, gtins, chosen := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i := range in.Variants {
		v := &in.Variants[i]
		if err := v.check(); err != nil {
			return err
		}
		if skus[v.SKU] {
			return problem("SKU " + clip(v.SKU) + " stands twice in this product")
		}
		if v.GTIN != "" && gtins[v.GTIN] {
			return problem("GTIN " + v.GTIN + " stands twice in this product")
		}
		skus[v.SKU], gtins[v.GTIN] = true, true
		choice, err := in.choice(v)
		if err != nil {
			return err
		}
		if len(in.Options) > 0 && chosen[choice] {
			return problem("two variants have the same options")
		}
		chosen[choice] = true
		if v.ImageKey != "" && !in.hasImage(v.ImageKey) {
			return problem("the picture of variant " + clip(v.SKU) + " is none of the product's")
		}
	}
	return nil
}

// choice returns the values that a variant chooses, in the order of the options.
func (in *ProductInput) choice(v *VariantInput) (string, error) {
	if len(v.Options) != len(in.Options) {
		return "", problem("variant " + clip(v.SKU) + " does not choose a value for each option")
	}
	var all strings.Builder
	for _, o := range in.Options {
		value, found := strings.TrimSpace(v.Options[o.Name]), false
		for _, known := range o.Values {
			found = found || known.Value == value
		}
		if !found {
			return "", problem("variant " + clip(v.SKU) + " has no known value for option " + clip(o.Name))
		}
		v.Options[o.Name] = value
		all.WriteString(value + "\x00")
	}
	return all.String(), nil
}

func (in *ProductInput) hasImage(key string) bool {
	for _, image := range in.Images {
		if image.Key == key {
			return true
		}
	}
	return false
}

func (v *VariantInput) check() error {
	for _, s := range []*string{&v.SKU, &v.GTIN, &v.NCM, &v.CEST, &v.Origin, &v.Unit, &v.CClassTrib} {
		*s = strings.TrimSpace(*s)
		if err := checkText("a code of variant "+clip(v.SKU), *s, 100); err != nil {
			return err
		}
	}
	switch {
	case v.SKU == "":
		return problem("SKU is missing")
	case v.Price < 0:
		return problem("price is negative")
	case v.Price > money.Max:
		return problem("price is over the limit")
	case v.CompareAt != nil && (*v.CompareAt < 0 || *v.CompareAt > money.Max):
		return problem("compare-at price is negative or over the limit")
	case v.Cost != nil && (*v.Cost < 0 || *v.Cost > money.Max):
		return problem("cost is negative or over the limit")
	case v.Stock < 0 || v.Stock > largestMeasurement:
		return problem("stock is negative or over the limit")
	case v.GTIN != "" && (!isNumber(v.GTIN) || len(v.GTIN) < 8 || len(v.GTIN) > 14):
		return problem("GTIN " + clip(v.GTIN) + " is not a number of 8 to 14 digits")
	}
	for name, n := range map[string]*int{"weight": v.WeightGrams, "length": v.LengthMM, "width": v.WidthMM, "height": v.HeightMM} {
		if n != nil && (*n < 0 || *n > largestMeasurement) {
			return problem(fmt.Sprintf("%s of %d is negative or over the limit", name, *n))
		}
	}
	return checkAttributes(v.Attributes)
}

// gtinChecks reports whether the last digit of a GTIN is the one that the
// others give.
func gtinChecks(gtin string) bool {
	sum := 0
	for i := range len(gtin) - 1 {
		weight := 3
		if (len(gtin)-2-i)%2 == 1 {
			weight = 1
		}
		sum += int(gtin[i]-'0') * weight
	}
	return (10-sum%10)%10 == int(gtin[len(gtin)-1]-'0')
}
