// Package inventory knows how many units of each variant there are, where, for
// whom they are held, and why their number changed.
//
// The rule that never bends: at every level 0 <= reserved <= on_hand +
// backorder_limit. What reserves, releases, ships or counts locks the levels it
// touches in one order (variant, location), so that no two of them can wait for
// each other, and nothing that is sold out is ever sold.
package inventory

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"tenaz/internal/apperr"
)

// MaxOnHand is the largest count that one level may hold.
const MaxOnHand = 10_000_000

// The reasons that staff give for an adjustment.
const (
	// Received adds units that arrived.
	Received = "received"
	// Count sets the level to the number that was counted.
	Count = "count"
	// Damage takes away units that can no longer be sold.
	Damage = "damage"
	// Loss takes away units that are missing.
	Loss = "loss"
	// Correction adds or takes away what was recorded wrongly.
	Correction = "correction"
)

// Reasons are the reasons of an adjustment in the order in which a form offers
// them.
var Reasons = []string{Received, Count, Damage, Loss, Correction}

// Want is a number of units that one order line needs.
type Want struct {
	OrderLineID, VariantID int64
	Quantity               int
}

// Opening is the stock that a new variant begins with.
type Opening struct {
	VariantID int64
	Quantity  int
}

// ShortItem is a variant of which more was wanted than can be sold.
type ShortItem struct {
	VariantID         int64
	Wanted, Available int
}

// OutOfStock is the refusal of a reservation. It names every item that does not
// fit, not only the first, and is an apperr Conflict to errors.As.
type OutOfStock struct {
	Short []ShortItem
}

// Error implements error, for logs.
func (e *OutOfStock) Error() string {
	parts := make([]string, len(e.Short))
	for i, s := range e.Short {
		parts[i] = fmt.Sprintf("variant %d: %d of %d", s.VariantID, s.Available, s.Wanted)
	}
	return "out of stock: " + strings.Join(parts, ", ")
}

// Unwrap makes the refusal a Conflict with a sentence for people.
func (e *OutOfStock) Unwrap() error { return apperr.New(apperr.Conflict, "error.out_of_stock") }

// Level is the stock of one variant at one location, with what a list shows of
// the variant.
type Level struct {
	VariantID, LocationID     int64
	OnHand, Reserved          int
	BackorderLimit, Available int
	// Short are sold units of the variant that no location can cover.
	Short                         int
	Location, SKU, Title, Options string
	ProductID                     int64
	Slug                          string
	UpdatedAt                     time.Time
}

// Movement is one entry of the ledger: a change of on_hand and its cause.
type Movement struct {
	ID, LocationID       int64
	Location             string
	At                   time.Time
	Delta, Balance       int
	Reason               string
	ActorKind, ActorName string
	DocumentKind         string
	DocumentID           int64
	Note                 string
}

// shelf is a locked level, as the allocation sees it.
type shelf struct {
	variantID, locationID   int64
	onHand, reserved, limit int
	position                int
	active                  bool
}

func (s shelf) free() int {
	if !s.active {
		return 0
	}
	return max(s.onHand+s.limit-s.reserved, 0)
}

// take is a number of units that an order line gets from one level.
type take struct {
	want       Want
	locationID int64
	quantity   int
}

// missing is the part of a want that no level can give.
type missing struct {
	want     Want
	quantity int
}

// allocate gives each want what is free, first from the first location; what
// does not fit is missing.
func allocate(shelves []shelf, wants []Want) (takes []take, lacks []missing) {
	byVariant := map[int64][]*shelf{}
	for i := range shelves {
		s := &shelves[i]
		byVariant[s.variantID] = append(byVariant[s.variantID], s)
	}
	for _, of := range byVariant {
		slices.SortFunc(of, func(a, b *shelf) int {
			return cmp.Or(cmp.Compare(a.position, b.position), cmp.Compare(a.locationID, b.locationID))
		})
	}
	for _, w := range wants {
		left := w.Quantity
		for _, s := range byVariant[w.VariantID] {
			if n := min(left, s.free()); n > 0 {
				takes = append(takes, take{w, s.locationID, n})
				s.reserved += n
				left -= n
			}
		}
		if left > 0 {
			lacks = append(lacks, missing{w, left})
		}
	}
	return takes, lacks
}

// shortItems says by variant how much was wanted and how much there was.
func shortItems(wants []Want, lacks []missing) []ShortItem {
	wanted, lacking := map[int64]int{}, map[int64]int{}
	for _, w := range wants {
		wanted[w.VariantID] += w.Quantity
	}
	var order []int64
	for _, l := range lacks {
		if lacking[l.want.VariantID] == 0 {
			order = append(order, l.want.VariantID)
		}
		lacking[l.want.VariantID] += l.quantity
	}
	short := make([]ShortItem, len(order))
	for i, id := range order {
		short[i] = ShortItem{VariantID: id, Wanted: wanted[id], Available: wanted[id] - lacking[id]}
	}
	return short
}

func variantsOf(wants []Want) []int64 {
	ids := make([]int64, len(wants))
	for i, w := range wants {
		ids[i] = w.VariantID
	}
	return ids
}
