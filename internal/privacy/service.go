package privacy

import (
	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/settings"
)

// Deps are what the service needs.
type Deps struct {
	DB    db.DB
	Clock clock.Clock
	// Jobs takes the mails of a newsletter, in the transaction that sends it.
	Jobs *river.Client[pgx.Tx]
	// Settings name the shop, to which consent is given.
	Settings *settings.Service
	// Tokens signs the links that unsubscribe.
	Tokens Tokens
	// BaseURL is where the store is reached.
	BaseURL string
}

// Service keeps consents and writes to those who gave theirs.
type Service struct{ Deps }

// New returns a Service.
func New(d Deps) *Service { return &Service{d} }
