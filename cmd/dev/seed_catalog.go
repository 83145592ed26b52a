package main

import (
	"bytes"
	"context"
	"fmt"
	"image/jpeg"
	"io/fs"
	"path"
	"slices"
	"strconv"

	"tenaz/cmd/dev/demoshop"
	"tenaz/internal/actor"
	"tenaz/internal/app"
	"tenaz/internal/catalog"
	"tenaz/internal/money"
)

// drawing is the side of every illustration's square.
const drawing = 800

// seedCatalog loads categories, pictures and products. opening is the stock to
// begin with, by SKU.
func seedCatalog(ctx context.Context, a *app.App, by actor.Actor, products []demoshop.Product, opening map[string]int) error {
	var categories []catalog.CategoryInput
	for _, c := range demoshop.Categories() {
		categories = append(categories, catalog.CategoryInput{
			Slug: c.Slug, Name: c.Name, Blurb: c.Blurb, Tint: c.Tint, Position: c.Position, NCM: c.NCM,
		})
	}
	if _, err := a.Catalog.SaveCategories(ctx, by, categories); err != nil {
		return err
	}
	inputs := make([]catalog.ProductInput, len(products))
	for i, p := range products {
		input, err := productInput(ctx, a, p, opening)
		if err != nil {
			return fmt.Errorf("%s: %w", p.Slug, err)
		}
		inputs[i] = input
	}
	// The front page shows the newest first: the first of the file should lead.
	slices.Reverse(inputs)
	saved, err := a.Catalog.SaveProducts(ctx, by, inputs)
	if err != nil {
		return err
	}
	for i, s := range saved {
		if s.Err != nil {
			return fmt.Errorf("%s: %w", inputs[i].Slug, s.Err)
		}
	}
	return nil
}

func productInput(ctx context.Context, a *app.App, p demoshop.Product, opening map[string]int) (catalog.ProductInput, error) {
	in := catalog.ProductInput{
		Slug: p.Slug, Title: p.Title, Brand: p.Brand, Category: p.Category, Summary: p.Summary,
		Description: p.Description, BoxContents: p.Box, Featured: &p.Featured, Attributes: attributes(p.Attributes),
	}
	keys := map[string]string{}
	for _, image := range p.Images {
		key, err := putPicture(ctx, a, image.File)
		if err != nil {
			return in, err
		}
		keys[image.File] = key
		in.Images = append(in.Images, catalog.ImageInput{Key: key, Width: drawing, Height: drawing, Alt: image.Alt})
	}
	social, err := socialPicture(ctx, a, p)
	if err != nil {
		return in, err
	}
	in.Images = append(in.Images, social)
	for _, o := range p.Options {
		option := catalog.OptionInput{Name: o.Name}
		for _, v := range o.Values {
			option.Values = append(option.Values, catalog.OptionValueInput{Value: v.Value, Swatch: v.Swatch})
		}
		in.Options = append(in.Options, option)
	}
	for _, v := range p.Variants {
		in.Variants = append(in.Variants, variantInput(v, keys, opening))
	}
	return in, nil
}

func variantInput(v demoshop.Variant, keys map[string]string, opening map[string]int) catalog.VariantInput {
	compareAt, cost := money.Cents(v.CompareAtCents), money.Cents(v.CostCents)
	return catalog.VariantInput{
		SKU: v.SKU, GTIN: v.GTIN, Price: money.Cents(v.PriceCents), CompareAt: &compareAt, Cost: &cost,
		Stock: opening[v.SKU], WeightGrams: &v.WeightGrams, LengthMM: &v.LengthMM, WidthMM: &v.WidthMM,
		HeightMM: &v.HeightMM, NCM: v.NCM, Origin: strconv.Itoa(v.Origin), Unit: "UN", Options: v.Options,
		ImageKey: keys[v.Image], Attributes: attributes(v.Attributes),
	}
}

func putPicture(ctx context.Context, a *app.App, file string) (string, error) {
	content, err := fs.ReadFile(demoshop.Images(), file)
	if err != nil {
		return "", err
	}
	return a.Blobs.Put(ctx, content, path.Ext(file)[1:])
}

func socialPicture(ctx context.Context, a *app.App, p demoshop.Product) (catalog.ImageInput, error) {
	content, err := fs.ReadFile(demoshop.Images(), p.Preview())
	if err != nil {
		return catalog.ImageInput{}, err
	}
	size, err := jpeg.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return catalog.ImageInput{}, err
	}
	key, err := a.Blobs.Put(ctx, content, "jpg")
	return catalog.ImageInput{Key: key, Width: size.Width, Height: size.Height, Alt: p.Title, Role: "social"}, err
}

// attributes hands specifications on in their order.
func attributes(list demoshop.Attributes) []catalog.AttributeInput {
	var in []catalog.AttributeInput
	for _, a := range list {
		input := catalog.AttributeInput{Key: a.Name, Group: a.Group}
		switch v := a.Value.(type) {
		case float64:
			input.Value = catalog.Number(v, a.Unit)
		case bool:
			input.Value = catalog.Bool(v)
		case string:
			input.Value = catalog.Text(v)
		}
		in = append(in, input)
	}
	return in
}
