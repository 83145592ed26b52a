package privacy

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/audit"
	"tenaz/internal/cart"
	"tenaz/internal/db"
	"tenaz/internal/dossier"
	"tenaz/internal/orders"
	"tenaz/internal/support"
	q "tenaz/queries/privacy"
)

// Farewell is to whom and how an erasure says goodbye.
type Farewell struct {
	RequestID int64
	Email     string
	Locale    string
	// Fiscal is how many orders the tax law keeps the record of.
	Fiscal int
}

// Erase carries out an erasure, from the outside in: what could still be paid is
// cancelled, the payment provider and the files forget the person, they are told,
// and last the store's own tables forget, in one transaction. Until then each
// step may be repeated, and afterwards nothing is left to do. tell writes the
// mail.
func (r *Rights) Erase(ctx context.Context, requestID int64, tell func(context.Context, Farewell) error) error {
	row, err := q.New().Request(ctx, r.DB, requestID)
	if err != nil {
		return db.Error(err)
	}
	if row.State != "open" {
		return nil
	}
	by, p := actor.Store("privacy"), personOf(row)
	if err := r.Orders.CancelWaiting(ctx, by, p); err != nil {
		return err
	}
	provider, err := r.Payments.Forget(ctx, p)
	if err != nil {
		return err
	}
	files, err := q.New().FilesOf(ctx, r.DB, q.FilesOfParams{UserID: reference(p.UserID), Email: written(p.Email)})
	if err != nil {
		return db.Error(err)
	}
	for _, file := range files {
		if err := r.dropFile(ctx, file.ID, file.BlobKey); err != nil {
			return err
		}
	}
	standing, err := r.Orders.StandingOf(ctx, p)
	if err != nil {
		return err
	}
	if p.Email != "" {
		if err := tell(ctx, Farewell{RequestID: requestID, Email: p.Email, Locale: row.Locale, Fiscal: standing.Fiscal}); err != nil {
			return err
		}
	}
	return db.InTx(ctx, r.DB, func(tx pgx.Tx) error {
		locked, err := q.New().LockRequest(ctx, tx, requestID)
		if err != nil || locked.State != "open" {
			return err
		}
		now := r.Clock.Now()
		if err := r.eraseTx(ctx, tx, requestID, p); err != nil {
			return err
		}
		if err := q.New().FinishErasure(ctx, tx, q.FinishErasureParams{ID: requestID, Now: now, Provider: string(provider)}); err != nil {
			return err
		}
		return audit.RecordTx(ctx, tx, by, now, audit.Entry{
			Action: "data.erased", SubjectKind: "data_request", SubjectID: requestID,
			After: map[string]any{"fiscal_records": standing.Fiscal, "provider": provider},
		})
	})
}

// eraseTx has every domain forget a person, in the store's lock order.
func (r *Rights) eraseTx(ctx context.Context, tx pgx.Tx, requestID int64, p dossier.Person) error {
	now := r.Clock.Now()
	if err := cart.EraseTx(ctx, tx, p, now); err != nil {
		return err
	}
	if err := orders.EraseTx(ctx, tx, p, now); err != nil {
		return err
	}
	if err := accounts.EraseTx(ctx, tx, p, now); err != nil {
		return err
	}
	if err := support.EraseTx(ctx, tx, p, now); err != nil {
		return err
	}
	return r.forgetTx(ctx, tx, requestID, p)
}

// forgetTx takes back every consent and forgets whose they were; that they were
// given and taken back stays.
func (r *Rights) forgetTx(ctx context.Context, tx pgx.Tx, requestID int64, p dossier.Person) error {
	user, email := reference(p.UserID), written(p.Email)
	subjects, err := q.New().ForgetSubjects(ctx, tx, q.ForgetSubjectsParams{UserID: user, Email: email})
	if err != nil {
		return err
	}
	for _, subject := range subjects {
		for _, purpose := range Purposes {
			last, err := q.New().Latest(ctx, tx, q.LatestParams{SubjectID: subject, Purpose: string(purpose)})
			if err != nil && !errors.Is(err, pgx.ErrNoRows) {
				return err
			}
			if !last.Given {
				continue
			}
			if err := q.New().AddConsent(ctx, tx, q.AddConsentParams{
				SubjectID: subject, Purpose: string(purpose), Source: string(FromErasure), At: r.Clock.Now(),
			}); err != nil {
				return err
			}
		}
	}
	if err := q.New().DropExports(ctx, tx, q.DropExportsParams{UserID: user, Email: email, Now: r.Clock.Now()}); err != nil {
		return err
	}
	return q.New().ForgetRequests(ctx, tx, q.ForgetRequestsParams{Keep: requestID, UserID: user, Email: email})
}
