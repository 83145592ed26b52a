package catalog

import (
	"context"
	"slices"
	"strings"
	"time"
)

// readShelves reads everything that one moment's pages share.
func (s *Service) readShelves(ctx context.Context, now time.Time) (*shelves, error) {
	rows, err := s.q.AllCategories(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	brands, err := s.q.AllBrands(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	counts, err := s.q.CountsByCategory(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	covers, err := s.q.CategoryCovers(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	next := &shelves{
		at: now, categories: make([]Category, len(rows)), bySlug: map[string]*Category{}, byID: map[int64]*Category{},
		brands: make(map[int64]*Brand, len(brands)), brandSlugs: make(map[string]*Brand, len(brands)), brandsOf: map[int64][]Brand{}, parents: map[int64]bool{},
	}
	for i, r := range rows {
		c := &next.categories[i]
		*c = Category{ID: r.ID, Slug: r.Slug, Name: r.Name, Blurb: r.Blurb, Tint: r.Tint, Path: r.Path}
		if r.ParentID != nil {
			c.ParentID = *r.ParentID
			next.parents[c.ParentID] = true
		}
		next.bySlug[c.Slug], next.byID[c.ID] = c, c
	}
	for _, r := range covers {
		if c := next.byID[r.CategoryID]; c != nil {
			c.ImageKey = r.ImageKey
		}
	}
	for _, r := range brands {
		b := &Brand{ID: r.ID, Slug: r.Slug, Name: r.Name}
		next.brands[r.ID], next.brandSlugs[r.Slug] = b, b
	}
	for _, r := range counts {
		c, b := next.byID[r.CategoryID], next.brands[r.BrandID]
		if c == nil || b == nil {
			continue
		}
		c.Products += int(r.Products)
		next.brandsOf[c.ID] = append(next.brandsOf[c.ID], Brand{ID: b.ID, Slug: b.Slug, Name: b.Name, Products: int(r.Products)})
		if c.ParentID == 0 {
			b.Products += int(r.Products)
			next.total += int(r.Products)
		}
	}
	for _, b := range next.brands {
		if b.Products > 0 {
			next.brandsOf[0] = append(next.brandsOf[0], *b)
		}
	}
	for _, list := range next.brandsOf {
		slices.SortFunc(list, func(a, b Brand) int { return strings.Compare(fold(a.Name), fold(b.Name)) })
	}
	return next, nil
}

// Categories returns the categories at the root in the order of the menu, those
// without any product on sale left out. They are at most a few seconds old.
func (s *Service) Categories(ctx context.Context) ([]Category, error) {
	all, err := s.shelf(ctx)
	if err != nil {
		return nil, err
	}
	roots := make([]Category, 0, len(all.categories))
	for _, c := range all.categories {
		if c.ParentID == 0 && c.Products > 0 {
			roots = append(roots, c)
		}
	}
	return roots, nil
}
