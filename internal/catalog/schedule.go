package catalog

import (
	"context"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/money"
	q "tenaz/queries/catalog"
)

// SchedulePrice gives a variant a price for a time to come and returns the id of
// the entry. It needs the permission "catalogue".
func (s *Service) SchedulePrice(ctx context.Context, by actor.Actor, in SchedulePriceInput) (int64, error) {
	if !by.Can("catalogue") {
		return 0, apperr.New(apperr.Forbidden, "")
	}
	var fields apperr.Fields
	if in.Price < 0 || in.Price > money.Max {
		fields.Add("price", "catalog.price_range")
	}
	if in.Until != nil && !in.Until.After(in.From) {
		fields.Add("until", "catalog.span")
	}
	if err := fields.Err(); err != nil {
		return 0, err
	}
	var id int64
	err := db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		products, err := s.q.ProductsOfVariants(ctx, tx, []int64{in.VariantID})
		if err != nil {
			return err
		}
		if len(products) == 0 {
			return apperr.New(apperr.NotFound, "")
		}
		id, err = s.q.InsertScheduledPrice(ctx, tx, q.InsertScheduledPriceParams{
			VariantID: in.VariantID, PriceCents: in.Price, StartsAt: in.From, EndsAt: in.Until,
		})
		if err != nil {
			return err
		}
		return s.refreshNumbersTx(ctx, tx, products, false)
	})
	return id, err
}
