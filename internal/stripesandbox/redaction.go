package stripesandbox

import (
	"bytes"
	"encoding/json"
	"slices"
)

// redactionRow is a job that takes people out of payments, as Stripe's privacy
// API has it (docs.stripe.com/privacy/redaction): made first, run by a second
// call. Here it is ready at once.
type redactionRow struct {
	ID       string   `json:"id"`
	Object   string   `json:"object"`
	Created  int64    `json:"created"`
	Status   string   `json:"status"`
	Sessions []string `json:"sandbox_sessions"`
	Intents  []string `json:"sandbox_intents"`
}

func (x *tx) createRedaction(c *call) (any, error) {
	objects := c.params.hash("objects")
	row := &redactionRow{
		ID: newID("redj_1", 23), Object: "privacy.redaction_job", Created: x.now.Unix(), Status: "ready",
		Sessions: objects.strings("checkout_sessions"), Intents: objects.strings("payment_intents"),
	}
	c.params.oneOf("validation_behavior", "fix", "error")
	if err := c.params.done(); err != nil {
		return nil, err
	}
	for _, id := range row.Sessions {
		if get(x, x.st.sessions, id) == nil {
			return nil, noSuch("checkout.session", id, "objects")
		}
	}
	for _, id := range row.Intents {
		if get(x, x.st.intents, id) == nil {
			return nil, noSuch("payment_intent", id, "objects")
		}
	}
	put(x, x.st.redactions, row.ID, row)
	return row, nil
}

// runRedaction blanks whoever stands in the job's objects, in what was derived
// from them and in every copy: charges, events and stored answers.
func (x *tx) runRedaction(c *call) (any, error) {
	if err := c.params.done(); err != nil {
		return nil, err
	}
	row := get(x, x.st.redactions, c.id)
	if row == nil {
		return nil, noSuch("redaction_job", c.id, "id")
	}
	ids := slices.Concat(row.Sessions, row.Intents)
	for _, id := range row.Sessions {
		if s := get(x, x.st.sessions, id); s.PaymentIntent != "" {
			ids = append(ids, string(s.PaymentIntent))
		}
		redact(x, x.st.sessions, id)
	}
	for _, id := range x.st.charges.order {
		if slices.Contains(ids, string(x.st.charges.rows[id].PaymentIntent)) {
			ids = append(ids, id)
			redact(x, x.st.charges, id)
		}
	}
	for _, id := range ids {
		if x.st.intents.rows[id] != nil {
			redact(x, x.st.intents, id)
		}
	}
	for _, id := range x.st.events.order {
		if names(x.st.events.rows[id].Data.Object, ids) {
			redact(x, x.st.events, id)
		}
	}
	for _, id := range x.st.keys.order {
		if names(x.st.keys.rows[id].Body, ids) {
			redact(x, x.st.keys, id)
		}
	}
	row.Status = "succeeded"
	put(x, x.st.redactions, row.ID, row)
	x.compact = true
	return row, nil
}

// names reports whether a copy is about one of the objects.
func names(raw json.RawMessage, ids []string) bool {
	return slices.ContainsFunc(ids, func(id string) bool { return bytes.Contains(raw, []byte(`"`+id+`"`)) })
}

// redact stores a row without the people in it.
func redact[T any](x *tx, t *table[T], id string) {
	raw, err := json.Marshal(get(x, t, id))
	if err != nil {
		panic(err) // every row is written to the journal as JSON
	}
	var value any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	clean := new(T)
	if err = d.Decode(&value); err == nil {
		if raw, err = json.Marshal(blank(value, false)); err == nil {
			err = json.Unmarshal(raw, clean)
		}
	}
	if err != nil {
		panic(err)
	}
	put(x, t, id, clean)
}

// personal are the fields that say who somebody is; those of an address are so
// only inside one.
var (
	personal  = []string{"email", "customer_email", "receipt_email", "name", "phone", "tax_id"}
	addresses = []string{"line1", "line2", "city", "postal_code", "state"}
)

func blank(value any, address bool) any {
	switch v := value.(type) {
	case map[string]any:
		for name, field := range v {
			if slices.Contains(personal, name) || address && slices.Contains(addresses, name) {
				v[name] = nil
				continue
			}
			v[name] = blank(field, name == "address")
		}
	case []any:
		for i := range v {
			v[i] = blank(v[i], false)
		}
	}
	return value
}
