// Package catalog holds what the store sells: products with their variants,
// options, specifications, pictures and prices, the categories they stand in,
// and the read model that listings and the search are answered from.
package catalog

import (
	"time"

	"tenaz/internal/money"
)

// Category is a shelf of the shop. Path leads from the root to the category
// itself.
type Category struct {
	ID       int64
	ParentID int64 // 0 at the root
	Slug     string
	Name     string
	Blurb    string
	// Tint is the class of the panel behind the category's pictures.
	Tint string
	Path []int64
	// Products is how many are on sale, those of the categories below included.
	Products int
	// ImageKey is the picture of one of its products, empty if none has any.
	ImageKey string
}

// Brand is a maker, with the number of products on sale where it was counted.
type Brand struct {
	ID       int64
	Slug     string
	Name     string
	Products int
}

// Sellable is a variant as cart, checkout and order see it, at one moment.
type Sellable struct {
	VariantID, ProductID int64
	Slug, Title          string
	// Options are the chosen values in order, joined by " · "; empty for a
	// product without options.
	Options                                  string
	SKU, GTIN                                string
	NCM, CEST, Origin, Unit, CClassTrib      string
	ImageKey, ImageAlt, Tint                 string
	Price                                    money.Cents
	CompareAt, Cost                          *money.Cents
	WeightGrams, LengthMM, WidthMM, HeightMM int
	// Active is false when the product or the variant is not on sale.
	Active bool
}

// Stock is what a shopper is told about the units on hand.
type Stock string

// The bands of stock.
const (
	InStock  Stock = "in"
	LowStock Stock = "low"
	SoldOut  Stock = "out"
)

// fewUnits is the number of units up to which a shopper is told that stock is low.
const fewUnits = 5

// StockBand returns the band of a number of units that can be sold.
func StockBand(available int) Stock {
	switch {
	case available <= 0:
		return SoldOut
	case available <= fewUnits:
		return LowStock
	default:
		return InStock
	}
}

// ScheduledPrice is a price that applies from one moment to another; without
// an end it stays.
type ScheduledPrice struct {
	Price money.Cents
	From  time.Time
	Until *time.Time
}

// PriceOf returns what a variant costs at a moment and the price to strike
// beside it, nil if it is not on offer. The scheduled price that began last and
// has not ended wins over the variant's own; the own price is then what is
// struck, if no higher compare-at price is.
func PriceOf(price money.Cents, compareAt *money.Cents, scheduled []ScheduledPrice, at time.Time) (money.Cents, *money.Cents) {
	var current *ScheduledPrice
	for i, s := range scheduled {
		if s.From.After(at) || s.Until != nil && !s.Until.After(at) {
			continue
		}
		if current == nil || !s.From.Before(current.From) {
			current = &scheduled[i]
		}
	}
	if current == nil {
		return offer(price, compareAt, -1)
	}
	return offer(price, compareAt, current.Price)
}

// offer is PriceOf with the scheduled price in force, negative for none.
func offer(price money.Cents, compareAt *money.Cents, scheduled money.Cents) (money.Cents, *money.Cents) {
	if scheduled >= 0 {
		if compareAt == nil || *compareAt < price {
			own := price
			compareAt = &own
		}
		price = scheduled
	}
	if compareAt == nil || *compareAt <= price {
		return price, nil
	}
	struck := *compareAt
	return price, &struck
}
