package orders

import (
	"context"
	"errors"
	"strconv"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/contact"
	"tenaz/internal/db"
	q "tenaz/queries/orders"
)

// The values of Order.Claimed: how an order came to its account.
const (
	// ClaimedByLink: whoever held the order's link made the account. It proves no
	// e-mail, so the account is shown no more of the order than the link shows.
	ClaimedByLink = "link"
	// ClaimedByEmail: the account's e-mail, which was confirmed, is the order's.
	ClaimedByEmail = "email"
)

// EventClaimed: an account got an order that a guest had placed.
const EventClaimed = "claimed"

// ClaimTx gives an account the guest orders of an e-mail that has been confirmed
// to be its person's own, and makes those whole that it held by their links. It
// compares addresses as they are, in any case of letters: what a mail provider
// takes for the same mailbox is nobody's proof here. Calling it again does
// nothing.
func (s *Service) ClaimTx(ctx context.Context, tx pgx.Tx, userID int64, email string) error {
	ids, err := q.New().GuestOrdersOf(ctx, tx, q.GuestOrdersOfParams{Email: email, UserID: userID})
	if err != nil || len(ids) == 0 {
		return db.Error(err)
	}
	return s.claimTx(ctx, tx, actor.Actor{Kind: actor.Customer, ID: userID}, userID, ClaimedByEmail, ids)
}

// ClaimByLinkTx gives a new account the one order whose link made it. Conflict
// when the order has an account already or another e-mail.
func (s *Service) ClaimByLinkTx(ctx context.Context, tx pgx.Tx, by actor.Actor, userID, orderID int64, email string) error {
	id, err := q.New().LockGuestOrder(ctx, tx, q.LockGuestOrderParams{ID: orderID, Email: email})
	if errors.Is(err, pgx.ErrNoRows) {
		return apperr.New(apperr.Conflict, "orders.claim.taken")
	}
	if err != nil {
		return db.Error(err)
	}
	return s.claimTx(ctx, tx, by, userID, ClaimedByLink, []int64{id})
}

func (s *Service) claimTx(ctx context.Context, tx pgx.Tx, by actor.Actor, userID int64, how string, ids []int64) error {
	now := s.Clock.Now()
	if err := q.New().Claim(ctx, tx, q.ClaimParams{UserID: userID, Claimed: how, Ids: ids, Now: now}); err != nil {
		return db.Error(err)
	}
	for _, id := range ids {
		if err := recordTx(ctx, tx, by, now, id, EventClaimed, "user", strconv.FormatInt(userID, 10), "by", how); err != nil {
			return err
		}
	}
	return nil
}

// Address is where the order goes.
func (o Order) Address() contact.Address {
	return contact.Address{
		Recipient: o.Recipient, PostalCode: o.PostalCode, Street: o.Street, Number: o.NumberInStreet,
		Complement: o.Complement, District: o.District, City: o.City, State: o.UF,
	}
}

// BelongsTo reports whether a person is known to be the order's buyer: who has it
// by its link alone is not.
func (o Order) BelongsTo(userID int64) bool {
	return o.UserID != nil && *o.UserID == userID && o.Claimed != ClaimedByLink
}

// Claimable reports whether a guest can still make an account from the order.
func (o Order) Claimable() bool { return o.UserID == nil }

// ByNumberOf returns an order of an account; NotFound for anybody else's.
func (s *Service) ByNumberOf(ctx context.Context, userID, number int64) (Order, error) {
	row, err := q.New().OwnByNumber(ctx, s.DB, q.OwnByNumberParams{Number: number, UserID: userID})
	if err != nil {
		return Order{}, db.Error(err)
	}
	return s.withLines(ctx, s.DB, row)
}

// LastChoice returns the delivery and the payment method of the person's newest
// order, of the paid ones if there are any; empty for none.
func (s *Service) LastChoice(ctx context.Context, userID int64) (shippingCode, method string, err error) {
	row, err := q.New().LastChoice(ctx, s.DB, userID)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", "", nil
	}
	return row.ShippingCode, row.PaymentMethod, db.Error(err)
}
