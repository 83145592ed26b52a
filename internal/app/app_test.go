package app_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/app"
	"tenaz/internal/config"
	"tenaz/internal/testdb"
)

// configFor is a configuration that serves a test's database on a listener.
func configFor(t *testing.T, d *testdb.Database, listener net.Listener) config.Config {
	t.Helper()
	c, err := config.FromMap(map[string]string{
		"DATABASE_URL":          d.URL,
		"BASE_URL":              "http://" + listener.Addr().String(),
		"SECRET_KEY":            "0123456789abcdef0123456789abcdef",
		"STRIPE_SECRET_KEY":     "sk_test_x",
		"STRIPE_WEBHOOK_SECRET": "whsec_x",
		"STRIPE_API_BASE":       "http://127.0.0.1:1",
		"SMTP_URL":              "smtp://127.0.0.1:1",
		"MAIL_FROM":             "Tenaz <loja@tenaz.test>",
		"BLOB_URL":              "mem://",
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	return listener
}

// start runs the store and returns its address and what stops it.
func start(t *testing.T, change func(*config.Config, *app.Options)) (base string, d *testdb.Database, stop func() error) {
	t.Helper()
	d = testdb.New(t)
	listener := listen(t)
	c, o := configFor(t, d, listener), app.Options{Listener: listener, Logger: slog.New(slog.DiscardHandler), Jobs: true}
	if change != nil {
		change(&c, &o)
	}
	a, err := app.New(t.Context(), c, o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	done := false
	stop = func() error {
		cancel()
		if done {
			return nil
		}
		done = true
		select {
		case err := <-ended:
			return err
		case <-time.After(30 * time.Second):
			return errors.New("the store did not stop")
		}
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	return "http://" + listener.Addr().String(), d, stop
}

func get(t *testing.T, address string) (int, http.Header, string) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header, string(body)
}

func TestStoreServesWorksAndStops(t *testing.T) {
	base, _, stop := start(t, nil)
	for target, want := range map[string]int{"/healthz": 200, "/readyz": 200, "/cart": 200, "/nowhere": 404, "/metrics": 404, "/admin": 200} {
		if got, _, _ := get(t, base+target); got != want {
			t.Errorf("%s: %d, want %d", target, got, want)
		}
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := http.Get(base + "/healthz"); err == nil {
		t.Error("the store still answers after it has stopped")
	}
}

func TestEveryRouteHasTheSecurityHeaders(t *testing.T) {
	d := testdb.New(t)
	listener := listen(t)
	a, err := app.New(t.Context(), configFor(t, d, listener), app.Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	server := &http.Server{Handler: a.Handler(), ReadHeaderTimeout: time.Second}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, route := range a.Routes() {
		path := strings.NewReplacer("{", "", "}", "", "*", "x").Replace(route.Pattern)
		request, err := http.NewRequestWithContext(t.Context(), route.Method, "http://"+listener.Addr().String()+path, strings.NewReader(""))
		if err != nil {
			t.Fatal(err)
		}
		res, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode >= 500 {
			t.Errorf("%s %s: %d", route.Method, path, res.StatusCode)
		}
		for _, name := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy"} {
			if res.Header.Get(name) == "" {
				t.Errorf("%s %s: no %s", route.Method, path, name)
			}
		}
		staff := strings.HasPrefix(route.Pattern, "/admin")
		if staff && (res.StatusCode != http.StatusSeeOther || !strings.HasPrefix(res.Header.Get("Location"), "/account/login?next=") && route.Method == http.MethodGet) {
			t.Errorf("%s %s lets a visitor in: %d %s", route.Method, path, res.StatusCode, res.Header.Get("Location"))
		}
		if cookie := res.Header.Get("Set-Cookie"); cookie != "" && route.Method == http.MethodGet {
			t.Errorf("%s %s: a look sets the cookie %q", route.Method, path, cookie)
		}
		private := staff || strings.HasPrefix(route.Pattern, "/account") || strings.HasPrefix(route.Pattern, "/cart") ||
			strings.HasPrefix(route.Pattern, "/checkout") || strings.HasPrefix(route.Pattern, "/orders")
		if private && res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s %s: Cache-Control %q, want no-store", route.Method, path, res.Header.Get("Cache-Control"))
		}
	}
}

func TestProductionRefusesDemoLogins(t *testing.T) {
	d := testdb.New(t)
	c := configFor(t, d, listen(t))
	core, err := app.OpenCore(t.Context(), c, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer core.Close()
	if _, err := core.Accounts.Create(t.Context(), actor.Store("test"), accounts.CreateInput{
		Email: "dono@tenaz.test", Name: "Dono", Password: "tenaz-demo-2026", Role: "owner", Demo: true,
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := app.New(t.Context(), c, app.Options{}); err == nil || !strings.Contains(err.Error(), "demo") {
		t.Errorf("with a demo login: %v, want a refusal", err)
	}
	a, err := app.New(t.Context(), c, app.Options{AllowDemo: true})
	if err != nil {
		t.Fatal(err)
	}
	a.Close()
}

func TestUnsafeConfigurationIsRefused(t *testing.T) {
	c, err := config.FromMap(map[string]string{"DATABASE_URL": "postgres:///x", "BASE_URL": "http://loja.example.com"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = app.New(t.Context(), c, app.Options{})
	for _, want := range []string{"BASE_URL", "SECRET_KEY", "STRIPE_WEBHOOK_SECRET"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not name %s", err, want)
		}
	}
}

func TestMissingMigrationsAreNamed(t *testing.T) {
	d := testdb.New(t)
	if _, err := d.OwnerPool.Exec(t.Context(), "DELETE FROM goose_db_version WHERE version_id > 3"); err != nil {
		t.Fatal(err)
	}
	_, err := app.OpenCore(t.Context(), configFor(t, d, listen(t)), app.Options{})
	if !errors.Is(err, app.ErrNotMigrated) {
		t.Errorf("got %v, want %v", err, app.ErrNotMigrated)
	}
}

func TestMetricsAreOnTheirOwnAddressOnly(t *testing.T) {
	private := listen(t)
	address := private.Addr().String()
	if err := private.Close(); err != nil {
		t.Fatal(err)
	}
	base, _, _ := start(t, func(c *config.Config, _ *app.Options) { c.MetricsAddr = address })
	get(t, base+"/cart")
	get(t, base+"/no/such/page")
	status, _, body := get(t, (&url.URL{Scheme: "http", Host: address, Path: "/metrics"}).String())
	if status != 200 {
		t.Fatalf("metrics: %d", status)
	}
	for _, want := range []string{
		`tenaz_http_requests_total{method="GET",route="/cart",status="200"} 1`,
		`tenaz_http_requests_total{method="GET",route="none",status="404"} 1`,
		`tenaz_http_request_duration_seconds_count{route="/cart"} 1`,
		"tenaz_db_connections ",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("metrics lack %s", want)
		}
	}
}
