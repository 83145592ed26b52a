package pages

import (
	"context"

	"tenaz/internal/db"
	q "tenaz/queries/pages"
)

// TermsInForce returns the name of the version of the terms that holds now, as
// an order keeps it; d may be a transaction.
func TermsInForce(ctx context.Context, d db.DB) (string, error) {
	version, err := q.New().CurrentVersion(ctx, d, Terms)
	if err != nil {
		return "", db.Error(err)
	}
	return TermsVersion(int(version)), nil
}
