package catalog

import (
	"context"
	"time"

	"tenaz/internal/db"
	"tenaz/internal/money"
	q "tenaz/queries/catalog"
)

// Sellables returns the variants asked for by id, priced at the moment given,
// with one query on d. Ids that do not exist are absent; what is not on sale is
// there with Active false.
func (s *Service) Sellables(ctx context.Context, d db.DB, variantIDs []int64, now time.Time) (map[int64]Sellable, error) {
	found := make(map[int64]Sellable, len(variantIDs))
	if len(variantIDs) == 0 {
		return found, nil
	}
	rows, err := s.q.Sellables(ctx, d, q.SellablesParams{Now: now, VariantIds: variantIDs})
	if err != nil {
		return nil, db.Error(err)
	}
	for _, r := range rows {
		price, compareAt := offer(r.PriceCents, r.CompareAtCents, money.Cents(r.ScheduledCents))
		found[r.VariantID] = Sellable{
			VariantID: r.VariantID, ProductID: r.ProductID, Slug: r.Slug, Title: r.Title, Options: r.Options,
			SKU: r.Sku, GTIN: r.Gtin, NCM: r.Ncm, CEST: r.Cest, Origin: r.Origin, Unit: r.Unit, CClassTrib: r.Cclasstrib,
			ImageKey: r.ImageKey, ImageAlt: r.ImageAlt, Tint: r.Tint,
			Price: price, CompareAt: compareAt, Cost: r.CostCents,
			WeightGrams: int(r.WeightGrams), LengthMM: int(r.LengthMm), WidthMM: int(r.WidthMm), HeightMM: int(r.HeightMm),
			Active: r.Active,
		}
	}
	return found, nil
}
