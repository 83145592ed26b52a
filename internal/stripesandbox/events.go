package stripesandbox

import (
	"slices"
	"strings"
)

func (x *tx) retrieveEvent(c *call) (any, error) {
	if err := c.params.done(); err != nil {
		return nil, err
	}
	e := get(x, x.st.events, c.id)
	if e == nil || !x.listed(e) {
		return nil, noSuch("event", c.id, "id")
	}
	return e, nil
}

// listed says whether Stripe would still show the event.
func (x *tx) listed(e *Event) bool { return e.Created >= x.now.Add(-eventLife).Unix() }

func (x *tx) listEvents(c *call) (any, error) {
	p := c.params
	kind, kinds, created := p.text("type", 200), p.strings("types"), readRange(p)
	byDelivery, ok := p.has("delivery_success"), p.boolean("delivery_success")
	if kind != "" && len(kinds) > 0 {
		p.fail(malformed("parameters_exclusive", "type", "You may only specify one of these parameters: type, types."))
	}
	if kind != "" {
		kinds = []string{kind}
	}
	return pageOf(c, "/v1/events", "event", x.st.events.newest,
		func(e *Event) string { return e.ID }, func(e *Event) any { return e },
		func(e *Event) bool {
			return x.listed(e) && created.holds(e.Created) &&
				(!byDelivery || ok == (e.PendingWebhooks == 0)) &&
				(len(kinds) == 0 || slices.ContainsFunc(kinds, func(k string) bool { return kindMatches(k, e.Type) }))
		})
}

// kindMatches compares a type, or a group such as charge.*, with an event's.
func kindMatches(pattern, kind string) bool {
	if group, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(kind, group)
	}
	return pattern == kind
}
