package support_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/clock"
	"tenaz/internal/support"
	"tenaz/internal/testdb"
)

var (
	visitor = actor.Actor{Kind: actor.Customer}
	staff   = actor.Actor{Kind: actor.Staff, ID: 7, Name: "Rui"}
)

type desk struct {
	*support.Service
	*testdb.Database
	clock *clock.Fake
}

func newDesk(t *testing.T) desk {
	t.Helper()
	d := desk{Database: testdb.New(t), clock: clock.NewFake(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC))}
	jobs, err := river.NewClient(riverpgxv5.New(d.Pool), &river.Config{})
	if err != nil {
		t.Fatal(err)
	}
	d.Service = support.New(support.Deps{DB: d.Pool, Clock: d.clock, Jobs: jobs})
	return d
}

func question() support.SendInput {
	return support.SendInput{
		Name: " Ana  D'Ávila ", Email: "ana@exemplo.com.br", Subject: "Meu pedido", Message: "Onde está?\r\nObrigada", OrderNumber: "#1042", Locale: "pt-BR",
	}
}

func TestAMessageHasAProtocolADueDayAndOneReceipt(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	sent, err := d.Send(ctx, visitor, question())
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`^20261123-[2-9A-HJ-NP-Z]{8}$`).MatchString(sent.Protocol) {
		t.Errorf("protocol %q", sent.Protocol)
	}
	if want := d.clock.Now().Add(5 * 24 * time.Hour); !sent.DueAt.Equal(want) {
		t.Errorf("due %s, want %s", sent.DueAt, want)
	}
	again, err := d.Send(ctx, visitor, question())
	if err != nil || again.Protocol != sent.Protocol {
		t.Errorf("sent twice: %q, %v; want the same message", again.Protocol, err)
	}
	var receipts int
	if err := d.Pool.QueryRow(ctx, `SELECT count(*) FROM river_job WHERE kind = 'mail_contact_receipt'`).Scan(&receipts); err != nil || receipts != 1 {
		t.Errorf("%d receipts, %v; want one", receipts, err)
	}
	read, err := d.ByProtocol(ctx, sent.Protocol)
	if err != nil || read.Name != "Ana D'Ávila" || read.Text != "Onde está?\nObrigada" || read.OrderNumber != 1042 {
		t.Errorf("kept %+v, %v", read, err)
	}
	if _, err := d.ByProtocol(ctx, "20261123-AAAAAAAA"); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("a protocol that never was: %v, want NotFound", err)
	}
}

func TestMessagesThatAreRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for field, spoil := range map[string]func(*support.SendInput){
		"name":         func(in *support.SendInput) { in.Name = " " },
		"email":        func(in *support.SendInput) { in.Email = "Ana <ana@exemplo.com.br>" },
		"subject":      func(in *support.SendInput) { in.Subject = strings.Repeat("ã", support.MaxLine+1) },
		"message":      func(in *support.SendInput) { in.Message = strings.Repeat("ã", support.MaxMessage+1) },
		"order_number": func(in *support.SendInput) { in.OrderNumber = "dez" },
		"website":      func(in *support.SendInput) { in.Trap = "http://x" },
	} {
		in := question()
		spoil(&in)
		_, err := d.Send(t.Context(), visitor, in)
		var refused *apperr.Error
		if !errors.As(err, &refused) || len(refused.Fields) != 1 || refused.Fields[field].ID == "" {
			t.Errorf("%s: %v, want a message at this field alone", field, err)
		}
	}
}

func TestAMailboxCannotFloodTheShop(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	in := question()
	for _, letter := range "abcde" {
		in.Subject = string(letter)
		if _, err := d.Send(t.Context(), visitor, in); err != nil {
			t.Fatal(err)
		}
	}
	in.Subject, in.Email = "f", "ANA@exemplo.com.br"
	if _, err := d.Send(t.Context(), visitor, in); !apperr.Is(err, apperr.TooMany) {
		t.Errorf("the sixth: %v, want TooMany", err)
	}
	// The receipts of all its spellings end up in one mailbox.
	in.Email = "ana+outra@exemplo.com.br"
	if _, err := d.Send(t.Context(), visitor, in); !apperr.Is(err, apperr.TooMany) {
		t.Errorf("another spelling: %v, want TooMany", err)
	}
	in.Email = "outra@exemplo.com.br"
	if _, err := d.Send(t.Context(), visitor, in); err != nil {
		t.Errorf("another mailbox: %v", err)
	}
	d.clock.Advance(time.Hour)
	in.Email = "ana@exemplo.com.br"
	if _, err := d.Send(t.Context(), visitor, in); err != nil {
		t.Errorf("an hour later: %v", err)
	}
}

func TestTheQueueGivesTheMostUrgentFirst(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	first, err := d.Send(ctx, visitor, question())
	if err != nil {
		t.Fatal(err)
	}
	d.clock.Advance(24 * time.Hour)
	second, err := d.Send(ctx, visitor, question())
	if err != nil {
		t.Fatal(err)
	}
	queue, err := d.List(ctx, false, 1)
	if err != nil || queue.Open != 2 || len(queue.Messages) != 2 || queue.Messages[0].ID != first.ID {
		t.Fatalf("queue %+v, %v; want the older first", queue, err)
	}
	if first.Late(first.DueAt) || !first.Late(first.DueAt.Add(time.Second)) {
		t.Error("a message is late after its due time and not before")
	}
	for range 2 {
		if err := d.Mark(ctx, staff, support.MarkInput{ID: first.ID, Answered: true}); err != nil {
			t.Fatal(err)
		}
	}
	if queue, err = d.List(ctx, true, 1); err != nil || queue.Open != 1 || len(queue.Messages) != 1 || queue.Messages[0].AnsweredBy != "Rui" {
		t.Errorf("answered %+v, %v", queue, err)
	}
	if records, err := audit.OfSubject(ctx, d.Pool, "message", first.ID); err != nil || len(records) != 1 {
		t.Errorf("marking twice left %d audit entries, %v; want one", len(records), err)
	}
	if err := d.Mark(ctx, staff, support.MarkInput{ID: first.ID}); err != nil {
		t.Fatal(err)
	}
	if reopened, err := d.ByID(ctx, first.ID); err != nil || reopened.AnsweredAt != nil || reopened.AnsweredBy != "" {
		t.Errorf("reopened %+v, %v", reopened, err)
	}
	if err := d.Mark(ctx, staff, support.MarkInput{ID: second.ID + 99}); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("no such message: %v, want NotFound", err)
	}
	if _, err := d.List(ctx, false, 2); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("beyond the last page: %v, want NotFound", err)
	}
}
