package catalog

import (
	"context"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/db"
	q "tenaz/queries/catalog"
)

// RefreshTx rebuilds the listing rows of products, texts and numbers; a product
// that is not on sale any more leaves the listing.
func (s *Service) RefreshTx(ctx context.Context, tx pgx.Tx, productIDs []int64) error {
	if len(productIDs) == 0 {
		return nil
	}
	productIDs = sortedUnique(productIDs)
	if err := s.q.LockListing(ctx, tx, productIDs); err != nil {
		return err
	}
	if err := s.q.DropListing(ctx, tx, productIDs); err != nil {
		return err
	}
	rows, err := s.q.ListingDocuments(ctx, tx, productIDs)
	if err != nil {
		return err
	}
	in := q.PutListingParams{Now: s.Clock.Now()}
	for _, r := range rows {
		in.ProductIds = append(in.ProductIds, r.ID)
		in.Titles = append(in.Titles, document(r.Title))
		in.Brands = append(in.Brands, document(r.Brand))
		in.Specs = append(in.Specs, document(r.Categories+" "+r.Specs))
		in.Descriptions = append(in.Descriptions, document(r.Summary+" "+r.Description))
		in.Codes = append(in.Codes, codeList(r.Codes, r.Title))
	}
	if len(in.ProductIds) > 0 {
		if err := s.q.PutListing(ctx, tx, in); err != nil {
			return err
		}
	}
	return s.numbersTx(ctx, tx, productIDs, true)
}

// codeList returns the codes of a product, joined by spaces.
func codeList(codes, title string) string {
	var all []string
	for field := range strings.FieldsSeq(codes) {
		if c := code(field); len(c) >= 3 && len(c) <= longestCode {
			all = append(all, c)
		}
	}
	all = append(all, codesOf(title)...)
	slices.Sort(all)
	return strings.Join(slices.Compact(all), " ")
}

// refreshNumbersTx brings price, stock and sales of listing rows up to date.
func (s *Service) refreshNumbersTx(ctx context.Context, tx pgx.Tx, productIDs []int64, touch bool) error {
	if len(productIDs) == 0 {
		return nil
	}
	productIDs = sortedUnique(productIDs)
	if err := s.q.LockListing(ctx, tx, productIDs); err != nil {
		return err
	}
	return s.numbersTx(ctx, tx, productIDs, touch)
}

func (s *Service) numbersTx(ctx context.Context, tx pgx.Tx, productIDs []int64, touch bool) error {
	return s.q.RefreshNumbers(ctx, tx, q.RefreshNumbersParams{ProductIds: productIDs, Now: s.Clock.Now(), Touch: touch})
}

// RefreshByVariants brings the listing up to date after the stock of variants
// changed. Doing it again changes nothing.
func (s *Service) RefreshByVariants(ctx context.Context, variantIDs []int64) error {
	if len(variantIDs) == 0 {
		return nil
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		products, err := s.q.ProductsOfVariants(ctx, tx, variantIDs)
		if err != nil {
			return err
		}
		return s.refreshNumbersTx(ctx, tx, products, false)
	})
}

// RefreshDrifted brings listing rows up to date whose stock is not what the
// shelves hold, at most limit products, and returns how many. A sweep calls it
// every few seconds: placing an order must not wait for the listing.
func (s *Service) RefreshDrifted(ctx context.Context, limit int) (int, error) {
	drifted, err := s.q.DriftedStock(ctx, s.DB, int32(min(max(limit, 1), 10_000)))
	if err != nil || len(drifted) == 0 {
		return 0, db.Error(err)
	}
	return len(drifted), db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		return s.refreshNumbersTx(ctx, tx, drifted, false)
	})
}

// RefreshScheduled brings listing rows up to date whose scheduled price began
// or ended since they were written, at most limit products, and returns how
// many. A sweep calls it every minute; the product page and the cart decide the
// price at the moment they read it.
func (s *Service) RefreshScheduled(ctx context.Context, limit int) (int, error) {
	count := 0
	err := db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		due, err := s.q.DueScheduledPrices(ctx, tx, q.DueScheduledPricesParams{Now: s.Clock.Now(), MaxRows: int32(min(max(limit, 1), 10_000))})
		if err != nil {
			return err
		}
		count = len(due)
		return s.refreshNumbersTx(ctx, tx, due, true)
	})
	return count, err
}

func sortedUnique(ids []int64) []int64 {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}
