package shop

import (
	"net/http"
	"strconv"

	"tenaz/handlers/web"
	"tenaz/internal/apperr"
	vcatalog "tenaz/views/catalog"
)

// Product answers GET /products/{slug}; ?variant= chooses one of its variants.
// An address that was given up leads to the new one.
func (s *Shop) Product(w http.ResponseWriter, r *http.Request) error {
	ctx, slug := r.Context(), web.Param(r, "slug")
	variant := int64(0)
	if r.URL.RawQuery != "" && r.URL.Query().Has("variant") {
		var err error
		if variant, err = strconv.ParseInt(r.URL.Query().Get("variant"), 10, 64); err != nil || variant < 1 {
			return apperr.New(apperr.NotFound, "")
		}
	}
	product, err := s.Catalog.Product(ctx, slug, variant)
	if apperr.Is(err, apperr.NotFound) {
		if to, redirectErr := s.Catalog.Redirect(ctx, slug); redirectErr == nil {
			return s.Kit.Moved(w, r, withQuery("/products/"+to, r))
		}
	}
	if err != nil {
		return err
	}
	m := vcatalog.ProductModel{Page: s.Kit.Page(r, product.Title), Product: product, Quantity: 1}
	if m.Crumbs, err = s.Catalog.Crumbs(ctx, product.CategoryID); err != nil {
		return err
	}
	if len(m.Crumbs) > 0 {
		m.Tint = m.Crumbs[len(m.Crumbs)-1].Tint
	}
	if m.Offer, err = s.offer(ctx); err != nil {
		return err
	}
	m.Page.Description = m.Description()
	if product.Social != nil {
		m.Page.OGImage = s.Kit.URL("/media/" + product.Social.Key)
	}
	m.Page.JSONLD = m.JSONLD(ctx, s.Kit.URL)
	return s.Kit.Render(w, r, http.StatusOK, vcatalog.Product(m), nil)
}
