package accounts_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/testdb"
)

func guess(ctx context.Context, s *accounts.Service, address, email, typed, cookie string) error {
	_, err := s.Authenticate(ctx, from(address), accounts.AuthenticateInput{Email: email, Password: typed, DeviceCookie: cookie})
	return err
}

// Two copies of the store on one database share the limits, also when all guesses
// come at once.
func TestGuessesAreCountedByAllCopiesBeforeTheyAreHashed(t *testing.T) {
	t.Parallel()
	d := testdb.New(t)
	one, fake := newService(d.Pool)
	two := copyOf(d.Pool, fake)
	user, other := create(t, one, "owner"), create(t, one, "")
	var wrong, refused atomic.Int64
	var wait sync.WaitGroup
	for i := range 60 {
		copies := []*accounts.Service{one, two}
		wait.Go(func() {
			err := guess(t.Context(), copies[i%2], fmt.Sprintf("203.0.113.%d", i), user.Email, "guess", "")
			switch apperr.KindOf(err) {
			case apperr.Invalid:
				wrong.Add(1)
			case apperr.TooMany:
				refused.Add(1)
			default:
				t.Errorf("a guess: %v", err)
			}
		})
	}
	wait.Wait()
	if wrong.Load() != 10 || refused.Load() != 50 {
		t.Errorf("%d guesses were hashed and %d refused, want 10 and 50", wrong.Load(), refused.Load())
	}
	for _, s := range []*accounts.Service{one, two} {
		if err := guess(t.Context(), s, "198.51.100.1", user.Email, password, ""); !apperr.HasID(err, "account.error.locked") {
			t.Errorf("the right password in a stranger's hands: %v", err)
		}
	}
	if err := guess(t.Context(), one, "203.0.113.1", other.Email, password, ""); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	fake.Advance(15 * time.Minute)
	if err := guess(t.Context(), one, "198.51.100.1", user.Email, password, ""); err != nil {
		t.Errorf("after the window: %v", err)
	}
}

// The rightful owner gets in by the browser of before, whoever guesses.
func TestAKnownBrowserLogsInWhileStrangersGuess(t *testing.T) {
	t.Parallel()
	s, fake := newService(testdb.New(t).Pool)
	user, other := create(t, s, ""), create(t, s, "")
	cookie := openFor(t, s, from("198.51.100.1"), user.ID).DeviceCookie
	for range 12 {
		if err := guess(t.Context(), s, "203.0.113.7", user.Email, "guess", ""); err == nil {
			t.Fatal("a guess was let in")
		}
	}
	if err := guess(t.Context(), s, "203.0.113.7", user.Email, password, cookie); err != nil {
		t.Errorf("the known browser, at the guesser's address: %v", err)
	}
	stranger := openFor(t, s, from("203.0.113.7"), other.ID).DeviceCookie
	for name, c := range map[string]string{
		"another person's browser": stranger, "a forged cookie": strings.Repeat("A", len(cookie)), "a changed one": "B" + cookie[1:],
		"none": "", "nonsense": "....", "cut off": cookie[:20],
	} {
		if err := guess(t.Context(), s, "198.51.100.9", user.Email, password, c); !apperr.HasID(err, "account.error.locked") {
			t.Errorf("%s: %v", name, err)
		}
	}
	both, err := s.OpenLogin(t.Context(), from("198.51.100.1"), accounts.OpenLoginInput{UserID: user.ID, DeviceCookie: stranger})
	if err != nil {
		t.Fatal(err)
	}
	if err := guess(t.Context(), s, "198.51.100.9", user.Email, password, both.DeviceCookie); err != nil {
		t.Errorf("a browser of two people: %v", err)
	}
	for range 10 { // a stolen browser has a limit of its own
		if err := guess(t.Context(), s, "198.51.100.9", user.Email, "guess", cookie); !apperr.Is(err, apperr.Invalid) {
			t.Fatalf("a guess from the known browser: %v", err)
		}
	}
	if err := guess(t.Context(), s, "198.51.100.9", user.Email, password, cookie); !apperr.Is(err, apperr.TooMany) {
		t.Errorf("the known browser after ten wrong passwords: %v", err)
	}
	fake.Advance(366 * 24 * time.Hour)
	for range 12 {
		_ = guess(t.Context(), s, "203.0.113.7", user.Email, "guess", "") // closes the account again
	}
	if err := guess(t.Context(), s, "198.51.100.9", user.Email, password, both.DeviceCookie); !apperr.Is(err, apperr.TooMany) {
		t.Errorf("a browser not seen for a year: %v", err)
	}
}

// Ten an hour would be a guess every quarter of an hour for ever.
func TestSlowGuessesRunOutToo(t *testing.T) {
	t.Parallel()
	s, fake := newService(testdb.New(t).Pool)
	user := create(t, s, "")
	fake.Set(noon.Truncate(30 * 24 * time.Hour))
	hashed := 0
	for i := range 100 {
		if err := guess(t.Context(), s, fmt.Sprintf("198.51.%d.1", i), user.Email, "guess", ""); apperr.Is(err, apperr.Invalid) {
			hashed++
		}
		fake.Advance(20 * time.Minute)
	}
	if hashed != 50 {
		t.Errorf("%d slow guesses were hashed, want 50", hashed)
	}
}

// Guessing must cost the guesser more than the store.
func TestTenThousandGuesses(t *testing.T) {
	pool := testdb.New(t).Pool
	s, _ := newService(pool)
	victim := create(t, s, "")
	run := func(most int, email func(i int) string, address func(i int) string) {
		t.Helper()
		var hashed atomic.Int64
		var wait sync.WaitGroup
		for worker := range 4 {
			wait.Go(func() {
				for i := worker; i < 10_000; i += 4 {
					if apperr.Is(guess(t.Context(), s, address(i), email(i), "guess", ""), apperr.Invalid) {
						hashed.Add(1)
					}
				}
			})
		}
		wait.Wait()
		if got := int(hashed.Load()); got == 0 || got > most {
			t.Errorf("%d of 10,000 guesses were hashed, want at most %d", got, most)
		}
	}
	began := time.Now()
	run(10, func(int) string { return victim.Email }, func(i int) string { return fmt.Sprintf("10.%d.%d.7", i/250, i%250) })
	run(30, func(i int) string { return fmt.Sprintf("many%d@example.com", i) }, func(int) string { return "203.0.113.7" })
	run(200, func(i int) string { return fmt.Sprintf("more%d@example.com", i) }, func(i int) string { return fmt.Sprintf("2001:db8:1:%x::1", i) })
	t.Logf("30,000 guesses took %v", time.Since(began))
	// The log takes no row for each guess that nobody looks at: it keeps them for ever.
	var noted int
	if err := pool.QueryRow(t.Context(), `SELECT count(*) FROM audit_log WHERE action = 'login.throttled'`).Scan(&noted); err != nil || noted > 60 {
		t.Errorf("30,000 guesses left %d entries about throttling (%v), want one an account or network", noted, err)
	}
	if err := guess(t.Context(), s, "198.51.100.1", victim.Email, password, ""); !apperr.HasID(err, "account.error.locked") {
		t.Errorf("the guesser found the password: %v", err)
	}
}

func TestAskingForMailsHasLimitsThatTellNothing(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	s, fake := newService(tx)
	user := create(t, s, "")
	for _, email := range []string{user.Email, "nobody+1@gmail.com"} {
		before := queued(t, tx)
		for i := range 9 {
			typed := email
			if strings.HasPrefix(email, "nobody") { // one mailbox, however it is spelled
				typed = fmt.Sprintf("no.body+%d@GoogleMail.com", i)
			}
			if err := s.AskRecovery(t.Context(), from(fmt.Sprintf("198.51.100.%d", i)), accounts.AskInput{Email: typed}); err != nil {
				t.Fatalf("%s, %d times: %v", email, i, err)
			}
		}
		if got := queued(t, tx) - before; got != 4 {
			t.Errorf("%s: %d mails, want 4", email, got)
		}
	}
	var err error
	for i := range 41 {
		err = s.Register(t.Context(), from("203.0.113.50"), accounts.AskInput{Email: fmt.Sprintf("x%d@example.com", i)})
	}
	if !apperr.Is(err, apperr.TooMany) {
		t.Errorf("the 41st address from one place: %v", err)
	}
	fake.Advance(time.Hour)
	if err := s.Register(t.Context(), from("203.0.113.50"), accounts.AskInput{Email: "x@example.com"}); err != nil {
		t.Errorf("an hour later: %v", err)
	}
}

// A stranger who uses up a mailbox's share leaves its owner a link that works, at
// any time.
func TestSomebodyElsesRequestsLeaveTheOwnerALink(t *testing.T) {
	t.Parallel()
	for kind, ask := range map[accounts.TokenKind]func(*accounts.Service, context.Context, actor.Actor, accounts.AskInput) error{
		accounts.TokenLoginLink: (*accounts.Service).AskLink, accounts.TokenRecover: (*accounts.Service).AskRecovery,
	} {
		tx := testdb.Tx(t)
		s, fake := newService(tx)
		user := create(t, s, "")
		for i := range 100 {
			if err := ask(s, t.Context(), from(fmt.Sprintf("2001:db8:%x:%x::1", testdb.Serial()%0xffff, i)), accounts.AskInput{Email: user.Email}); err != nil {
				t.Fatal(err)
			}
			var good int
			if err := tx.QueryRow(t.Context(), `
				SELECT count(*) FROM tokens t JOIN river_job j ON (j.args->>'token_id')::bigint = t.id
				WHERE t.kind = $1 AND t.user_id = $2 AND t.expires_at > $3`, kind, user.ID, fake.Now()).Scan(&good); err != nil {
				t.Fatal(err)
			}
			if good == 0 {
				t.Fatalf("%s: at %v nothing that was mailed opens", kind, fake.Now())
			}
			fake.Advance(97 * time.Second)
		}
	}
}

// queued counts the mails that wait.
func queued(t *testing.T, d db.DB) int {
	t.Helper()
	var n int
	if err := d.QueryRow(t.Context(), `SELECT count(*) FROM river_job WHERE queue = 'mail'`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
