package catalog

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// rowAttributes is a JSON object of specifications in the order of the file,
// which is the order in which the product page shows them.
type rowAttributes []rowAttribute

type rowAttribute struct {
	key   string
	value Value
}

// UnmarshalJSON implements json.Unmarshaler. A value is a text, a number, a
// boolean, or {"value", "unit"}; null is left out. Of a name that stands twice
// the last value counts.
func (a *rowAttributes) UnmarshalJSON(data []byte) error {
	*a = nil
	if bytes.Equal(data, []byte("null")) {
		return nil
	}
	if len(data) == 0 || data[0] != '{' {
		return problem("is no object")
	}
	*a = rowAttributes{}
	dec := json.NewDecoder(bytes.NewReader(data))
	if _, err := dec.Token(); err != nil {
		return err
	}
	index := map[string]int{}
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return err
		}
		if bytes.Equal(raw, []byte("null")) {
			continue
		}
		value, err := parseValue(raw)
		if err != nil {
			return problem(clip(key) + " " + err.Error())
		}
		if at, twice := index[key]; twice {
			(*a)[at].value = value
			continue
		}
		index[key] = len(*a)
		*a = append(*a, rowAttribute{key: key, value: value})
	}
	return nil
}

func parseValue(raw json.RawMessage) (Value, error) {
	switch c := raw[0]; {
	case c == '"':
		var text string
		err := json.Unmarshal(raw, &text)
		return Text(text), err
	case c == 't' || c == 'f':
		return Bool(c == 't'), nil
	case c == '-' || c >= '0' && c <= '9':
		n, err := strconv.ParseFloat(string(raw), 64)
		if err != nil {
			return Value{}, problem("is a number out of range")
		}
		return Number(n, ""), nil
	case c == '{':
		return parseMeasured(raw)
	default:
		return Value{}, problem(`is neither a text, a number, a boolean nor {"value", "unit"}`)
	}
}

// parseMeasured reads {"value", "unit"}.
func parseMeasured(raw json.RawMessage) (Value, error) {
	var parts struct {
		Value json.RawMessage `json:"value"`
		Unit  *string         `json:"unit"`
	}
	if err := json.Unmarshal(raw, &parts); err != nil || len(parts.Value) == 0 || parts.Value[0] == '{' || parts.Value[0] == '[' || parts.Value[0] == 'n' {
		return Value{}, problem(`has no plain "value", or its "unit" is no text`)
	}
	value, err := parseValue(parts.Value)
	if err != nil || parts.Unit == nil || *parts.Unit == "" {
		return value, err
	}
	if value.Kind != KindNumber {
		// "IPS" with a unit is no number: it is kept as it reads.
		return Text(value.String() + " " + *parts.Unit), nil
	}
	value.Unit = *parts.Unit
	return value, nil
}
