package catalog

import (
	"context"
	"time"

	"tenaz/internal/apperr"
	"tenaz/internal/db"
	q "tenaz/queries/catalog"
)

// SitemapSize is the number of products in one file of the sitemap.
const SitemapSize = 10_000

// SitemapEntry is an address with the day of its last change.
type SitemapEntry struct {
	Path      string
	UpdatedAt time.Time
}

// SitemapFiles returns how many files of products the sitemap has, 1 or more.
func (s *Service) SitemapFiles(ctx context.Context) (int, error) {
	total, err := s.q.CountListing(ctx, s.DB)
	return max(1, int(total+SitemapSize-1)/SitemapSize), db.Error(err)
}

// SitemapProducts returns the products of file n, counting from 1; NotFound
// beyond the last one.
func (s *Service) SitemapProducts(ctx context.Context, n int) ([]SitemapEntry, error) {
	if n < 1 || n > 5000 {
		return nil, apperr.New(apperr.NotFound, "")
	}
	rows, err := s.q.SitemapProducts(ctx, s.DB, q.SitemapProductsParams{MaxRows: SitemapSize, Skip: int32((n - 1) * SitemapSize)})
	if err != nil {
		return nil, db.Error(err)
	}
	if len(rows) == 0 && n > 1 {
		return nil, apperr.New(apperr.NotFound, "")
	}
	entries := make([]SitemapEntry, len(rows))
	for i, r := range rows {
		entries[i] = SitemapEntry{Path: "/products/" + r.Slug, UpdatedAt: r.UpdatedAt}
	}
	return entries, nil
}
