package accounts

import (
	"context"
	"fmt"

	"tenaz/internal/db"
	q "tenaz/queries/accounts"
)

// resealBatch is how many secrets are read at a time.
const resealBatch = 500

// Reseal seals every app's secret anew that another key than the first of
// SECRET_KEY has sealed: once it finds none, the old keys can go. An error names
// how many no key opens; the others are done all the same.
func (s *Service) Reseal(ctx context.Context) (resealed int, err error) {
	unreadable := 0
	for after := int64(0); ; {
		rows, err := q.New().TOTPSecretsAfter(ctx, s.DB, q.TOTPSecretsAfterParams{After: after, Most: resealBatch})
		if err != nil {
			return resealed, db.Error(err)
		}
		for _, row := range rows {
			after = row.ID
			secret, old, err := s.Sealed.Open(row.Sealed, totpOf(row.UserID))
			if err != nil {
				unreadable++
				continue
			}
			if !old {
				continue
			}
			kept, err := s.Sealed.Seal(secret, totpOf(row.UserID))
			if err != nil {
				return resealed, err
			}
			if err := q.New().ResealTOTP(ctx, s.DB, q.ResealTOTPParams{ID: row.ID, Sealed: kept}); err != nil {
				return resealed, db.Error(err)
			}
			resealed++
		}
		if len(rows) < resealBatch {
			break
		}
	}
	if unreadable > 0 {
		return resealed, fmt.Errorf("accounts: no key of SECRET_KEY opens the secrets of %d apps for codes", unreadable)
	}
	return resealed, nil
}
