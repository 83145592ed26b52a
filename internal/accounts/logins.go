package accounts

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

// OpenedLogin is a login of a person that is alive.
type OpenedLogin struct {
	ID        int64
	Device    string
	Address   string
	Factor    string
	CreatedAt time.Time
	SeenAt    time.Time
}

// Logins lists a person's logins that are alive, the last used first.
func (s *Service) Logins(ctx context.Context, user User) ([]OpenedLogin, error) {
	idle, limit := lifetimes(user.Staff)
	now := s.Clock.Now()
	rows, err := q.New().LoginsOf(ctx, s.DB, q.LoginsOfParams{UserID: user.ID, SeenSince: now.Add(-idle), MadeSince: now.Add(-limit)})
	if err != nil {
		return nil, db.Error(err)
	}
	list := make([]OpenedLogin, len(rows))
	for i, row := range rows {
		list[i] = OpenedLogin{
			ID: row.ID, Device: row.Device, Address: row.Address, Factor: row.SecondFactor, CreatedAt: row.CreatedAt, SeenAt: row.LastSeenAt,
		}
	}
	return list, nil
}

// RevokeLogin ends one of the person's own logins; NotFound for any other, and
// for one that has ended.
func (s *Service) RevokeLogin(ctx context.Context, by actor.Actor, userID, loginID int64) error {
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		now := s.Clock.Now()
		ended, err := q.New().EndLoginOf(ctx, tx, q.EndLoginOfParams{ID: loginID, UserID: userID, Reason: "revoked", At: &now})
		if err != nil {
			return err
		}
		if ended == 0 {
			return apperr.New(apperr.NotFound, "")
		}
		return loginsEndedTx(ctx, tx, by, userID, 1, now)
	})
}

// RevokeLogins ends all of the person's logins but keep; with a keep of 0, all.
func (s *Service) RevokeLogins(ctx context.Context, by actor.Actor, userID, keep int64) (ended int, err error) {
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		now := s.Clock.Now()
		if ended, err = endLoginsTx(ctx, tx, userID, keep, "everywhere", now); err != nil {
			return err
		}
		return loginsEndedTx(ctx, tx, by, userID, ended, now)
	})
	return ended, err
}

func loginsEndedTx(ctx context.Context, tx pgx.Tx, by actor.Actor, userID int64, count int, now time.Time) error {
	return audit.RecordTx(ctx, tx, by, now, audit.Entry{
		Action: "login.revoked", SubjectKind: "user", SubjectID: userID, After: map[string]int{"logins": count},
	})
}

// endLoginsTx ends a person's logins but keep, and says why in their rows.
func endLoginsTx(ctx context.Context, tx pgx.Tx, userID, keep int64, reason string, now time.Time) (int, error) {
	ended, err := q.New().EndLoginsOf(ctx, tx, q.EndLoginsOfParams{UserID: userID, Keep: keep, Reason: reason, At: &now})
	return int(ended), err
}
