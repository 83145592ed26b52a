package settings

import (
	"bytes"
	"context"
	"encoding/json"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	q "tenaz/queries/settings"
)

// cacheFor is how long another process may still show what was changed.
const cacheFor = 5 * time.Second

// Deps are what the service needs.
type Deps struct {
	DB    db.DB
	Clock clock.Clock
}

// Service reads and saves the settings; safe for concurrent use.
type Service struct {
	deps       Deps
	cached     atomic.Pointer[snapshot]
	refreshing atomic.Bool
}

type snapshot struct {
	settings Settings
	until    time.Time
}

// New returns a Service.
func New(d Deps) *Service { return &Service{deps: d} }

// Get returns the settings, at most a few seconds old and at once after a Save in
// this process. Only one caller at a time reads them anew while the others go on
// with what is known: transactions call Get, and if each asked the pool for a
// second connection they could all wait for one another.
func (s *Service) Get(ctx context.Context) (Settings, error) {
	known := s.cached.Load()
	if known != nil {
		if time.Now().Before(known.until) || !s.refreshing.CompareAndSwap(false, true) {
			return known.settings, nil
		}
		defer s.refreshing.Store(false)
	}
	return s.read(ctx)
}

// Latest returns the settings as they stand in the database, for a form that is
// about to change them.
func (s *Service) Latest(ctx context.Context) (Settings, error) { return s.read(ctx) }

func (s *Service) read(ctx context.Context) (Settings, error) {
	read, err := load(ctx, s.deps.DB)
	if err != nil {
		return Settings{}, err
	}
	s.cached.Store(&snapshot{settings: read, until: time.Now().Add(cacheFor)})
	return read, nil
}

func load(ctx context.Context, d db.DB) (Settings, error) {
	rows, err := q.New().All(ctx, d)
	if err != nil {
		return Settings{}, err
	}
	s := Defaults()
	for _, row := range rows {
		if err := s.read(row.Key, row.Value); err != nil {
			return Settings{}, err
		}
		s.Version += int(row.Version)
	}
	return s, nil
}

// SaveInput is what Save takes: the whole settings, with the version that the
// form was filled from.
type SaveInput struct {
	Settings Settings
}

// Save stores the parts that differ and records each in the audit log. A stale
// version is Conflict; fields that cannot be are Invalid.
func (s *Service) Save(ctx context.Context, by actor.Actor, in SaveInput) (Settings, error) {
	next, err := in.Settings.normalised()
	if err != nil {
		return Settings{}, err
	}
	err = db.InTx(ctx, s.deps.DB, func(tx pgx.Tx) error {
		if err := q.New().Lock(ctx, tx); err != nil {
			return err
		}
		current, err := load(ctx, tx)
		if err != nil {
			return err
		}
		if current.Version != next.Version {
			return apperr.New(apperr.Conflict, "error.stale")
		}
		return s.storeTx(ctx, tx, by, &current, &next)
	})
	if err != nil {
		return Settings{}, err
	}
	return s.read(ctx)
}

func (s *Service) storeTx(ctx context.Context, tx pgx.Tx, by actor.Actor, current, next *Settings) error {
	now := s.deps.Clock.Now()
	before := current.parts()
	for i, p := range next.parts() {
		was, err := json.Marshal(before[i].value)
		if err != nil {
			return err
		}
		value, err := json.Marshal(p.value)
		if err != nil {
			return err
		}
		if bytes.Equal(was, value) {
			continue
		}
		if _, err := q.New().Put(ctx, tx, q.PutParams{Key: p.key, Value: value, UpdatedAt: now}); err != nil {
			return err
		}
		entry := audit.Entry{Action: "settings.saved", SubjectKind: "settings", SubjectID: p.id}
		entry.Before, entry.After = json.RawMessage(was), json.RawMessage(value)
		if p.key == "notifications" {
			entry.Before, entry.After = nil, notificationChanges(current.Notifications, next.Notifications)
		}
		if p.key == "privacy" {
			// Somebody's name and address.
			entry.Before, entry.After = nil, map[string]string{"officer": audit.Changed, "email": audit.Changed}
		}
		if err := audit.RecordTx(ctx, tx, by, now, entry); err != nil {
			return err
		}
	}
	return nil
}

// notificationChanges names what changed of who is told; their addresses are
// somebody's own.
func notificationChanges(before, after Notifications) map[string]string {
	changes := map[string]string{}
	if before.Email != after.Email {
		changes["email"] = audit.Changed
	}
	if before.Daily != after.Daily {
		changes["daily"] = strconv.FormatBool(after.Daily)
	}
	return changes
}
