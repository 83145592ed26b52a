package cart

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/db"
	"tenaz/internal/i18n"
	q "tenaz/queries/cart"
)

// Merged is what a browser holds after a log-in: its cart, how many units are in
// it, and the message that says what happened; none when nothing did.
type Merged struct {
	CartID  int64
	Count   int
	Message string
}

// MergeTx brings the browser's cart and the account's together when its person
// logs in. The rule:
//
//   - Both carts become one, the account's, so that every device of the person
//     shows the same. What is in both keeps the larger of the two quantities and
//     is not added up: whoever puts the same item in on two devices means one,
//     logging in again never makes a cart grow, and nothing that was on the screen
//     gets fewer. So a line never passes MaxQuantity; past MaxLines the account's
//     oldest lines stay out.
//   - Stock is not asked: the cart says what is short, placing refuses it.
//   - A cart whose order waits for the payment keeps its meaning: it is the one
//     that stays, since paying takes out of it what was bought. When both have
//     such an order, they stay apart and the browser keeps its own.
//   - A cart that belongs to somebody else is left alone.
//
// Carts come first in the store's lock order: nothing of orders or stock may be
// locked before.
func (s *Service) MergeTx(ctx context.Context, tx pgx.Tx, userID, browser int64) (Merged, error) {
	account, err := q.New().OfUser(ctx, tx, q.OfUserParams{UserID: userID, ExceptID: browser})
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return Merged{}, db.Error(err)
	}
	rows, err := q.New().LockForMerge(ctx, tx, []int64{browser, account})
	if err != nil {
		return Merged{}, db.Error(err)
	}
	var mine, saved *half
	for _, row := range rows {
		switch {
		case row.ID == account:
			saved = &half{LockForMergeRow: row}
		case row.UserID == nil || *row.UserID == userID:
			mine = &half{LockForMergeRow: row}
		case account == 0:
			// The browser shows somebody else's cart: it gets an empty one.
			id, err := q.New().Create(ctx, tx, q.CreateParams{UserID: &userID, Locale: i18n.Lang(ctx), Now: s.now()})
			return Merged{CartID: id}, db.Error(err)
		}
	}
	if err := readLines(ctx, tx, mine, saved); err != nil {
		return Merged{}, err
	}
	switch {
	case mine == nil && saved == nil:
		return Merged{}, nil
	case saved == nil, mine != nil && mine.Waits && saved.Waits:
		merged := Merged{CartID: mine.ID, Count: mine.units()}
		if saved != nil {
			merged.Message = "cart.merge.apart"
		}
		return merged, db.Error(q.New().Own(ctx, tx, q.OwnParams{ID: mine.ID, UserID: userID}))
	case mine == nil:
		return Merged{CartID: saved.ID, Count: saved.units()}, nil
	}
	return s.unite(ctx, tx, userID, mine, saved)
}

// half is one of two carts that become one.
type half struct {
	q.LockForMergeRow
	lines []q.LinesForMergeRow
}

func (h *half) units() int {
	units := 0
	for _, l := range h.lines {
		units += int(l.Quantity)
	}
	return units
}

func readLines(ctx context.Context, tx pgx.Tx, halves ...*half) error {
	ids := make([]int64, 0, len(halves))
	for _, h := range halves {
		if h != nil {
			ids = append(ids, h.ID)
		}
	}
	rows, err := q.New().LinesForMerge(ctx, tx, ids)
	for _, row := range rows {
		for _, h := range halves {
			if h != nil && h.ID == row.CartID {
				h.lines = append(h.lines, row)
			}
		}
	}
	return db.Error(err)
}

// unite puts the lines of both into the one that stays and deletes the other.
func (s *Service) unite(ctx context.Context, tx pgx.Tx, userID int64, mine, saved *half) (Merged, error) {
	stays, goes := saved, mine
	if mine.Waits {
		stays, goes = mine, saved
	}
	lines, left := united(mine.lines, saved.lines)
	merged := Merged{CartID: stays.ID, Count: (&half{lines: lines}).units()}
	switch {
	case left > 0:
		merged.Message = "cart.merge.full"
	case len(mine.lines) > 0 && !same(lines, mine.lines):
		merged.Message = "cart.merge.done"
	}
	now := s.now()
	if !same(lines, stays.lines) {
		if err := put(ctx, tx, stays.ID, lines, now); err != nil {
			return Merged{}, db.Error(err)
		}
	}
	if !stays.Waits && goes.TypedAt.After(stays.TypedAt) {
		if err := takeCheckout(ctx, tx, stays.ID, goes.ID); err != nil {
			return Merged{}, db.Error(err)
		}
	}
	if err := q.New().Own(ctx, tx, q.OwnParams{ID: stays.ID, UserID: userID}); err != nil {
		return Merged{}, db.Error(err)
	}
	return merged, db.Error(q.New().DeleteCart(ctx, tx, goes.ID))
}

// united returns the lines of both carts, a variant once with the larger
// quantity, in the order in which they were added to the account's and then to
// the browser's; and how many of the account's stay out.
func united(mine, saved []q.LinesForMergeRow) (lines []q.LinesForMergeRow, left int) {
	lines = slices.Clone(saved)
	added := 0
	for _, l := range mine {
		i := slices.IndexFunc(lines, func(other q.LinesForMergeRow) bool { return other.VariantID == l.VariantID })
		if i < 0 {
			lines, added = append(lines, l), added+1
			continue
		}
		lines[i].Quantity = max(lines[i].Quantity, l.Quantity)
	}
	for i := 0; len(lines) > MaxLines && i < len(lines); {
		inBrowser := slices.ContainsFunc(mine, func(l q.LinesForMergeRow) bool { return l.VariantID == lines[i].VariantID })
		if inBrowser {
			i++
			continue
		}
		lines, left = slices.Delete(lines, i, i+1), left+1
	}
	return lines, left
}

// same reports whether two carts hold the same units, in whatever order.
func same(a, b []q.LinesForMergeRow) bool {
	if len(a) != len(b) {
		return false
	}
	for _, l := range a {
		if !slices.ContainsFunc(b, func(o q.LinesForMergeRow) bool { return o.VariantID == l.VariantID && o.Quantity == l.Quantity }) {
			return false
		}
	}
	return true
}

func put(ctx context.Context, tx pgx.Tx, cartID int64, lines []q.LinesForMergeRow, now time.Time) error {
	p := q.PutMergedParams{CartID: cartID, Now: now}
	for _, l := range lines {
		p.VariantIds = append(p.VariantIds, l.VariantID)
		p.Quantities = append(p.Quantities, l.Quantity)
		p.SeenPrices = append(p.SeenPrices, int64(l.SeenPriceCents))
	}
	if err := q.New().DropMerged(ctx, tx, q.DropMergedParams{CartID: cartID, VariantIds: p.VariantIds}); err != nil {
		return err
	}
	if err := q.New().PutMerged(ctx, tx, p); err != nil {
		return err
	}
	return q.New().TouchMerged(ctx, tx, q.TouchMergedParams{ID: cartID, Now: now})
}

// takeCheckout keeps what was typed last.
func takeCheckout(ctx context.Context, tx pgx.Tx, cartID, fromID int64) error {
	if err := q.New().DropCheckout(ctx, tx, cartID); err != nil {
		return err
	}
	return q.New().MoveCheckout(ctx, tx, q.MoveCheckoutParams{CartID: cartID, FromID: fromID})
}

// OfUser returns the id of an account's cart, 0 if there is none: a device whose
// own cart became part of another one finds it again.
func (s *Service) OfUser(ctx context.Context, userID int64) (int64, error) {
	id, err := q.New().OfUser(ctx, s.deps.DB, q.OfUserParams{UserID: userID})
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	return id, db.Error(err)
}

// DisownTx takes an account's carts away from it: before its e-mail was confirmed,
// anybody may have filled them. The browsers that hold them keep them.
func DisownTx(ctx context.Context, tx pgx.Tx, userID int64) error {
	return db.Error(q.New().Disown(ctx, tx, userID))
}
