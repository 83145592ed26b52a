package stripesandbox

import "slices"

// span is Stripe's `created` filter: one instant, or gt, gte, lt, lte.
type span struct{ from, to int64 }

func readRange(p params) span {
	s := span{from: -1 << 62, to: 1 << 62}
	if !p.has("created") {
		return s
	}
	if p.n.children["created"].leaf {
		at, _ := p.integer("created")
		return span{at, at}
	}
	r := p.hash("created")
	if v, ok := r.integer("gte"); ok {
		s.from = max(s.from, v)
	}
	if v, ok := r.integer("gt"); ok {
		s.from = max(s.from, v+1)
	}
	if v, ok := r.integer("lte"); ok {
		s.to = min(s.to, v)
	}
	if v, ok := r.integer("lt"); ok {
		s.to = min(s.to, v-1)
	}
	return s
}

func (s span) holds(at int64) bool { return at >= s.from && at <= s.to }

// matches says whether a filter that may be empty accepts value.
func matches(filter string, value Nullable) bool { return filter == "" || filter == string(value) }

// pageOf answers a list call: rows come newest first, filters choose, and
// starting_after or ending_before place the page.
func pageOf[T any](c *call, url, noun string, rows func(func(*T) bool), id func(*T) string, view func(*T) any, filters ...func(*T) bool) (any, error) {
	p := c.params
	limit, ok := p.between("limit", 1, 100)
	if !ok {
		limit = 10
	}
	after, before := p.text("starting_after", 5000), p.text("ending_before", 5000)
	if after != "" && before != "" {
		p.fail(malformed("parameters_exclusive", "starting_after", "You can't use both starting_after and ending_before."))
	}
	if err := p.done(); err != nil {
		return nil, err
	}
	page := list{Object: "list", Data: []any{}, URL: url}
	open, found := after == "", after == "" && before == ""
	rows(func(row *T) bool {
		switch id(row) {
		case after:
			open, found = true, true
			return true
		case before:
			found = true
			return false
		}
		if !open {
			return true
		}
		for _, keep := range filters {
			if !keep(row) {
				return true
			}
		}
		if before == "" && int64(len(page.Data)) == limit {
			page.HasMore = true
			return false
		}
		page.Data = append(page.Data, view(row))
		return true
	})
	if !found {
		param := "starting_after"
		if before != "" {
			param = "ending_before"
		}
		return nil, noSuchParam(noun, after+before, param)
	}
	if before != "" {
		// The page ends just before the named object, so it is the tail.
		if over := len(page.Data) - int(limit); over > 0 {
			page.Data, page.HasMore = slices.Clone(page.Data[over:]), true
		}
	}
	return &page, nil
}
