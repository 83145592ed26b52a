package cart

import (
	"context"
	"time"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/catalog"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/i18n"
	"tenaz/internal/money"
	"tenaz/internal/settings"
	"tenaz/internal/shipping"
	q "tenaz/queries/cart"
)

// Deps are what the service needs.
type Deps struct {
	DB       db.DB
	Clock    clock.Clock
	Catalog  *catalog.Service
	Shipping *shipping.Service
	Settings *settings.Service
}

// Service reads and changes carts.
type Service struct {
	deps Deps
}

// New returns the service.
func New(deps Deps) *Service { return &Service{deps: deps} }

// Create makes an empty cart in the language of ctx and returns its id. Add does
// so too when it is given no cart.
func (s *Service) Create(ctx context.Context, by actor.Actor) (int64, error) {
	return q.New().Create(ctx, s.deps.DB, q.CreateParams{UserID: userOf(by), Locale: i18n.Lang(ctx), Now: s.now()})
}

func userOf(by actor.Actor) *int64 {
	if by.ID == 0 {
		return nil
	}
	return &by.ID
}

// Get returns a cart with its prices, stock and totals of now, in two queries.
// NotFound when there is none.
func (s *Service) Get(ctx context.Context, id int64) (Cart, error) {
	c, _, err := s.read(ctx, s.deps.DB, id, 0)
	return c, err
}

// Count returns how many units a cart holds; 0 for one that does not exist.
func (s *Service) Count(ctx context.Context, id int64) (int, error) {
	if id == 0 {
		return 0, nil
	}
	units, err := q.New().Count(ctx, s.deps.DB, id)
	return int(units), err
}

// read reads a cart. A candidate variant that is not in the cart comes apart, as
// a line of quantity 0, so that adding needs no further query.
func (s *Service) read(ctx context.Context, d db.DB, id, candidate int64) (Cart, Line, error) {
	rows, err := q.New().Read(ctx, d, q.ReadParams{ID: id, Candidate: candidate})
	if err != nil {
		return Cart{}, Line{}, err
	}
	if len(rows) == 0 {
		return Cart{}, Line{}, apperr.New(apperr.NotFound, "cart.gone")
	}
	variants := make([]int64, 0, len(rows))
	for _, r := range rows {
		if r.VariantID != 0 {
			variants = append(variants, r.VariantID)
		}
	}
	var sellables map[int64]catalog.Sellable
	if len(variants) > 0 {
		if sellables, err = s.deps.Catalog.Sellables(ctx, d, variants, s.deps.Clock.Now()); err != nil {
			return Cart{}, Line{}, err
		}
	}
	c := toCart(rows[0])
	var asked Line
	for _, r := range rows {
		switch {
		case r.LineID != 0:
			line := toLine(r, sellables[r.VariantID])
			c.Lines = append(c.Lines, line)
			if r.VariantID == candidate {
				asked = line
			}
		case r.VariantID != 0:
			asked = toLine(r, sellables[r.VariantID])
		}
	}
	return c, asked, s.total(ctx, &c)
}

// total sets the cart's totals by the payment method and the freight that were
// chosen, as far as they are.
func (s *Service) total(ctx context.Context, c *Cart) error {
	var discount int64
	if c.Checkout.PaymentMethod != "" {
		now, err := s.deps.Settings.Get(ctx)
		if err != nil {
			return err
		}
		discount = now.Payment.DiscountBP(c.Checkout.PaymentMethod)
	}
	c.Totals = Compute(c.Lines, c.Checkout.ShippingPrice, discount)
	return nil
}

func toCart(r q.ReadRow) Cart {
	return Cart{
		ID: r.ID, UserID: r.UserID, Revision: int(r.Revision), Locale: r.Locale,
		Checkout: Checkout{
			Email: r.Email, Name: r.Name, Document: r.Document, CompanyName: r.CompanyName,
			StateRegistration: r.StateRegistration, Phone: r.Phone, Recipient: r.Recipient,
			PostalCode: r.PostalCode, Street: r.Street, Number: r.Number, Complement: r.Complement,
			District: r.District, City: r.City, State: r.State, ShippingOption: r.ShippingOption,
			PaymentMethod: r.PaymentMethod, ShippingPrice: money.Cents(r.ShippingCents),
		},
	}
}

func toLine(r q.ReadRow, sellable catalog.Sellable) Line {
	line := Line{
		ID: r.LineID, VariantID: r.VariantID, Quantity: int(r.Quantity), Sellable: sellable,
		UnitPrice: sellable.Price, Total: sellable.Price.Times(int(r.Quantity)), Available: int(r.Available),
	}
	if seen := money.Cents(r.SeenPriceCents); r.LineID != 0 && seen != line.UnitPrice && sellable.Active {
		line.PriceBefore = &seen
	}
	return line
}

// now is the service's time.
func (s *Service) now() time.Time { return s.deps.Clock.Now() }
