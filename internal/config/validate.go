package config

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Purpose is what a process is about to do; it decides which variables it needs.
type Purpose int

// The purposes.
const (
	// Database is a command that only needs the database.
	Database Purpose = iota
	// Serve is serving the store or working its jobs.
	Serve
)

// minKey is the length of SECRET_KEY in bytes; minDistinct how many different
// ones a key must hold, so that "aaaa…" is not one.
const (
	minKey      = 32
	minDistinct = 8
)

// Validate reports everything that is missing or unsafe for a purpose, at once.
func (c Config) Validate(purpose Purpose) error {
	var list []error
	refuse := func(name, format string, args ...any) {
		list = append(list, fmt.Errorf("%s: %s", name, fmt.Sprintf(format, args...)))
	}
	if c.DatabaseURL == "" {
		refuse("DATABASE_URL", "missing")
	} else if _, err := pgxpool.ParseConfig(c.DatabaseURL.Reveal()); err != nil {
		refuse("DATABASE_URL", "not a PostgreSQL address")
	}
	if c.MigrateDatabaseURL != "" {
		if _, err := pgxpool.ParseConfig(c.MigrateDatabaseURL.Reveal()); err != nil {
			refuse("MIGRATE_DATABASE_URL", "not a PostgreSQL address")
		}
	}
	if purpose == Serve {
		c.validateAddresses(refuse)
		c.validateSecrets(refuse)
		c.validateServices(refuse)
	}
	return errors.Join(list...)
}

type refusal func(name, format string, args ...any)

func (c Config) validateAddresses(refuse refusal) {
	if c.Port < 0 || c.Port > 65535 {
		refuse("PORT", "not between 0 and 65535")
	}
	base := c.BaseURL
	switch {
	case base.Scheme != "http" && base.Scheme != "https" || base.Hostname() == "":
		refuse("BASE_URL", "has to begin with https:// and a host")
	case base.Path != "" || base.RawQuery != "" || base.Fragment != "" || base.User != nil:
		refuse("BASE_URL", "only scheme, host and port belong there")
	case base.Scheme == "http" && !loopback(base.Hostname()):
		refuse("BASE_URL", "http is only for this machine itself: use https")
	}
	for _, origin := range c.PaymentPageOrigins {
		u, err := url.Parse(origin)
		if err != nil || u.Host == "" || origin != u.Scheme+"://"+u.Host || strings.ContainsAny(origin, "; ,'\"*") {
			refuse("PAYMENT_PAGE_ORIGINS", "%q is not an origin such as https://checkout.stripe.com", origin)
		}
	}
	if c.MetricsAddr != "" {
		if _, _, err := net.SplitHostPort(c.MetricsAddr); err != nil {
			refuse("METRICS_ADDR", "not host:port")
		}
	}
}

func (c Config) validateSecrets(refuse refusal) {
	if len(c.SecretKey) == 0 {
		refuse("SECRET_KEY", "missing: %d random bytes or more, for example from: openssl rand -base64 48", minKey)
	}
	for i, key := range c.SecretKeys() {
		distinct := slices.Compact(slices.Sorted(slices.Values(key)))
		if len(key) < minKey || len(distinct) < minDistinct {
			refuse("SECRET_KEY", "key %d is weak: use %d random bytes or more", i+1, minKey)
		}
	}
	switch key := c.StripeSecretKey.Reveal(); {
	case key == "":
		refuse("STRIPE_SECRET_KEY", "missing")
	case !strings.HasPrefix(key, "sk_") && !strings.HasPrefix(key, "rk_"):
		refuse("STRIPE_SECRET_KEY", "not a secret key, which begins with sk_ or rk_")
	}
	if len(c.WebhookSecrets()) == 0 || slices.Contains(c.WebhookSecrets(), "") {
		refuse("STRIPE_WEBHOOK_SECRET", "missing: without it anybody could report a payment")
	}
	if c.StripeAPIBase != "" {
		if u, err := url.Parse(c.StripeAPIBase); err != nil || u.Host == "" {
			refuse("STRIPE_API_BASE", "not an address")
		}
		if !strings.HasPrefix(c.StripeSecretKey.Reveal(), "sk_test_") {
			refuse("STRIPE_API_BASE", "only together with a key that begins with sk_test_")
		}
	}
}

func (c Config) validateServices(refuse refusal) {
	if c.SMTPURL == "" {
		refuse("SMTP_URL", "missing")
	} else if u, err := url.Parse(c.SMTPURL.Reveal()); err != nil || u.Host == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") {
		refuse("SMTP_URL", "has to look like smtp://user:password@host:587")
	}
	if _, err := mail.ParseAddress(c.MailFrom); err != nil {
		refuse("MAIL_FROM", "missing or not an address")
	}
	if _, err := mail.ParseAddress(c.MailReplyTo); err != nil && c.MailReplyTo != "" {
		refuse("MAIL_REPLY_TO", "not an address")
	}
	if c.BlobURL != "" {
		if u, err := url.Parse(c.BlobURL); err != nil || u.Scheme == "" {
			refuse("BLOB_URL", "has to look like file:///folder or s3://bucket")
		}
	}
}

// loopback reports whether a host is this machine itself.
func loopback(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}
