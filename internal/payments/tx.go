package payments

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/money"
	q "tenaz/queries/payments"
)

// MaxAttempts is how many payment pages one order may have. Each takes any number
// of refused cards, so that nobody who means to pay needs more.
const MaxAttempts = 5

// ErrAttempts is the message id by which a handler knows that an order had all of
// them.
const ErrAttempts = "error.payment_attempts"

// AttemptInput is what an attempt is made of.
type AttemptInput struct {
	OrderID int64
	Method  Method
	Amount  money.Cents
	Items   []LineItem
	Email   string
	Locale  string
	// SuccessURL is where Stripe sends the shopper after paying, CancelURL where
	// its back link leads.
	SuccessURL, CancelURL string
	Now                   time.Time
}

// CreateAttemptTx writes an attempt with its idempotency key and full
// parameters, before Stripe hears of it. It returns until when the stock must
// be held. A second live attempt for one order violates
// payment_attempts_order_open_key: Conflict; so is one beyond MaxAttempts, with
// ErrAttempts.
func CreateAttemptTx(ctx context.Context, tx pgx.Tx, in AttemptInput) (id int64, hold time.Time, err error) {
	if !in.Method.Accepts(in.Amount) {
		return 0, hold, apperr.New(apperr.Invalid, "error.amount_too_small")
	}
	made, err := q.New().CountAttempts(ctx, tx, in.OrderID)
	if err != nil {
		return 0, hold, db.Error(err)
	}
	if made >= MaxAttempts {
		return 0, hold, apperr.New(apperr.Conflict, ErrAttempts)
	}
	// Stripe keeps whole seconds.
	expires := in.Now.Add(in.Method.sessionLife()).Truncate(time.Second)
	params, err := json.Marshal(sessionParams{
		Method: in.Method, Items: in.Items, Email: in.Email, Locale: stripeLocale(in.Locale),
		SuccessURL: in.SuccessURL, CancelURL: in.CancelURL, ExpiresAt: expires.Unix(),
		OrderID: strconv.FormatInt(in.OrderID, 10),
	})
	if err != nil {
		return 0, hold, err
	}
	id, err = q.New().InsertAttempt(ctx, tx, q.InsertAttemptParams{
		OrderID: in.OrderID, Method: string(in.Method), AmountCents: in.Amount,
		IdempotencyKey: "tenaz-" + rand.Text(), Params: params, ExpiresAt: expires, Now: in.Now,
	})
	return id, expires.Add(sessionGrace), db.Error(err)
}

func stripeLocale(locale string) string {
	if locale == "en" {
		return "en"
	}
	return "pt-BR"
}

// Change is what ApplyTx found new in an attempt.
type Change struct {
	Attempt Attempt
	// Before is the state that the attempt had.
	Before string
	// Hold is until when the stock must be held while the attempt lives.
	Hold time.Time
	// NewPayment: money arrived that was not recorded before.
	NewPayment bool
	// PaymentID is the payment that the attempt made, 0 for none.
	PaymentID int64
	// Amount is what came by that payment.
	Amount money.Cents
	// Foreign is the currency of that payment where it is not the store's.
	Foreign string
	// Paid is the sum of all payments of the order in the store's currency.
	Paid money.Cents
	// Refunds are the refunds that Stripe reports and the store did not know so.
	Refunds []RefundChange
}

// ApplyTx writes what Stripe says into the attempt, its refusals and payments,
// and returns what changed. The caller holds the order's lock. Applying the
// same or an older snapshot again changes nothing: paid stays paid, a payment
// intent is recorded once.
func ApplyTx(ctx context.Context, tx pgx.Tx, attemptID int64, snap Snapshot, now time.Time) (Change, error) {
	row, err := q.New().LockAttempt(ctx, tx, attemptID)
	if err != nil {
		return Change{}, db.Error(err)
	}
	change := Change{Before: row.State, Hold: snap.HoldUntil(Method(row.Method), row.ExpiresAt)}
	row.State = forward(row.State, snap.State())
	if snap.PaymentIntentID != "" {
		row.PaymentIntentID = &snap.PaymentIntentID
	}
	if snap.CodeURL != "" {
		row.CodeUrl, row.CodeExpiresAt = snap.CodeURL, snap.CodeExpiresAt
	}
	row.Failure = snap.Failure
	if row.State == Paid {
		row.Failure = ""
	}
	err = q.New().UpdateAttempt(ctx, tx, q.UpdateAttemptParams{
		ID: row.ID, State: row.State, PaymentIntentID: row.PaymentIntentID,
		CodeUrl: row.CodeUrl, CodeExpiresAt: row.CodeExpiresAt, Failure: row.Failure, Now: now,
	})
	if err != nil {
		return Change{}, db.Error(err)
	}
	for _, d := range snap.Declines {
		if err := insertDecline(ctx, tx, row.ID, d); err != nil {
			return Change{}, err
		}
	}
	if snap.State() == Paid {
		inserted, err := q.New().InsertPayment(ctx, tx, q.InsertPaymentParams{
			OrderID: row.OrderID, AttemptID: row.ID, ProviderRef: snap.PaymentIntentID, ChargeID: snap.ChargeID,
			Method: row.Method, AmountCents: snap.Amount, Currency: snap.Currency, CapturedAt: now,
		})
		if err != nil {
			return Change{}, db.Error(err)
		}
		change.NewPayment, change.Amount = inserted == 1, snap.Amount
		if foreign(snap.Currency) {
			change.Foreign = snap.Currency
		}
		if change.PaymentID, _, err = paymentByRef(ctx, tx, snap.PaymentIntentID); err != nil {
			return Change{}, err
		}
		if change.Refunds, err = ApplyRefundsTx(ctx, tx, change.PaymentID, snap.Refunds, now); err != nil {
			return Change{}, err
		}
	}
	change.Attempt = fromRow(row)
	change.Paid, err = paidOf(ctx, tx, row.OrderID)
	return change, err
}

func insertDecline(ctx context.Context, tx pgx.Tx, attemptID int64, d Decline) error {
	return db.Error(q.New().InsertDecline(ctx, tx, q.InsertDeclineParams{
		AttemptID: attemptID, ChargeID: d.ChargeID, Code: d.Code, DeclinedAt: d.At,
	}))
}

// foreign reports whether a currency is another than the store's.
func foreign(currency string) bool { return !strings.EqualFold(currency, "brl") }

// rank orders the states: an attempt never moves to a lower one.
var rank = map[string]int{Created: 0, Open: 1, Pending: 2, Failed: 3, Expired: 3, Cancelled: 3, Paid: 4}

func forward(from, to string) string {
	if rank[to] > rank[from] {
		return to
	}
	return from
}

// LatestTx returns the order's newest attempt, and false if it has none. The
// caller holds the order's lock.
func LatestTx(ctx context.Context, tx pgx.Tx, orderID int64) (Attempt, bool, error) {
	row, err := q.New().LatestAttempt(ctx, tx, orderID)
	if err := db.Error(err); apperr.Is(err, apperr.NotFound) {
		return Attempt{}, false, nil
	} else if err != nil {
		return Attempt{}, false, err
	}
	return fromRow(row), true, nil
}
