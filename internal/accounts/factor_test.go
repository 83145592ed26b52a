package accounts_test

import (
	"fmt"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/testdb"
)

func TestACodeOpensOnceAndNoneBeforeIt(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "")
	secret, codes := g.enrol(g.login("").ID)
	if len(codes) != 10 {
		t.Fatalf("%d recovery codes, want 10", len(codes))
	}
	for name, code := range map[string]string{
		"the code of the enrolment": g.code(secret, -1), "a late one": g.code(secret, -2), "an early one": g.code(secret, 2),
		"nothing": "", "letters": "abcdef", "five digits": "12345", "a sign": "-12345", "full width": "１２３４５６", "long": strings.Repeat("1", 2000),
	} {
		if _, err := g.second(code); !apperr.Is(err, apperr.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	now := g.code(secret, 0)
	if factor, err := g.second(now[:3] + " " + now[3:]); err != nil || factor != accounts.FactorTOTP {
		t.Fatalf("the right code: %q, %v", factor, err)
	}
	if _, err := g.second(now); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("the same code again: %v", err)
	}
	g.clock.Advance(20 * time.Minute)
	if _, err := g.second(g.code(secret, 1)); err != nil {
		t.Fatalf("a phone that goes half a minute fast: %v", err)
	}
	if _, err := g.second(g.code(secret, 0)); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("a code from before the last one: %v", err)
	}
}

func TestOfManyWithOneCodeOneGetsIn(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.New(t).Pool, "")
	secret, codes := g.enrol(g.login("").ID)
	for _, code := range []string{g.code(secret, 0), codes[0]} {
		var right, wrong atomic.Int64
		var wait sync.WaitGroup
		for range 6 {
			wait.Go(func() {
				switch _, err := g.second(code); {
				case err == nil:
					right.Add(1)
				case apperr.Is(err, apperr.Invalid):
					wrong.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if right.Load() != 1 || wrong.Load() != 5 {
			t.Errorf("%d got in and %d did not, want 1 and 5", right.Load(), wrong.Load())
		}
	}
}

func TestARecoveryCodeOpensOnce(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "")
	_, codes := g.enrol(g.login("").ID)
	typed := strings.ToLower(strings.ReplaceAll(codes[3], "-", " "))
	if factor, err := g.second(typed); err != nil || factor != accounts.FactorRecovery {
		t.Fatalf("%q, %v", factor, err)
	}
	if _, err := g.second(codes[3]); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("used again: %v", err)
	}
	other := guard(t, g.db, "")
	other.enrol(other.login("").ID)
	if _, err := other.second(codes[4]); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("somebody else's code: %v", err)
	}
	if has, err := g.Factors(t.Context(), g.user.ID); err != nil || has.Recovery != 9 {
		t.Errorf("%d codes are left, %v", has.Recovery, err)
	}
	fresh, err := g.NewRecoveryCodes(t.Context(), g.by, accounts.FactorInput{UserID: g.user.ID})
	if err != nil || len(fresh) != 10 {
		t.Fatalf("%d new codes, %v", len(fresh), err)
	}
	if _, err := g.second(codes[5]); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("a code of before: %v", err)
	}
	if n := g.count(`SELECT count(*) FROM recovery_codes WHERE position($1::bytea IN hash) > 0`, []byte(fresh[0])); n != 0 {
		t.Error("a code is readable in the table")
	}
	if n := g.count(`SELECT count(*) FROM river_job WHERE args->>'what' = 'factor' AND args->>'detail' = 'recovery_used'`); n != 1 {
		t.Errorf("%d notices that a recovery code was used, want 1", n)
	}
}

func TestRecoveryCodesNeedAFactor(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "")
	if _, err := g.NewRecoveryCodes(t.Context(), g.by, accounts.FactorInput{UserID: g.user.ID}); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("without a second factor: %v", err)
	}
	seen := map[string]bool{}
	_, codes := g.enrol(g.login("").ID)
	for _, code := range codes {
		if seen[code] || len(strings.ReplaceAll(code, "-", "")) != 24 || strings.ContainsAny(code, "ILOU") {
			t.Errorf("code %q", code)
		}
		seen[code] = true
	}
}

// Six digits are few: after ten tries in a quarter of an hour, and forty a day,
// even the right code waits. Recovery codes cannot be guessed and go on.
func TestGuessingCodesIsThrottled(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.New(t).Pool, "")
	secret, codes := g.enrol(g.login("").ID) // the enrolment was the first try
	var wrong, refused atomic.Int64
	var wait sync.WaitGroup
	for i := range 30 {
		wait.Go(func() {
			by := g.by
			by.Address = fmt.Sprintf("203.0.113.%d", i)
			switch _, err := g.SecondFactor(t.Context(), by, g.user.ID, accounts.Proof{Code: fmt.Sprintf("%06d", i)}); apperr.KindOf(err) {
			case apperr.Invalid:
				wrong.Add(1)
			case apperr.TooMany:
				refused.Add(1)
			default:
				t.Errorf("guess %d: %v", i, err)
			}
		})
	}
	wait.Wait()
	if wrong.Load() != 9 || refused.Load() != 21 {
		t.Errorf("%d guesses were looked at and %d refused, want 9 and 21", wrong.Load(), refused.Load())
	}
	if _, err := g.second(g.code(secret, 0)); !apperr.Is(err, apperr.TooMany) {
		t.Errorf("the right code meanwhile: %v", err)
	}
	if _, err := g.second(codes[0]); err != nil {
		t.Errorf("a recovery code meanwhile: %v", err)
	}
	g.clock.Advance(15 * time.Minute)
	if _, err := g.second(g.code(secret, 0)); err != nil {
		t.Errorf("after the window: %v", err)
	}
	day := 0
	for range 20 {
		g.clock.Advance(15 * time.Minute)
		for range 10 {
			if _, err := g.second("000000"); apperr.Is(err, apperr.Invalid) {
				day++
			}
		}
	}
	if day > 80 { // two days meet
		t.Errorf("%d guesses in a day were looked at", day)
	}
}

func TestEnrolmentEndsAndIsReplacedOnlyWhenConfirmed(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "")
	in := accounts.FactorInput{UserID: g.user.ID, LoginID: g.login("").ID}
	secret, _ := g.enrol(in.LoginID)
	if err := g.StartTOTP(t.Context(), g.user.ID); err != nil {
		t.Fatal(err)
	}
	pending, err := g.PendingTOTP(t.Context(), g.user.ID, "Loja", g.user.Email)
	if err != nil || pending.Secret == secret {
		t.Fatalf("the secret is the old one, %v", err)
	}
	if _, err := g.ConfirmTOTP(t.Context(), g.by, in, g.code(secret, 0)); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("confirmed by the old app: %v", err)
	}
	if _, err := g.second(g.code(secret, 0)); err != nil {
		t.Errorf("the old app, while the new one is not confirmed: %v", err)
	}
	if codes, err := g.ConfirmTOTP(t.Context(), g.by, in, g.code(pending.Secret, 0)); err != nil || codes != nil {
		t.Fatalf("%d codes, %v", len(codes), err)
	}
	if _, err := g.second(g.code(secret, 1)); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("the old app afterwards: %v", err)
	}
	if err := g.StartTOTP(t.Context(), g.user.ID); err != nil {
		t.Fatal(err)
	}
	late, err := g.PendingTOTP(t.Context(), g.user.ID, "Loja", g.user.Email)
	if err != nil {
		t.Fatal(err)
	}
	g.clock.Advance(time.Hour + time.Second)
	if _, err := g.PendingTOTP(t.Context(), g.user.ID, "Loja", g.user.Email); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("shown after an hour: %v", err)
	}
	if _, err := g.ConfirmTOTP(t.Context(), g.by, in, g.code(late.Secret, 0)); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("confirmed after an hour: %v", err)
	}
}

func TestWhatAnAppIsTold(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "")
	if err := g.StartTOTP(t.Context(), g.user.ID); err != nil {
		t.Fatal(err)
	}
	e, err := g.PendingTOTP(t.Context(), g.user.ID, "Loja: São João & Filhos", g.user.Email)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(e.URI)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if u.Scheme != "otpauth" || u.Host != "totp" || u.Path != "/Loja  São João & Filhos:"+g.user.Email || q.Get("secret") != e.Secret ||
		q.Get("issuer") != "Loja: São João & Filhos" || len(e.Secret) != 32 {
		t.Errorf("%s", e.URI)
	}
	if e.QR.Side < 40 || !strings.HasPrefix(e.QR.Path, "M4 4h7v1h-7z") {
		t.Errorf("a QR code of %d units that begins with %.20s", e.QR.Side, e.QR.Path)
	}
}

func TestAChangeOfFactorsTellsAndEndsOthersIfAsked(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	g := guard(t, tx, "")
	here, there := g.login(""), g.login("")
	g.enrol(here.ID)
	user, err := g.ByLogin(t.Context(), here.ID)
	if err != nil || !user.SecondFactor || !user.Proven || !user.Fresh {
		t.Errorf("here: %+v, %v", user, err)
	}
	if user, err := g.ByLogin(t.Context(), there.ID); err != nil || !user.SecondFactor || user.Proven {
		t.Errorf("there: %+v, %v", user, err)
	}
	if err := g.RemoveTOTP(t.Context(), g.by, accounts.FactorInput{UserID: g.user.ID, LoginID: here.ID, EndOthers: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := g.ByLogin(t.Context(), there.ID); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("the other login: %v", err)
	}
	if _, err := g.ByLogin(t.Context(), here.ID); err != nil {
		t.Errorf("this login: %v", err)
	}
	if has, err := g.Factors(t.Context(), g.user.ID); err != nil || has.Second() || has.Recovery != 0 {
		t.Errorf("left are %+v, %v", has, err)
	}
	for _, what := range []string{"totp_added", "totp_removed"} {
		if n := g.count(`SELECT count(*) FROM river_job WHERE args->>'what' = 'factor' AND args->>'detail' = $1`, what); n != 1 {
			t.Errorf("%d notices about %s, want 1", n, what)
		}
		if n := g.count(`SELECT count(*) FROM audit_log WHERE action = 'factor.' || $1 AND subject_id = $2`, what, g.user.ID); n != 1 {
			t.Errorf("%d entries about %s, want 1", n, what)
		}
	}
}

func TestStaffKeepOneFactor(t *testing.T) {
	t.Parallel()
	tx := testdb.Tx(t)
	g := guard(t, tx, "manager")
	login := g.login("")
	secret, _ := g.enrol(login.ID)
	in := accounts.FactorInput{UserID: g.user.ID, LoginID: login.ID}
	nested, err := tx.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := g.RemoveTOTP(t.Context(), g.by, in); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("the last one was removed: %v", err)
	}
	if err := nested.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := g.second(g.code(secret, 0)); err != nil {
		t.Errorf("it no longer works: %v", err)
	}
}

func TestResetFactorsIsForWhoMayChangeStaff(t *testing.T) {
	t.Parallel()
	g := guard(t, testdb.Tx(t), "manager")
	login := g.login("")
	g.enrol(login.ID)
	if err := g.ResetFactors(t.Context(), actor.Actor{Kind: actor.Staff, Permissions: []string{"customers"}}, g.user.ID); !apperr.Is(err, apperr.Forbidden) {
		t.Errorf("by who may not: %v", err)
	}
	if err := g.ResetFactors(t.Context(), store, g.user.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := g.ByLogin(t.Context(), login.ID); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("the login goes on: %v", err)
	}
	if n := g.count(`SELECT (SELECT count(*) FROM totp_secrets WHERE user_id = $1) + (SELECT count(*) FROM recovery_codes WHERE user_id = $1)`, g.user.ID); n != 0 {
		t.Errorf("%d rows are left", n)
	}
}
