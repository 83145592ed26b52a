package privacy

import (
	"context"
	"errors"
	"net/netip"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	q "tenaz/queries/privacy"
)

// AccessKept is how long the access record is kept, and no longer: six months
// (Marco Civil da Internet, art. 15), of the longest kind.
const AccessKept = 184 * 24 * time.Hour

const (
	accessPage = 100
	// MaxAccessExport is how many rows one file holds.
	MaxAccessExport = 50_000
	// maxAccessSpan bounds one look-up.
	maxAccessSpan = 31 * 24 * time.Hour
	maxReason     = 200
)

// Access is one request as the law wants it recorded: never its values.
type Access struct {
	At time.Time
	// Address is the client's, the zero Addr where there is none; Port is that of
	// its connection, 0 if the proxy does not tell.
	Address netip.Addr
	Port    int
	Method  string
	// Route is the pattern of the address.
	Route string
	// UserID is who was logged in, 0 for nobody.
	UserID int64
}

// AccessDeps are what the access record needs.
type AccessDeps struct {
	DB    db.DB
	Clock clock.Clock
}

// AccessRecord looks into the record of who reached the store.
type AccessRecord struct{ AccessDeps }

// NewAccessRecord returns an AccessRecord.
func NewAccessRecord(d AccessDeps) *AccessRecord { return &AccessRecord{d} }

// AccessInput says what is looked for, and why. From and Until are required, at
// most a month apart. Address is an address or a network such as 203.0.113.0/24,
// User an id or an e-mail address; both may be left out.
type AccessInput struct {
	From, Until time.Time
	Address     string
	User        string
	Reason      string
	Page        int
}

// AccessPage is a page of what was found, the newest first.
type AccessPage struct {
	Rows []Access
	Page int
	More bool
}

// Find looks into the record, and writes down who did so and why. Invalid with a
// message at each wrong field.
func (r *AccessRecord) Find(ctx context.Context, by actor.Actor, in AccessInput) (AccessPage, error) {
	page := max(in.Page, 1)
	rows, err := r.find(ctx, by, in, "access_record.read", accessPage+1, (page-1)*accessPage)
	if err != nil {
		return AccessPage{}, err
	}
	found := AccessPage{Rows: rows, Page: page, More: len(rows) > accessPage}
	found.Rows = rows[:min(len(rows), accessPage)]
	return found, nil
}

// Export is Find for a file of at most MaxAccessExport rows.
func (r *AccessRecord) Export(ctx context.Context, by actor.Actor, in AccessInput) ([]Access, error) {
	return r.find(ctx, by, in, "access_record.exported", MaxAccessExport, 0)
}

func (r *AccessRecord) find(ctx context.Context, by actor.Actor, in AccessInput, action string, most, skip int) ([]Access, error) {
	network, err := in.check()
	if err != nil {
		return nil, err
	}
	args := q.AccessParams{First: in.From, Until: in.Until, Address: network, Most: int32(most), Skip: int32(skip)}
	var subject int64
	if in.User != "" {
		if subject, err = r.userOf(ctx, in.User); err != nil {
			return nil, err
		}
		args.UserID = &subject
	}
	var rows []q.AccessRecord
	err = db.InTx(ctx, r.DB, func(tx pgx.Tx) error {
		if rows, err = q.New().Access(ctx, tx, args); err != nil {
			return err
		}
		return audit.RecordTx(ctx, tx, by, r.Clock.Now(), audit.Entry{
			Action: action, SubjectKind: "access_record", SubjectID: subject,
			After: map[string]any{
				"from": in.From.UTC(), "until": in.Until.UTC(), "by_address": network != nil, "by_user": in.User != "",
				"reason": in.Reason, "rows": len(rows),
			},
		})
	})
	if err != nil {
		return nil, db.Error(err)
	}
	list := make([]Access, len(rows))
	for i, row := range rows {
		list[i] = Access{At: row.At, Method: row.Method, Route: row.Route}
		if row.Address != nil {
			list[i].Address = *row.Address
		}
		if row.Port != nil {
			list[i].Port = int(*row.Port)
		}
		if row.UserID != nil {
			list[i].UserID = *row.UserID
		}
	}
	return list, nil
}

// check returns the network that is looked for, nil for all of them.
func (in *AccessInput) check() (*netip.Prefix, error) {
	var fields apperr.Fields
	in.Reason, in.User = strings.TrimSpace(in.Reason), strings.TrimSpace(in.User)
	switch length := utf8.RuneCountInString(in.Reason); {
	case length == 0:
		fields.Add("reason", "access.missing.reason")
	case length > maxReason:
		fields.Add("reason", "error.too_long", "Max", maxReason)
	}
	switch {
	case in.From.IsZero():
		fields.Add("from", "access.invalid.time")
	case in.Until.IsZero():
		fields.Add("until", "access.invalid.time")
	case !in.From.Before(in.Until):
		fields.Add("until", "access.invalid.order")
	case in.Until.Sub(in.From) > maxAccessSpan:
		fields.Add("until", "access.invalid.span")
	}
	var network *netip.Prefix
	if text := strings.TrimSpace(in.Address); text != "" {
		prefix, err := netip.ParsePrefix(text)
		if address, single := netip.ParseAddr(text); single == nil {
			prefix, err = netip.PrefixFrom(address.Unmap(), address.Unmap().BitLen()), nil
		}
		if err != nil {
			fields.Add("address", "access.invalid.address")
		}
		network = &prefix
	}
	return network, fields.Err()
}

// userOf returns the user of an id or an e-mail address; Invalid at "user" for
// nobody's.
func (r *AccessRecord) userOf(ctx context.Context, typed string) (int64, error) {
	if id, err := strconv.ParseInt(typed, 10, 64); err == nil && id > 0 {
		return id, nil
	}
	id, err := q.New().UserWithMail(ctx, r.DB, typed)
	if errors.Is(err, pgx.ErrNoRows) {
		var fields apperr.Fields
		fields.Add("user", "access.invalid.user")
		return 0, fields.Err()
	}
	return id, db.Error(err)
}

// Purge forgets what has been kept for six months, and returns how many rows that
// were.
func (r *AccessRecord) Purge(ctx context.Context) (int64, error) {
	gone, err := q.New().PurgeAccess(ctx, r.DB, r.Clock.Now().Add(-AccessKept))
	return gone, db.Error(err)
}
