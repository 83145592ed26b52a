package catalog

import (
	"context"
	"strconv"
	"strings"

	"tenaz/internal/catalog"
	"tenaz/internal/i18n"
	"tenaz/views/layout"
	"tenaz/views/ui"
)

// ProductModel is a product's page.
type ProductModel struct {
	Page    layout.Page
	Offer   Offer
	Product catalog.Product
	Crumbs  []catalog.Category
	Tint    string
	// Bought are the units that the form begins with.
	Quantity int
}

func (m ProductModel) gallery() ui.GalleryProps {
	images := m.Product.Gallery()
	pictures := make([]ui.Picture, len(images))
	for i, image := range images {
		pictures[i] = picture(image.Key, image.Alt, image.Width, image.Height)
	}
	return ui.GalleryProps{Pictures: pictures, Tint: m.Tint}
}

func (m ProductModel) price() ui.PriceProps {
	v := m.Product.Variant()
	p := m.Offer.price(v.Price, v.CompareAt)
	p.Large = true
	return p
}

func (m ProductModel) stock() ui.StockProps {
	v := m.Product.Variant()
	return ui.StockProps{Band: band(v.Stock()), Left: v.Available}
}

// swatches are the choices of one option, each a plain link.
func (m ProductModel) swatches(c catalog.OptionChoice) ui.SwatchGroupProps {
	g := ui.SwatchGroupProps{Legend: c.Name, Chosen: c.Chosen, Swatches: make([]ui.Swatch, len(c.Values))}
	for i, v := range c.Values {
		s := ui.Swatch{Label: v.Value, Color: v.Swatch, Href: m.Product.Path(v.VariantID), Chosen: v.Chosen}
		switch v.Stock {
		case catalog.SoldOut:
			s.State = ui.SoldOut
		case catalog.LowStock:
			s.State = ui.LowStock
		}
		g.Swatches[i] = s
	}
	return g
}

// lines are those of a group that hold for the chosen variant.
func (m ProductModel) lines(g catalog.SpecGroup) []catalog.SpecLine {
	variant, all := m.Product.Variant().ID, true
	for _, l := range g.Lines {
		all = all && (l.VariantID == 0 || l.VariantID == variant)
	}
	if all {
		return g.Lines
	}
	lines := make([]catalog.SpecLine, 0, len(g.Lines))
	for _, l := range g.Lines {
		if l.VariantID == 0 || l.VariantID == variant {
			lines = append(lines, l)
		}
	}
	return lines
}

// number writes a number as people of the language do: 2,5 or 2.5.
func number(ctx context.Context, n float64) string {
	text := catalog.FormatNumber(n)
	if i18n.Lang(ctx) == i18n.Default {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text
}

func (m ProductModel) quantity(ctx context.Context) ui.QuantityProps {
	return ui.QuantityProps{Label: i18n.T(ctx, "catalog.quantity"), Value: max(m.Quantity, 1), Max: min(max(m.Product.Variant().Available, 1), 999)}
}

// JSONLD returns what machines read about the product: schema.org's Product
// and the way to it. url makes a path absolute.
func (m ProductModel) JSONLD(ctx context.Context, url func(path string) string) []any {
	p, v := m.Product, m.Product.Variant()
	product := map[string]any{
		"@context": "https://schema.org", "@type": "Product", "name": p.Title, "sku": v.SKU,
		"url": url(p.Path(0)), "brand": map[string]any{"@type": "Brand", "name": p.Brand},
		"offers": m.offers(url),
	}
	if v.GTIN != "" {
		product["gtin"] = v.GTIN
	}
	if text := m.Description(); text != "" {
		product["description"] = text
	}
	if images := p.Gallery(); len(images) > 0 {
		addresses := make([]string, len(images))
		for i, image := range images {
			addresses[i] = url("/media/" + image.Key)
		}
		if p.Social != nil {
			addresses = append([]string{url("/media/" + p.Social.Key)}, addresses...)
		}
		product["image"] = addresses
	}
	return []any{product, breadcrumbList(crumbs(ctx, m.Crumbs, p.Title), url)}
}

func (m ProductModel) offers(url func(path string) string) map[string]any {
	p, v := m.Product, m.Product.Variant()
	availability := "https://schema.org/OutOfStock"
	for _, other := range p.Variants {
		if other.Available > 0 {
			availability = "https://schema.org/InStock"
		}
	}
	if low, high := p.MoneyRange(); len(p.Variants) > 1 {
		return map[string]any{
			"@type": "AggregateOffer", "priceCurrency": "BRL", "lowPrice": low.Plain(), "highPrice": high.Plain(),
			"offerCount": strconv.Itoa(len(p.Variants)), "availability": availability, "url": url(p.Path(0)),
		}
	}
	return map[string]any{
		"@type": "Offer", "priceCurrency": "BRL", "price": v.Price.Plain(), "availability": availability,
		"itemCondition": "https://schema.org/NewCondition", "url": url(p.Path(0)),
	}
}

// Description is the product in one or two sentences of plain text.
func (m ProductModel) Description() string {
	text := m.Product.Summary
	if text == "" {
		text = strings.Join(strings.Fields(strings.ReplaceAll(m.Product.DescriptionText, "**", "")), " ")
	}
	const most = 160
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	cut := strings.LastIndexByte(string(runes[:most]), ' ')
	if cut < most/2 {
		return string(runes[:most]) + "…"
	}
	return string(runes[:most])[:cut] + "…"
}

// titleClass sets a long title smaller.
func titleClass(title string) string {
	if len(title) > 70 {
		return "product-title is-long"
	}
	return "product-title"
}
