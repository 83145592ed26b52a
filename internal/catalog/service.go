package catalog

import (
	"context"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/blob"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	q "tenaz/queries/catalog"
)

// Opening is the stock with which a new variant begins.
type Opening struct {
	VariantID int64
	Quantity  int
}

// Deps are what the catalogue needs. Blobs and OpeningStockTx may be nil where
// nothing is shown or saved.
type Deps struct {
	DB    db.DB
	Clock clock.Clock
	Blobs *blob.Store
	// OpeningStockTx gives new variants their first stock; it belongs to the
	// inventory.
	OpeningStockTx func(ctx context.Context, tx pgx.Tx, by actor.Actor, openings []Opening) error
}

// Service is the catalogue. It is safe for concurrent use.
type Service struct {
	Deps
	q        *q.Queries
	shelves  shelfCache
	contents contentCache
	home     homeCache
}

// New returns a catalogue on its dependencies.
func New(deps Deps) *Service {
	return &Service{Deps: deps, q: q.New(), shelves: shelfCache{loading: make(chan struct{}, 1)}}
}

// Forget drops what the service keeps in memory of categories and products, so
// that the next page reads them again.
func (s *Service) Forget() {
	s.shelves.forget()
	s.contents.forget()
	s.home.forget()
}
