package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"tenaz/internal/testdb"
)

// asCommand makes the test binary behave as tenaz itself, so that the tests drive
// the real command without building it again.
const asCommand = "TENAZ_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// command is one run of tenaz.
type command struct {
	args  []string
	env   []string
	stdin string
}

func (c command) start(t *testing.T) (*exec.Cmd, *bytes.Buffer, *bytes.Buffer) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, self, c.args...)
	cmd.Env = append([]string{asCommand + "=1", "PATH=" + os.Getenv("PATH"), "DATA_DIR=" + t.TempDir()}, c.env...)
	var out, errs bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(c.stdin), &out, &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, &out, &errs
}

// run waits for the end and returns the exit code with what was printed.
func (c command) run(t *testing.T) (code int, out, errs string) {
	t.Helper()
	cmd, stdout, stderr := c.start(t)
	err := cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()
}

func database(d *testdb.Database) []string {
	return []string{"DATABASE_URL=" + d.URL, "MIGRATE_DATABASE_URL=" + d.OwnerURL}
}

func TestMigrateIsRepeatable(t *testing.T) {
	d := testdb.New(t)
	for range 2 {
		code, out, errs := command{args: []string{"migrate"}, env: database(d)}.run(t)
		if code != 0 || !strings.Contains(out, "up to date") {
			t.Fatalf("migrate: %d %s %s", code, out, errs)
		}
	}
}

func TestAuditFailsWhenTheBooksDo(t *testing.T) {
	d := testdb.New(t)
	code, out, errs := command{args: []string{"audit"}, env: database(d)}.run(t)
	if code != 0 || !strings.Contains(out, "checks hold") {
		t.Fatalf("audit of an empty store: %d %s %s", code, out, errs)
	}
	if _, err := d.OwnerPool.Exec(t.Context(), `
		WITH c AS (INSERT INTO categories (slug, name, path) VALUES ('x', 'X', '{}') RETURNING id),
		b AS (INSERT INTO brands (slug, name) VALUES ('x', 'X') RETURNING id),
		p AS (INSERT INTO products (slug, title, brand_id, category_id) SELECT 'x', 'X', b.id, c.id FROM b, c RETURNING id),
		v AS (INSERT INTO variants (product_id, sku, price_cents) SELECT id, 'X-1', 100 FROM p RETURNING id)
		INSERT INTO stock_levels (variant_id, location_id, on_hand) SELECT v.id, (SELECT min(id) FROM locations), 5 FROM v`); err != nil {
		t.Fatal(err)
	}
	code, out, errs = command{args: []string{"audit"}, env: database(d)}.run(t)
	if code != 1 || !strings.Contains(out, "BROKEN  stock_on_hand_is_the_ledger") || !strings.Contains(out, "on hand 5, ledger 0") {
		t.Errorf("audit of stock from nowhere: %d %s %s; want 1 and what is broken", code, out, errs)
	}
}

func TestUserCreateTakesThePasswordFromStdin(t *testing.T) {
	d := testdb.New(t)
	create := command{
		args: []string{"user", "create", "--role", "owner", "--email", "dona@example.com", "--name", "Dona"},
		env:  database(d), stdin: "a long enough passphrase\n",
	}
	code, out, errs := create.run(t)
	if code != 0 || !strings.Contains(out, "dona@example.com") || strings.Contains(out+errs, "passphrase") {
		t.Fatalf("user create: %d %s %s", code, out, errs)
	}
	var staff bool
	if err := d.Pool.QueryRow(t.Context(), `SELECT EXISTS (SELECT FROM user_roles JOIN users ON users.id = user_id WHERE email = 'dona@example.com')`).Scan(&staff); err != nil || !staff {
		t.Errorf("the person has no role: %v", err)
	}
	if code, _, errs := create.run(t); code != 1 || !strings.Contains(errs, "already in use") {
		t.Errorf("the same again: %d %s, want 1 and the reason", code, errs)
	}
	nameless := command{args: []string{"user", "create", "--role", "warehouse", "--email", "rui@example.com"}, env: create.env, stdin: create.stdin}
	if code, _, errs := nameless.run(t); code != 0 {
		t.Errorf("without a name: %d %s", code, errs)
	}
	var name string
	if err := d.Pool.QueryRow(t.Context(), `SELECT name FROM users WHERE email = 'rui@example.com'`).Scan(&name); err != nil || name != "rui" {
		t.Errorf("without a name: called %q, %v; want what the address begins with", name, err)
	}
	create.stdin, create.args[5] = "short\n", "other@example.com"
	if code, _, errs := create.run(t); code != 1 || !strings.Contains(errs, "password") {
		t.Errorf("a weak password: %d %s, want 1 and the reason", code, errs)
	}
	create.stdin = ""
	if code, _, errs := create.run(t); code != 1 || !strings.Contains(errs, "no password") {
		t.Errorf("no password: %d %s, want 1 and the reason", code, errs)
	}
}

func TestServeReportsEverythingThatIsWrong(t *testing.T) {
	code, _, errs := command{args: []string{"serve"}, env: []string{"BASE_URL=http://loja.example.com", "SECRET_KEY=short-secret-value", "PORT=eighty"}}.run(t)
	if code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	for _, want := range []string{"PORT", "DATABASE_URL", "BASE_URL", "SECRET_KEY", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "SMTP_URL"} {
		if !strings.Contains(errs, want) {
			t.Errorf("%q does not name %s", errs, want)
		}
	}
	if strings.Contains(errs, "short-secret-value") {
		t.Errorf("the secret is shown: %s", errs)
	}
}

// TestServeIsReadySoonAndStopsOnSIGTERM is generous, because tests share the
// machine: make bench measures.
func TestServeIsReadySoonAndStopsOnSIGTERM(t *testing.T) {
	d := testdb.New(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	cmd, _, errs := command{args: []string{"serve"}, env: append(database(d),
		"PORT="+port, "SECRET_KEY=0123456789abcdef0123456789abcdef", "STRIPE_SECRET_KEY=sk_test_x",
		"STRIPE_API_BASE=http://127.0.0.1:1", "STRIPE_WEBHOOK_SECRET=whsec_x",
		"SMTP_URL=smtp://127.0.0.1:1", "MAIL_FROM=loja@tenaz.test",
	)}.start(t)
	if body := poll(t, "http://127.0.0.1:"+port+"/readyz", 20*time.Second); body != "ready\n" {
		t.Errorf("ready: %q", body)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("ended with %v: %s", err, errs)
	}
}

// poll asks until there is an answer.
func poll(t *testing.T, address string, patience time.Duration) string {
	t.Helper()
	deadline := time.Now().Add(patience)
	for {
		res, err := http.Get(address)
		if err == nil {
			body, err := io.ReadAll(res.Body)
			_ = res.Body.Close()
			if err != nil {
				t.Fatal(err)
			}
			return string(body)
		}
		if time.Now().After(deadline) {
			t.Fatalf("no answer: %v", err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
