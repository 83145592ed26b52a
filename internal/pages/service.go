package pages

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	q "tenaz/queries/pages"
)

// Deps are what the service needs.
type Deps struct {
	DB    db.DB
	Clock clock.Clock
}

// Service reads and publishes pages.
type Service struct{ Deps }

// New returns a Service.
func New(d Deps) *Service { return &Service{d} }

// List returns all pages in order.
func (s *Service) List(ctx context.Context) ([]Summary, error) {
	rows, err := q.New().List(ctx, s.DB)
	if err != nil {
		return nil, db.Error(err)
	}
	list := make([]Summary, len(rows))
	for i, r := range rows {
		list[i] = Summary{Slug: r.Slug, Title: r.Title, Version: int(r.Version), Reviewed: r.ReviewedAt != nil, UpdatedAt: r.UpdatedAt}
	}
	return list, nil
}

// Get returns a version of a page, the one in force for 0; NotFound if there is
// none.
func (s *Service) Get(ctx context.Context, slug string, version int) (Page, error) {
	return get(ctx, s.DB, slug, version)
}

func get(ctx context.Context, d db.DB, slug string, version int) (Page, error) {
	r, err := q.New().Get(ctx, d, q.GetParams{Slug: slug, Version: int32(version)})
	if err != nil {
		return Page{}, db.Error(err)
	}
	return Page{
		Slug: r.Slug, Version: int(r.Version), Current: int(r.CurrentVersion), Title: r.Title, Body: r.Body,
		At: r.CreatedAt, Reviewed: r.ReviewedAt != nil,
	}, nil
}

// Versions returns the history of a page, the newest first.
func (s *Service) Versions(ctx context.Context, slug string) ([]VersionInfo, error) {
	rows, err := q.New().Versions(ctx, s.DB, slug)
	if err != nil {
		return nil, db.Error(err)
	}
	list := make([]VersionInfo, len(rows))
	for i, r := range rows {
		list[i] = VersionInfo{Version: int(r.Version), Title: r.Title, By: r.ActorName, At: r.CreatedAt}
	}
	return list, nil
}

// Unreviewed returns how many pages nobody of the shop has saved yet.
func (s *Service) Unreviewed(ctx context.Context) (int, error) {
	n, err := q.New().Unreviewed(ctx, s.DB)
	return int(n), db.Error(err)
}

// SaveInput is a text with the version that the form was filled from.
type SaveInput struct {
	Slug, Title, Body string
	Version           int
}

// Save publishes a text as the next version; the same text again is only marked
// as reviewed. A stale version is Conflict, a text that cannot be Invalid.
func (s *Service) Save(ctx context.Context, by actor.Actor, in SaveInput) error {
	in.Title, in.Body = tidy(in.Title), tidy(in.Body)
	if err := check(in.Title, in.Body); err != nil {
		return err
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error { return s.saveTx(ctx, tx, by, in, s.Clock.Now()) })
}

func (s *Service) saveTx(ctx context.Context, tx pgx.Tx, by actor.Actor, in SaveInput, now time.Time) error {
	page, err := q.New().Lock(ctx, tx, in.Slug)
	if err != nil {
		return err
	}
	current, err := get(ctx, tx, in.Slug, 0)
	if err != nil {
		return err
	}
	same := current.Title == in.Title && tidy(current.Body) == in.Body
	if current.Version != in.Version && !same {
		return apperr.New(apperr.Conflict, "error.stale")
	}
	version, action := page.Version, "page.reviewed"
	if !same {
		version, action = version+1, "page.published"
		err := q.New().Add(ctx, tx, q.AddParams{
			PageID: page.ID, Version: version, Title: in.Title, Body: in.Body, ActorName: by.Name, At: now,
		})
		if err != nil {
			return err
		}
	}
	if err := q.New().Review(ctx, tx, q.ReviewParams{ID: page.ID, Version: version, At: now}); err != nil {
		return err
	}
	return audit.RecordTx(ctx, tx, by, now, audit.Entry{
		Action: action, SubjectKind: "page", SubjectID: page.ID,
		Before: map[string]int{"version": current.Version}, After: map[string]int{"version": int(version)},
	})
}
