package demoshop

// Product is one product of the demo shop. Money is in centavos, weights in
// grams, lengths in millimetres.
type Product struct {
	ID          string     `json:"id"`
	Slug        string     `json:"slug"`
	SKU         string     `json:"sku"` // the model's code; a variant's SKU begins with it
	Title       string     `json:"title"`
	Brand       string     `json:"brand"`
	Category    string     `json:"category"` // a Category's slug
	Summary     string     `json:"summary"`
	Description string     `json:"description"` // Markdown
	Box         string     `json:"box"`         // what is in the box
	Featured    bool       `json:"featured"`
	Attributes  Attributes `json:"attributes"`
	// Groups names the group of every attribute, the variants' included.
	Groups map[string]string `json:"groups"`
	// Options is empty for a product of one variant; then Variants has one entry.
	Options  []Option  `json:"options"`
	Variants []Variant `json:"variants"`
	Images   []Image   `json:"images"` // the first is the main picture
}

// Option is one thing that the shopper chooses, with its values in order.
type Option struct {
	Name   string        `json:"name"`
	Values []OptionValue `json:"values"`
}

// OptionValue is one choice of an option; a colour has a Swatch, a key of Swatches.
type OptionValue struct {
	Value  string `json:"value"`
	Swatch string `json:"swatch,omitempty"`
}

// Variant is one sellable item.
type Variant struct {
	SKU            string            `json:"sku"`
	GTIN           string            `json:"gtin"` // GTIN-13 of the in-store range, which belongs to no company
	Options        map[string]string `json:"options"`
	PriceCents     int64             `json:"price_cents"`
	CompareAtCents int64             `json:"compare_at_cents,omitempty"` // zero: not on sale
	CostCents      int64             `json:"cost_cents"`
	Stock          int               `json:"stock"`
	WeightGrams    int               `json:"weight_grams"` // packed
	LengthMM       int               `json:"length_mm"`
	WidthMM        int               `json:"width_mm"`
	HeightMM       int               `json:"height_mm"`
	NCM            string            `json:"ncm"`
	Origin         int               `json:"origin"` // 0 national, 2 foreign bought in Brazil
	Image          string            `json:"image"`  // a File of the product's Images
	// Attributes are those that differ between variants, such as the capacity.
	Attributes Attributes `json:"attributes,omitempty"`
}

// Image is one picture: an SVG of Images with its text alternative.
type Image struct {
	File string `json:"file"`
	Alt  string `json:"alt"`
}

// Preview is the name, inside Images, of the product's link preview: a JPEG of
// 1200 by 630 pixels.
func (p Product) Preview() string { return "og/" + p.Slug + ".jpg" }

// group writes every attribute's group into the attribute itself.
func (p *Product) group() {
	for i := range p.Attributes {
		p.Attributes[i].Group = p.Groups[p.Attributes[i].Name]
	}
	for _, v := range p.Variants {
		for i := range v.Attributes {
			v.Attributes[i].Group = p.Groups[v.Attributes[i].Name]
		}
	}
}
