package catalog

import (
	"fmt"
	"strings"

	"tenaz/internal/money"
)

// This file holds the one query of the store that is put together by hand:
// conditions are added with bound arguments, orders come from a fixed map.

// PageSize is the number of products on a page of a listing.
const PageSize = 24

// LastPage is the last page that is reached by its number; beyond it a listing
// goes on from the last product shown.
const LastPage = 40

// countLimit is where counting stops: nobody reads "10.000 produtos" as a number.
const countLimit = 10_000

// filter is what a listing is restricted to.
type filter struct {
	category int64
	// parent says that the category has others below it.
	parent   bool
	brand    int64
	priceMin *money.Cents
	priceMax *money.Cents
	inStock  bool
	query    searchQuery
	// any accepts products that have only some of the query's words.
	any bool
}

// key is one expression that an order compares, with its type.
type key struct{ expr, kind string }

// order is a way to sort: all keys in one direction, so that "after this
// product" is one comparison of rows.
type order struct {
	keys []key
	desc bool
}

// rankWeights are those of description, category and specifications, brand and
// title, in PostgreSQL's order D, C, B, A.
const rankWeights = `'{0.05, 0.2, 0.4, 1}'`

// relevance is the order of a search; it has a rank before its keys.
const relevance = "relevance"

// orders are the sorts that an address may name.
var orders = map[string]order{
	"featured":   {keys: []key{{"in_stock", "boolean"}, {"featured", "boolean"}, {"units_sold", "int"}, {"product_id", "bigint"}}, desc: true},
	"price_asc":  {keys: []key{{"price_cents", "bigint"}, {"product_id", "bigint"}}},
	"price_desc": {keys: []key{{"price_cents", "bigint"}, {"product_id", "bigint"}}, desc: true},
	"newest":     {keys: []key{{"created_at", "timestamptz"}, {"product_id", "bigint"}}, desc: true},
	"discount":   {keys: []key{{"discount_bp", "int"}, {"product_id", "bigint"}}, desc: true},
	"name":       {keys: []key{{"title", "text"}, {"product_id", "bigint"}}},
	relevance:    {keys: []key{{"units_sold", "int"}, {"product_id", "bigint"}}, desc: true},
}

// columns are what a card shows.
const columns = `product_id, slug, title, brand, tint, variant_id, variant_count, price_cents, price_from, compare_at_cents, available, featured, image_key, image_alt`

// builder collects a statement and its arguments.
type builder struct {
	sql  strings.Builder
	args []any
}

// bind adds an argument and returns its placeholder.
func (b *builder) bind(value any) string {
	b.args = append(b.args, value)
	return fmt.Sprintf("$%d", len(b.args))
}

// where adds the conditions of a filter. It returns the expressions of the
// query's match: as a code and as words, for the order to rank by.
func (b *builder) where(f filter) (code, words string) {
	var all []string
	switch {
	case f.category != 0 && f.parent:
		all = append(all, "category_path @> ARRAY["+b.bind(f.category)+"]::bigint[]")
	case f.category != 0:
		all = append(all, "category_id = "+b.bind(f.category))
	}
	if f.brand != 0 {
		all = append(all, "brand_id = "+b.bind(f.brand))
	}
	if f.priceMin != nil {
		all = append(all, "price_cents >= "+b.bind(int64(*f.priceMin)))
	}
	if f.priceMax != nil {
		all = append(all, "price_cents <= "+b.bind(int64(*f.priceMax)))
	}
	if f.inStock {
		all = append(all, "in_stock")
	}
	if !f.query.empty() {
		var match string
		if code, words, match = b.match(f); match != "" {
			all = append(all, match)
		}
	}
	if len(all) > 0 {
		b.sql.WriteString(" WHERE " + strings.Join(all, " AND "))
	}
	return code, words
}

func (b *builder) match(f filter) (code, words, match string) {
	var parts []string
	if f.query.code != "" {
		code = "codes @> ARRAY[" + b.bind(f.query.code) + "]::text[]"
		parts = append(parts, code)
	}
	if len(f.query.terms) > 0 {
		between := " && "
		if f.any {
			between = " || "
		}
		terms := make([]string, len(f.query.terms))
		for i, term := range f.query.terms {
			p := b.bind(term)
			terms[i] = "(to_tsquery('portuguese', " + p + ") || to_tsquery('english', " + p + "))"
		}
		words = "(" + strings.Join(terms, between) + ")"
		parts = append(parts, "search @@ "+words)
	}
	return code, words, "(" + strings.Join(parts, " OR ") + ")"
}

// window is which part of the ordered products is asked for: by number from the
// start, or from a product on.
type window struct {
	offset int
	// from holds the keys of a product, as text; nil begins at the start.
	from []string
	// backwards asks for the products before it, in reverse order.
	backwards bool
	limit     int
}

// listSQL returns the statement of a page. Its last column holds the keys of
// each row, for the window that follows.
func listSQL(f filter, sort string, w window) (string, []any) {
	var b builder
	body := builder{}
	code, words := body.where(f)
	o := orderOf(sort, code, words)
	b.args = body.args
	exprs, direction, compare := make([]string, len(o.keys)), "ASC", ">"
	if o.desc != w.backwards {
		direction, compare = "DESC", "<"
	}
	texts := make([]string, len(o.keys))
	for i, k := range o.keys {
		exprs[i] = k.expr
		texts[i] = "(" + k.expr + ")::text"
	}
	b.sql.WriteString("SELECT " + columns)
	if w.from != nil || w.offset >= (LastPage-1)*PageSize {
		b.sql.WriteString(", ARRAY[" + strings.Join(texts, ", ") + "]")
	} else {
		b.sql.WriteString(", '{}'::text[]")
	}
	b.sql.WriteString(" FROM listing" + body.sql.String())
	if w.from != nil {
		joint := " WHERE "
		if body.sql.Len() > 0 {
			joint = " AND "
		}
		values := make([]string, len(o.keys))
		for i, k := range o.keys {
			values[i] = b.bind(w.from[i]) + "::text::" + k.kind
		}
		b.sql.WriteString(joint + "(" + strings.Join(exprs, ", ") + ") " + compare + " (" + strings.Join(values, ", ") + ")")
	}
	b.sql.WriteString(" ORDER BY " + strings.Join(exprs, " "+direction+", ") + " " + direction)
	limit := min(max(w.limit, 1), PageSize+1)
	b.sql.WriteString(" LIMIT " + b.bind(limit))
	if w.from == nil && w.offset > 0 {
		b.sql.WriteString(" OFFSET " + b.bind(min(w.offset, LastPage*PageSize)))
	}
	return b.sql.String(), b.args
}

// orderOf returns a sort's keys. By relevance the products that have the query
// as a code come first, then the rank of the words decides.
func orderOf(sort, code, words string) order {
	o := orders[sort]
	if sort != relevance {
		return o
	}
	var keys []key
	if code != "" {
		keys = append(keys, key{code, "boolean"})
	}
	if words != "" {
		keys = append(keys, key{"ts_rank(" + rankWeights + ", search, " + words + ", 1)", "real"})
	}
	return order{keys: append(keys, o.keys...), desc: o.desc}
}

// countSQL returns the statement that counts a filter's products up to the limit.
func countSQL(f filter) (string, []any) {
	var b builder
	b.sql.WriteString("SELECT count(*) FROM (SELECT 1 FROM listing")
	b.where(f)
	b.sql.WriteString(" LIMIT " + b.bind(countLimit+1) + ") t")
	return b.sql.String(), b.args
}
