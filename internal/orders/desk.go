package orders

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	"tenaz/internal/money"
	"tenaz/internal/payments"
	q "tenaz/queries/orders"
)

// ReturnInput says how the money of a refund at the desk was returned.
type ReturnInput struct {
	RefundID     int64
	Payee, Proof string
	// Proven is as in RefundInput.
	Proven bool
}

// maxPayee and maxProof bound what staff write about a transfer.
const (
	maxPayee = 200
	maxProof = 500
)

// ReturnRefund records that staff have returned the money of a refund at the
// desk by hand, to whom, and what proves it. Done already is Conflict; a missing
// payee or proof is Invalid. The amount is bound as in Refund.
func (s *Service) ReturnRefund(ctx context.Context, by actor.Actor, in ReturnInput) error {
	in.Payee, in.Proof = strings.TrimSpace(in.Payee), strings.TrimSpace(in.Proof)
	var fields apperr.Fields
	checkText(&fields, "payee", in.Payee, maxPayee)
	checkText(&fields, "proof", in.Proof, maxProof)
	if err := fields.Err(); err != nil {
		return err
	}
	orderID, err := q.New().OrderOfRefund(ctx, s.DB, in.RefundID)
	if err != nil {
		return db.Error(err)
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := q.New().LockOrder(ctx, tx, orderID); err != nil {
			return err
		}
		amount, err := q.New().AmountOfRefund(ctx, tx, in.RefundID)
		if err != nil {
			return err
		}
		if err := s.mayReturn(ctx, by, money.Cents(amount), in.Proven); err != nil {
			return err
		}
		now := s.Clock.Now()
		change, err := payments.ReturnTx(ctx, tx, payments.ReturnInput{RefundID: in.RefundID, Payee: in.Payee, Proof: in.Proof, Now: now})
		if err != nil {
			return err
		}
		if err := s.refundsTx(ctx, tx, by, orderID, []payments.RefundChange{change}); err != nil {
			return err
		}
		return audit.RecordTx(ctx, tx, by, now, audit.Entry{
			Action: "refund.return", SubjectKind: "order", SubjectID: orderID,
			Before: map[string]string{"state": payments.RefundDesk},
			After: map[string]string{
				"state": payments.RefundReturned, "refund": strconv.FormatInt(in.RefundID, 10),
				"payee": audit.Changed, "proof": audit.Changed,
			},
		})
	})
}

func checkText(fields *apperr.Fields, name, text string, limit int) {
	switch {
	case text == "":
		fields.Add(name, "error.required")
	case utf8.RuneCountInString(text) > limit:
		fields.Add(name, "error.too_long", "Max", limit)
	}
}
