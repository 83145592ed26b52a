package catalog

import (
	"context"

	"tenaz/internal/i18n"
	"tenaz/views/ui"
)

func heroProps(ctx context.Context, m HomeModel) ui.HeroProps {
	h := m.Home.Hero
	text := h.Title + ". " + h.Summary
	price := m.Offer.price(h.Price, h.CompareAt)
	price.From = h.PriceFrom
	return ui.HeroProps{
		Title: i18n.T(ctx, "catalog.home.title"), Text: text, Tint: h.Tint, Price: &price,
		Picture: picture(h.ImageKey, h.ImageAlt, 0, 0),
		Action:  ui.ButtonProps{Label: i18n.T(ctx, "catalog.home.hero_action"), Href: "/products/" + h.Slug, Kind: ui.Primary, Size: ui.Large},
	}
}

// shelfLink leads to all products in the order of a shelf.
func shelfLink(sort string) string {
	if sort == "" {
		return "/search"
	}
	return "/search?sort=" + sort
}
