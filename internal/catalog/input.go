package catalog

import (
	"strings"
	"time"
	"unicode/utf8"

	"tenaz/internal/money"
)

// ProductInput is a product to be saved. What is empty or nil is not named and
// stays as it is stored; Title, Brand, Category and one variant are required.
type ProductInput struct {
	// Slug is the address wanted for a new product; empty makes one from the
	// title. The address of a product that exists is never changed.
	Slug  string
	Title string
	Brand string
	// Category is a category's address or name; one that is missing is made.
	Category    string
	Summary     string
	Description string // Markdown
	BoxContents string
	Featured    *bool
	// State is "draft", "active" or "archived"; a new product is active.
	State    string
	Options  []OptionInput
	Variants []VariantInput
	// Images replaces all pictures, nil keeps them.
	Images []ImageInput
	// Attributes replaces all specifications of the product and of the variants
	// named here, nil keeps them.
	Attributes []AttributeInput
}

// OptionInput is something that the shopper chooses, with its values in order.
type OptionInput struct {
	Name   string
	Values []OptionValueInput
}

// OptionValueInput is one choice; Swatch is a colour ("#1F5560") or the name of
// one in the palette ("petrol").
type OptionValueInput struct {
	Value  string
	Swatch string
}

// VariantInput is one sellable item. Nil and empty fields of a variant that
// exists stay as they are. It is found by SKU, else by GTIN.
type VariantInput struct {
	SKU   string
	GTIN  string
	Price money.Cents
	// CompareAt of zero removes the struck price.
	CompareAt *money.Cents
	Cost      *money.Cents
	// Stock is what a new variant begins with; it is not read for others.
	Stock                                    int
	WeightGrams, LengthMM, WidthMM, HeightMM *int
	NCM, CEST, Origin, Unit, CClassTrib      string
	Options                                  map[string]string
	// ImageKey is the blob key of that one of the product's pictures that shows
	// this variant.
	ImageKey   string
	Attributes []AttributeInput
}

// ImageInput is a picture whose content is in the blob store already.
type ImageInput struct {
	Key           string
	Width, Height int
	Alt           string
	// Role is "gallery" or "social"; empty means gallery.
	Role string
}

// AttributeInput is one line of a specification; Key is a name ("Tamanho da
// tela") or a key ("display_diagonal").
type AttributeInput struct {
	Key   string
	Group string
	Value Value
}

// Saved says what became of one ProductInput.
type Saved struct {
	ProductID int64
	Slug      string
	Created   bool
	// Changed is true if anything was written, false when all was so already.
	Changed  bool
	Warnings []string
	// Err is why this product was refused; the others are saved all the same.
	Err error
}

// CategoryInput is a category to be saved, found by its address.
type CategoryInput struct {
	Slug, Name, Blurb, Tint       string
	ParentSlug                    string
	Position                      int
	NCM, CEST, Origin, CClassTrib string
}

// SchedulePriceInput is a price for a time to come.
type SchedulePriceInput struct {
	VariantID int64
	Price     money.Cents
	From      time.Time
	Until     *time.Time
}

// Limits of what a product may hold, in characters or pieces.
const (
	longestTitle       = 500
	longestName        = 200
	longestText        = 100_000
	longestSpec        = 10_000
	mostVariants       = 500
	mostSpecs          = 1000
	mostImages         = 100
	largestMeasurement = 10_000_000
)

// problem is a reason to refuse a product, in words for whoever sent it.
type problem string

// Error implements error.
func (p problem) Error() string { return string(p) }

// check returns why a product cannot be saved, nil if it can. It trims the
// spaces around names and codes.
func (in *ProductInput) check() error {
	for _, s := range []*string{&in.Slug, &in.Title, &in.Brand, &in.Category, &in.State} {
		*s = strings.TrimSpace(*s)
	}
	texts := []struct {
		name, text string
		longest    int
	}{
		{"title", in.Title, longestTitle},
		{"brand", in.Brand, longestName},
		{"category", in.Category, longestName},
		{"slug", in.Slug, longestName},
		{"summary", in.Summary, longestText},
		{"description", in.Description, longestText},
		{"box", in.BoxContents, longestText},
	}
	for _, t := range texts {
		if err := checkText(t.name, t.text, t.longest); err != nil {
			return err
		}
	}
	switch {
	case in.Title == "":
		return problem("title is missing")
	case in.Brand == "":
		return problem("brand is missing")
	case in.Category == "":
		return problem("category is missing")
	case in.State != "" && in.State != "draft" && in.State != "active" && in.State != "archived":
		return problem("state is none of draft, active, archived")
	case len(in.Variants) == 0:
		return problem("there is no variant")
	case len(in.Variants) > mostVariants:
		return problem("too many variants")
	case len(in.Images) > mostImages:
		return problem("too many pictures")
	}
	if in.Slug != "" && Slug(in.Slug) != in.Slug {
		return problem("slug is not an address: use lower-case letters, digits and hyphens")
	}
	if err := in.checkOptions(); err != nil {
		return err
	}
	if err := checkAttributes(in.Attributes); err != nil {
		return err
	}
	return in.checkVariants()
}

func checkText(name, text string, longest int) error {
	switch {
	case !utf8.ValidString(text):
		return problem(name + " is not valid UTF-8")
	case strings.ContainsRune(text, 0):
		return problem(name + " holds a NUL character")
	case len(text) > longest && utf8.RuneCountInString(text) > longest:
		return problem(name + " is too long")
	}
	return nil
}

func checkAttributes(all []AttributeInput) error {
	if len(all) > mostSpecs {
		return problem("too many attributes")
	}
	for i := range all {
		a := &all[i]
		a.Key = strings.TrimSpace(a.Key)
		if a.Key == "" {
			return problem("an attribute has no name")
		}
		for _, t := range []struct {
			text    string
			longest int
		}{{a.Key, longestName}, {a.Group, longestName}, {a.Value.Unit, 40}, {a.Value.Text, longestSpec}} {
			if err := checkText("attribute "+clip(a.Key), t.text, t.longest); err != nil {
				return err
			}
		}
	}
	return nil
}

// clip shortens a text that is quoted in a message.
func clip(text string) string {
	const most = 40
	if runes := []rune(strings.ToValidUTF8(text, "?")); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return strings.ToValidUTF8(text, "?")
}
