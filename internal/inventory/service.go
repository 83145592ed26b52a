package inventory

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	q "tenaz/queries/inventory"
)

// PageSize is how many levels or movements a page holds.
const PageSize = 50

// Deps are what the service needs.
type Deps struct {
	DB    db.DB
	Clock clock.Clock
	// CoveredTx hears of the orders that were given units they were owed, in the
	// transaction that gives them; nil for nobody.
	CoveredTx func(ctx context.Context, tx pgx.Tx, by actor.Actor, orderIDs []int64, now time.Time) error
}

// Service reads stock and takes what staff do with it. What joins an order's
// transaction is a function of the package.
type Service struct {
	deps Deps
}

// New returns the service.
func New(deps Deps) *Service { return &Service{deps: deps} }

// Available returns how many units of each variant can be sold now. A variant
// that has none, or does not exist, is absent.
func (s *Service) Available(ctx context.Context, d db.DB, variantIDs []int64) (map[int64]int, error) {
	rows, err := q.New().Available(ctx, d, variantIDs)
	if err != nil {
		return nil, err
	}
	available := make(map[int64]int, len(rows))
	for _, r := range rows {
		if r.Available > 0 {
			available[r.VariantID] = int(r.Available)
		}
	}
	return available, nil
}

// Due returns orders whose hold has passed its expiry, the longest overdue
// first. Being due releases nothing: the caller first makes sure that nothing
// can be paid any more.
func (s *Service) Due(ctx context.Context, now time.Time, limit int) ([]int64, error) {
	return q.New().Due(ctx, s.deps.DB, q.DueParams{Now: now, MaxRows: int32(limit)})
}

// LevelsInput asks for a page of levels; Query matches title, SKU and GTIN.
type LevelsInput struct {
	Query string
	Page  int
}

// LevelsPage is a page of levels.
type LevelsPage struct {
	Levels             []Level
	Total, Page, Pages int
}

// Levels lists the stock of everything that is not archived, what is owed first,
// then what can be sold least of. A page beyond the last one is NotFound.
func (s *Service) Levels(ctx context.Context, in LevelsInput) (LevelsPage, error) {
	pattern := ""
	if in.Query != "" {
		pattern = "%" + escapeLike(in.Query) + "%"
	}
	total, err := q.New().CountLevels(ctx, s.deps.DB, pattern)
	if err != nil {
		return LevelsPage{}, err
	}
	page := LevelsPage{Total: int(total), Page: max(in.Page, 1), Pages: pages(int(total))}
	if page.Page > page.Pages {
		return LevelsPage{}, apperr.New(apperr.NotFound, "")
	}
	rows, err := q.New().ListLevels(ctx, s.deps.DB, q.ListLevelsParams{
		Pattern: pattern, MaxRows: PageSize, Skip: int32((page.Page - 1) * PageSize),
	})
	if err != nil {
		return LevelsPage{}, err
	}
	page.Levels = make([]Level, len(rows))
	for i, r := range rows {
		page.Levels[i] = toLevel(q.LevelsOfVariantRow(r))
	}
	return page, nil
}

// LevelsOf returns the levels of one variant, the first location first. A
// variant without any is NotFound.
func (s *Service) LevelsOf(ctx context.Context, variantID int64) ([]Level, error) {
	return levelsOf(ctx, s.deps.DB, variantID)
}

func levelsOf(ctx context.Context, d db.DB, variantID int64) ([]Level, error) {
	rows, err := q.New().LevelsOfVariant(ctx, d, variantID)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, apperr.New(apperr.NotFound, "")
	}
	levels := make([]Level, len(rows))
	for i, r := range rows {
		levels[i] = toLevel(r)
	}
	return levels, nil
}

// Shortage is what an order line is owed: units that were sold and that stock
// cannot cover.
type Shortage struct {
	OrderID, OrderLineID int64
	Quantity             int
	// Accepted: staff decided that the customer waits.
	Accepted bool
}

// Shortages returns what these orders are owed now, one entry a line. An order
// with any cannot be shipped.
func (s *Service) Shortages(ctx context.Context, orderIDs []int64) ([]Shortage, error) {
	return shortagesOf(ctx, s.deps.DB, orderIDs)
}

func shortagesOf(ctx context.Context, d db.DB, orderIDs []int64) ([]Shortage, error) {
	rows, err := q.New().ShortagesOfOrders(ctx, d, orderIDs)
	if err != nil {
		return nil, err
	}
	owed := make([]Shortage, len(rows))
	for i, r := range rows {
		owed[i] = Shortage{OrderID: r.OrderID, OrderLineID: r.OrderLineID, Quantity: int(r.Quantity), Accepted: r.Accepted}
	}
	return owed, nil
}

// LedgerPage is a page of one variant's movements, the newest first.
type LedgerPage struct {
	Movements          []Movement
	Total, Page, Pages int
}

// Ledger returns why the stock of a variant is what it is. A page beyond the
// last one is NotFound.
func (s *Service) Ledger(ctx context.Context, variantID int64, page int) (LedgerPage, error) {
	total, err := q.New().CountMovements(ctx, s.deps.DB, variantID)
	if err != nil {
		return LedgerPage{}, err
	}
	ledger := LedgerPage{Total: int(total), Page: max(page, 1), Pages: pages(int(total))}
	if ledger.Page > ledger.Pages {
		return LedgerPage{}, apperr.New(apperr.NotFound, "")
	}
	rows, err := q.New().ListMovements(ctx, s.deps.DB, q.ListMovementsParams{
		VariantID: variantID, MaxRows: PageSize, Skip: int32((ledger.Page - 1) * PageSize),
	})
	if err != nil {
		return LedgerPage{}, err
	}
	ledger.Movements = make([]Movement, len(rows))
	for i, r := range rows {
		ledger.Movements[i] = Movement{
			ID: r.ID, LocationID: r.LocationID, Location: r.Location, At: r.At, Delta: int(r.Delta), Balance: int(r.Balance),
			Reason: r.Reason, ActorKind: r.ActorKind, ActorName: r.ActorName,
			DocumentKind: r.DocumentKind, DocumentID: r.DocumentID, Note: r.Note,
		}
	}
	return ledger, nil
}

func toLevel(r q.LevelsOfVariantRow) Level {
	return Level{
		VariantID: r.VariantID, LocationID: r.LocationID, OnHand: int(r.OnHand), Reserved: int(r.Reserved),
		BackorderLimit: int(r.BackorderLimit), Available: int(max(r.OnHand+r.BackorderLimit-r.Reserved, 0)),
		Short: int(r.Short), Location: r.Location, SKU: r.Sku, Title: r.Title, Options: r.Options,
		ProductID: r.ProductID, Slug: r.Slug, UpdatedAt: r.UpdatedAt,
	}
}

func pages(total int) int { return max((total+PageSize-1)/PageSize, 1) }

var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// escapeLike makes text match itself in a LIKE pattern.
func escapeLike(text string) string { return likeEscaper.Replace(text) }
