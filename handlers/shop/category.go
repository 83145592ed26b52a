package shop

import (
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	vcatalog "tenaz/views/catalog"
)

// Category answers GET /categories/{slug}: the products of a category. An
// address that was given up leads to the new one.
func (s *Shop) Category(w http.ResponseWriter, r *http.Request) error {
	ctx, slug := r.Context(), web.Param(r, "slug")
	shelf, err := s.Catalog.Category(ctx, slug)
	if apperr.Is(err, apperr.NotFound) {
		to, redirectErr := s.Catalog.CategoryRedirect(ctx, slug)
		if redirectErr != nil {
			return redirectErr
		}
		return s.Kit.Moved(w, r, withQuery("/categories/"+to, r))
	}
	if err != nil {
		return err
	}
	in, filters, err := listInput(r)
	if err != nil {
		return err
	}
	// A category has no search of its own: q belongs to /search.
	in.CategoryID, filters.Path = shelf.Category.ID, "/categories/"+shelf.Category.Slug
	list, err := s.Catalog.List(ctx, in)
	if err != nil {
		return err
	}
	m := vcatalog.ListingModel{
		Page: s.Kit.Page(r, shelf.Category.Name), Title: shelf.Category.Name, Blurb: shelf.Category.Blurb,
		Crumbs: shelf.Crumbs, Children: shelf.Children, Brands: shelf.Brands, Filters: filters, List: list,
	}
	m.Page.Description = shelf.Category.Blurb
	m.Page.JSONLD = m.JSONLD(ctx, s.Kit.URL)
	return s.renderListing(w, r, m)
}

// renderListing completes a listing's page with what does not depend on where
// it is.
func (s *Shop) renderListing(w http.ResponseWriter, r *http.Request, m vcatalog.ListingModel) error {
	ctx := r.Context()
	var err error
	if m.Offer, err = s.offer(ctx); err != nil {
		return err
	}
	if len(m.List.Cards) == 0 {
		if m.Suggestions, err = s.Catalog.Categories(ctx); err != nil {
			return err
		}
	}
	switch {
	case m.List.Page > 1 && !m.Filters.Any() && m.Filters.Sort == "" && m.Filters.Query == "":
		m.Page.Canonical = s.Kit.URL(m.Filters.PageHref(m.List.Page))
	case m.Filters.Any() || m.List.Page == 0:
		m.Page.NoIndex = true
	}
	return s.Kit.Render(w, r, http.StatusOK, vcatalog.Listing(m), nil)
}

func withQuery(path string, r *http.Request) string {
	if r.URL.RawQuery == "" {
		return path
	}
	return path + "?" + r.URL.RawQuery
}
