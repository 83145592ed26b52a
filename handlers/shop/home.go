package shop

import (
	"context"
	"net/http"

	"tenaz/internal/i18n"
	"tenaz/internal/settings"
	vcatalog "tenaz/views/catalog"
)

// Home answers GET /: the front page.
func (s *Shop) Home(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	home, err := s.Catalog.Home(ctx)
	if err != nil {
		return err
	}
	offer, err := s.offer(ctx)
	if err != nil {
		return err
	}
	m := vcatalog.HomeModel{Page: s.Kit.Page(r, i18n.T(ctx, "catalog.home.title")), Offer: offer, Home: home}
	m.Page.Description = i18n.T(ctx, "catalog.home.description")
	m.Page.JSONLD = []any{vcatalog.Organization(m.Page.Shop, s.Kit.URL)}
	return s.Kit.Render(w, r, http.StatusOK, vcatalog.Home(m), nil)
}

// offer reads what prices are shown with.
func (s *Shop) offer(ctx context.Context) (vcatalog.Offer, error) {
	current, err := s.Settings.Get(ctx)
	if err != nil || !current.Payment.Offers(settings.Pix) {
		return vcatalog.Offer{}, err
	}
	return vcatalog.Offer{PixBP: current.Payment.DiscountBP(settings.Pix)}, nil
}
