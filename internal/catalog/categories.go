package catalog

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/db"
	q "tenaz/queries/catalog"
)

// SaveCategories creates or updates categories by their address, in the order
// given: a parent comes before its children. It returns their ids. A category
// that is stored as given keeps its version.
func (s *Service) SaveCategories(ctx context.Context, _ actor.Actor, inputs []CategoryInput) ([]int64, error) {
	ids := make([]int64, 0, len(inputs))
	err := db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		ids = ids[:0]
		if err := s.q.LockCatalogue(ctx, tx); err != nil {
			return err
		}
		rows, err := s.q.AllCategories(ctx, tx)
		if err != nil {
			return err
		}
		known := map[string]int64{}
		for _, r := range rows {
			known[r.Slug] = r.ID
		}
		for _, in := range inputs {
			id, err := s.saveCategoryTx(ctx, tx, in, known)
			if err != nil {
				return err
			}
			known[in.Slug] = id
			ids = append(ids, id)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.Forget()
	return ids, nil
}

func (s *Service) saveCategoryTx(ctx context.Context, tx pgx.Tx, in CategoryInput, known map[string]int64) (int64, error) {
	if in.Slug == "" {
		in.Slug = Slug(in.Name)
	}
	if in.Tint == "" {
		in.Tint = tints[len(known)%len(tints)]
	}
	now := s.Clock.Now()
	if id := known[in.Slug]; id != 0 {
		_, err := s.q.UpdateCategory(ctx, tx, q.UpdateCategoryParams{
			ID: id, Name: in.Name, Blurb: in.Blurb, Tint: in.Tint, Position: int32(in.Position),
			Ncm: in.NCM, Cest: in.CEST, Origin: in.Origin, Cclasstrib: in.CClassTrib, Now: now,
		})
		return id, err
	}
	var parent *int64
	if id := known[in.ParentSlug]; id != 0 {
		parent = &id
	}
	return s.insertCategoryTx(ctx, tx, in, parent, now)
}

func (s *Service) insertCategoryTx(ctx context.Context, tx pgx.Tx, in CategoryInput, parent *int64, now time.Time) (int64, error) {
	id, err := s.q.InsertCategory(ctx, tx, q.InsertCategoryParams{
		ParentID: parent, Slug: in.Slug, Name: in.Name, Blurb: in.Blurb, Tint: in.Tint, Position: int32(in.Position),
		Ncm: in.NCM, Cest: in.CEST, Origin: in.Origin, Cclasstrib: in.CClassTrib, Now: now,
	})
	if err != nil {
		return 0, err
	}
	return id, s.q.SetCategoryPath(ctx, tx, id)
}
