// Package config reads the environment into one struct, reports everything that
// is missing or wrong at once, and refuses to serve unsafely.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"github.com/caarlos0/env/v11"
)

// Secret is a value that never shows itself when it is printed or logged.
type Secret string

// String implements fmt.Stringer without the value.
func (s Secret) String() string {
	if s == "" {
		return "(unset)"
	}
	return "(set)"
}

// GoString implements fmt.GoStringer without the value.
func (s Secret) GoString() string { return s.String() }

// LogValue implements slog.LogValuer without the value.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText keeps the value out of encoded copies.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Reveal returns the value, to be handed to what needs it.
func (s Secret) Reveal() string { return string(s) }

// Config is the whole configuration; README explains each variable.
type Config struct {
	DatabaseURL         Secret         `env:"DATABASE_URL"`
	MigrateDatabaseURL  Secret         `env:"MIGRATE_DATABASE_URL"`
	Port                int            `env:"PORT" envDefault:"8080"`
	BaseURL             url.URL        `env:"BASE_URL"`
	SecretKey           []Secret       `env:"SECRET_KEY"`
	StripeSecretKey     Secret         `env:"STRIPE_SECRET_KEY"`
	StripeWebhookSecret []Secret       `env:"STRIPE_WEBHOOK_SECRET"`
	StripeAPIBase       string         `env:"STRIPE_API_BASE"`
	PaymentPageOrigins  []string       `env:"PAYMENT_PAGE_ORIGINS" envDefault:"https://checkout.stripe.com"`
	SMTPURL             Secret         `env:"SMTP_URL"`
	MailFrom            string         `env:"MAIL_FROM"`
	CEPAPIBases         []string       `env:"CEP_API_BASES" envDefault:"https://viacep.com.br/ws,https://brasilapi.com.br/api/cep/v1"`
	MailReplyTo         string         `env:"MAIL_REPLY_TO"`
	BlobURL             string         `env:"BLOB_URL"`
	TrustedProxies      []netip.Prefix `env:"TRUSTED_PROXIES"`
	MaxUnpaidOrders     int            `env:"MAX_UNPAID_ORDERS" envDefault:"3"`
	MaxOrdersPerAddress int            `env:"MAX_ORDERS_PER_ADDRESS" envDefault:"600"`
	MetricsAddr         string         `env:"METRICS_ADDR"`
	DataDir             string         `env:"DATA_DIR" envDefault:".data"`
	LogLevel            slog.Level     `env:"LOG_LEVEL" envDefault:"INFO"`
}

// FromEnv reads the process's environment. The error names every variable whose
// value has the wrong form, and the others are read all the same; Validate says
// what is missing.
func FromEnv() (Config, error) { return parse(env.Options{}) }

// FromMap is FromEnv for a given environment.
func FromMap(environment map[string]string) (Config, error) {
	return parse(env.Options{Environment: environment})
}

func parse(options env.Options) (Config, error) {
	var c Config
	err := env.ParseWithOptions(&c, options)
	if c.MigrateDatabaseURL == "" {
		c.MigrateDatabaseURL = c.DatabaseURL
	}
	if c.BaseURL.Host == "" && c.BaseURL.Scheme == "" && c.BaseURL.Path == "" {
		c.BaseURL = url.URL{Scheme: "http", Host: "localhost:" + strconv.Itoa(c.Port)}
	}
	// The library takes an empty value for none; here it means no look-up.
	if value, set := lookup(options, "CEP_API_BASES"); set && strings.TrimSpace(value) == "" {
		c.CEPAPIBases = nil
	}
	if c.BaseURL.Path == "/" {
		c.BaseURL.Path = ""
	}
	if err != nil {
		return c, named(err)
	}
	return c, nil
}

func lookup(options env.Options, name string) (value string, set bool) {
	if options.Environment != nil {
		value, set = options.Environment[name]
		return value, set
	}
	return os.LookupEnv(name)
}

// named turns the library's errors, which name fields, into ours, which name
// variables and never repeat a value: it may be a secret in the wrong place.
func named(err error) error {
	var all env.AggregateError
	if !errors.As(err, &all) {
		return err
	}
	var list []error
	for _, one := range all.Errors {
		var bad env.ParseError
		if !errors.As(one, &bad) {
			list = append(list, one)
			continue
		}
		name := bad.Name
		if field, ok := reflect.TypeFor[Config]().FieldByName(bad.Name); ok {
			name = field.Tag.Get("env")
		}
		list = append(list, fmt.Errorf("%s: not a valid %s", name, kindOf(name)))
	}
	return errors.Join(list...)
}

// kindOf says what a variable has to be, in words.
func kindOf(name string) string {
	switch name {
	case "PORT", "MAX_UNPAID_ORDERS", "MAX_ORDERS_PER_ADDRESS":
		return "number"
	case "BASE_URL":
		return "address"
	case "TRUSTED_PROXIES":
		return "list of networks such as 10.0.0.0/8"
	case "LOG_LEVEL":
		return "level (DEBUG, INFO, WARN or ERROR)"
	default:
		return "value"
	}
}

// SecretKeys returns the keys in order: the first signs, all of them read.
func (c Config) SecretKeys() [][]byte {
	keys := make([][]byte, 0, len(c.SecretKey))
	for _, key := range c.SecretKey {
		keys = append(keys, []byte(strings.TrimSpace(key.Reveal())))
	}
	return keys
}

// WebhookSecrets returns the secrets that a webhook may be signed with.
func (c Config) WebhookSecrets() []string {
	secrets := make([]string, 0, len(c.StripeWebhookSecret))
	for _, secret := range c.StripeWebhookSecret {
		secrets = append(secrets, strings.TrimSpace(secret.Reveal()))
	}
	return secrets
}

// Blobs returns where pictures are kept: BLOB_URL, else a folder in DATA_DIR.
func (c Config) Blobs() (string, error) {
	if c.BlobURL != "" {
		return c.BlobURL, nil
	}
	folder, err := filepath.Abs(filepath.Join(c.DataDir, "blobs"))
	if err != nil {
		return "", err
	}
	return (&url.URL{Scheme: "file", Path: folder}).String(), nil
}

// String shows the configuration without any secret.
func (c Config) String() string { return c.LogValue().String() }

// LogValue implements slog.LogValuer: one attribute a variable, secrets as set or
// unset.
func (c Config) LogValue() slog.Value {
	var attrs []slog.Attr
	v := reflect.ValueOf(c)
	for i := range v.NumField() {
		attrs = append(attrs, slog.String(v.Type().Field(i).Tag.Get("env"), shown(v.Field(i).Interface())))
	}
	return slog.GroupValue(attrs...)
}

func shown(value any) string {
	switch value := value.(type) {
	case []Secret:
		return fmt.Sprintf("(%d set)", len(value))
	case url.URL:
		return value.Redacted()
	default:
		return fmt.Sprint(value)
	}
}
