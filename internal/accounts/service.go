package accounts

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/i18n"
	"tenaz/internal/sealed"
	"tenaz/internal/settings"
	q "tenaz/queries/accounts"
)

// Deps are what Service needs.
type Deps struct {
	DB    db.DB
	Clock clock.Clock
	// Secrets are the SECRET_KEY list: the first signs links and device cookies, all
	// read them.
	Secrets [][]byte
	// Jobs takes mails, in the transaction that they tell of.
	Jobs *river.Client[pgx.Tx]
	// Sealed keeps the secrets of apps that make codes.
	Sealed sealed.Box
	// Keys speaks with passkeys; nil where the address allows none.
	Keys *Passkeys
	// Settings know what the shop is called; nil is a shop without a name.
	Settings *settings.Service
	// OnLoginTx is told of each log-in in its transaction, and of a confirmed e-mail.
	OnLoginTx func(ctx context.Context, tx pgx.Tx, e LoginEvent) (LoginOutcome, error)
	// ClaimOrderTx gives a new account the guest's order whose link made it.
	ClaimOrderTx func(ctx context.Context, tx pgx.Tx, by actor.Actor, userID, orderID int64, email string) error
}

// Service lets people in and knows who they are.
type Service struct {
	Deps
	vault        *vault
	signer       signer // of mailed links
	deviceSigner signer
}

// New returns a Service.
func New(d Deps) *Service {
	return &Service{
		Deps: d, vault: newVault(),
		signer: newSigner(d.Secrets, "tenaz mailed link v1"), deviceSigner: newSigner(d.Secrets, "tenaz device v1"),
	}
}

// CreateInput describes a new user. Role is the slug of a role, empty for a
// shopper. Demo marks a login with a public password: the production server
// refuses to start beside one.
type CreateInput struct {
	Email    string
	Name     string
	Password string
	Role     string
	Locale   string
	Demo     bool
}

// Create adds a user whose e-mail counts as confirmed. Whoever gives a role needs the permission "staff".
func (s *Service) Create(ctx context.Context, by actor.Actor, in CreateInput) (User, error) {
	if in.Role != "" && !by.Can("staff") {
		return User{}, apperr.New(apperr.Forbidden, "")
	}
	in, err := s.check(ctx, in)
	if err != nil {
		return User{}, err
	}
	hash, err := s.vault.hash(ctx, in.Password)
	if err != nil {
		return User{}, err
	}
	now := s.Clock.Now()
	user := User{Email: in.Email, Name: in.Name, Locale: i18n.Locale(in.Locale), Staff: in.Role != "", Verified: true}
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if user.ID, err = q.New().InsertUser(ctx, tx, q.InsertUserParams{
			Email: user.Email, Name: user.Name, PasswordHash: &hash, Locale: user.Locale, Demo: in.Demo, At: now, VerifiedAt: &now,
		}); err != nil {
			return err
		}
		if in.Role != "" {
			if user.Permissions, err = giveRole(ctx, tx, user.ID, in.Role); err != nil {
				return err
			}
		}
		return audit.RecordTx(ctx, tx, by, now, audit.Entry{
			Action: "user.created", SubjectKind: "user", SubjectID: user.ID,
			After: map[string]any{"role": in.Role, "demo": in.Demo},
		})
	})
	if err != nil {
		return User{}, err
	}
	return user, nil
}

func giveRole(ctx context.Context, tx pgx.Tx, userID int64, slug string) ([]string, error) {
	role, err := q.New().RoleBySlug(ctx, tx, slug)
	if errors.Is(err, pgx.ErrNoRows) {
		var fields apperr.Fields
		fields.Add("role", "account.error.role")
		return nil, fields.Err()
	}
	if err != nil {
		return nil, err
	}
	return role.Permissions, q.New().GiveRole(ctx, tx, q.GiveRoleParams{UserID: userID, RoleID: role.ID})
}

// ByLogin returns the user of a login that is alive, with its permissions, in
// one query. Ended, idle for too long, too old or of a blocked user, it is
// NotFound. Use is noted at most once a minute.
func (s *Service) ByLogin(ctx context.Context, loginID int64) (User, error) {
	row, err := q.New().UserOfLogin(ctx, s.DB, loginID)
	if err != nil {
		return User{}, db.Error(err)
	}
	now := s.Clock.Now()
	if !alive(row.Staff, row.CreatedAt, row.LastSeenAt, now) {
		return User{}, apperr.New(apperr.NotFound, "")
	}
	if now.Sub(row.LastSeenAt) >= touchInterval {
		touch := q.TouchLoginParams{ID: loginID, At: now, Before: now.Add(-touchInterval + time.Microsecond)}
		if err := q.New().TouchLogin(ctx, s.DB, touch); err != nil {
			return User{}, db.Error(err)
		}
	}
	return User{
		ID: row.ID, Email: row.Email, Name: row.Name, Locale: row.Locale,
		Permissions: row.Permissions, RefundLimit: row.RefundLimitCents, Staff: row.Staff, Verified: row.Verified,
		SecondFactor: row.SecondFactor, Proven: row.Proven, Fresh: row.StepUpAt != nil && now.Sub(*row.StepUpAt) < freshFor,
	}, nil
}

// EndLogin ends a login; ending it again changes nothing.
func (s *Service) EndLogin(ctx context.Context, loginID int64) error {
	now := s.Clock.Now()
	return db.Error(q.New().EndLogin(ctx, s.DB, q.EndLoginParams{ID: loginID, At: &now}))
}

// HasDemo reports whether a demo login exists.
func (s *Service) HasDemo(ctx context.Context) (bool, error) {
	has, err := q.New().HasDemo(ctx, s.DB)
	return has, db.Error(err)
}
