package jobs

import (
	"context"

	"github.com/riverqueue/river"
)

// ResealArgs asks for the secrets at rest to be sealed under the first key of
// SECRET_KEY, so that an old one can be taken out.
type ResealArgs struct{}

// Kind implements river.JobArgs.
func (ResealArgs) Kind() string { return "reseal" }

type reseal struct {
	river.WorkerDefaults[ResealArgs]
	deps Deps
}

func (w *reseal) Work(ctx context.Context, _ *river.Job[ResealArgs]) error {
	_, err := w.deps.Accounts.Reseal(ctx)
	return err
}
