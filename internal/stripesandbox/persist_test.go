package stripesandbox_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stripe/stripe-go/v76"
	"github.com/stripe/stripe-go/v76/form"

	"tenaz/internal/stripesandbox"
)

func stateIn(dir string) func(*stripesandbox.Config) {
	return func(c *stripesandbox.Config) { c.StateDir = dir }
}

func TestStateSurvivesRestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := setup(t, stateIn(dir))
	paid, charge := b.paid("4242424242424242")
	_, err := b.api.Refunds.New(&stripe.RefundParams{Charge: stripe.String(charge.ID), Amount: stripe.Int64(100)})
	b.ok(err)
	pix := b.session("pix")
	b.ok(b.box.IssuePix(pix.ID))
	p := b.params("card")
	p.SetIdempotencyKey("attempt-1")
	keyed, err := b.api.CheckoutSessions.New(p)
	b.ok(err)
	b.ok(b.box.Close(t.Context()))

	again := setup(t, stateIn(dir))
	for name, pair := range map[string][2]any{
		"sessions": {b.box.Sessions(), again.box.Sessions()},
		"charges":  {b.box.Charges(), again.box.Charges()},
		"refunds":  {b.box.Refunds(), again.box.Refunds()},
		"disputes": {b.box.Disputes(), again.box.Disputes()},
	} {
		if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if len(again.box.Events()) != len(b.box.Events()) || again.reload(paid.ID).PaymentStatus != "paid" {
		t.Error("events or the payment are lost")
	}
	replayed, err := again.api.CheckoutSessions.New(p)
	again.ok(err)
	if replayed.ID != keyed.ID {
		t.Error("the idempotency key is forgotten")
	}
	// Deadlines are alive too.
	again.clock.Advance(24 * time.Hour)
	if got := again.reload(pix.ID).Status; got != "expired" {
		t.Errorf("the open session is %s a day later", got)
	}
}

func TestStateOfOneProcessOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := setup(t, stateIn(dir))
	b.session("card")
	_, err := stripesandbox.New(stripesandbox.Config{SecretKey: secretKey, StateDir: dir})
	if err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("got %v", err)
	}
}

// A torn last line is a change that was never answered; anything else that
// cannot be read is refused, not skipped.
func TestStateDamaged(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := setup(t, stateIn(dir))
	s := b.session("card")
	b.ok(b.box.Close(t.Context()))
	file := filepath.Join(dir, "stripe-sandbox.jsonl")
	whole, err := os.ReadFile(file)
	b.ok(err)

	b.ok(os.WriteFile(file, append(whole, `[{"k":"session","i":"cs_half`...), 0o600))
	again := setup(t, stateIn(dir))
	again.reload(s.ID)
	after := again.session("card")
	b.ok(again.box.Close(t.Context()))
	setup(t, stateIn(dir)).reload(after.ID)

	bad := t.TempDir()
	b.ok(os.WriteFile(filepath.Join(bad, "stripe-sandbox.jsonl"), append([]byte("rubbish\n"), whole...), 0o600))
	if _, err := stripesandbox.New(stripesandbox.Config{SecretKey: secretKey, StateDir: bad}); err == nil {
		t.Error("a damaged journal was accepted")
	}
}

// History is folded away when the sandbox starts, and nothing with it.
func TestStateIsCompacted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := setup(t, stateIn(dir))
	s := b.session("pix")
	for range 500 {
		b.ok(b.box.IssuePix(s.ID))
		b.ok(b.box.ExpirePix(s.ID))
	}
	c, err := b.api.Customers.New(nil)
	b.ok(err)
	for i := range 2500 {
		_, err := b.api.Customers.Update(c.ID, &stripe.CustomerParams{Name: stripe.String(fmt.Sprint(i))})
		b.ok(err)
	}
	b.ok(b.box.Close(t.Context()))
	size := func() int64 {
		info, err := os.Stat(filepath.Join(dir, "stripe-sandbox.jsonl"))
		b.ok(err)
		return info.Size()
	}
	before := size()
	again := setup(t, stateIn(dir))
	if after := size(); after >= before {
		t.Errorf("%d bytes before, %d after", before, after)
	}
	got, err := again.api.Customers.Get(c.ID, nil)
	again.ok(err)
	if got.Name != "2499" {
		t.Errorf("name %q", got.Name)
	}
	if n, m := len(again.box.Events()), len(b.box.Events()); n != m {
		t.Errorf("%d events, were %d", n, m)
	}
	again.session("card") // and it still writes
}

// TestHelperKilled is not a test: TestStateSurvivesKill runs it as a process.
func TestHelperKilled(t *testing.T) {
	dir := os.Getenv("STRIPESANDBOX_KILLED_DIR")
	if dir == "" {
		return
	}
	b := setup(t, stateIn(dir))
	for {
		s := b.session("card")
		b.ok(b.box.Pay(s.ID, "4242424242424242"))
		fmt.Println("paid", s.ID)
	}
}

func TestStateSurvivesKill(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestHelperKilled$", "-test.v")
	cmd.Env = append(os.Environ(), "STRIPESANDBOX_KILLED_DIR="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var paid []string
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if id, ok := strings.CutPrefix(lines.Text(), "paid "); ok {
			if paid = append(paid, id); len(paid) == 50 {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || len(paid) < 50 {
		t.Fatalf("the process was not killed: %v after %d payments", err, len(paid))
	}
	b := setup(t, stateIn(dir))
	for _, id := range paid {
		if s, ok := b.box.Session(id); !ok || s.PaymentStatus != "paid" {
			t.Fatalf("%s was answered as paid and is %q after the kill", id, s.PaymentStatus)
		}
	}
}

// What was redacted is nowhere any more: not in an answer, an event or the file.
func TestRedactionForgetsThePayer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := setup(t, stateIn(dir))
	p := b.params("card")
	p.CustomerEmail = stripe.String("zulmira@example.com")
	p.SetIdempotencyKey("attempt-z")
	made, err := b.api.CheckoutSessions.New(p)
	b.ok(err)
	b.ok(b.box.Pay(made.ID, "4242424242424242"))
	other := b.params("card")
	other.CustomerEmail = stripe.String("bia@example.com")
	_, err = b.api.CheckoutSessions.New(other)
	b.ok(err)
	file := filepath.Join(dir, "stripe-sandbox.jsonl")
	if raw, err := os.ReadFile(file); err != nil || !strings.Contains(string(raw), "zulmira@example.com") {
		t.Fatalf("the file does not know her before: %v", err)
	}
	var job struct {
		stripe.APIResource
		ID, Status string
	}
	backend := stripe.GetBackendWithConfig(stripe.APIBackend, &stripe.BackendConfig{URL: stripe.String(b.url)})
	body := &form.Values{}
	body.Add("objects[checkout_sessions][0]", made.ID)
	b.ok(backend.CallRaw("POST", "/v1/privacy/redaction_jobs", secretKey, body, &stripe.Params{}, &job))
	b.ok(backend.CallRaw("POST", "/v1/privacy/redaction_jobs/"+job.ID+"/run", secretKey, &form.Values{}, &stripe.Params{}, &job))
	if job.Status != "succeeded" {
		t.Errorf("the job is %s", job.Status)
	}
	b.ok(b.box.Close(t.Context()))
	raw, err := os.ReadFile(file)
	b.ok(err)
	if strings.Contains(string(raw), "zulmira@example.com") || !strings.Contains(string(raw), "bia@example.com") || !strings.Contains(string(raw), made.ID) {
		t.Error("the file still knows her, or has lost what is not hers")
	}
}
