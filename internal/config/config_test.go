package config_test

import (
	"fmt"
	"log/slog"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenaz/internal/config"
)

// safe is an environment that serve accepts.
func safe() map[string]string {
	return map[string]string{
		"DATABASE_URL":          "postgres://tenaz:pg-password@db.internal/tenaz",
		"BASE_URL":              "https://loja.example.com",
		"SECRET_KEY":            "0123456789abcdef0123456789abcdef,fedcba9876543210fedcba9876543210",
		"STRIPE_SECRET_KEY":     "sk_live_4eC39Hq",
		"STRIPE_WEBHOOK_SECRET": "whsec_one,whsec_two",
		"SMTP_URL":              "smtp://u:smtp-password@mail.example.com:587",
		"MAIL_FROM":             "Tenaz <loja@example.com>",
		"TRUSTED_PROXIES":       "10.0.0.0/8,fd00::/8",
		"LOG_LEVEL":             "warn",
	}
}

func TestSafeEnvironmentIsRead(t *testing.T) {
	c, err := config.FromMap(safe())
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Validate(config.Serve); err != nil {
		t.Fatal(err)
	}
	if c.Port != 8080 || c.LogLevel != slog.LevelWarn || len(c.TrustedProxies) != 2 || c.MigrateDatabaseURL != c.DatabaseURL {
		t.Errorf("port %d, level %v, %d proxies, owner %v", c.Port, c.LogLevel, len(c.TrustedProxies), c.MigrateDatabaseURL == c.DatabaseURL)
	}
	if c.MaxUnpaidOrders != 3 || c.MaxOrdersPerAddress != 600 {
		t.Errorf("limits %d and %d, want 3 and 600", c.MaxUnpaidOrders, c.MaxOrdersPerAddress)
	}
	keys := c.SecretKeys()
	if diff := cmp.Diff([]string{"0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"}, []string{string(keys[0]), string(keys[1])}); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"whsec_one", "whsec_two"}, c.WebhookSecrets()); diff != "" {
		t.Errorf("webhook secrets (-want +got):\n%s", diff)
	}
}

func TestBaseURLDefaultsToThisMachine(t *testing.T) {
	c, err := config.FromMap(map[string]string{"PORT": "9090"})
	if err != nil {
		t.Fatal(err)
	}
	if got := c.BaseURL.String(); got != "http://localhost:9090" {
		t.Errorf("base URL %s, want http://localhost:9090", got)
	}
}

func TestServeRefusesWhatIsUnsafe(t *testing.T) {
	for name, c := range map[string]struct {
		change   map[string]string
		variable string
	}{
		"no database":            {map[string]string{"DATABASE_URL": ""}, "DATABASE_URL"},
		"database of other kind": {map[string]string{"DATABASE_URL": "mysql://x y"}, "DATABASE_URL"},
		"http off loopback":      {map[string]string{"BASE_URL": "http://loja.example.com"}, "BASE_URL"},
		"base with a path":       {map[string]string{"BASE_URL": "https://example.com/loja"}, "BASE_URL"},
		"base without scheme":    {map[string]string{"BASE_URL": "loja.example.com"}, "BASE_URL"},
		"live key elsewhere":     {map[string]string{"STRIPE_API_BASE": "http://127.0.0.1:9"}, "STRIPE_API_BASE"},
		"no Stripe key":          {map[string]string{"STRIPE_SECRET_KEY": ""}, "STRIPE_SECRET_KEY"},
		"a publishable key":      {map[string]string{"STRIPE_SECRET_KEY": "pk_live_x"}, "STRIPE_SECRET_KEY"},
		"no webhook secret":      {map[string]string{"STRIPE_WEBHOOK_SECRET": ""}, "STRIPE_WEBHOOK_SECRET"},
		"an empty second secret": {map[string]string{"STRIPE_WEBHOOK_SECRET": "whsec_x,"}, "STRIPE_WEBHOOK_SECRET"},
		"no key":                 {map[string]string{"SECRET_KEY": ""}, "SECRET_KEY"},
		"a short key":            {map[string]string{"SECRET_KEY": "0123456789abcdef"}, "SECRET_KEY"},
		"a repeated key":         {map[string]string{"SECRET_KEY": strings.Repeat("ab", 40)}, "SECRET_KEY"},
		"a weak second key":      {map[string]string{"SECRET_KEY": "0123456789abcdef0123456789abcdef,x"}, "SECRET_KEY"},
		"no mail server":         {map[string]string{"SMTP_URL": ""}, "SMTP_URL"},
		"no sender":              {map[string]string{"MAIL_FROM": ""}, "MAIL_FROM"},
		"a sender of no address": {map[string]string{"MAIL_FROM": "Tenaz <@>"}, "MAIL_FROM"},
		"a reply to nobody":      {map[string]string{"MAIL_REPLY_TO": "ajuda"}, "MAIL_REPLY_TO"},
		"a policy in an origin":  {map[string]string{"PAYMENT_PAGE_ORIGINS": "https://a.example; script-src *"}, "PAYMENT_PAGE_ORIGINS"},
	} {
		t.Run(name, func(t *testing.T) {
			environment := safe()
			maps.Copy(environment, c.change)
			read, err := config.FromMap(environment)
			if err != nil {
				t.Fatal(err)
			}
			err = read.Validate(config.Serve)
			if err == nil || !strings.Contains(err.Error(), c.variable+":") {
				t.Errorf("got %v, want a complaint about %s", err, c.variable)
			}
		})
	}
}

func TestSandboxIsFineWithATestKeyOnLoopback(t *testing.T) {
	for _, base := range []string{"http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"} {
		environment := safe()
		maps.Copy(environment, map[string]string{
			"BASE_URL": base, "STRIPE_API_BASE": "http://127.0.0.1:8081", "STRIPE_SECRET_KEY": "sk_test_x",
			"PAYMENT_PAGE_ORIGINS": "http://localhost:8081",
		})
		c, err := config.FromMap(environment)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Validate(config.Serve); err != nil {
			t.Errorf("%s: %v", base, err)
		}
	}
}

func TestEverythingWrongIsReportedAtOnce(t *testing.T) {
	_, err := config.FromMap(map[string]string{"PORT": "eighty", "TRUSTED_PROXIES": "here", "LOG_LEVEL": "loud"})
	for _, want := range []string{"PORT:", "TRUSTED_PROXIES:", "LOG_LEVEL:"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not name %s", err, want)
		}
	}
	empty, err := config.FromMap(nil)
	if err != nil {
		t.Fatal(err)
	}
	err = empty.Validate(config.Serve)
	for _, want := range []string{"DATABASE_URL:", "SECRET_KEY:", "STRIPE_SECRET_KEY:", "STRIPE_WEBHOOK_SECRET:", "SMTP_URL:", "MAIL_FROM:"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not name %s", err, want)
		}
	}
}

func TestSecretsNeverShow(t *testing.T) {
	c, err := config.FromMap(safe())
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("start", "config", c)
	shown := log.String() + c.String() + fmt.Sprintf("%v %+v %#v %s", c, c, c.StripeSecretKey, c.SMTPURL)
	for _, secret := range []string{"pg-password", "smtp-password", "sk_live_4eC39Hq", "whsec_one", "0123456789abcdef"} {
		if strings.Contains(shown, secret) {
			t.Errorf("%s is shown in %s", secret, shown)
		}
	}
	if !strings.Contains(shown, "loja.example.com") {
		t.Errorf("the rest is not shown: %s", shown)
	}
}

func TestCommandsNeedOnlyTheDatabase(t *testing.T) {
	c, err := config.FromMap(map[string]string{"DATABASE_URL": "postgres:///tenaz"})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Validate(config.Database); err != nil {
		t.Error(err)
	}
}

func TestBlobsDefaultToTheDataFolder(t *testing.T) {
	c, err := config.FromMap(map[string]string{"DATA_DIR": "/srv/ten az"})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := c.Blobs(); err != nil || got != "file:///srv/ten%20az/blobs" {
		t.Errorf("blobs at %s, %v; want file:///srv/ten%%20az/blobs", got, err)
	}
	c.BlobURL = "s3://bucket"
	if got, err := c.Blobs(); err != nil || got != "s3://bucket" {
		t.Errorf("blobs at %s, %v; want s3://bucket", got, err)
	}
}
