package bench

import (
	"context"
	"fmt"
	"math/rand/v2"

	"tenaz/internal/actor"
	"tenaz/internal/app"
	"tenaz/internal/catalog"
	"tenaz/internal/config"
)

// The first ids of products and variants. Nothing else in a placement's
// statements is a number of this size, which is how a trace tells them.
const (
	firstProduct = 5_000_001
	firstVariant = 7_000_001
	perProduct   = 3
)

// opening is the stock of each variant: nothing sells out during a measurement.
const opening = 10_000_000

// shelf is what there is to visit.
type shelf struct {
	categories, products []string // their addresses
	variants             []int64
	searches             []string
}

// stock fills an empty catalogue through the store's own services: ten shelves of
// four each, with the products on the forty, so that each of the fifty listings
// fills its first page.
func stock(ctx context.Context, c config.Config, o options) (shelf, error) {
	core, err := app.OpenCore(ctx, c, app.Options{})
	if err != nil {
		return shelf{}, err
	}
	defer core.Close()
	by := actor.Store("bench")
	inputs, leaves := categoryInputs()
	if _, err := core.Catalog.SaveCategories(ctx, by, inputs); err != nil {
		return shelf{}, err
	}
	s := shelf{searches: searches()}
	for _, input := range inputs {
		s.categories = append(s.categories, input.Slug)
	}
	pictures, err := putPictures(ctx, core)
	if err != nil {
		return s, err
	}
	rng := rand.New(rand.NewPCG(o.seed, 0))
	const batch = 250
	for begin := 0; begin < o.products; begin += batch {
		list := make([]catalog.ProductInput, min(batch, o.products-begin))
		for i := range list {
			n := begin + i
			list[i] = productInput(rng, n, leaves[n%len(leaves)], pictures)
		}
		saved, err := core.Catalog.SaveProducts(ctx, by, list)
		if err != nil {
			return s, err
		}
		for _, product := range saved {
			if product.Err != nil {
				return s, product.Err
			}
			s.products = append(s.products, product.Slug)
		}
	}
	rows, err := core.Pool.Query(ctx, `SELECT id FROM variants ORDER BY id`)
	if err != nil {
		return s, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return s, err
		}
		s.variants = append(s.variants, id)
	}
	if rows.Err() == nil && len(s.variants) != perProduct*o.products {
		return s, fmt.Errorf("%d variants, want %d", len(s.variants), perProduct*o.products)
	}
	return s, rows.Err()
}

// putPictures stores the few drawings that the products share: their bytes are
// not measured, their markup is.
func putPictures(ctx context.Context, core *app.Core) ([]string, error) {
	var keys []string
	for i := range 24 {
		drawing := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800"><rect x="%d" y="200" width="400" height="400" rx="40" fill="#1F5560"/></svg>`, 100+i*10)
		key, err := core.Blobs.Put(ctx, []byte(drawing), "svg")
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}
