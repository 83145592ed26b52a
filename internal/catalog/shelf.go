package catalog

import (
	"context"
	"sync"
	"time"

	"tenaz/internal/db"
)

// shelfAge is how old the categories, brands and their counts may be that every
// page shows.
const shelfAge = 5 * time.Second

// shelves is one reading of categories and brands. It is never changed.
type shelves struct {
	at         time.Time
	categories []Category
	bySlug     map[string]*Category
	byID       map[int64]*Category
	brands     map[int64]*Brand
	brandSlugs map[string]*Brand
	// brandsOf lists the brands on sale by category, 0 for the whole shop.
	brandsOf map[int64][]Brand
	// parents are the categories that have others below them.
	parents map[int64]bool
	total   int
}

// count returns the products on sale of a category and a brand, 0 meaning all.
func (s *shelves) count(category, brand int64) int {
	if brand != 0 {
		for _, b := range s.brandsOf[category] {
			if b.ID == brand {
				return b.Products
			}
		}
		return 0
	}
	if category == 0 {
		return s.total
	}
	if c := s.byID[category]; c != nil {
		return c.Products
	}
	return 0
}

// shelfCache keeps the newest reading. One caller at a time renews it; the
// others go on with what is there.
type shelfCache struct {
	mu      sync.Mutex
	current *shelves
	stale   bool
	// loading holds one token: who has it reads. It is no mutex, because waiting
	// for it has to end with the request that waits.
	loading chan struct{}
}

func (c *shelfCache) forget() {
	c.mu.Lock()
	c.stale = true
	c.mu.Unlock()
}

func (c *shelfCache) get(now time.Time) (current *shelves, fresh bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current == nil || c.stale {
		return nil, false
	}
	age := now.Sub(c.current.at)
	return c.current, age >= 0 && age < shelfAge
}

func (c *shelfCache) put(next *shelves) {
	c.mu.Lock()
	c.current, c.stale = next, false
	c.mu.Unlock()
}

// shelf returns the categories and brands, at most a few seconds old.
func (s *Service) shelf(ctx context.Context) (*shelves, error) {
	now := s.Clock.Now()
	current, fresh := s.shelves.get(now)
	if fresh {
		return current, nil
	}
	if current != nil {
		select {
		case s.shelves.loading <- struct{}{}:
		default:
			return current, nil
		}
	} else {
		select {
		case s.shelves.loading <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	defer func() { <-s.shelves.loading }()
	if current, fresh = s.shelves.get(now); fresh {
		return current, nil // somebody else has just read
	}
	next, err := s.readShelves(ctx, now)
	if err != nil {
		return nil, db.Error(err)
	}
	s.shelves.put(next)
	return next, nil
}
