package admin

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tenaz/internal/i18n"
	"tenaz/internal/money"
)

// Changes lists the fields that differ between two JSON objects of the log, by
// name. What is no object is left out: the log holds none.
func Changes(before, after json.RawMessage) []AuditChange {
	was, is := object(before), object(after)
	names := maps.Clone(was)
	if names == nil {
		names = map[string]any{}
	}
	maps.Copy(names, is)
	var changes []AuditChange
	for _, name := range slices.Sorted(maps.Keys(names)) {
		c := AuditChange{Field: name, Before: plainValue(was, name), After: plainValue(is, name)}
		if c.Before != c.After {
			changes = append(changes, c)
		}
	}
	return changes
}

func object(raw json.RawMessage) map[string]any {
	if len(raw) == 0 {
		return nil
	}
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.UseNumber()
	var values map[string]any
	if decoder.Decode(&values) != nil {
		return nil
	}
	return values
}

// plainValue writes a value as the log holds it, empty for none.
func plainValue(values map[string]any, name string) string {
	switch v := values[name].(type) {
	case nil:
		return ""
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	default:
		raw, err := json.Marshal(v)
		if err != nil {
			return fmt.Sprint(v)
		}
		return string(raw)
	}
}

// shown writes a value as people read it.
func (c AuditChange) shown(ctx context.Context, value string) string {
	switch c.Field {
	case "permissions":
		names := strings.Fields(value)
		for i, name := range names {
			names[i] = named(ctx, "staff.permission."+name, name)
		}
		return strings.Join(names, ", ")
	case "role":
		return named(ctx, "staff.role."+value, value)
	case "reason":
		return named(ctx, "admin.refund.reason."+value, value)
	}
	if strings.HasSuffix(c.Field, "_cents") {
		if cents, err := strconv.ParseInt(value, 10, 64); err == nil {
			return i18n.Money(ctx, money.Cents(cents))
		}
	}
	if strings.HasSuffix(c.Field, "_bp") {
		if basisPoints, err := strconv.ParseInt(value, 10, 64); err == nil {
			return share(ctx, basisPoints)
		}
	}
	return named(ctx, "audit.value."+value, value)
}

// share writes basis points as the settings take them: "7,5 %".
func share(ctx context.Context, basisPoints int64) string {
	text := strconv.FormatFloat(float64(basisPoints)/100, 'f', -1, 64)
	if i18n.Lang(ctx) == "pt-BR" {
		return strings.Replace(text, ".", ",", 1) + " %"
	}
	return text + "%"
}
