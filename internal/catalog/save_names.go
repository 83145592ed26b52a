package catalog

import (
	"context"
	"strconv"
	"strings"

	q "tenaz/queries/catalog"
)

// tints are the panel colours that new categories take in turn.
var tints = []string{"tint-1", "tint-2", "tint-3", "tint-4", "tint-5", "tint-6", "tint-7", "tint-8", "tint-9", "tint-10"}

// freeSlug returns want, or want-2, want-3 … if it is taken, and takes it.
func freeSlug(want string, taken map[string]bool) string {
	slug := want
	for n := 2; taken[slug]; n++ {
		slug = want + "-" + strconv.Itoa(n)
	}
	taken[slug] = true
	return slug
}

// resolveBrands finds the brand of each item, whatever its capitals, and makes
// the missing ones.
func (b *batch) resolveBrands(ctx context.Context) error {
	rows, err := b.service.q.AllBrands(ctx, b.tx)
	if err != nil {
		return err
	}
	ids, taken := make(map[string]int64, len(rows)), make(map[string]bool, len(rows))
	for _, r := range rows {
		ids[strings.ToLower(r.Name)] = r.ID
		taken[r.Slug] = true
	}
	var fresh q.InsertBrandsParams
	wanted := map[string]bool{}
	for _, it := range b.items {
		key := strings.ToLower(it.in.Brand)
		if ids[key] == 0 && !wanted[key] {
			wanted[key] = true
			fresh.Names = append(fresh.Names, it.in.Brand)
			fresh.Slugs = append(fresh.Slugs, freeSlug(Slug(it.in.Brand), taken))
		}
	}
	if len(fresh.Names) > 0 {
		fresh.Now = b.now
		made, err := b.service.q.InsertBrands(ctx, b.tx, fresh)
		if err != nil {
			return err
		}
		for _, r := range made {
			ids[strings.ToLower(r.Name)] = r.ID
		}
	}
	for _, it := range b.items {
		it.brand = ids[strings.ToLower(it.in.Brand)]
	}
	return nil
}

// resolveCategories finds the category of each item by its address or its
// name, and makes the missing ones at the root.
func (b *batch) resolveCategories(ctx context.Context) error {
	rows, err := b.service.q.AllCategories(ctx, b.tx)
	if err != nil {
		return err
	}
	bySlug, byName := map[string]int64{}, map[string]int64{}
	last := int32(0)
	for _, r := range rows {
		bySlug[r.Slug] = r.ID
		if key := strings.ToLower(r.Name); byName[key] == 0 || r.ParentID == nil {
			byName[key] = r.ID
		}
		last = max(last, r.Position)
	}
	var taken map[string]bool
	for _, it := range b.items {
		key := strings.ToLower(it.in.Category)
		if it.category = byName[key]; it.category != 0 {
			continue
		}
		if it.category = bySlug[it.in.Category]; it.category != 0 {
			continue
		}
		if taken == nil {
			if taken, err = b.categorySlugs(ctx); err != nil {
				return err
			}
		}
		last++
		in := CategoryInput{
			Slug: freeSlug(Slug(it.in.Category), taken), Name: it.in.Category, Position: int(last),
			Tint: tints[len(byName)%len(tints)],
		}
		if it.category, err = b.service.insertCategoryTx(ctx, b.tx, in, nil, b.now); err != nil {
			return err
		}
		byName[key] = it.category
	}
	return nil
}

func (b *batch) categorySlugs(ctx context.Context) (map[string]bool, error) {
	slugs, err := b.service.q.CategorySlugs(ctx, b.tx)
	taken := make(map[string]bool, len(slugs))
	for _, slug := range slugs {
		taken[slug] = true
	}
	return taken, err
}

// productSlugs gives every new item an address that no product has or had.
func (b *batch) productSlugs(ctx context.Context, fresh []*item) error {
	taken := map[string]bool{}
	// First the address itself and the next few; who finds all of them taken
	// asks for more.
	for from, to := 1, 9; len(fresh) > 0; from, to = to+1, to*10+9 {
		var ask []string
		for _, it := range fresh {
			for n := from; n <= to; n++ {
				ask = append(ask, numbered(it.wantedSlug(), n))
			}
		}
		rows, err := b.service.q.TakenProductSlugs(ctx, b.tx, ask)
		if err != nil {
			return err
		}
		for _, slug := range rows {
			taken[slug] = true
		}
		var left []*item
		for _, it := range fresh {
			it.out.Slug = ""
			for n := from; n <= to && it.out.Slug == ""; n++ {
				if slug := numbered(it.wantedSlug(), n); !taken[slug] {
					taken[slug] = true
					it.out.Slug = slug
				}
			}
			if it.out.Slug == "" {
				left = append(left, it)
			}
		}
		fresh = left
	}
	return nil
}

func (it *item) wantedSlug() string {
	if it.in.Slug != "" {
		return it.in.Slug
	}
	return Slug(it.in.Title)
}

func numbered(slug string, n int) string {
	if n == 1 {
		return slug
	}
	return slug + "-" + strconv.Itoa(n)
}
