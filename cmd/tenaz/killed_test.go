package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tenaz/cmd/dev/mailsink"
	"tenaz/internal/actor"
	"tenaz/internal/app"
	"tenaz/internal/catalog"
	"tenaz/internal/config"
	"tenaz/internal/settings"
	"tenaz/internal/stripesandbox"
	"tenaz/internal/testdb"
)

const (
	kills    = 50
	shoppers = 4
)

// killable is a store that dies and comes back: everything around it lives on.
type killable struct {
	t         *testing.T
	random    *rand.Rand
	db        *testdb.Database
	sandbox   *stripesandbox.Server
	mail      *mailsink.Sink
	url       string
	env       []string
	variantID int64
	process   *exec.Cmd
	// over tells the shoppers to go home.
	over   atomic.Bool
	placed atomic.Int64
}

// TestKilledUnderLoad kills the store with SIGKILL at fifty random moments while
// people buy, and starts it again each time. Afterwards every payment that Stripe
// knows is an order in the right state, no hold is lost, nobody got two mails about
// one thing, and the books hold.
func TestKilledUnderLoad(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	k := newKillable(t, rand.New(rand.NewPCG(seed, 1)))
	k.start()
	var crowd sync.WaitGroup
	for i := range shoppers {
		luck := rand.New(rand.NewPCG(seed, uint64(i+2)))
		crowd.Go(func() { k.shop(i, luck) })
	}
	begun, up := time.Now(), time.Duration(0)
	for range kills {
		k.ready()
		up += time.Since(begun)
		pause(time.Duration(k.random.IntN(250)) * time.Millisecond)
		k.kill()
		begun = time.Now()
		k.start()
	}
	t.Logf("started %d times in %v", kills, up)
	k.over.Store(true)
	crowd.Wait()
	k.ready()
	k.kill()
	k.later()
	k.start()
	k.settled()
	k.prove()
}

func newKillable(t *testing.T, random *rand.Rand) *killable {
	t.Helper()
	k := &killable{t: t, random: random, db: testdb.New(t)}
	var err error
	if k.mail, err = mailsink.Open(""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { k.mail.Close() })
	storePort, stripe := freePort(t), listener(t)
	k.url = "http://127.0.0.1:" + storePort
	k.sandbox, err = stripesandbox.New(stripesandbox.Config{
		BaseURL: "http://" + stripe.Addr().String(), SecretKey: "sk_test_killed", ActiveMethods: []string{stripesandbox.Card, stripesandbox.Pix},
		WebhookURL: k.url + "/webhooks/stripe", WebhookSecret: "whsec_killed",
		WebhookRetries: []time.Duration{100 * time.Millisecond, 500 * time.Millisecond},
	})
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: k.sandbox, ReadHeaderTimeout: 5 * time.Second}
	go server.Serve(stripe) //nolint:errcheck // it ends with Close
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		k.sandbox.Close(ctx)
		server.Close()
	})
	k.env = append(database(k.db), asCommand+"=1", "PATH="+os.Getenv("PATH"), "DATA_DIR="+t.TempDir(), "BLOB_URL=file://"+t.TempDir(),
		"PORT="+storePort, "BASE_URL="+k.url, "SECRET_KEY=0123456789abcdef0123456789abcdef", "STRIPE_SECRET_KEY=sk_test_killed",
		"STRIPE_API_BASE=http://"+stripe.Addr().String(), "PAYMENT_PAGE_ORIGINS=http://"+stripe.Addr().String(),
		"STRIPE_WEBHOOK_SECRET=whsec_killed", "SMTP_URL="+k.mail.URL(), "MAIL_FROM=loja@tenaz.test", "CEP_API_BASES=",
		"MAX_ORDERS_PER_ADDRESS=100000", "LOG_LEVEL=ERROR")
	k.stock()
	t.Cleanup(k.kill)
	return k
}

// stock opens the shop: something to sell, cards and Pix.
func (k *killable) stock() {
	k.t.Helper()
	ctx := k.t.Context()
	c, err := config.FromMap(map[string]string{"DATABASE_URL": k.db.URL, "DATA_DIR": k.t.TempDir()})
	if err != nil {
		k.t.Fatal(err)
	}
	core, err := app.OpenCore(ctx, c, app.Options{})
	if err != nil {
		k.t.Fatal(err)
	}
	defer core.Close()
	grams := 500
	saved, err := core.Catalog.SaveProducts(ctx, actor.Store("test"), []catalog.ProductInput{{
		Title: "Teclado", Brand: "Marca", Category: "Categoria",
		Variants: []catalog.VariantInput{{SKU: "K-1", Price: 19900, Stock: 100000, WeightGrams: &grams, NCM: "84716052"}},
	}})
	if err := errors.Join(err, saved[0].Err); err != nil {
		k.t.Fatal(err)
	}
	if err := k.db.Pool.QueryRow(ctx, `SELECT id FROM variants`).Scan(&k.variantID); err != nil {
		k.t.Fatal(err)
	}
	current, err := core.Settings.Get(ctx)
	if err != nil {
		k.t.Fatal(err)
	}
	current.Payment = settings.Payment{Card: true, Pix: true}
	if _, err := core.Settings.Save(ctx, actor.Store("test"), settings.SaveInput{Settings: current}); err != nil {
		k.t.Fatal(err)
	}
}

// start runs tenaz serve, as production does.
func (k *killable) start() {
	k.t.Helper()
	self, err := os.Executable()
	if err != nil {
		k.t.Fatal(err)
	}
	k.process = exec.Command(self, "serve")
	k.process.Env, k.process.Stderr = k.env, os.Stderr
	if err := k.process.Start(); err != nil {
		k.t.Fatal(err)
	}
}

// kill ends the process as a power cut does.
func (k *killable) kill() {
	if k.process == nil {
		return
	}
	_ = k.process.Process.Kill()
	_ = k.process.Wait()
	k.process = nil
}

func (k *killable) ready() {
	k.t.Helper()
	if body := poll(k.t, k.url+"/readyz", 20*time.Second); body != "ready\n" {
		k.t.Fatalf("the store came back with %q", body)
	}
}

// later lets the time pass after which somebody else takes up what a dead process
// was doing.
func (k *killable) later() {
	k.t.Helper()
	for _, statement := range []string{
		`UPDATE river_job SET attempted_at = attempted_at - interval '10 minutes' WHERE state = 'running'`,
		`UPDATE river_leader SET expires_at = now() - interval '1 minute'`,
		`UPDATE mail_log SET claimed_until = now() - interval '1 minute' WHERE claimed_until IS NOT NULL`,
		`UPDATE payment_attempts SET checked_at = checked_at - interval '20 minutes'`,
	} {
		k.exec(statement)
	}
}

func (k *killable) exec(statement string) {
	k.t.Helper()
	if _, err := k.db.OwnerPool.Exec(k.t.Context(), statement); err != nil {
		k.t.Fatal(err)
	}
}

func (k *killable) count(query string, args ...any) (n int) {
	k.t.Helper()
	if err := k.db.Pool.QueryRow(k.t.Context(), query, args...).Scan(&n); err != nil {
		k.t.Fatalf("%s: %v", query, err)
	}
	return n
}

// charged are the sessions that were paid, by Stripe's word.
func (k *killable) charged() (list []stripesandbox.Session) {
	for _, s := range k.sandbox.Sessions() {
		if s.PaymentStatus == "paid" {
			list = append(list, s)
		}
	}
	return list
}

// settled waits until the queue has nothing left of what the test looks at. The
// pauses between tries, which grow with each process that died on them, pass at
// once.
func (k *killable) settled() {
	k.t.Helper()
	deadline := time.Now().Add(90 * time.Second)
	for {
		k.exec(`UPDATE river_job SET scheduled_at = now() WHERE state IN ('retryable', 'scheduled') AND scheduled_at > now()`)
		jobs := k.count(`SELECT count(*) FROM river_job WHERE state IN ('available', 'running', 'retryable', 'scheduled') AND (kind = 'payment_event' OR kind LIKE 'mail_%')`)
		paid := k.count(`SELECT count(*) FROM payments`)
		if jobs == 0 && paid == len(k.charged()) {
			return
		}
		if time.Now().After(deadline) {
			k.t.Fatalf("%d jobs are left, %d of %d payments are known", jobs, paid, len(k.charged()))
		}
		pause(100 * time.Millisecond)
	}
}

var messageID = regexp.MustCompile(`(?im)^Message-ID:\s*(\S+)`)

func (k *killable) prove() {
	k.t.Helper()
	charged := k.charged()
	k.t.Logf("%d orders placed, %d paid", k.placed.Load(), len(charged))
	if len(charged) < kills/5 {
		k.t.Errorf("only %d purchases were paid: that proves little", len(charged))
	}
	for _, s := range charged {
		if n := k.count(`SELECT count(*) FROM payment_attempts a JOIN orders o ON o.id = a.order_id JOIN payments p ON p.attempt_id = a.id
			WHERE a.session_id = $1 AND a.state = 'paid' AND o.state = 'open' AND o.payment_state = 'paid' AND o.paid_cents = $2 AND o.total_cents = $2`,
			s.ID, s.AmountTotal); n != 1 {
			k.t.Errorf("session %s was paid, and %d orders say so", s.ID, n)
		}
	}
	// What is not paid is still held, and for as long as it can be paid.
	if n := k.count(`SELECT count(*) FROM orders o WHERE o.state = 'open' AND o.payment_state IN ('unpaid', 'pending')
		AND NOT EXISTS (SELECT FROM reservations r WHERE r.order_id = o.id AND r.state = 'held' AND r.quantity > 0 AND r.expires_at > now())`); n != 0 {
		k.t.Errorf("%d orders lost their hold", n)
	}
	k.mails()
	audit := command{args: []string{"audit"}, env: database(k.db)}
	if code, out, errs := audit.run(k.t); code != 0 {
		k.t.Errorf("audit: %d\n%s%s", code, out, errs)
	}
}

// mails proves that each paid order was confirmed once. A mail whose receipt died
// with the process goes out again under its own Message-ID, by which the receiver
// knows it: it counts as one.
func (k *killable) mails() {
	k.t.Helper()
	received, repeated := map[string]map[string]bool{}, 0
	for _, m := range k.mail.Messages() {
		id := messageID.FindStringSubmatch(m.Header)
		if id == nil {
			k.t.Fatalf("a mail has no Message-ID:\n%s", m.Header)
		}
		about := m.To + " " + m.Subject
		if received[about] == nil {
			received[about] = map[string]bool{}
		}
		if received[about][id[1]] {
			repeated++
		}
		received[about][id[1]] = true
	}
	for about, ids := range received {
		if len(ids) != 1 {
			k.t.Errorf("%s: %d mails", about, len(ids))
		}
	}
	k.t.Logf("%d mails, %d of them repeated under their Message-ID", len(received), repeated)
	if sent, paid := k.count(`SELECT count(*) FROM mail_log WHERE kind = 'order_paid' AND state = 'sent'`), len(k.charged()); sent != paid {
		k.t.Errorf("%d of %d paid orders are confirmed", sent, paid)
	}
	confirmed := 0
	for about := range received {
		if strings.Contains(about, "confirmado") {
			confirmed++
		}
	}
	if paid := len(k.charged()); confirmed != paid {
		k.t.Errorf("%d confirmations arrived, want %d", confirmed, paid)
	}
}

func listener(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// freePort is below those that connections take for themselves: while the store is
// dead, nobody else may have its port.
func freePort(t *testing.T) string {
	t.Helper()
	for range 100 {
		port := fmt.Sprint(20000 + rand.IntN(10000))
		if l, err := net.Listen("tcp", "127.0.0.1:"+port); err == nil {
			l.Close()
			return port
		}
	}
	t.Fatal("no port is free")
	return ""
}

// pause waits between two looks at another process.
func pause(d time.Duration) { <-time.After(d) }
