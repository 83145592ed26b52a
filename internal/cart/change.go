package cart

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/i18n"
	q "tenaz/queries/cart"
)

// AddInput puts units of a variant into a cart; CartID 0 makes a new one.
type AddInput struct {
	CartID, VariantID int64
	Quantity          int
}

// SetInput sets the quantity of a line; 0 removes it.
type SetInput struct {
	CartID, LineID int64
	Quantity       int
}

// RemoveInput takes a line out.
type RemoveInput struct {
	CartID, LineID int64
}

// errLost says that the cart changed between reading and writing it.
var errLost = errors.New("cart changed meanwhile")

// Add puts units into the cart, on top of what the line holds, and returns the
// cart. A quantity outside 1 to 999 is Invalid, a variant that does not exist
// NotFound; one that is not on sale, or more than there is, a Conflict whose
// sentence says what is left. The cart is unchanged then. A cart that does not
// exist any more is replaced by a new one.
func (s *Service) Add(ctx context.Context, by actor.Actor, in AddInput) (Cart, error) {
	if in.Quantity < 1 || in.Quantity > MaxQuantity {
		return Cart{}, errQuantity()
	}
	if in.CartID != 0 {
		c, err := s.change(ctx, in.CartID, in.VariantID, func(d db.DB, c *Cart, asked Line) error {
			return s.put(ctx, d, c, asked, asked.Quantity+in.Quantity)
		})
		if !apperr.HasID(err, "cart.gone") {
			return c, err
		}
	}
	return s.begin(ctx, by, in)
}

// begin makes a cart with its first line. Reading decides and one statement
// writes, so that most visitors, who only ever add this one, cost little.
func (s *Service) begin(ctx context.Context, by actor.Actor, in AddInput) (Cart, error) {
	c := Cart{UserID: userOf(by), Locale: i18n.Lang(ctx), Revision: 1}
	line, err := s.candidate(ctx, in.VariantID)
	if err != nil {
		return Cart{}, err
	}
	if err := allowed(c, line, in.Quantity); err != nil {
		return Cart{}, err
	}
	made, err := q.New().CreateWith(ctx, s.deps.DB, q.CreateWithParams{
		UserID: c.UserID, Locale: c.Locale, VariantID: line.VariantID, Quantity: int32(in.Quantity),
		SeenPriceCents: line.UnitPrice, Now: s.now(),
	})
	if err != nil {
		return Cart{}, db.Error(err)
	}
	c.ID = made.CartID
	c.hold(made.ID, line, in.Quantity)
	return c, s.total(ctx, &c)
}

// candidate returns a variant as a line of quantity 0, in no cart yet.
func (s *Service) candidate(ctx context.Context, variantID int64) (Line, error) {
	sellables, err := s.deps.Catalog.Sellables(ctx, s.deps.DB, []int64{variantID}, s.now())
	if err != nil {
		return Line{}, err
	}
	available, err := q.New().Available(ctx, s.deps.DB, variantID)
	sellable := sellables[variantID]
	return Line{VariantID: variantID, Sellable: sellable, UnitPrice: sellable.Price, Available: int(available)}, err
}

// Set changes a line's quantity and returns the cart; 0 removes the line. The
// refusals are those of Add; a line that is not in this cart is NotFound.
func (s *Service) Set(ctx context.Context, by actor.Actor, in SetInput) (Cart, error) {
	if in.Quantity == 0 {
		return s.Remove(ctx, by, RemoveInput{CartID: in.CartID, LineID: in.LineID})
	}
	if in.Quantity < 1 || in.Quantity > MaxQuantity {
		return Cart{}, errQuantity()
	}
	return s.change(ctx, in.CartID, 0, func(d db.DB, c *Cart, _ Line) error {
		i := c.index(in.LineID)
		if i < 0 {
			return apperr.New(apperr.NotFound, "cart.line_gone")
		}
		return s.put(ctx, d, c, c.Lines[i], in.Quantity)
	})
}

// Remove takes a line out and returns the cart. A line that is not in this cart
// is NotFound.
func (s *Service) Remove(ctx context.Context, _ actor.Actor, in RemoveInput) (Cart, error) {
	return s.change(ctx, in.CartID, 0, func(d db.DB, c *Cart, _ Line) error {
		i := c.index(in.LineID)
		if i < 0 {
			return apperr.New(apperr.NotFound, "cart.line_gone")
		}
		_, err := q.New().Drop(ctx, d, q.DropParams{CartID: c.ID, Revision: int32(c.Revision), ID: in.LineID, Now: s.now()})
		if errors.Is(err, pgx.ErrNoRows) {
			return errLost
		}
		if err != nil {
			return err
		}
		c.Revision++
		c.Lines = append(c.Lines[:i:i], c.Lines[i+1:]...)
		return s.total(ctx, c)
	})
}

// change reads the cart, lets fn decide and write, and returns what came of it.
// The write applies only to the revision that was read; if somebody else was
// quicker (the same shopper in another tab), it is done again under the cart's
// lock. So the usual case costs three statements and no transaction block.
func (s *Service) change(ctx context.Context, id, candidate int64, fn func(d db.DB, c *Cart, asked Line) error) (Cart, error) {
	c, asked, err := s.read(ctx, s.deps.DB, id, candidate)
	if err != nil {
		return Cart{}, err
	}
	if err := fn(s.deps.DB, &c, asked); !errors.Is(err, errLost) {
		return c, db.Error(err)
	}
	err = db.InTx(ctx, s.deps.DB, func(tx pgx.Tx) error {
		if err := lock(ctx, tx, id); err != nil {
			return err
		}
		if c, asked, err = s.read(ctx, tx, id, candidate); err != nil {
			return err
		}
		return fn(tx, &c, asked)
	})
	return c, err
}

// put checks that the cart may hold quantity units of the line's variant, writes
// that, and brings c up to date.
func (s *Service) put(ctx context.Context, d db.DB, c *Cart, line Line, quantity int) error {
	if err := allowed(*c, line, quantity); err != nil {
		return err
	}
	id, err := q.New().Put(ctx, d, q.PutParams{
		CartID: c.ID, Revision: int32(c.Revision), VariantID: line.VariantID,
		Quantity: int32(quantity), SeenPriceCents: line.UnitPrice, Now: s.now(),
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return errLost
	}
	if err != nil {
		return err
	}
	c.Revision++
	c.hold(id, line, quantity)
	return s.total(ctx, c)
}

// allowed reports why a cart may not hold so many units of the line's variant.
func allowed(c Cart, line Line, quantity int) error {
	switch {
	case line.VariantID == 0 || line.Sellable.VariantID == 0:
		return apperr.New(apperr.NotFound, "cart.variant_gone")
	case !line.OnSale():
		return apperr.New(apperr.Conflict, "cart.unavailable", "Title", line.Sellable.Title)
	case quantity > MaxQuantity:
		return errQuantity()
	case quantity > line.Available:
		return errOnly(line)
	case line.ID == 0 && len(c.Lines) >= MaxLines:
		return apperr.New(apperr.Conflict, "cart.full", "Max", MaxLines)
	}
	return nil
}

// hold brings the line that was written into c.
func (c *Cart) hold(id int64, line Line, quantity int) {
	line.ID, line.Quantity, line.PriceBefore = id, quantity, nil
	line.Total = line.UnitPrice.Times(quantity)
	if i := c.index(id); i >= 0 {
		c.Lines[i] = line
	} else {
		c.Lines = append(c.Lines, line)
	}
}

func (c *Cart) index(lineID int64) int {
	for i, l := range c.Lines {
		if l.ID == lineID {
			return i
		}
	}
	return -1
}

func errQuantity() error {
	var f apperr.Fields
	f.Add("quantity", "error.quantity")
	return &apperr.Error{Kind: apperr.Invalid, ID: "error.quantity", Fields: f}
}

// errOnly says how many there are, and how many of them are in the cart already.
func errOnly(line Line) error {
	id := "cart.only_left"
	switch {
	case line.Available == 1 && line.Quantity > 0:
		id = "cart.only_one_left_in_cart"
	case line.Quantity > 0:
		id = "cart.only_left_in_cart"
	case line.Available == 1:
		id = "cart.only_one_left"
	}
	return apperr.New(apperr.Conflict, id, "Title", line.Sellable.Title, "Count", line.Available, "InCart", line.Quantity)
}
