package privacy

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/blob"
	"tenaz/internal/cart"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/dossier"
	"tenaz/internal/i18n"
	"tenaz/internal/mail"
	"tenaz/internal/orders"
	"tenaz/internal/payments"
	"tenaz/internal/ratelimit"
	"tenaz/internal/support"
	q "tenaz/queries/privacy"
)

const (
	// exportKept is how long the file of an export can be fetched.
	exportKept = 7 * 24 * time.Hour
	// linkKept is how long the link to a person's data works.
	linkKept = 24 * time.Hour
	// A person may ask for this many copies, and this many links, in a day.
	exportLimit, linkLimit = 3, 3
)

// RightsDeps are what Rights needs: every domain that knows people.
type RightsDeps struct {
	DB       db.DB
	Clock    clock.Clock
	Jobs     *river.Client[pgx.Tx]
	Blobs    *blob.Store
	Accounts *accounts.Service
	Cart     *cart.Service
	Mail     *mail.Service
	Orders   *orders.Service
	Payments *payments.Service
	Support  *support.Service
}

// Rights does what people may ask about their data (LGPD, art. 18): a copy of it
// and its erasure.
type Rights struct{ RightsDeps }

// NewRights returns Rights.
func NewRights(d RightsDeps) *Rights { return &Rights{d} }

// The sources of a request.
const (
	ByAccount = "account"
	ByLink    = "link"
	ByStaff   = "staff"
)

// AskInput is what somebody asks about a person's data. Locale is the language
// of what they get.
type AskInput struct {
	Person dossier.Person
	Locale string
	Source string
}

// ExportArgs asks for the file of an export.
type ExportArgs struct {
	RequestID int64 `json:"request_id"`
}

// Kind implements river.JobArgs.
func (ExportArgs) Kind() string { return "data_export" }

// EraseArgs asks for an erasure to be carried out.
type EraseArgs struct {
	RequestID int64 `json:"request_id"`
}

// Kind implements river.JobArgs.
func (EraseArgs) Kind() string { return "data_erasure" }

// LinkArgs asks for the mail with the link to a person's data.
type LinkArgs struct {
	TokenID int64  `json:"token_id"`
	Locale  string `json:"locale"`
	// RequestID is the export that is ready; 0 when the person asked for a link.
	RequestID int64 `json:"request_id,omitempty"`
}

// Kind implements river.JobArgs.
func (LinkArgs) Kind() string { return "mail_data_link" }

// AskExport asks for a copy of a person's data. A second click while the first is
// being made is the same request. TooMany when somebody asks all day.
func (r *Rights) AskExport(ctx context.Context, by actor.Actor, in AskInput) error {
	if err := r.allow(ctx, "data export ", in.Person, exportLimit); err != nil {
		return err
	}
	return r.ask(ctx, by, in, "export", nil, func(id int64) river.JobArgs { return ExportArgs{RequestID: id} })
}

// AskErasure asks for a person to be forgotten, and ends their logins at once.
// Conflict for whoever works here: what they did has to stay theirs.
func (r *Rights) AskErasure(ctx context.Context, by actor.Actor, in AskInput) error {
	before := func(tx pgx.Tx) error {
		if in.Person.UserID == 0 {
			return nil
		}
		staff, err := accounts.IsStaffTx(ctx, tx, in.Person.UserID)
		if err != nil {
			return err
		}
		if staff {
			return apperr.New(apperr.Conflict, "privacy.error.staff")
		}
		return r.Accounts.EndAllTx(ctx, tx, in.Person.UserID, "erased")
	}
	return r.ask(ctx, by, in, "erasure", before, func(id int64) river.JobArgs { return EraseArgs{RequestID: id} })
}

func (r *Rights) ask(ctx context.Context, by actor.Actor, in AskInput, kind string, before func(pgx.Tx) error, job func(int64) river.JobArgs) error {
	if in.Person == (dossier.Person{}) {
		return apperr.New(apperr.NotFound, "")
	}
	now := r.Clock.Now()
	return db.InTx(ctx, r.DB, func(tx pgx.Tx) error {
		if before != nil {
			if err := before(tx); err != nil {
				return err
			}
		}
		id, err := q.New().AddRequest(ctx, tx, q.AddRequestParams{
			Kind: kind, UserID: reference(in.Person.UserID), Email: written(in.Person.Email), Locale: i18n.Locale(in.Locale),
			Source: in.Source, ActorName: by.Name, At: now,
		})
		if err != nil {
			return err
		}
		if _, err := r.Jobs.InsertTx(ctx, tx, job(id), &river.InsertOpts{UniqueOpts: river.UniqueOpts{ByArgs: true}}); err != nil {
			return err
		}
		return audit.RecordTx(ctx, tx, by, now, audit.Entry{
			Action: "data." + kind + "_asked", SubjectKind: "data_request", SubjectID: id, After: map[string]any{"source": in.Source, "user": in.Person.UserID},
		})
	})
}

// AskLink mails the link to a person's data to an e-mail. What it answers does
// not tell whether the shop knows the e-mail; the mail does. TooMany when a
// mailbox is written to too often.
func (r *Rights) AskLink(ctx context.Context, _ actor.Actor, email, locale string) error {
	email, ok := accounts.ParseEmail(email)
	if !ok {
		var fields apperr.Fields
		fields.Add("email", "account.error.email")
		return fields.Err()
	}
	if err := r.allow(ctx, "data link ", dossier.Person{Email: ratelimit.Mailbox(email)}, linkLimit); err != nil {
		return err
	}
	return db.InTx(ctx, r.DB, func(tx pgx.Tx) error { return r.linkTx(ctx, tx, email, locale, 0) })
}

func (r *Rights) linkTx(ctx context.Context, tx pgx.Tx, email, locale string, request int64) error {
	lifetime := linkKept
	if request != 0 {
		lifetime = exportKept
	}
	id, err := r.Accounts.NewTokenTx(ctx, tx, accounts.TokenDataLink, 0, email, lifetime)
	if err != nil {
		return err
	}
	_, err = r.Jobs.InsertTx(ctx, tx, LinkArgs{TokenID: id, Locale: i18n.Locale(locale), RequestID: request}, &river.InsertOpts{Queue: "mail"})
	return err
}

// ByLink returns whom a mailed link speaks for: the guest of its e-mail. An
// account is managed by its own log-in alone. NotFound for a link that was not
// signed here or has expired.
func (r *Rights) ByLink(ctx context.Context, token string) (dossier.Person, error) {
	found, err := r.Accounts.PeekToken(ctx, token, accounts.TokenDataLink)
	return dossier.Person{Email: found.Subject}, err
}

// HasAccount reports whether an e-mail, which its reader has proved, has an
// account.
func (r *Rights) HasAccount(ctx context.Context, email string) (bool, error) {
	holder, err := r.Accounts.HolderOf(ctx, email)
	return holder.ID != 0, err
}

func (r *Rights) allow(ctx context.Context, what string, p dossier.Person, limit int) error {
	key := what + strings.ToLower(p.Email)
	if p.UserID != 0 {
		key = what + "user " + itoa(p.UserID)
	}
	ok, after, err := ratelimit.Allow(ctx, r.DB, key, limit, 24*time.Hour, r.Clock.Now())
	if err != nil {
		return db.Error(err)
	}
	if !ok {
		return apperr.New(apperr.TooMany, "privacy.error.too_many", "RetryAfter", after)
	}
	return nil
}

// Export is a copy that can be fetched.
type Export struct {
	ID        int64
	At        time.Time
	ExpiresAt time.Time
}

// Desk is what a person sees about their data.
type Desk struct {
	Exports []Export
	// Exporting and Erasing tell that the store is about to do so.
	Exporting, Erasing bool
	Standing           orders.Standing
}

// DeskOf returns what a person can do and what would follow from it.
func (r *Rights) DeskOf(ctx context.Context, p dossier.Person) (Desk, error) {
	var d Desk
	rows, err := q.New().ReadyExports(ctx, r.DB, q.ReadyExportsParams{UserID: reference(p.UserID), Email: written(p.Email), Now: r.Clock.Now()})
	if err != nil {
		return d, db.Error(err)
	}
	for _, row := range rows {
		d.Exports = append(d.Exports, Export{ID: row.ID, At: row.CreatedAt, ExpiresAt: *row.ExpiresAt})
	}
	open, err := q.New().OpenRequests(ctx, r.DB, q.OpenRequestsParams{UserID: reference(p.UserID), Email: written(p.Email)})
	if err != nil {
		return d, db.Error(err)
	}
	for _, kind := range open {
		d.Exporting, d.Erasing = d.Exporting || kind == "export", d.Erasing || kind == "erasure"
	}
	d.Standing, err = r.Orders.StandingOf(ctx, p)
	return d, err
}

// File returns a person's own export; NotFound for any other, and once it has
// expired. Fetching it is written down.
func (r *Rights) File(ctx context.Context, by actor.Actor, p dossier.Person, id int64) (content []byte, at time.Time, err error) {
	now := r.Clock.Now()
	row, err := q.New().ExportFile(ctx, r.DB, q.ExportFileParams{ID: id, UserID: reference(p.UserID), Email: written(p.Email), Now: now})
	if err != nil {
		return nil, at, db.Error(err)
	}
	if content, err = r.Blobs.Private(ctx, row.BlobKey); err != nil {
		return nil, at, err
	}
	err = db.InTx(ctx, r.DB, func(tx pgx.Tx) error {
		return audit.RecordTx(ctx, tx, by, now, audit.Entry{Action: "data.export_fetched", SubjectKind: "data_request", SubjectID: id})
	})
	return content, row.CreatedAt, err
}

// Purge deletes the files of exports that have expired, and forgets what nobody
// needs any more: old carts, links, log-ins, lines of the mail log, messages, and
// the buyers of guest orders that nobody paid.
func (r *Rights) Purge(ctx context.Context) error {
	const limit = 500
	expired, err := q.New().ExpiredFiles(ctx, r.DB, r.Clock.Now())
	errs := []error{db.Error(err)}
	for _, file := range expired {
		errs = append(errs, r.dropFile(ctx, file.ID, file.BlobKey))
	}
	_, cartErr := r.Cart.Purge(ctx, limit)
	_, orderErr := r.Orders.AnonymiseAbandoned(ctx, limit)
	return errors.Join(append(errs, cartErr, orderErr, r.Accounts.Purge(ctx), r.Mail.Purge(ctx), r.Support.Purge(ctx))...)
}

func (r *Rights) dropFile(ctx context.Context, id int64, key string) error {
	if err := r.Blobs.DeletePrivate(ctx, key); err != nil {
		return err
	}
	return db.Error(q.New().FileGone(ctx, r.DB, id))
}
