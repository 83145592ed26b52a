package privacy_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/clock"
	"tenaz/internal/i18n"
	"tenaz/internal/privacy"
	"tenaz/internal/settings"
	"tenaz/internal/testdb"
)

var visitor = actor.Actor{Kind: actor.Customer}

type office struct {
	*privacy.Service
	*testdb.Database
	clock *clock.Fake
}

func newOffice(t *testing.T) office {
	t.Helper()
	o := office{Database: testdb.New(t), clock: clock.NewFake(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC))}
	jobs, err := river.NewClient(riverpgxv5.New(o.Pool), &river.Config{})
	if err != nil {
		t.Fatal(err)
	}
	o.Service = privacy.New(privacy.Deps{
		DB: o.Pool, Clock: o.clock, Jobs: jobs, BaseURL: "https://loja.example", Settings: settings.New(settings.Deps{DB: o.Pool, Clock: o.clock}),
		Tokens: privacy.NewTokens([][]byte{[]byte("0123456789abcdefghijklmnopqrstuvwxyz")}),
	})
	return o
}

// ticks the box of the checkout, in a language.
func (o office) ticks(t *testing.T, ctx context.Context, email string) {
	t.Helper()
	offer, err := o.Offer(ctx, privacy.Marketing)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Accept(ctx, visitor, privacy.AcceptInput{
		Email: email, Purpose: privacy.Marketing, Version: offer.Version, Source: privacy.FromCheckout,
	}); err != nil {
		t.Fatal(err)
	}
}

func (o office) of(t *testing.T, email string) privacy.Preferences {
	t.Helper()
	p, err := o.Of(t.Context(), email)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAConsentIsKeptWordForWordWithItsTime(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	en := i18n.With(t.Context(), "en")
	o.ticks(t, en, "Zoë@Example.com")
	o.ticks(t, en, "zoë@example.com") // again, the same words: no second row
	p := o.of(t, "ZOË@example.com")
	if !p.Receives(privacy.Marketing) || len(p.History) != 1 {
		t.Fatalf("preferences %+v, want one decision that holds", p)
	}
	d := p.History[0]
	if d.Text != "I want to receive news and offers from Tenaz by e-mail. I can stop at any time." || !d.At.Equal(o.clock.Now()) ||
		d.Source != privacy.FromCheckout || len(d.Version) != 16 {
		t.Errorf("kept %+v", d)
	}
	o.clock.Advance(time.Hour)
	in := privacy.TakeBackInput{Email: "zoë@example.com", Purpose: privacy.Marketing, Source: privacy.FromAccount}
	for range 2 {
		if err := o.TakeBack(t.Context(), visitor, in); err != nil {
			t.Fatal(err)
		}
	}
	p = o.of(t, "zoë@example.com")
	if p.Receives(privacy.Marketing) || p.Suppressed != privacy.Unsubscribed || len(p.History) != 2 || p.History[0].Given || !p.History[0].At.Equal(o.clock.Now()) {
		t.Errorf("after taking it back twice: %+v", p)
	}
	o.ticks(t, t.Context(), "zoë@example.com")
	if p = o.of(t, "zoë@example.com"); !p.Receives(privacy.Marketing) || len(p.History) != 3 || !strings.HasPrefix(p.History[0].Text, "Quero receber") {
		t.Errorf("after agreeing anew: %+v", p)
	}
}

func TestNothingIsAgreedToWithoutItsWords(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, version := range []string{"", "1", "on", "0123456789abcdef"} {
		err := o.Accept(t.Context(), visitor, privacy.AcceptInput{
			Email: "ana@example.com", Purpose: privacy.Marketing, Version: version, Source: privacy.FromCheckout,
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if p := o.of(t, "ana@example.com"); len(p.History) != 0 || p.Receives(privacy.Marketing) {
		t.Errorf("recorded %+v", p.History)
	}
}

func TestConsentsCannotBeRewritten(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.ticks(t, t.Context(), "ana@example.com")
	for _, table := range []string{"consents", "consent_texts"} {
		for _, statement := range []string{"UPDATE %s SET id = DEFAULT", "DELETE FROM %s", "TRUNCATE %s CASCADE"} {
			if _, err := o.OwnerPool.Exec(t.Context(), fmt.Sprintf(statement, table)); err == nil {
				t.Errorf(statement+" was allowed", table)
			}
		}
	}
}

func TestAnAddressThatBouncesGetsNoNews(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.ticks(t, t.Context(), "ana@example.com")
	if err := o.Bounce(t.Context(), "ANA@example.com"); err != nil {
		t.Fatal(err)
	}
	if err := o.Bounce(t.Context(), "nobody@example.com"); err != nil {
		t.Errorf("an address that never agreed: %v", err)
	}
	if p := o.of(t, "ana@example.com"); p.Receives(privacy.Marketing) || p.Suppressed != privacy.Bounced || !p.Given[privacy.Marketing] {
		t.Errorf("after the bounce: %+v", p)
	}
	if n, err := o.Recipients(t.Context()); err != nil || n != 0 {
		t.Errorf("%d recipients, %v; want none", n, err)
	}
	o.ticks(t, t.Context(), "ana@example.com")
	if p := o.of(t, "ana@example.com"); !p.Receives(privacy.Marketing) {
		t.Errorf("asked anew: %+v", p)
	}
}

// A newsletter skips whoever takes the consent back between the sending and the
// turn, and ends when nobody waits for it any more.
func TestANewsletterAsksAgainBeforeEachMail(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	for _, name := range []string{"ana", "bia", "caio"} {
		o.ticks(t, ctx, name+"@example.com")
	}
	clerk := actor.Actor{Kind: actor.Staff, ID: 7, Name: "Rui"}
	id, err := o.SaveNewsletter(ctx, clerk, privacy.SaveNewsletterInput{Subject: " Novos  fones ", Body: "Veja [os fones](/categories/fones)\r\n"})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.SendNewsletter(ctx, clerk, privacy.SendNewsletterInput{ID: id, Version: 9}); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("a stale version: %v, want Conflict", err)
	}
	if err := o.SendNewsletter(ctx, clerk, privacy.SendNewsletterInput{ID: id, Version: 1}); err != nil {
		t.Fatal(err)
	}
	if err := o.SendNewsletter(ctx, clerk, privacy.SendNewsletterInput{ID: id, Version: 2}); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("sent twice: %v, want Conflict", err)
	}
	if _, err := o.SaveNewsletter(ctx, clerk, privacy.SaveNewsletterInput{ID: id, Subject: "x", Body: "y", Version: 2}); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("changed under way: %v, want Conflict", err)
	}
	mail, owed, err := o.Due(ctx, id, 1)
	if err != nil || !owed || mail.Email != "ana@example.com" || mail.Subject != "Novos fones" || !strings.HasPrefix(mail.Unsubscribe, "https://loja.example/unsubscribe/") {
		t.Fatalf("due %+v, %v, %v", mail, owed, err)
	}
	if err := o.MarkSent(ctx, id, 1, false); err != nil {
		t.Fatal(err)
	}
	if _, owed, err := o.Due(ctx, id, 1); owed || err != nil {
		t.Errorf("owed a second time: %v, %v", owed, err)
	}
	if err := o.Unsubscribe(ctx, visitor, o.tokenOf(t, id, 2)); err != nil {
		t.Fatal(err)
	}
	if _, owed, err := o.Due(ctx, id, 2); owed || err != nil {
		t.Errorf("owed after unsubscribing: %v, %v", owed, err)
	}
	if n, err := o.Newsletter(ctx, id); err != nil || n.State != privacy.Sending || n.Counts.Queued != 1 {
		t.Errorf("%+v, %v; want one that waits", n, err)
	}
	if err := o.MarkSent(ctx, id, 3, true); err != nil {
		t.Fatal(err)
	}
	n, err := o.Newsletter(ctx, id)
	if want := (privacy.Counts{Recipients: 3, Sent: 1, Skipped: 1, Failed: 1}); err != nil || n.State != privacy.Sent || n.Counts != want {
		t.Errorf("%s with %+v, %v; want it sent with %+v", n.State, n.Counts, err, want)
	}
}

func (o office) tokenOf(t *testing.T, newsletter, subject int64) string {
	t.Helper()
	mail, owed, err := o.Due(t.Context(), newsletter, subject)
	if err != nil || !owed {
		t.Fatalf("owed %v, %v", owed, err)
	}
	return strings.TrimPrefix(mail.Unsubscribe, "https://loja.example/unsubscribe/")
}

func TestAStoppedNewsletterReachesNobodyElse(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, clerk := t.Context(), actor.Actor{Kind: actor.Staff, ID: 7, Name: "Rui"}
	id, err := o.SaveNewsletter(ctx, clerk, privacy.SaveNewsletterInput{Subject: "a", Body: "b"})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.SendNewsletter(ctx, clerk, privacy.SendNewsletterInput{ID: id, Version: 1}); !apperr.HasID(err, "privacy.nobody") {
		t.Errorf("to nobody: %v", err)
	}
	o.ticks(t, ctx, "ana@example.com")
	if err := o.SendNewsletter(ctx, clerk, privacy.SendNewsletterInput{ID: id, Version: 1}); err != nil {
		t.Fatal(err)
	}
	if err := o.StopNewsletter(ctx, clerk, id); err != nil {
		t.Fatal(err)
	}
	if _, owed, err := o.Due(ctx, id, 1); owed || err != nil {
		t.Errorf("owed after stopping: %v, %v", owed, err)
	}
	if err := o.StopNewsletter(ctx, clerk, id); !apperr.Is(err, apperr.Conflict) {
		t.Errorf("stopped twice: %v", err)
	}
}

func TestALinkCannotBeMadeUp(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, clerk := t.Context(), actor.Actor{Kind: actor.Staff, ID: 7, Name: "Rui"}
	o.ticks(t, ctx, "ana@example.com")
	id, err := o.SaveNewsletter(ctx, clerk, privacy.SaveNewsletterInput{Subject: "a", Body: "b"})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.SendNewsletter(ctx, clerk, privacy.SendNewsletterInput{ID: id, Version: 1}); err != nil {
		t.Fatal(err)
	}
	token := o.tokenOf(t, id, 1)
	if p, err := o.ByToken(ctx, token); err != nil || p.Email != "ana@example.com" {
		t.Fatalf("%+v, %v", p, err)
	}
	flipped := []byte(token)
	flipped[3] ^= 1
	for _, bad := range []string{"", "x", token + "A", token[:len(token)-1], string(flipped), token + "\n", strings.ToUpper(token)} {
		if err := o.Unsubscribe(ctx, visitor, bad); !apperr.Is(err, apperr.NotFound) {
			t.Errorf("%q: %v, want NotFound", bad, err)
		}
	}
	if !o.of(t, "ana@example.com").Receives(privacy.Marketing) {
		t.Error("a link that was made up unsubscribed")
	}
}
