package catalog

import (
	"context"
	"net/url"
	"strconv"

	"tenaz/internal/catalog"
	"tenaz/internal/i18n"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// Filters are what the address of a listing asks for, as it was typed.
type Filters struct {
	// Path is the listing's own address, "/search" or "/categories/…".
	Path               string
	Query              string
	Brand              string
	PriceMin, PriceMax string
	InStock            bool
	Sort               string // empty for the usual one
}

// values returns the filters as they stand in an address.
func (f Filters) values() url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("q", f.Query)
	set("brand", f.Brand)
	set("price_min", f.PriceMin)
	set("price_max", f.PriceMax)
	if f.InStock {
		v.Set("in_stock", "1")
	}
	set("sort", f.Sort)
	return v
}

// href returns the address with one more value, none if name is empty.
func (f Filters) href(name, value string) string {
	v := f.values()
	if name != "" {
		v.Set(name, value)
	}
	if len(v) == 0 {
		return f.Path
	}
	return f.Path + "?" + v.Encode()
}

// PageHref returns the address of a numbered page.
func (f Filters) PageHref(page int) string {
	if page == 1 {
		return f.href("", "")
	}
	return f.href("page", strconv.Itoa(page))
}

// Any reports whether something is filtered out.
func (f Filters) Any() bool {
	return f.Brand != "" || f.PriceMin != "" || f.PriceMax != "" || f.InStock
}

// bare returns the address without filters, with the query and the order kept.
func (f Filters) bare() Filters {
	return Filters{Path: f.Path, Query: f.Query, Sort: f.Sort}
}

// ListingModel is a category or the result of a search.
type ListingModel struct {
	Page   layout.Page
	Offer  Offer
	Title  string
	Blurb  string
	Crumbs []catalog.Category
	// Children are the categories below this one, Suggestions those to go on
	// with when nothing was found.
	Children    []catalog.Category
	Suggestions []catalog.Category
	Brands      []catalog.Brand
	Filters     Filters
	List        catalog.List
	// Search is true for the search page.
	Search bool
}

func (m ListingModel) breadcrumbs(ctx context.Context) []ui.Crumb {
	last := ""
	if m.Search {
		last = m.Title
	}
	return crumbs(ctx, m.Crumbs, last)
}

// JSONLD returns the way to the listing as machines read it.
func (m ListingModel) JSONLD(ctx context.Context, url func(path string) string) []any {
	return []any{breadcrumbList(m.breadcrumbs(ctx), url)}
}

func (m ListingModel) childChips() []ui.Chip {
	chips := make([]ui.Chip, len(m.Children))
	for i, c := range m.Children {
		chips[i] = ui.Chip{Label: c.Name, Href: "/categories/" + c.Slug, Count: strconv.Itoa(c.Products)}
	}
	return chips
}

// activeChips are the filters in force; each link takes one away.
func (m ListingModel) activeChips(ctx context.Context) []ui.Chip {
	var chips []ui.Chip
	add := func(label string, without Filters) {
		chips = append(chips, ui.Chip{Label: label, Href: without.href("", ""), Remove: true})
	}
	f := m.Filters
	if f.Brand != "" {
		name, without := f.Brand, f
		for _, b := range m.Brands {
			if b.Slug == f.Brand {
				name = b.Name
			}
		}
		without.Brand = ""
		add(name, without)
	}
	if f.PriceMin != "" {
		without := f
		without.PriceMin = ""
		add(i18n.T(ctx, "catalog.filter.from", "Price", f.PriceMin), without)
	}
	if f.PriceMax != "" {
		without := f
		without.PriceMax = ""
		add(i18n.T(ctx, "catalog.filter.to", "Price", f.PriceMax), without)
	}
	if f.InStock {
		without := f
		without.InStock = false
		add(i18n.T(ctx, "catalog.filter.in_stock"), without)
	}
	return chips
}

func (m ListingModel) brandOptions() []ui.Option {
	options := make([]ui.Option, len(m.Brands))
	for i, b := range m.Brands {
		options[i] = ui.Option{Value: b.Slug, Label: b.Name + " (" + strconv.Itoa(b.Products) + ")"}
	}
	return options
}

func (m ListingModel) sortOptions(ctx context.Context) []ui.Option {
	options := []ui.Option{
		{Value: "featured", Label: i18n.T(ctx, "catalog.sort.featured")},
		{Value: "price_asc", Label: i18n.T(ctx, "catalog.sort.price_asc")},
		{Value: "price_desc", Label: i18n.T(ctx, "catalog.sort.price_desc")},
		{Value: "discount", Label: i18n.T(ctx, "catalog.sort.discount")},
		{Value: "newest", Label: i18n.T(ctx, "catalog.sort.newest")},
		{Value: "name", Label: i18n.T(ctx, "catalog.sort.name")},
	}
	if m.Search && m.Filters.Query != "" {
		options = append([]ui.Option{{Value: "relevance", Label: i18n.T(ctx, "catalog.sort.relevance")}}, options...)
	}
	return options
}

// count says how many products there are.
func (m ListingModel) count(ctx context.Context) string {
	total := grouped(ctx, m.List.Total)
	if m.List.More {
		return i18n.T(ctx, "catalog.count_more", "Number", total)
	}
	return i18n.N(ctx, "catalog.count", m.List.Total, "Number", total)
}

// grouped writes a count below a million with its thousands set apart.
func grouped(ctx context.Context, n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	separator := ","
	if i18n.Lang(ctx) == i18n.Default {
		separator = "."
	}
	rest := strconv.Itoa(1000 + n%1000)[1:]
	return strconv.Itoa(n/1000) + separator + rest
}

func (m ListingModel) pagination() ui.PaginationProps {
	p := ui.PaginationProps{Page: m.List.Page, Pages: m.List.Pages, Href: m.Filters.PageHref}
	if m.List.Page == 0 {
		p.Pages = 0
	}
	if m.List.Before != "" {
		p.Prev = m.Filters.href("before", m.List.Before)
	}
	if m.List.After != "" {
		p.Next = m.Filters.href("after", m.List.After)
	}
	return p
}

// nothingFound reports a search without results, which says so in larger letters
// than its title.
func (m ListingModel) nothingFound() bool {
	return m.Search && m.Filters.Query != "" && len(m.List.Cards) == 0 && !m.Filters.Any()
}
