// Package catalog shows what the store sells: the front page, listings, the
// search and the product.
package catalog

import (
	"context"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"tenaz/internal/catalog"
	"tenaz/internal/i18n"
	"tenaz/internal/money"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// Offer is what the settings say about prices: the discount of Pix in basis
// points, 0 when there is none.
type Offer struct {
	PixBP int64
}

// price describes a price; Pix is shown where it is lower.
func (o Offer) price(now money.Cents, compareAt *money.Cents) ui.PriceProps {
	p := ui.PriceProps{Now: now}
	if compareAt != nil {
		p.CompareAt = *compareAt
	}
	if o.PixBP > 0 {
		p.Pix = now - now.BasisPoints(o.PixBP)
	}
	return p
}

// picture returns a picture of the store's by its key. Drawings stand on the
// tint, photographs on white.
func picture(key, alt string, width, height int) ui.Picture {
	if key == "" {
		return ui.Picture{}
	}
	return ui.Picture{Src: "/media/" + key, Alt: alt, Width: width, Height: height, Photo: !strings.HasSuffix(key, ".svg")}
}

func band(s catalog.Stock) ui.StockBand {
	switch s {
	case catalog.SoldOut:
		return ui.OutOfStock
	case catalog.LowStock:
		return ui.FewLeft
	default:
		return ui.InStock
	}
}

// card describes a product in a listing; eager loads its picture at once.
func (o Offer) card(c catalog.Card, eager bool, level string) ui.ProductCardProps {
	p := ui.ProductCardProps{
		Title: c.Title, Brand: c.Brand, Href: "/products/" + c.Slug, Tint: c.Tint,
		Picture: picture(c.ImageKey, c.ImageAlt, 0, 0), Price: o.price(c.Price, c.CompareAt),
		Eager: eager, Level: level,
	}
	p.Price.From = c.PriceFrom
	if b := band(c.Stock()); b == ui.OutOfStock || b == ui.FewLeft && c.VariantCount == 1 {
		p.Stock = ui.StockProps{Band: b, Left: c.Available}
	}
	return p
}

// buyable reports whether a card can put its product into the cart by itself.
func buyable(c catalog.Card) bool { return c.VariantCount == 1 && c.Available > 0 }

// openLabel names the way to the page of a product that a card cannot sell.
func openLabel(c catalog.Card) string {
	if c.Available > 0 {
		return "catalog.choose"
	}
	return "catalog.see"
}

func id(n int64) string { return strconv.FormatInt(n, 10) }

// crumbs lead from the front page over the categories to the page itself.
func crumbs(ctx context.Context, way []catalog.Category, last string) []ui.Crumb {
	list := make([]ui.Crumb, 0, len(way)+2)
	list = append(list, ui.Crumb{Label: i18n.T(ctx, "catalog.crumb.home"), Href: "/"})
	for _, c := range way {
		list = append(list, ui.Crumb{Label: c.Name, Href: "/categories/" + c.Slug})
	}
	if last != "" {
		list = append(list, ui.Crumb{Label: last})
	}
	return list
}

// addToCart are the attributes of a form that puts something into the cart in
// place; without scripts it leads to the cart.
var addToCart = templ.Attributes{"hx-post": "/cart/items", "hx-swap": "none", "hx-sync": "this:drop"}

// HomeModel is the front page.
type HomeModel struct {
	Page  layout.Page
	Offer Offer
	Home  *catalog.Home
}

func promises(ctx context.Context) []ui.Promise {
	return []ui.Promise{
		{Icon: "truck", Title: i18n.T(ctx, "catalog.promise.delivery"), Text: i18n.T(ctx, "catalog.promise.delivery_text")},
		{Icon: "undo-2", Title: i18n.T(ctx, "catalog.promise.withdraw"), Text: i18n.T(ctx, "catalog.promise.withdraw_text")},
		{Icon: "shield-check", Title: i18n.T(ctx, "catalog.promise.warranty"), Text: i18n.T(ctx, "catalog.promise.warranty_text")},
	}
}

// breadcrumbList is schema.org's form of the way to a page.
func breadcrumbList(way []ui.Crumb, url func(path string) string) map[string]any {
	steps := make([]map[string]any, 0, len(way))
	for i, c := range way {
		step := map[string]any{"@type": "ListItem", "position": i + 1, "name": c.Label}
		if c.Href != "" {
			step["item"] = url(c.Href)
		}
		steps = append(steps, step)
	}
	return map[string]any{"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": steps}
}
