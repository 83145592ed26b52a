package shop

import (
	"net/http"

	"tenaz/internal/i18n"
	vcatalog "tenaz/views/catalog"
)

// Search answers GET /search: the products that match q, all of them without
// it.
func (s *Shop) Search(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	in, filters, err := listInput(r)
	if err != nil {
		return err
	}
	filters.Path = "/search"
	list, err := s.Catalog.List(ctx, in)
	if err != nil {
		return err
	}
	title := i18n.T(ctx, "catalog.search.all")
	if filters.Query != "" {
		title = i18n.T(ctx, "catalog.search.title_of", "Query", filters.Query)
	}
	m := vcatalog.ListingModel{Page: s.Kit.Page(r, title), Title: title, Filters: filters, List: list, Search: true}
	if m.Brands, err = s.Catalog.Brands(ctx); err != nil {
		return err
	}
	m.Page.Search = filters.Query
	m.Page.NoIndex, m.Page.Canonical = true, ""
	return s.renderListing(w, r, m)
}
