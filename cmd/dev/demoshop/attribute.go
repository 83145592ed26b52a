package demoshop

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Attribute is one line of a product's specification.
type Attribute struct {
	Name  string
	Group string
	Value any    // string, float64 or bool
	Unit  string // of a number; empty for a count
}

// Attributes is a JSON object whose order counts: it is the order in which the
// product page lists them.
type Attributes []Attribute

// UnmarshalJSON reads {"name": value}, value being a string, a number, a
// boolean or {"value": number, "unit": "…"}, and keeps the order of the file.
func (a *Attributes) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return fmt.Errorf("attributes: want an object, got %v (%w)", t, err)
	}
	*a = nil
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return err
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return err
		}
		attr := Attribute{Name: name.(string)}
		if err := attr.read(raw); err != nil {
			return fmt.Errorf("attribute %q: %w", attr.Name, err)
		}
		*a = append(*a, attr)
	}
	return nil
}

func (a *Attribute) read(raw json.RawMessage) error {
	if err := json.Unmarshal(raw, &a.Value); err != nil {
		return err
	}
	switch a.Value.(type) {
	case string, float64, bool:
		return nil
	}
	var measured struct {
		Value *float64 `json:"value"`
		Unit  string   `json:"unit"`
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&measured); err != nil {
		return err
	}
	if measured.Value == nil || measured.Unit == "" {
		return fmt.Errorf("want a value and a unit, got %s", raw)
	}
	a.Value, a.Unit = *measured.Value, measured.Unit
	return nil
}
