package accounts

import (
	"context"
	"errors"
	"math"
	"net/netip"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/ratelimit"
	q "tenaz/queries/accounts"
)

// window is the span in which failed log-ins are counted.
const window = 15 * time.Minute

// How many log-ins may fail in a window: from one address, at one account from
// one address, and at one account in all. The last is far wider, so that a
// stranger cannot easily lock somebody out.
const (
	addressLimit = 30
	pairLimit    = 10
	accountLimit = 100
)

const (
	activeState = "active"
	maxDevice   = 200
)

// AuthenticateInput is what a log-in form and its request bring.
type AuthenticateInput struct {
	Email    string
	Password string
	// Address is the peer's address, Device the browser's own description.
	Address string
	Device  string
}

// Authenticate checks a password and opens a login. Too many failures are
// TooMany before anything costly happens. A wrong password, an unknown e-mail
// and a blocked user get the same answer, in similar time.
func (s *Service) Authenticate(ctx context.Context, in AuthenticateInput) (Login, error) {
	now := s.Clock.Now()
	email := strings.TrimSpace(in.Email)
	limits := limitsOf(email, in.Address)
	if err := s.reached(ctx, limits, now); err != nil {
		return Login{}, err
	}
	found, err := s.credentials(ctx, email)
	if err != nil {
		return Login{}, err
	}
	err = s.vault.do(ctx, func() error {
		// Again, now that it is our turn: of a burst of guesses, no more pass
		// than are hashed at once.
		if err := s.reached(ctx, limits, now); err != nil {
			return err
		}
		match, err := s.vault.matches(in.Password, found.PasswordHash)
		if err != nil || match && found.State == activeState {
			return err
		}
		return errors.Join(apperr.New(apperr.Invalid, "account.error.login"), s.failed(ctx, limits, now))
	})
	if err != nil {
		return Login{}, err
	}
	loginID, err := q.New().InsertLogin(ctx, s.DB, q.InsertLoginParams{
		UserID: found.ID, Device: cut(in.Device, maxDevice), At: now,
	})
	if err != nil {
		return Login{}, db.Error(err)
	}
	user, err := s.ByLogin(ctx, loginID)
	return Login{ID: loginID, User: user}, err
}

// credentials returns an empty row for an e-mail that nobody has.
func (s *Service) credentials(ctx context.Context, email string) (q.CredentialsRow, error) {
	if _, ok := ParseEmail(email); !ok {
		return q.CredentialsRow{}, nil
	}
	row, err := q.New().Credentials(ctx, s.DB, email)
	if errors.Is(err, pgx.ErrNoRows) {
		return q.CredentialsRow{}, nil
	}
	return row, db.Error(err)
}

type limit struct {
	key  string
	most int
}

func limitsOf(email, address string) []limit {
	email, address = strings.ToLower(email), network(address)
	return []limit{
		{"login address " + address, addressLimit},
		{"login pair " + address + " " + email, pairLimit},
		{"login account " + email, accountLimit},
	}
}

// network returns what one person can be expected to have of addresses: one of
// IPv4, a /64 of IPv6.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Unmap().Is4() {
		return address
	}
	prefix, err := ip.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return prefix.String()
}

func (s *Service) reached(ctx context.Context, limits []limit, now time.Time) error {
	for _, l := range limits {
		reached, after, err := ratelimit.Reached(ctx, s.DB, l.key, l.most, window, now)
		if err != nil {
			return db.Error(err)
		}
		if reached {
			return apperr.New(apperr.TooMany, "account.error.too_many",
				"Minutes", int(math.Ceil(after.Minutes())), "RetryAfter", after)
		}
	}
	return nil
}

func (s *Service) failed(ctx context.Context, limits []limit, now time.Time) error {
	for _, l := range limits {
		if _, _, err := ratelimit.Allow(ctx, s.DB, l.key, l.most, window, now); err != nil {
			return db.Error(err)
		}
	}
	return nil
}

// cut returns text as PostgreSQL can keep it, at most most characters long.
func cut(text string, most int) string {
	runes := []rune(strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", ""))
	return string(runes[:min(len(runes), most)])
}

// plausible reports whether a password could be anybody's: a longer one is not
// worth hashing.
func plausible(password string) bool { return utf8.RuneCountInString(password) <= MaxPassword }
