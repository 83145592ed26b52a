package accounts

import (
	"context"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	"tenaz/internal/i18n"
	q "tenaz/queries/accounts"
)

// ClaimInput is a guest's order whose page somebody has open, and the password
// that they chose there. Name is what that page shows of the buyer.
type ClaimInput struct {
	OrderID int64
	Email   string
	Name    string
	Locale  string
	// Password is the new account's.
	Password string
}

// ClaimOrder makes an account from a guest's order and returns its user. Whoever
// has the order's link has not proved that the e-mail is theirs: the account holds
// that order alone, and nothing else of it than the link shows, until the mail
// that goes out is confirmed; then everything that was set before is dropped. An
// e-mail that has an account gets a mail instead, and the user is 0. A bad
// password is Invalid; an order that has an account already is Conflict.
func (s *Service) ClaimOrder(ctx context.Context, by actor.Actor, in ClaimInput) (userID int64, err error) {
	email, ok := ParseEmail(in.Email)
	if !ok {
		return 0, apperr.New(apperr.Conflict, "orders.claim.taken")
	}
	var fields apperr.Fields
	s.checkPassword(ctx, &fields, "password", in.Password, email, in.Name)
	if err := fields.Err(); err != nil {
		return 0, err
	}
	holder, err := s.HolderOf(ctx, email)
	if err != nil {
		return 0, err
	}
	ask := AskInput{Email: email, Locale: in.Locale}
	if holder.ID != 0 {
		return 0, s.Register(ctx, by, ask)
	}
	hash, err := s.vault.hash(ctx, in.Password)
	if err != nil {
		return 0, err
	}
	now := s.Clock.Now()
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		userID, err = q.New().InsertUser(ctx, tx, q.InsertUserParams{
			Email: email, Name: cut(in.Name, maxName), PasswordHash: &hash, Locale: i18n.Locale(in.Locale), At: now,
		})
		if err != nil {
			return err
		}
		by.ID = userID
		if err := s.ClaimOrderTx(ctx, tx, by, userID, in.OrderID, email); err != nil {
			return err
		}
		return audit.RecordTx(ctx, tx, by, now, audit.Entry{
			Action: "user.claimed_order", SubjectKind: "user", SubjectID: userID, After: map[string]int64{"order": in.OrderID},
		})
	})
	if apperr.HasID(err, "error.email_taken") { // somebody was quicker
		return 0, s.Register(ctx, by, ask)
	}
	if err != nil {
		return 0, err
	}
	return userID, s.Register(ctx, by, ask)
}

// forgetUnprovenTx drops what an account was told before its e-mail was
// confirmed: whoever set it up may have been somebody else, and a parcel must not
// go to their address.
func (s *Service) forgetUnprovenTx(ctx context.Context, tx pgx.Tx, userID int64) error {
	if err := q.New().ClearProfile(ctx, tx, q.ClearProfileParams{ID: userID, At: s.Clock.Now()}); err != nil {
		return err
	}
	return q.New().DeleteAddresses(ctx, tx, userID)
}

// AdoptTx gives a confirmed account what the back office kept of the guest with
// its e-mail: notes and groups.
func AdoptTx(ctx context.Context, tx pgx.Tx, userID int64, email string) error {
	if err := q.New().AdoptNotes(ctx, tx, q.AdoptNotesParams{UserID: userID, Email: email}); err != nil {
		return err
	}
	if err := q.New().AdoptGroups(ctx, tx, q.AdoptGroupsParams{UserID: userID, Email: email}); err != nil {
		return err
	}
	return q.New().DropGuestGroups(ctx, tx, email)
}
