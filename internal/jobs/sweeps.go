package jobs

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"

	"tenaz/internal/ratelimit"
)

// SweepArgs asks for the orders whose hold ran out, the payments that nobody
// reported, and the mails whose time has come.
type SweepArgs struct{}

// Kind implements river.JobArgs.
func (SweepArgs) Kind() string { return "sweep_orders" }

// RefreshListingArgs asks for the listing rows whose stock or scheduled price
// has changed.
type RefreshListingArgs struct{}

// Kind implements river.JobArgs.
func (RefreshListingArgs) Kind() string { return "refresh_listing" }

// PurgeArgs asks for what has served its time to be deleted.
type PurgeArgs struct{}

// Kind implements river.JobArgs.
func (PurgeArgs) Kind() string { return "purge" }

const (
	sweepLimit   = 200
	listingLimit = 2000
	// staleAfter is how long an unsettled payment may go unasked.
	staleAfter = 10 * time.Minute
	// refundAge is how long a refund that the bank has not settled goes unasked.
	refundAge = 6 * time.Hour
)

type sweep struct {
	river.WorkerDefaults[SweepArgs]
	deps Deps
}

func (w *sweep) Work(ctx context.Context, _ *river.Job[SweepArgs]) error {
	_, releaseErr := w.deps.Orders.ReleaseDue(ctx, sweepLimit)
	_, settleErr := w.deps.Orders.SettleStale(ctx, staleAfter, sweepLimit)
	_, refundErr := w.deps.Orders.SettleRefunds(ctx, refundAge, sweepLimit)
	_, remindErr := w.deps.Orders.RemindDue(ctx, sweepLimit)
	digestErr := w.deps.Orders.DigestDue(ctx)
	return errors.Join(releaseErr, settleErr, refundErr, remindErr, digestErr)
}

type refreshListing struct {
	river.WorkerDefaults[RefreshListingArgs]
	deps Deps
}

func (w *refreshListing) Work(ctx context.Context, _ *river.Job[RefreshListingArgs]) error {
	_, driftErr := w.deps.Catalog.RefreshDrifted(ctx, listingLimit)
	_, priceErr := w.deps.Catalog.RefreshScheduled(ctx, listingLimit)
	return errors.Join(driftErr, priceErr)
}

type purge struct {
	river.WorkerDefaults[PurgeArgs]
	deps Deps
}

func (w *purge) Work(ctx context.Context, _ *river.Job[PurgeArgs]) error {
	_, accessErr := w.deps.Access.Purge(ctx)
	return errors.Join(ratelimit.Purge(ctx, w.deps.DB, w.deps.Clock.Now().Add(-24*time.Hour)), accessErr, w.deps.Rights.Purge(ctx))
}
