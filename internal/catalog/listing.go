package catalog

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/money"
)

// ListInput is what a shopper asks a listing for. Prices are in centavos.
type ListInput struct {
	// CategoryID restricts to a category and those below it, 0 to none.
	CategoryID int64
	// Query is what was typed into the search; empty lists everything.
	Query    string
	Brand    string // the brand's address; empty for all
	PriceMin *money.Cents
	PriceMax *money.Cents
	InStock  bool
	// Sort is one of Sorts; empty is relevance with a query, else featured.
	Sort string
	// Page counts from 1; it is not read when After or Before is set.
	Page          int
	After, Before string
}

// Sorts are the orders that a shopper may choose, relevance in searches only.
var Sorts = []string{relevance, "featured", "price_asc", "price_desc", "newest", "discount", "name"}

// Card is a product in a listing.
type Card struct {
	ProductID          int64
	Slug, Title, Brand string
	Tint               string
	VariantID          int64
	VariantCount       int
	Price              money.Cents
	// PriceFrom says that other variants cost more.
	PriceFrom          bool
	CompareAt          *money.Cents
	Available          int
	Featured           bool
	ImageKey, ImageAlt string
	keys               []string
}

// Stock returns the band of the units of all variants together.
func (c Card) Stock() Stock { return StockBand(c.Available) }

// List is one page of a listing.
type List struct {
	Cards []Card
	// Total is the number of products, at most a limit; More says that there
	// are more of them than Total.
	Total int
	More  bool
	Page  int // 0 beyond the numbered pages
	Pages int // numbered pages that exist
	// After and Before lead on where numbers end; empty where nothing is.
	After, Before string
	Sort          string
	// Loose says that no product had all the words and these have some of them.
	Loose bool
}

// List returns a page of the products on sale. A page that does not exist is
// NotFound, an order or a brand that does not exist Invalid and NotFound.
func (s *Service) List(ctx context.Context, in ListInput) (List, error) {
	f, err := s.filterOf(ctx, &in)
	if err != nil {
		return List{}, err
	}
	list := List{Sort: in.Sort, Page: in.Page}
	if in.Query != "" && f.query.empty() {
		list.Page = 1
		return list, nil
	}
	if in.After != "" || in.Before != "" {
		return s.listFrom(ctx, f, in)
	}
	if err := s.listPage(ctx, f, in, &list); err != nil {
		return List{}, err
	}
	if list.Total == 0 && len(f.query.terms) > 1 {
		f.any = true
		if err := s.listPage(ctx, f, in, &list); err != nil {
			return List{}, err
		}
		list.Loose = list.Total > 0
	}
	if in.Page > max(list.Pages, 1) {
		return List{}, apperr.New(apperr.NotFound, "catalog.no_page")
	}
	return list, nil
}

// filterOf checks an input and completes its sort and page.
func (s *Service) filterOf(ctx context.Context, in *ListInput) (filter, error) {
	f := filter{category: in.CategoryID, priceMin: in.PriceMin, priceMax: in.PriceMax, inStock: in.InStock}
	if !utf8.ValidString(in.Query) || strings.ContainsRune(in.Query, 0) {
		return f, apperr.New(apperr.Invalid, "error.characters")
	}
	if utf8.RuneCountInString(in.Query) > LongestQuery {
		return f, apperr.New(apperr.Invalid, "catalog.long_query", "Max", LongestQuery)
	}
	f.query = parseQuery(in.Query)
	if in.Sort == "" {
		in.Sort = "featured"
		if in.Query != "" {
			in.Sort = relevance
		}
	}
	if !slices.Contains(Sorts, in.Sort) || in.Sort == relevance && in.Query == "" {
		return f, apperr.New(apperr.Invalid, "catalog.bad_sort")
	}
	if in.Page == 0 {
		in.Page = 1
	}
	if in.Page < 1 || in.Page > LastPage {
		return f, apperr.New(apperr.NotFound, "catalog.no_page")
	}
	all, err := s.shelf(ctx)
	if err != nil {
		return f, err
	}
	f.parent = all.parents[f.category]
	if in.Brand != "" {
		brand := all.brandSlugs[in.Brand]
		if brand == nil {
			return f, apperr.New(apperr.NotFound, "catalog.no_brand")
		}
		f.brand = brand.ID
	}
	return f, nil
}

// listPage fills in a numbered page with the count of all.
func (s *Service) listPage(ctx context.Context, f filter, in ListInput, list *List) error {
	offset := (in.Page - 1) * PageSize
	cards, err := s.cards(ctx, f, in.Sort, window{offset: offset, limit: PageSize + 1})
	if err != nil {
		return err
	}
	more := len(cards) > PageSize
	switch {
	case len(cards) > 0 && !more:
		list.Total = offset + len(cards)
	case len(cards) == 0 && offset == 0:
		list.Total = 0
	default:
		if list.Total, err = s.count(ctx, f); err != nil {
			return err
		}
	}
	cards = cards[:min(len(cards), PageSize)]
	list.Cards = cards
	list.More = list.Total > countLimit
	list.Total = min(list.Total, countLimit)
	list.Pages = min((list.Total+PageSize-1)/PageSize, LastPage)
	if in.Page == LastPage && more {
		list.After = encodeCursor(in.Sort, cards[len(cards)-1].keys)
	}
	return nil
}

// listFrom returns the products behind or before a cursor.
func (s *Service) listFrom(ctx context.Context, f filter, in ListInput) (List, error) {
	text, backwards := in.After, false
	if text == "" {
		text, backwards = in.Before, true
	}
	keys, err := decodeCursor(in.Sort, text, f)
	if err != nil {
		return List{}, err
	}
	cards, err := s.cards(ctx, f, in.Sort, window{from: keys, backwards: backwards, limit: PageSize + 1})
	if err != nil {
		return List{}, err
	}
	more := len(cards) > PageSize
	cards = cards[:min(len(cards), PageSize)]
	if backwards {
		slices.Reverse(cards)
	}
	if len(cards) == 0 {
		return List{}, apperr.New(apperr.NotFound, "catalog.no_page")
	}
	list := List{Cards: cards, Sort: in.Sort}
	if list.Total, err = s.count(ctx, f); err != nil {
		return List{}, err
	}
	list.More, list.Total = list.Total > countLimit, min(list.Total, countLimit)
	list.Pages = min((list.Total+PageSize-1)/PageSize, LastPage)
	if more || backwards {
		list.After = encodeCursor(in.Sort, cards[len(cards)-1].keys)
	}
	if more || !backwards {
		list.Before = encodeCursor(in.Sort, cards[0].keys)
	}
	return list, nil
}

func (s *Service) cards(ctx context.Context, f filter, sort string, w window) ([]Card, error) {
	sql, args := listSQL(f, sort, w)
	rows, err := s.DB.Query(ctx, sql, args...)
	if err != nil {
		return nil, db.Error(err)
	}
	cards, err := pgx.AppendRows(make([]Card, 0, w.limit), rows, scanCard)
	return cards, db.Error(err)
}

func scanCard(row pgx.CollectableRow) (Card, error) {
	var c Card
	err := row.Scan(&c.ProductID, &c.Slug, &c.Title, &c.Brand, &c.Tint, &c.VariantID, &c.VariantCount,
		&c.Price, &c.PriceFrom, &c.CompareAt, &c.Available, &c.Featured, &c.ImageKey, &c.ImageAlt, &c.keys)
	return c, err
}

// count returns the number of products of a filter, countLimit+1 for more. What
// a category holds, all of it or of one brand, is known without asking.
func (s *Service) count(ctx context.Context, f filter) (int, error) {
	if f.query.empty() && f.priceMin == nil && f.priceMax == nil && !f.inStock {
		all, err := s.shelf(ctx)
		if err != nil {
			return 0, err
		}
		return min(all.count(f.category, f.brand), countLimit+1), nil
	}
	sql, args := countSQL(f)
	var total int
	err := s.DB.QueryRow(ctx, sql, args...).Scan(&total)
	return total, db.Error(err)
}
