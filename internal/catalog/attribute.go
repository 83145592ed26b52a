package catalog

import (
	"strconv"
	"strings"
)

// Kind is what sort of value an attribute has.
type Kind string

// The kinds. The first definition of an attribute fixes its kind.
const (
	KindNumber Kind = "number"
	KindText   Kind = "text"
	KindBool   Kind = "bool"
	// KindChoice is a text out of a list that staff keep.
	KindChoice Kind = "choice"
)

// Value is one value of a specification: exactly one of its fields counts, the
// one that Kind names. A number may have a unit.
type Value struct {
	Kind   Kind
	Number float64
	Unit   string
	Bool   bool
	Text   string
}

// Number returns a number with its unit, which may be empty.
func Number(n float64, unit string) Value { return Value{Kind: KindNumber, Number: n, Unit: unit} }

// Text returns a text value.
func Text(s string) Value { return Value{Kind: KindText, Text: s} }

// Bool returns a yes or no.
func Bool(b bool) Value { return Value{Kind: KindBool, Bool: b} }

// String returns the value as plain text, numbers with a point: "2.5 GHz",
// "true". It is what a misfit is kept as.
func (v Value) String() string {
	switch v.Kind {
	case KindNumber:
		n := FormatNumber(v.Number)
		if v.Unit != "" {
			return n + " " + v.Unit
		}
		return n
	case KindBool:
		return strconv.FormatBool(v.Bool)
	default:
		return v.Text
	}
}

// FormatNumber writes a number with a point and only the digits that it needs.
func FormatNumber(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// attribute is a defined attribute as the import knows it.
type attribute struct {
	id      int64
	slug    string
	kind    Kind
	unit    string
	choices map[string]int64
}

// fit turns a value into what the attribute keeps: a number in the attribute's
// unit, a choice of its list, or, when it does not fit, a text with the reason.
func (a *attribute) fit(v Value) (fitted Value, misfit string) {
	switch {
	case a.kind == KindChoice && v.Kind == KindText:
		if _, known := a.choices[v.Text]; known {
			return Value{Kind: KindChoice, Text: v.Text}, ""
		}
		return v, "is not one of the attribute's choices"
	case a.kind != v.Kind:
		return Text(v.String()), "is " + article(v.Kind) + ", the attribute is " + article(a.kind)
	case v.Kind != KindNumber || v.Unit == a.unit:
		return v, ""
	}
	switch {
	case v.Unit == "":
		return Text(v.String()), "has no unit, the attribute is in " + a.unit
	case a.unit == "":
		return Text(v.String()), "is in " + v.Unit + ", the attribute has no unit"
	}
	converted, ok := convert(v.Number, v.Unit, a.unit)
	if !ok {
		return Text(v.String()), "is in " + v.Unit + ", which does not convert to " + a.unit
	}
	return Number(converted, a.unit), ""
}

func article(k Kind) string {
	switch k {
	case KindNumber:
		return "a number"
	case KindBool:
		return "a yes or no"
	case KindChoice:
		return "a choice"
	default:
		return "a text"
	}
}

// attributeSlug returns the name of an attribute in addresses. A key that is
// already one stays as it is, so that files and addresses agree.
func attributeSlug(key string) string {
	if isKey(key) {
		return key
	}
	return Slug(key)
}

func isKey(key string) bool {
	return key != "" && len(key) <= 100 && strings.Trim(key, "abcdefghijklmnopqrstuvwxyz0123456789_-") == "" && strings.ToLower(key) == key
}
