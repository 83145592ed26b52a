// Package queue lets staff mend work that failed. What the work is belongs to the
// domains that asked for it.
package queue

import (
	"context"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/clock"
	"tenaz/internal/db"
)

// Deps are what the service needs.
type Deps struct {
	DB    db.DB
	Clock clock.Clock
	Jobs  *river.Client[pgx.Tx]
}

// Service works on failed work; safe for concurrent use.
type Service struct{ deps Deps }

// New returns a Service.
func New(d Deps) *Service { return &Service{deps: d} }

// mendable are the states in which work can be tried again by hand.
var mendable = []rivertype.JobState{rivertype.JobStateDiscarded, rivertype.JobStateRetryable}

// Retry lets work that failed be tried again at once, under an audit entry. Work
// that does not exist is NotFound; what has not failed, or is being tried, is
// Conflict.
func (s *Service) Retry(ctx context.Context, by actor.Actor, id int64) error {
	return db.InTx(ctx, s.deps.DB, func(tx pgx.Tx) error {
		job, err := s.deps.Jobs.JobGetTx(ctx, tx, id)
		if errors.Is(err, rivertype.ErrNotFound) {
			return apperr.Wrap(apperr.NotFound, err, "")
		}
		if err != nil {
			return err
		}
		if !slices.Contains(mendable, job.State) {
			return apperr.New(apperr.Conflict, "error.stale")
		}
		if _, err := s.deps.Jobs.JobRetryTx(ctx, tx, id); err != nil {
			return err
		}
		return audit.RecordTx(ctx, tx, by, s.deps.Clock.Now(), audit.Entry{
			Action: "job.retry", SubjectKind: "job", SubjectID: id,
			Before: map[string]string{"state": string(job.State)}, After: map[string]string{"kind": job.Kind},
		})
	})
}
