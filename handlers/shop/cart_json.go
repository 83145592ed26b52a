package shop

import (
	"net/http"

	"tenaz/handlers/web"
	"tenaz/internal/cart"
	"tenaz/internal/money"
	vcart "tenaz/views/cart"
)

// cartAnswer is the cart as other programs read it: the contract of /cart.json.
type cartAnswer struct {
	// Version is the cart's revision: it rises with every change of content.
	Version       int         `json:"version"`
	Count         int         `json:"count"`
	Currency      string      `json:"currency"`
	Lines         []cartLine  `json:"lines"`
	SubtotalCents money.Cents `json:"subtotal_cents"`
	DiscountCents money.Cents `json:"discount_cents"`
	ShippingCents money.Cents `json:"shipping_cents"`
	TotalCents    money.Cents `json:"total_cents"`
}

type cartLine struct {
	ID             int64       `json:"id"`
	VariantID      int64       `json:"variant_id"`
	Title          string      `json:"title"`
	Options        string      `json:"options"`
	SKU            string      `json:"sku"`
	URL            string      `json:"url"`
	ImageURL       string      `json:"image_url"`
	Quantity       int         `json:"quantity"`
	UnitPriceCents money.Cents `json:"unit_price_cents"`
	TotalCents     money.Cents `json:"total_cents"`
	// PriceBeforeCents is the price that the shopper saw last, if it changed.
	PriceBeforeCents *money.Cents `json:"price_before_cents,omitempty"`
	Available        int          `json:"available"`
	// Buyable is false for what is sold out or wanted in too large a number.
	Buyable bool `json:"buyable"`
}

// CartJSON answers GET /cart.json. A visitor without a cart gets an empty one.
func (s *Shop) CartJSON(w http.ResponseWriter, r *http.Request) error {
	c, err := s.currentCart(r)
	if err != nil {
		return err
	}
	return web.JSON(w, http.StatusOK, cartJSON(c))
}

func cartJSON(c cart.Cart) cartAnswer {
	answer := cartAnswer{
		Version: c.Revision, Count: c.Units(), Currency: "BRL", Lines: make([]cartLine, len(c.Lines)),
		SubtotalCents: c.Totals.Items, DiscountCents: c.Totals.Discount,
		ShippingCents: c.Totals.Shipping, TotalCents: c.Totals.Total,
	}
	for i, l := range c.Lines {
		answer.Lines[i] = cartLine{
			ID: l.ID, VariantID: l.VariantID, Title: l.Sellable.Title, Options: l.Sellable.Options, SKU: l.Sellable.SKU,
			URL: vcart.Href(l), ImageURL: vcart.Picture(l), Quantity: l.Quantity, UnitPriceCents: l.UnitPrice,
			TotalCents: l.Total, PriceBeforeCents: l.PriceBefore, Available: max(l.Available, 0), Buyable: l.Buyable(),
		}
	}
	return answer
}
