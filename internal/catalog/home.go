package catalog

import (
	"context"
	"sync"
	"time"

	"tenaz/internal/apperr"
	"tenaz/internal/db"
)

// Home is what the front page shows of the catalogue.
type Home struct {
	// Hero is the product of the one statement, nil while the shop is empty.
	Hero *Hero
	// Deals are on sale, New came last, Best sell best; each without what
	// stands in the one before.
	Deals, New, Best []Card
	Categories       []Category
}

// Hero is a product with the sentence about it.
type Hero struct {
	Card
	Summary string
}

const (
	homeAge   = 5 * time.Second
	homeShelf = 4
)

// homeCache keeps the newest front page.
type homeCache struct {
	mu      sync.Mutex
	current *Home
	at      time.Time
}

func (c *homeCache) forget() {
	c.mu.Lock()
	c.current = nil
	c.mu.Unlock()
}

// Home returns the front page's products, at most a few seconds old. The result
// is shared and must not be changed.
func (s *Service) Home(ctx context.Context) (*Home, error) {
	now := s.Clock.Now()
	s.home.mu.Lock()
	current, age := s.home.current, now.Sub(s.home.at)
	if current != nil && age >= 0 && age < homeAge {
		s.home.mu.Unlock()
		return current, nil
	}
	// The others go on with the old one while this caller reads.
	s.home.at = now
	s.home.mu.Unlock()
	next, err := s.readHome(ctx)
	if err != nil {
		s.home.forget()
		return nil, err
	}
	s.home.mu.Lock()
	s.home.current = next
	s.home.mu.Unlock()
	return next, nil
}

func (s *Service) readHome(ctx context.Context) (*Home, error) {
	h := &Home{}
	var err error
	if h.Categories, err = s.Categories(ctx); err != nil {
		return nil, err
	}
	shown := map[int64]bool{}
	best, err := s.List(ctx, ListInput{Sort: "featured"})
	if err != nil {
		return nil, err
	}
	if err := s.pickHero(ctx, h, best.Cards, shown); err != nil {
		return nil, err
	}
	deals, err := s.List(ctx, ListInput{Sort: "discount"})
	if err != nil {
		return nil, err
	}
	h.Deals = pick(deals.Cards, shown, func(c Card) bool { return c.CompareAt != nil && c.Available > 0 })
	newest, err := s.List(ctx, ListInput{Sort: "newest"})
	if err != nil {
		return nil, err
	}
	h.New = pick(newest.Cards, shown, func(c Card) bool { return true })
	h.Best = pick(best.Cards, shown, func(c Card) bool { return c.Available > 0 })
	return h, nil
}

// pickHero takes the dearest of the featured products that can be bought and
// shown, else the first of all.
func (s *Service) pickHero(ctx context.Context, h *Home, cards []Card, shown map[int64]bool) error {
	if len(cards) == 0 {
		return nil
	}
	hero := cards[0]
	for _, c := range cards {
		fits := c.ImageKey != "" && c.Available > 0 && c.Featured
		if fits && (hero.ImageKey == "" || !hero.Featured || hero.Available == 0 || c.Price > hero.Price) {
			hero = c
		}
	}
	content, err := s.q.ProductContent(ctx, s.DB, hero.ProductID)
	if err != nil {
		if err = db.Error(err); apperr.Is(err, apperr.NotFound) {
			return nil
		}
		return err
	}
	shown[hero.ProductID] = true
	h.Hero = &Hero{Card: hero, Summary: content.Summary}
	return nil
}

func pick(cards []Card, shown map[int64]bool, fits func(Card) bool) []Card {
	var picked []Card
	for _, c := range cards {
		if len(picked) < homeShelf && !shown[c.ProductID] && fits(c) {
			shown[c.ProductID] = true
			picked = append(picked, c)
		}
	}
	return picked
}
