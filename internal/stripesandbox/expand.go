package stripesandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// expanded replaces identifiers by the objects they name, along each path
// (payment_intent.latest_charge, data.customer).
func (x *tx) expanded(object any, paths []string) (any, error) {
	raw, err := json.Marshal(object)
	if err != nil {
		return nil, err
	}
	tree, err := decode(raw)
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		steps := strings.Split(path, ".")
		if len(steps) > 4 {
			return nil, malformed("", "expand", "You cannot expand more than 4 levels of a property (%s).", path)
		}
		if err := x.expandAt(tree, steps, path); err != nil {
			return nil, err
		}
	}
	return tree, nil
}

func (x *tx) expandAt(at any, steps []string, path string) error {
	if len(steps) == 0 {
		return nil
	}
	if rows, ok := at.([]any); ok {
		for _, row := range rows {
			if err := x.expandAt(row, steps, path); err != nil {
				return err
			}
		}
		return nil
	}
	object, ok := at.(map[string]any)
	if !ok {
		return nil // null: nothing to expand
	}
	name := steps[0]
	value, present := object[name]
	id, isID := value.(string)
	var found any
	switch {
	case name == "line_items" && object["object"] == "checkout.session":
		found = x.lineList(object["id"].(string))
	case name == "refunds" && object["object"] == "charge":
		found = x.refundList(object["id"].(string))
	case isID:
		found = x.lookup(name, id)
	case value != nil && len(steps) > 1:
		return x.expandAt(value, steps[1:], path) // already an object: "data", or expanded before
	case present && value == nil:
		return nil
	}
	if found == nil {
		return malformed("", "expand", "This property cannot be expanded (%s).", path)
	}
	raw, err := json.Marshal(found)
	if err != nil {
		return err
	}
	if object[name], err = decode(raw); err != nil {
		return err
	}
	return x.expandAt(object[name], steps[1:], path)
}

// lookup finds the object that a field of that name refers to.
func (x *tx) lookup(field, id string) any {
	switch field {
	case "payment_intent":
		if r := get(x, x.st.intents, id); r != nil {
			return &r.PaymentIntent
		}
	case "customer":
		if r := get(x, x.st.customers, id); r != nil {
			return r.view()
		}
	case "charge", "latest_charge":
		if r := get(x, x.st.charges, id); r != nil {
			return &r.Charge
		}
	case "balance_transaction", "failure_balance_transaction":
		if r := get(x, x.st.balance, id); r != nil {
			return r
		}
	case "source":
		return x.source(id)
	}
	return nil
}

// source finds what a balance transaction is about.
func (x *tx) source(id string) any {
	if r := get(x, x.st.charges, id); r != nil {
		return &r.Charge
	}
	if r := get(x, x.st.refunds, id); r != nil {
		return &r.Refund
	}
	if r := get(x, x.st.disputes, id); r != nil {
		return r
	}
	return nil
}

// lineList is a session's first page of line items.
func (x *tx) lineList(session string) list {
	page := list{Object: "list", Data: []any{}, URL: fmt.Sprintf("/v1/checkout/sessions/%s/line_items", session)}
	row := get(x, x.st.sessions, session)
	for i := range row.Lines {
		if i == 10 {
			page.HasMore = true
			break
		}
		page.Data = append(page.Data, &row.Lines[i])
	}
	return page
}

func (x *tx) refundList(charge string) list {
	page := list{Object: "list", Data: []any{}, URL: fmt.Sprintf("/v1/charges/%s/refunds", charge)}
	x.st.refunds.newest(func(r *refundRow) bool {
		if string(r.Charge) == charge {
			page.Data = append(page.Data, &r.Refund)
		}
		page.HasMore = len(page.Data) > 10
		return !page.HasMore
	})
	page.Data = page.Data[:min(len(page.Data), 10)]
	return page
}

// decode keeps integers as they were written.
func decode(raw []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	return v, err
}
