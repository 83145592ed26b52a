package orders

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/payments"
	"tenaz/internal/ratelimit"
	q "tenaz/queries/orders"
)

// Mails that a stranger can cause are few: corrections of one order's address in
// a day, look-ups of one number in an hour.
const (
	emailLimit   = 5
	emailWindow  = 24 * time.Hour
	lookupLimit  = 3
	lookupWindow = time.Hour
)

// LookupMailArgs asks for the mail with an order's link that somebody wants by
// number and address. OrderID 0 is nothing: a look-up that found none leaves the
// same traces. Nonce makes each look-up another.
type LookupMailArgs struct {
	OrderID int64  `json:"order_id"`
	Nonce   string `json:"nonce"`
}

// Kind implements river.JobArgs.
func (LookupMailArgs) Kind() string { return "mail_order_lookup" }

// EmailInput is a corrected e-mail address. Known are the orders that the session
// has placed.
type EmailInput struct {
	Token string
	Known []int64
	Email string
}

// CorrectEmail changes the address of an order for the session that placed it,
// kills the links that were sent and sends the new one, which it returns as the
// order's token. NotFound for any other session; Conflict once the order is
// closed; Invalid at "email"; TooMany if it changes all the time.
func (s *Service) CorrectEmail(ctx context.Context, by actor.Actor, in EmailInput) (string, error) {
	order, err := s.ByToken(ctx, in.Token)
	if err != nil {
		return "", err
	}
	if !slices.Contains(in.Known, order.ID) {
		return "", apperr.New(apperr.NotFound, "error.order_link")
	}
	email, err := emailOf(in.Email)
	switch {
	case err != nil:
		return "", err
	case order.State != StateOpen:
		return "", apperr.New(apperr.Conflict, "error.email_closed")
	case email == order.Email:
		return order.Token, nil
	}
	ok, after, err := ratelimit.Allow(ctx, s.DB, "order email "+strconv.FormatInt(order.ID, 10), emailLimit, emailWindow, s.Clock.Now())
	if err != nil {
		return "", err
	}
	if !ok {
		return "", apperr.New(apperr.TooMany, "error.email_often", "RetryAfter", after)
	}
	if err := s.leaveSession(ctx, by, order); err != nil {
		return "", err
	}
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		row, err := q.New().LockOrder(ctx, tx, order.ID)
		if err != nil {
			return err
		}
		if row.State != StateOpen {
			return apperr.New(apperr.Conflict, "error.email_closed")
		}
		current := s.fromRow(row)
		corrected := CorrectInput{
			Phone: current.Phone, Recipient: current.Recipient, PostalCode: current.PostalCode, Street: current.Street,
			NumberInStreet: current.NumberInStreet, Complement: current.Complement, District: current.District,
			City: current.City, UF: current.UF, Email: email,
		}.checkout(current)
		return s.correctTx(ctx, tx, by, current, corrected)
	})
	if err != nil {
		return "", err
	}
	after2, err := s.ByID(ctx, order.ID)
	return after2.Token, err
}

// emailOf judges an address by the checkout's rules.
func emailOf(typed string) (string, error) {
	kept, err := CorrectInput{Email: typed}.checkout(Order{}).Normalise()
	var refused *apperr.Error
	if errors.As(err, &refused) {
		if m, wrong := refused.Fields["email"]; wrong {
			return "", apperr.Fields{"email": m}.Err()
		}
	}
	return kept.Email, nil
}

// leaveSession ends the payment page that knows the old address and would lead
// back to the old link; the next one knows the new. A code that was issued stays
// payable, and so does a page that Stripe cannot be told about now, or the last
// one that the order may have.
func (s *Service) leaveSession(ctx context.Context, by actor.Actor, order Order) error {
	if !order.AwaitsPayment() {
		return nil
	}
	attempt, found, err := s.latest(ctx, order.ID)
	if err != nil || !found || attempt.State != payments.Open {
		return err
	}
	if last, err := s.exhausted(ctx, order.ID); err != nil || last {
		return err
	}
	if _, err = s.close(ctx, by, order, attempt.ID, payments.ForMethod); apperr.Is(err, apperr.Unavailable) {
		return nil
	}
	return err
}

// Renewed returns the token by which an order is reached now, for a session that
// placed it and comes with one that has died: a payment page that was opened
// before leads back to the old link. NotFound for everybody else.
func (s *Service) Renewed(ctx context.Context, token string, known []int64) (string, error) {
	id, _, err := s.Tokens.read(token)
	if err != nil {
		return "", err
	}
	if !slices.Contains(known, id) {
		return "", apperr.New(apperr.NotFound, "error.order_link")
	}
	order, err := s.ByID(ctx, id)
	return order.Token, err
}

// LookupInput is what somebody who lost the link knows of an order.
type LookupInput struct {
	Number string
	Email  string
}

// Lookup sends an order's link to its address if number and address are its own.
// It does the same work and tells the same whether they are or not; Invalid only
// for what no order could have, at "number" and "email".
func (s *Service) Lookup(ctx context.Context, _ actor.Actor, in LookupInput) error {
	var fields apperr.Fields
	number, err := strconv.ParseInt(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(in.Number), "#")), 10, 64)
	if err != nil || number < 1 {
		fields.Add("number", "orders.lookup.invalid.number")
	}
	email, err := emailOf(in.Email)
	var refused *apperr.Error
	if errors.As(err, &refused) {
		message := refused.Fields["email"]
		fields.Add("email", message.ID, message.Args...)
	}
	if err := fields.Err(); err != nil {
		return err
	}
	orderID, err := q.New().WithMail(ctx, s.DB, q.WithMailParams{Number: &number, Email: email})
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return db.Error(err)
	}
	ok, _, err := ratelimit.Allow(ctx, s.DB, "order lookup "+strconv.FormatInt(number, 10)+" "+strings.ToLower(email), lookupLimit, lookupWindow, s.Clock.Now())
	if err != nil {
		return err
	}
	if !ok {
		orderID = 0
	}
	_, err = s.Jobs.Insert(ctx, LookupMailArgs{OrderID: orderID, Nonce: rand.Text()}, &river.InsertOpts{Queue: "mail"})
	return err
}
