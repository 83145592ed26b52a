package catalog

import (
	"context"

	"tenaz/internal/markdown"

	q "tenaz/queries/catalog"
)

// readContent reads everything of a product that its version covers.
func (s *Service) readContent(ctx context.Context, id int64) (*Content, error) {
	r, err := s.q.ProductContent(ctx, s.DB, id)
	if err != nil {
		return nil, err
	}
	c := &Content{
		ProductID: r.ID, Version: int(r.Version), UpdatedAt: r.UpdatedAt, Slug: r.Slug, Title: r.Title, Summary: r.Summary,
		Brand: r.Brand, BrandSlug: r.BrandSlug, CategoryID: r.CategoryID,
		Description: markdown.HTML(r.Description, 3), DescriptionText: r.Description, Box: r.BoxContents,
		choices: map[int64]map[int64]int64{}, picture: map[int64]int64{},
	}
	images, err := s.q.ProductImages(ctx, s.DB, id)
	if err != nil {
		return nil, err
	}
	for _, i := range images {
		image := Image{ID: i.ID, Key: i.BlobKey, Type: i.ContentType, Width: int(i.Width), Height: int(i.Height), Alt: i.Alt}
		if i.Role == "social" {
			c.Social = &image
		} else {
			c.Images = append(c.Images, image)
		}
	}
	if err := s.readOptions(ctx, c); err != nil {
		return nil, err
	}
	specs, err := s.q.ProductSpecs(ctx, s.DB, id)
	if err != nil {
		return nil, err
	}
	c.Specs = groupSpecs(specs)
	return c, nil
}

func (s *Service) readOptions(ctx context.Context, c *Content) error {
	options, err := s.q.ProductOptions(ctx, s.DB, c.ProductID)
	if err != nil {
		return err
	}
	for _, r := range options {
		if n := len(c.Options); n == 0 || c.Options[n-1].ID != r.OptionID {
			c.Options = append(c.Options, Option{ID: r.OptionID, Name: r.Name})
		}
		last := &c.Options[len(c.Options)-1]
		last.Values = append(last.Values, OptionValue{ID: r.ValueID, Value: r.Value, Swatch: r.Swatch})
	}
	variants, err := s.q.ProductVariantOptions(ctx, s.DB, c.ProductID)
	if err != nil {
		return err
	}
	for _, r := range variants {
		if r.ImageID != nil {
			c.picture[r.VariantID] = *r.ImageID
		}
		if r.OptionID != nil && r.OptionValueID != nil {
			if c.choices[r.VariantID] == nil {
				c.choices[r.VariantID] = map[int64]int64{}
			}
			c.choices[r.VariantID][*r.OptionID] = *r.OptionValueID
		}
	}
	return nil
}

// groupSpecs puts the lines under their headings, both in the order in which
// they come first.
func groupSpecs(rows []q.ProductSpecsRow) []SpecGroup {
	var groups []SpecGroup
	index := map[string]int{}
	for _, r := range rows {
		at, known := index[r.GroupName]
		if !known {
			at = len(groups)
			index[r.GroupName] = at
			groups = append(groups, SpecGroup{Name: r.GroupName})
		}
		line := SpecLine{VariantID: r.VariantID, Slug: r.Slug, Name: r.Name}
		switch {
		case r.Number != nil:
			line.Value = Number(*r.Number, r.Unit)
		case r.Bool != nil:
			line.Value = Bool(*r.Bool)
		default:
			line.Value = Text(r.Text)
		}
		groups[at].Lines = append(groups[at].Lines, line)
	}
	return groups
}
