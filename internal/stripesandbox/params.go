package stripesandbox

import (
	"net/mail"
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// node is one level of Stripe's bracketed form encoding:
// line_items[0][price_data][unit_amount]=500.
type node struct {
	value    string
	leaf     bool
	used     bool
	children map[string]*node
}

// parseForm turns decoded pairs into a tree. The order of pairs is irrelevant,
// except within an unindexed list such as expand[]=a&expand[]=b.
func parseForm(values url.Values) (*node, *apiError) {
	root := &node{}
	for name, list := range values {
		head, rest, _ := strings.Cut(name, "[")
		path := []string{head}
		for rest != "" {
			part, tail, ok := strings.Cut(rest, "]")
			if !ok || (tail != "" && tail[0] != '[') {
				return nil, malformed("", name, "Invalid request: unbalanced brackets in parameter name %q.", name)
			}
			path = append(path, part)
			rest = strings.TrimPrefix(tail, "[")
		}
		for i, v := range list {
			if !utf8.ValidString(v) {
				return nil, malformed("", name, "Invalid request: parameter %s is not valid UTF-8.", name)
			}
			at := root
			for _, part := range path {
				if part == "" {
					part = strconv.Itoa(i)
				}
				at = at.child(part)
			}
			at.value, at.leaf = v, true
		}
	}
	return root, nil
}

func (n *node) child(name string) *node {
	if n.children == nil {
		n.children = map[string]*node{}
	}
	c := n.children[name]
	if c == nil {
		c = &node{}
		n.children[name] = c
	}
	return c
}

// params reads a tree. The first fault is kept and every later read is a
// no-op in effect; done reports it, or else whatever was never read.
type params struct {
	n     *node
	path  string
	first **apiError
}

func newParams(root *node) params {
	var e *apiError
	return params{n: root, first: &e}
}

func (p params) name(key string) string {
	if p.path == "" {
		return key
	}
	return p.path + "[" + key + "]"
}

func (p params) fail(e *apiError) {
	if *p.first == nil {
		*p.first = e
	}
}

func (p params) has(key string) bool {
	if p.n == nil {
		return false
	}
	_, ok := p.n.children[key]
	return ok
}

// text returns a string parameter; "" when absent. A present but empty one is
// refused, because Stripe reads it as an attempt to unset.
func (p params) text(key string, limit int) string {
	v, ok := p.clearable(key, limit)
	if ok && v == "" {
		p.fail(malformed("parameter_invalid_empty", p.name(key),
			"You passed an empty string for '%s'. We assume empty values are an attempt to unset a parameter; however '%s' cannot be unset. You should remove '%s' from your request or supply a non-empty value.",
			p.name(key), p.name(key), p.name(key)))
	}
	return v
}

// clearable is text for a parameter that "" unsets; ok says it was present.
func (p params) clearable(key string, limit int) (value string, ok bool) {
	if !p.has(key) {
		return "", false
	}
	c := p.n.children[key]
	c.used = true
	if !c.leaf {
		p.fail(malformed("", p.name(key), "Invalid string: {%s}", strings.Join(c.keys(), ", ")))
		return "", true
	}
	if n := utf8.RuneCountInString(c.value); n > limit {
		p.fail(malformed("", p.name(key), "Invalid string: %s…; must be at most %d characters", string([]rune(c.value)[:20]), limit))
		return "", true
	}
	return c.value, true
}

func (p params) need(key string, limit int) string {
	if !p.has(key) {
		p.missing(key)
		return ""
	}
	return p.text(key, limit)
}

func (p params) missing(key string) {
	p.fail(malformed("parameter_missing", p.name(key), "Missing required param: %s.", p.name(key)))
}

func (p params) integer(key string) (int64, bool) {
	v := p.text(key, 30)
	if v == "" {
		return 0, false
	}
	i, err := strconv.ParseInt(v, 10, 64)
	if err != nil {
		p.fail(malformed("parameter_invalid_integer", p.name(key), "Invalid integer: %s", v))
		return 0, false
	}
	return i, true
}

// between is integer within bounds.
func (p params) between(key string, low, high int64) (int64, bool) {
	i, ok := p.integer(key)
	if ok && (i < low || i > high) {
		p.fail(malformed("parameter_invalid_integer", p.name(key),
			"Invalid integer: %d; `%s` must be between %d and %d.", i, p.name(key), low, high))
	}
	return i, ok
}

func (p params) boolean(key string) bool {
	switch v := p.text(key, 10); v {
	case "true":
		return true
	case "", "false":
		return false
	default:
		p.fail(malformed("", p.name(key), "Invalid boolean: %s", v))
		return false
	}
}

func (p params) oneOf(key string, allowed ...string) string {
	v := p.text(key, 500)
	if v != "" && !slices.Contains(allowed, v) {
		p.fail(malformed("", p.name(key), "Invalid %s: must be one of %s", p.name(key), strings.Join(allowed, ", ")))
	}
	return v
}

func (p params) link(key string) string {
	v := p.text(key, 5000)
	if v == "" {
		return ""
	}
	// The session id template is legal in a URL that the shop sends.
	u, err := url.Parse(strings.ReplaceAll(v, sessionTemplate, "x"))
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		p.fail(malformed("url_invalid", p.name(key), "Not a valid URL"))
	}
	return v
}

func (p params) email(key string) string {
	v, _ := p.clearable(key, 512)
	if v == "" {
		return ""
	}
	if a, err := mail.ParseAddress(v); err != nil || a.Address != v {
		p.fail(malformed("email_invalid", p.name(key), "Invalid email address: %s", v))
	}
	return v
}

// hash enters a nested object; an absent one reads as empty.
func (p params) hash(key string) params {
	sub := params{path: p.name(key), first: p.first}
	if p.has(key) {
		c := p.n.children[key]
		if c.leaf && c.value != "" {
			p.fail(malformed("", p.name(key), "Invalid object"))
		}
		c.used = true
		sub.n = c
	}
	return sub
}

// list returns the elements of an indexed list in order.
func (p params) list(key string) []params {
	l := p.hash(key)
	if l.n == nil {
		return nil
	}
	out := make([]params, 0, len(l.n.children))
	for _, k := range l.n.keys() {
		if _, err := strconv.Atoi(k); err != nil {
			p.fail(malformed("", p.name(key), "Invalid array"))
			return nil
		}
		c := l.n.children[k]
		c.used = true
		out = append(out, params{n: c, path: l.name(k), first: p.first})
	}
	return out
}

// strings returns a list of plain values.
func (p params) strings(key string) []string {
	var out []string
	for _, e := range p.list(key) {
		if !e.n.leaf {
			p.fail(malformed("", e.path, "Invalid string"))
		}
		out = append(out, e.n.value)
	}
	return out
}

// metadata returns the pairs with Stripe's limits; nil when absent. An empty
// value asks to delete that key, an empty metadata parameter to delete all.
func (p params) metadata(key string) map[string]string {
	if !p.has(key) {
		return nil
	}
	m := p.hash(key)
	out := map[string]string{}
	for _, k := range m.n.keys() {
		v, _ := m.clearable(k, 500)
		if utf8.RuneCountInString(k) > 40 {
			p.fail(malformed("", m.name(k), "Metadata keys can have up to 40 characters, but you passed in a key that is %d characters. Invalid key: %s", utf8.RuneCountInString(k), k))
		}
		out[k] = v
	}
	if len(out) > 50 {
		p.fail(malformed("", p.name(key), "Metadata can have up to 50 keys"))
	}
	return out
}

// done returns the first fault, else a refusal of what nobody read.
func (p params) done() error {
	if *p.first != nil {
		return *p.first
	}
	var unknown []string
	p.n.unread("", &unknown)
	switch len(unknown) {
	case 0:
		return nil
	case 1:
		return malformed("parameter_unknown", unknown[0], "Received unknown parameter: %s", unknown[0])
	default:
		return malformed("parameter_unknown", unknown[0], "Received unknown parameters: %s", strings.Join(unknown, ", "))
	}
}

func (n *node) unread(path string, out *[]string) {
	if n == nil {
		return
	}
	for _, k := range n.keys() {
		c, name := n.children[k], k
		if path != "" {
			name = path + "[" + k + "]"
		}
		if !c.used {
			*out = append(*out, name)
			continue
		}
		c.unread(name, out)
	}
}

// keys sorts indexes by number and names by letter, so that messages and lists
// do not depend on map order.
func (n *node) keys() []string {
	out := make([]string, 0, len(n.children))
	for k := range n.children {
		out = append(out, k)
	}
	sort.Slice(out, func(i, j int) bool {
		a, errA := strconv.Atoi(out[i])
		b, errB := strconv.Atoi(out[j])
		if errA == nil && errB == nil {
			return a < b
		}
		return out[i] < out[j]
	})
	return out
}
