package audit_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tenaz/internal/actor"
	"tenaz/internal/audit"
	"tenaz/internal/testdb"
)

func TestRecordIsReadBackNewestFirst(t *testing.T) {
	tx, ctx := testdb.Tx(t), t.Context()
	at := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	by := actor.Actor{Kind: actor.Staff, ID: 7, Name: "Dona", RequestID: "r1"}
	subject := testdb.Serial()
	for i, action := range []string{"stock.adjusted", "stock.counted"} {
		err := audit.RecordTx(ctx, tx, by, at.Add(time.Duration(i)*time.Minute), audit.Entry{
			Action: action, SubjectKind: "variant", SubjectID: subject,
			Before: map[string]int{"on_hand": i}, After: map[string]int{"on_hand": i + 5},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	records, err := audit.OfSubject(ctx, tx, "variant", subject)
	if err != nil {
		t.Fatal(err)
	}
	type seen struct {
		At            time.Time
		By            actor.Kind
		Name          string
		Action        string
		Before, After string
	}
	var got []seen
	for _, r := range records {
		got = append(got, seen{r.At, r.ActorKind, r.ActorName, r.Action, string(r.Before), string(r.After)})
	}
	want := []seen{
		{at.Add(time.Minute), actor.Staff, "Dona", "stock.counted", `{"on_hand": 1}`, `{"on_hand": 6}`},
		{at, actor.Staff, "Dona", "stock.adjusted", `{"on_hand": 0}`, `{"on_hand": 5}`},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
}

func TestNothingIsKeptForNil(t *testing.T) {
	tx, ctx := testdb.Tx(t), t.Context()
	subject := testdb.Serial()
	err := audit.RecordTx(ctx, tx, actor.Store("test"), time.Now(), audit.Entry{Action: "user.created", SubjectKind: "user", SubjectID: subject})
	if err != nil {
		t.Fatal(err)
	}
	records, err := audit.OfSubject(ctx, tx, "user", subject)
	if err != nil || len(records) != 1 {
		t.Fatalf("%d records, %v; want one", len(records), err)
	}
	if records[0].Before != nil || records[0].After != nil {
		t.Errorf("before %s, after %s; want none", records[0].Before, records[0].After)
	}
}

func TestEntriesCannotBeChanged(t *testing.T) {
	tx, ctx := testdb.Tx(t), t.Context()
	for _, statement := range []string{"UPDATE audit_log SET action = 'x'", "DELETE FROM audit_log", "TRUNCATE audit_log"} {
		nested, err := tx.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := nested.Exec(ctx, statement); err == nil {
			t.Errorf("%s was allowed", statement)
		}
		if err := nested.Rollback(ctx); err != nil {
			t.Fatal(err)
		}
	}
}
