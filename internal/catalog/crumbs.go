package catalog

import (
	"context"

	"tenaz/internal/apperr"
	"tenaz/internal/db"
)

// Crumbs returns the way from the root to a category, itself last; empty for an
// id that does not exist.
func (s *Service) Crumbs(ctx context.Context, categoryID int64) ([]Category, error) {
	all, err := s.shelf(ctx)
	if err != nil {
		return nil, err
	}
	c := all.byID[categoryID]
	if c == nil {
		return nil, nil
	}
	way := make([]Category, 0, len(c.Path))
	for _, id := range c.Path {
		if step := all.byID[id]; step != nil {
			way = append(way, *step)
		}
	}
	return way, nil
}

// Shelf is a category with what stands around it.
type Shelf struct {
	Category Category
	// Crumbs lead from the root to the category, itself last.
	Crumbs   []Category
	Children []Category
	// Brands are those of its products on sale.
	Brands []Brand
}

// Category returns a category by its address; NotFound if there is none.
func (s *Service) Category(ctx context.Context, slug string) (Shelf, error) {
	all, err := s.shelf(ctx)
	if err != nil {
		return Shelf{}, err
	}
	c := all.bySlug[slug]
	if c == nil {
		return Shelf{}, apperr.New(apperr.NotFound, "")
	}
	found := Shelf{Category: *c, Brands: all.brandsOf[c.ID]}
	for _, other := range all.categories {
		if other.ParentID == c.ID && other.Products > 0 {
			found.Children = append(found.Children, other)
		}
	}
	found.Crumbs, err = s.Crumbs(ctx, c.ID)
	return found, err
}

// CategoryRedirect returns the address of the category that once had this one;
// NotFound if none had.
func (s *Service) CategoryRedirect(ctx context.Context, slug string) (string, error) {
	to, err := s.q.CategoryRedirect(ctx, s.DB, slug)
	return to, db.Error(err)
}

// Brands returns the brands that have a product on sale, by name.
func (s *Service) Brands(ctx context.Context) ([]Brand, error) {
	all, err := s.shelf(ctx)
	if err != nil {
		return nil, err
	}
	return all.brandsOf[0], nil
}
