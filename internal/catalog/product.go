package catalog

import (
	"context"
	"strconv"
	"time"

	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/money"
	q "tenaz/queries/catalog"
)

// Content is what a product page shows that only an edit of the product
// changes. It is shared between requests and never changed.
type Content struct {
	ProductID        int64
	Version          int
	UpdatedAt        time.Time
	Slug, Title      string
	Summary          string
	Brand, BrandSlug string
	CategoryID       int64
	// Description is the product's Markdown as safe HTML, DescriptionText the
	// same as it was typed.
	Description, DescriptionText string
	Box                          string
	Images                       []Image
	// Social is the picture of link previews, nil if there is none.
	Social  *Image
	Options []Option
	Specs   []SpecGroup
	// choices are the values that each variant has chosen, by option; picture
	// is the image that shows a variant.
	choices map[int64]map[int64]int64
	picture map[int64]int64
}

// Image is a picture of a product.
type Image struct {
	ID            int64
	Key, Type     string
	Width, Height int
	Alt           string
}

// Option is something to choose, with its values in order.
type Option struct {
	ID     int64
	Name   string
	Values []OptionValue
}

// OptionValue is one choice; Swatch is its colour ("#1F5560") or empty.
type OptionValue struct {
	ID     int64
	Value  string
	Swatch string
}

// SpecGroup is a heading with its lines; the heading may be empty.
type SpecGroup struct {
	Name  string
	Lines []SpecLine
}

// SpecLine is one line of the specification, of one variant or, with 0, of all.
type SpecLine struct {
	VariantID  int64
	Slug, Name string
	Value      Value
}

// Variant is a sellable item as the product page shows it.
type Variant struct {
	ID        int64
	SKU, GTIN string
	Price     money.Cents
	CompareAt *money.Cents
	Available int
}

// Stock returns the band of the variant's stock.
func (v Variant) Stock() Stock { return StockBand(v.Available) }

// Product is a product on sale at one moment, seen through one of its variants.
type Product struct {
	*Content
	Variants []Variant
	// Chosen is the index of the variant that the page is about.
	Chosen int
}

// Product returns the product on sale at an address, with one query when its
// content is in memory. variantID chooses a variant; 0 chooses the cheapest in
// stock. NotFound if there is no such product, or no such variant of it.
func (s *Service) Product(ctx context.Context, slug string, variantID int64) (Product, error) {
	rows, err := s.q.ProductBySlug(ctx, s.DB, q.ProductBySlugParams{Slug: slug, Now: s.Clock.Now()})
	if err != nil {
		return Product{}, db.Error(err)
	}
	if len(rows) == 0 {
		return Product{}, apperr.New(apperr.NotFound, "")
	}
	content := s.contents.get(rows[0].ProductID, int(rows[0].Version))
	if content == nil {
		if content, err = s.readContent(ctx, rows[0].ProductID); err != nil {
			return Product{}, db.Error(err)
		}
		s.contents.put(content)
	}
	p := Product{Content: content, Variants: make([]Variant, len(rows)), Chosen: -1}
	best := -1
	for i, r := range rows {
		v := &p.Variants[i]
		*v = Variant{ID: r.VariantID, SKU: r.Sku, GTIN: r.Gtin, Available: int(r.Available)}
		v.Price, v.CompareAt = offer(r.PriceCents, r.CompareAtCents, money.Cents(r.ScheduledCents))
		if best < 0 || v.before(p.Variants[best]) {
			best = i
		}
		if v.ID == variantID {
			p.Chosen = i
		}
	}
	if variantID == 0 {
		p.Chosen = best
	}
	if p.Chosen < 0 {
		return Product{}, apperr.New(apperr.NotFound, "")
	}
	return p, nil
}

// before reports whether a page shows v rather than other when nobody chose.
func (v Variant) before(other Variant) bool {
	if (v.Available > 0) != (other.Available > 0) {
		return v.Available > 0
	}
	return v.Price < other.Price
}

// Variant returns the chosen variant.
func (p Product) Variant() Variant { return p.Variants[p.Chosen] }

// Gallery returns the pictures, the one of the chosen variant first.
func (p Product) Gallery() []Image {
	shown := p.picture[p.Variant().ID]
	if len(p.Images) == 0 || shown == 0 || p.Images[0].ID == shown {
		return p.Images
	}
	gallery := make([]Image, 0, len(p.Images))
	for _, i := range p.Images {
		if i.ID == shown {
			gallery = append(gallery, i)
		}
	}
	for _, i := range p.Images {
		if i.ID != shown {
			gallery = append(gallery, i)
		}
	}
	return gallery
}

// Redirect returns the address of the product that once had this one; NotFound
// if none had.
func (s *Service) Redirect(ctx context.Context, slug string) (string, error) {
	to, err := s.q.ProductRedirect(ctx, s.DB, slug)
	return to, db.Error(err)
}

// MoneyRange returns the lowest and the highest price of the variants.
func (p Product) MoneyRange() (low, high money.Cents) {
	for i, v := range p.Variants {
		if i == 0 || v.Price < low {
			low = v.Price
		}
		high = max(high, v.Price)
	}
	return low, high
}

// Path is the product's address; with a variant other than 0 the address that
// chooses it.
func (c *Content) Path(variantID int64) string {
	if variantID == 0 {
		return "/products/" + c.Slug
	}
	return "/products/" + c.Slug + "?variant=" + strconv.FormatInt(variantID, 10)
}
