package orders

import (
	"context"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/i18n"
	"tenaz/internal/inventory"
	"tenaz/internal/payments"
	"tenaz/internal/ratelimit"
	q "tenaz/queries/orders"
)

// pageCheck is how often an order's page may ask Stripe when nobody comes from
// there.
const pageCheck = 2 * time.Second

// askLimit is how often an hour Stripe is asked about an order at once, beyond
// which pageCheck holds for everybody.
const askLimit = 100

// pageWait is how long an order's page waits for Stripe before it shows what is
// known.
const pageWait = 4 * time.Second

// ReturnParam is the query parameter by which the order's page knows that the
// shopper comes back from paying.
const ReturnParam = "returned"

func (s *Service) returnURL(token string) string {
	return s.BaseURL + "/orders/" + token + "?" + ReturnParam + "=1"
}

// Refresh is what the order's page calls before it shows the order: it settles
// the newest attempt if it is unsettled and Stripe was not asked just now, or
// whenever the shopper has returned from paying. An unreachable Stripe is no
// error: the page shows what is known.
func (s *Service) Refresh(ctx context.Context, by actor.Actor, order Order, returned bool) error {
	if !order.AwaitsPayment() {
		return nil
	}
	attempt, found, err := s.latest(ctx, order.ID)
	if err != nil || !found || !attempt.Live() {
		return err
	}
	claimed, err := s.mayAsk(ctx, attempt, returned)
	if err != nil || !claimed {
		return err
	}
	waiting, cancel := context.WithTimeout(ctx, pageWait)
	defer cancel()
	err = s.Settle(waiting, by, attempt.ID)
	if apperr.Is(err, apperr.Unavailable) || waiting.Err() != nil && ctx.Err() == nil {
		return nil
	}
	return err
}

// mayAsk reports whether Stripe may be asked about an attempt for a page. Whoever
// acts is told what holds now, a hundred times an hour: whoever does nothing else
// than asking must not use up what Stripe answers to the whole shop.
func (s *Service) mayAsk(ctx context.Context, attempt payments.Attempt, acts bool) (bool, error) {
	span := pageCheck
	if acts {
		few, _, err := ratelimit.Allow(ctx, s.DB, "asked of order "+strconv.FormatInt(attempt.OrderID, 10), askLimit, time.Hour, s.Clock.Now())
		if err != nil {
			return false, db.Error(err)
		}
		if few {
			span = 0
		}
	}
	return s.Payments.ClaimCheck(ctx, attempt.ID, span)
}

// Pay returns the address where an order can be paid now: its open session, its
// issued code, or the session of a new attempt while the stock is still held.
// Conflict if the order is paid or cancelled; Unavailable if Stripe does not
// answer.
func (s *Service) Pay(ctx context.Context, by actor.Actor, token string) (string, error) {
	order, err := s.ByToken(ctx, token)
	if err != nil {
		return "", err
	}
	attempt, found, err := s.latest(ctx, order.ID)
	if err != nil {
		return "", err
	}
	if found && attempt.Live() {
		asks, err := s.mayAsk(ctx, attempt, true)
		if err != nil {
			return "", err
		}
		if asks {
			if err := s.Settle(ctx, by, attempt.ID); err != nil {
				return "", err
			}
		}
		if attempt, err = s.Payments.Attempt(ctx, attempt.ID); err != nil {
			return "", err
		}
		if url := payAddress(attempt); url != "" {
			return url, nil
		}
		if order, err = s.ByToken(ctx, token); err != nil {
			return "", err
		}
	}
	attemptID, err := s.tryAgain(ctx, order.ID)
	if err != nil {
		return "", err
	}
	attempt, err = s.Payments.Open(ctx, attemptID, reference(order.Number))
	if apperr.HasID(err, payments.ErrRefused) {
		return "", s.cardInstead(ctx, by, token, order.PaymentMethod, err)
	}
	return attempt.SessionURL, err
}

func payAddress(a payments.Attempt) string {
	switch {
	case a.State == payments.Pending && a.CodeURL != "":
		return a.CodeURL
	case a.State == payments.Open:
		return a.SessionURL
	}
	return ""
}

// tryAgain writes a new attempt for an order whose last one ended before its
// hold did, on the terms that the order has under its lock.
func (s *Service) tryAgain(ctx context.Context, orderID int64) (attemptID int64, err error) {
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		row, err := q.New().LockOrder(ctx, tx, orderID)
		if err != nil {
			return err
		}
		order := s.fromRow(row)
		if !order.AwaitsPayment() {
			return apperr.New(apperr.Conflict, "error.order_not_payable")
		}
		latest, found, err := payments.LatestTx(ctx, tx, orderID)
		if err != nil {
			return err
		}
		if found && latest.Live() {
			attemptID = latest.ID
			return nil
		}
		if order.Lines, err = linesOf(ctx, tx, orderID); err != nil {
			return err
		}
		var hold time.Time
		attemptID, hold, err = payments.CreateAttemptTx(ctx, tx, payments.AttemptInput{
			OrderID: order.ID, Method: order.PaymentMethod, Amount: order.Total,
			Items: stripeItems(i18n.With(ctx, order.Locale), order.Lines, order.ShippingName, order.Shipping),
			Email: order.Email, Locale: order.Locale, SuccessURL: s.returnURL(order.Token), CancelURL: s.PageURL(order), Now: s.Clock.Now(),
		})
		if err != nil {
			return err
		}
		return inventory.ExtendTx(ctx, tx, order.ID, hold)
	})
	return attemptID, err
}
