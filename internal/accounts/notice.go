package accounts

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

// What a security notice tells its person. Each needs the texts
// email.notice.<what>.subject, .heading and .text.
const (
	NoticeDevice   = "device"
	NoticePassword = "password"
	NoticeEmail    = "email"
	NoticeFactor   = "factor" // with a Detail
)

// notMeLifetime is how long a person may take to say that it was somebody else:
// a week, because people travel.
const notMeLifetime = 7 * 24 * time.Hour

// Notice is something that happened in a person's name. LoginID says which log-in
// it was; 0 when that does not matter. With a Detail the texts are those of
// email.notice.<what>.<detail>.
type Notice struct {
	What    string
	Detail  string
	LoginID int64
}

// NoticeArgs asks for the mail of a notice. What it says is looked up.
type NoticeArgs struct {
	TokenID int64  `json:"token_id"`
	What    string `json:"what"`
	Detail  string `json:"detail,omitempty"`
	LoginID int64  `json:"login_id,omitempty"`
}

// Kind implements river.JobArgs.
func (NoticeArgs) Kind() string { return "mail_account_notice" }

// NoticeTx writes to the address that the user has in this moment, with a link
// that undoes things if it was somebody else: call it before the change of an
// address. The mail goes out when the transaction is committed.
func (s *Service) NoticeTx(ctx context.Context, tx pgx.Tx, userID int64, n Notice) error {
	person, err := q.New().Person(ctx, tx, userID)
	if err != nil {
		return db.Error(err)
	}
	id, err := s.NewTokenTx(ctx, tx, TokenNotMe, userID, person.Email, notMeLifetime)
	if err != nil {
		return err
	}
	return s.mailTx(ctx, tx, NoticeArgs{TokenID: id, What: n.What, Detail: n.Detail, LoginID: n.LoginID})
}

// mailTx asks for a mail when the transaction is committed.
func (s *Service) mailTx(ctx context.Context, tx pgx.Tx, args river.JobArgs) error {
	_, err := s.Jobs.InsertTx(ctx, tx, args, &river.InsertOpts{Queue: "mail"})
	return err
}

// LoginForNotice returns the browser's description and the time of a login, for
// the mail about it.
func (s *Service) LoginForNotice(ctx context.Context, loginID int64) (device string, at time.Time, err error) {
	row, err := q.New().LoginForNotice(ctx, s.DB, loginID)
	return row.Device, row.CreatedAt, db.Error(err)
}
