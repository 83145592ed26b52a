package orders

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/cart"
	"tenaz/internal/db"
	"tenaz/internal/i18n"
	"tenaz/internal/inventory"
	"tenaz/internal/money"
	"tenaz/internal/pages"
	"tenaz/internal/payments"
	"tenaz/internal/shipping"
	q "tenaz/queries/orders"
)

// PlaceInput names the cart and the content that the shopper agreed to.
type PlaceInput struct {
	CartID int64
	// Token is cart.ContentHash of what the review page showed.
	Token  string
	Locale string
	// Known are the orders that the session has placed.
	Known []int64
}

// Placed is an order that waits for its payment.
type Placed struct {
	OrderID, Number int64
	// Token opens the order's page.
	Token string
	// PaymentURL is the hosted payment page; empty if it could not be made now,
	// and then the order's page offers to pay.
	PaymentURL string
	// Refused tells that Stripe does not take this order's method: the order's
	// page offers the others. CardInstead: it asks for a card now.
	Refused, CardInstead bool
	// Settled: nothing is left to pay.
	Settled bool
}

// The message ids by which a handler tells the refusals of Place apart.
const (
	// ErrCartEmpty: there is nothing to order (any more).
	ErrCartEmpty = "error.cart_empty"
	// ErrCartChanged: prices, freight or content are not what the review showed.
	ErrCartChanged = "error.cart_changed"
	// ErrFreight: the delivery chosen costs another price now, or is not offered.
	ErrFreight = "checkout.freight_changed"
	// ErrOutOfStock: an item is short; the message names it.
	ErrOutOfStock = "error.items_out_of_stock"
	// ErrMethod: the method is not offered for this amount.
	ErrMethod = "error.payment_method"
	// ErrMethodGone: the method is not offered any more.
	ErrMethodGone = "checkout.method_gone"
)

// Place turns a cart into an order that holds its stock, and opens its payment.
// The same content of the same cart answers with the same order and its
// session, however often and from wherever it is sent; other content expires
// the old session, cancels that order and places anew. Nothing is held and no
// number drawn unless all of it is: one short item refuses the whole with
// Conflict and ErrOutOfStock. The cart keeps its content until payment.
//
// Who holds too much stock without paying is refused by a TooManyWaiting, or with
// TooMany and ErrAddress.
//
// If Stripe does not answer, the order stands without PaymentURL. One whose method
// Stripe refuses asks for a card, at the card's price. One that costs nothing is
// paid at once.
func (s *Service) Place(ctx context.Context, by actor.Actor, in PlaceInput) (Placed, error) {
	if err := s.admitAddress(ctx, by); err != nil {
		return Placed{}, err
	}
	for range 3 {
		placed, attemptID, old, err := s.placeTx(ctx, by, in)
		if err != nil {
			return Placed{}, err
		}
		if old != 0 {
			if err := s.replace(ctx, by, old); err != nil {
				return Placed{}, err
			}
			continue
		}
		if placed.Settled {
			return placed, nil
		}
		return s.openPayment(ctx, by, placed, attemptID)
	}
	return Placed{}, apperr.New(apperr.Conflict, "error.order_in_progress")
}

// openPayment makes or finds the session of a placed order. Stripe being out of
// reach does not undo the order.
func (s *Service) openPayment(ctx context.Context, by actor.Actor, placed Placed, attemptID int64) (Placed, error) {
	attempt, err := s.Payments.Open(ctx, attemptID, reference(placed.Number))
	if placed.Refused = apperr.HasID(err, payments.ErrRefused); placed.Refused {
		if attempt, err = s.Payments.Attempt(ctx, attemptID); err != nil {
			return placed, err
		}
		err = s.cardInstead(ctx, by, placed.Token, attempt.Method, apperr.New(apperr.Conflict, payments.ErrRefused))
		placed.CardInstead = apperr.HasID(err, ErrCardInstead)
	}
	if apperr.Is(err, apperr.Unavailable) || placed.Refused {
		return placed, nil
	}
	if err != nil {
		return Placed{}, err
	}
	if attempt.State == payments.Open {
		placed.PaymentURL = attempt.SessionURL
	}
	return placed, nil
}

// placeTx places, or finds the order that the cart has already. old is the id
// of an open order with other content, which must be replaced first.
func (s *Service) placeTx(ctx context.Context, by actor.Actor, in PlaceInput) (placed Placed, attemptID, old int64, err error) {
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		placed, attemptID, old = Placed{}, 0, 0
		c, err := s.Cart.LockTx(ctx, tx, in.CartID)
		if err != nil {
			return err
		}
		if len(c.Lines) == 0 {
			done, found, err := s.doneTx(ctx, tx, in)
			if err != nil || !found {
				return errors.Join(err, apperr.New(apperr.Conflict, ErrCartEmpty))
			}
			placed = done
			return nil
		}
		hash := cart.ContentHash(c)
		if hash != in.Token {
			return apperr.New(apperr.Conflict, ErrCartChanged)
		}
		existing, err := q.New().OpenOrderOfCart(ctx, tx, c.ID)
		switch {
		case err == nil && existing.ContentHash == hash:
			placed, attemptID, err = s.existingTx(ctx, tx, existing.ID)
			return err
		case err != nil && !errors.Is(err, pgx.ErrNoRows):
			return err
		}
		if err := s.admitTx(ctx, tx, in, c.Checkout.Email, existing.ID); err != nil {
			return err
		}
		if old = existing.ID; old != 0 {
			return nil
		}
		placed, attemptID, err = s.newOrderTx(ctx, tx, by, in, c, hash)
		return err
	})
	return placed, attemptID, old, err
}

func (s *Service) existingTx(ctx context.Context, tx pgx.Tx, orderID int64) (Placed, int64, error) {
	row, err := q.New().Order(ctx, tx, orderID)
	if err != nil {
		return Placed{}, 0, err
	}
	order := s.fromRow(row)
	attempt, _, err := payments.LatestTx(ctx, tx, orderID)
	return Placed{OrderID: order.ID, Number: order.Number, Token: order.Token}, attempt.ID, err
}

// newOrderTx writes the order. The number is drawn last: its lock is the one
// that all placements share.
func (s *Service) newOrderTx(ctx context.Context, tx pgx.Tx, by actor.Actor, in PlaceInput, c cart.Cart, hash string) (Placed, int64, error) {
	now := s.Clock.Now()
	terms, err := s.terms(ctx, tx, c)
	if err != nil {
		return Placed{}, 0, err
	}
	orderID, err := q.New().InsertOrder(ctx, tx, orderParams(by, in, c, hash, terms, now))
	if err != nil {
		return Placed{}, 0, err
	}
	lines, wants, err := insertLines(ctx, tx, orderID, c, terms)
	if err != nil {
		return Placed{}, 0, err
	}
	if err := insertAdjustments(ctx, tx, orderID, c, terms); err != nil {
		return Placed{}, 0, err
	}
	if err := recordTx(ctx, tx, by, now, orderID, EventPlaced, "total", strconv.FormatInt(int64(terms.totals.Total), 10), "method", c.Checkout.PaymentMethod); err != nil {
		return Placed{}, 0, err
	}
	placed := Placed{OrderID: orderID, Token: s.Tokens.sign(orderID, 1)}
	if terms.totals.Total == 0 {
		placed.Settled = true
		order := Order{ID: orderID, CartID: c.ID}
		if err := s.freeTx(ctx, tx, by, order, wants); err != nil {
			return Placed{}, 0, shortErr(err, c)
		}
		return s.numbered(ctx, tx, placed, 0)
	}
	attemptID, hold, err := payments.CreateAttemptTx(ctx, tx, payments.AttemptInput{
		OrderID: orderID, Method: payments.Method(c.Checkout.PaymentMethod), Amount: terms.totals.Total,
		Items: stripeItems(i18n.With(ctx, in.Locale), lines, terms.option.Name, terms.option.Price),
		Email: c.Checkout.Email, Locale: in.Locale, SuccessURL: s.returnURL(placed.Token), CancelURL: s.BaseURL + "/orders/" + placed.Token, Now: now,
	})
	if err != nil {
		return Placed{}, 0, err
	}
	if err := inventory.ReserveTx(ctx, tx, orderID, wants, hold); err != nil {
		return Placed{}, 0, shortErr(err, c)
	}
	return s.numbered(ctx, tx, placed, attemptID)
}

// numbered draws the number of a placed order.
func (s *Service) numbered(ctx context.Context, tx pgx.Tx, placed Placed, attemptID int64) (Placed, int64, error) {
	number, err := q.New().DrawNumber(ctx, tx, placed.OrderID)
	if err != nil {
		return Placed{}, 0, err
	}
	placed.Number = *number
	return placed, attemptID, nil
}

// terms are what placing decides beside the cart's content.
type terms struct {
	option  shipping.Option
	totals  cart.Totals
	version string
	// discounts and freights are the lines' shares.
	discounts, freights []money.Cents
}

// terms re-prices the freight and the method: a difference from what the
// shopper saw is Conflict with ErrFreight or ErrMethodGone.
func (s *Service) terms(ctx context.Context, tx pgx.Tx, c cart.Cart) (terms, error) {
	current, err := s.Settings.Get(ctx)
	if err != nil {
		return terms{}, err
	}
	method := payments.Method(c.Checkout.PaymentMethod)
	version, err := pages.TermsInForce(ctx, tx)
	if err != nil {
		return terms{}, err
	}
	t := terms{version: version}
	if !current.Payment.Offers(string(method)) {
		return t, apperr.New(apperr.Conflict, ErrMethodGone)
	}
	options, err := s.Shipping.Quote(ctx, tx, c.Checkout.PostalCode, c.Parcel())
	if err != nil {
		return t, err
	}
	for _, option := range options {
		if option.Code == c.Checkout.ShippingOption {
			t.option = option
		}
	}
	if t.option.Code == "" || t.option.Price != c.Checkout.ShippingPrice {
		return t, apperr.New(apperr.Conflict, ErrFreight)
	}
	t.totals = cart.Compute(c.Lines, t.option.Price, current.Payment.DiscountBP(string(method)))
	if !payable(method, t.totals.Total) {
		return t, apperr.New(apperr.Conflict, ErrMethod)
	}
	weights := make([]money.Cents, len(c.Lines))
	for i, line := range c.Lines {
		if !line.Sellable.Active {
			return t, apperr.New(apperr.Conflict, ErrOutOfStock, "Items", line.Sellable.Title)
		}
		weights[i] = line.Total
	}
	t.discounts = money.Split(t.totals.Discount, weights)
	t.freights = money.Split(t.totals.Shipping, weights)
	return t, nil
}

// shortErr names the items that are short, so that the shopper knows which
// line of the cart to change.
func shortErr(err error, c cart.Cart) error {
	var short *inventory.OutOfStock
	if !errors.As(err, &short) {
		return err
	}
	var names []string
	for _, item := range short.Short {
		for _, line := range c.Lines {
			if line.VariantID == item.VariantID {
				names = append(names, line.Sellable.Title)
			}
		}
	}
	return apperr.Wrap(apperr.Conflict, err, ErrOutOfStock, "Items", strings.Join(names, ", "))
}
