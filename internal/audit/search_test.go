package audit_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tenaz/internal/actor"
	"tenaz/internal/audit"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	"tenaz/internal/testdb"
)

var (
	noon = time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)
	dona = actor.Actor{Kind: actor.Staff, ID: 7, Name: "Dona Íris", Address: "203.0.113.9", Agent: "=cmd|' /C calc'!A0"}
)

// log is a service whose log holds count entries, one a minute, by two people.
func log(t *testing.T, count int) *audit.Service {
	t.Helper()
	tx := testdb.Tx(t)
	s := audit.New(audit.Deps{DB: tx, Clock: clock.NewFake(noon)})
	rui := actor.Actor{Kind: actor.Staff, ID: 8, Name: "Rui", Address: "203.0.113.10"}
	for i := range count {
		by := dona
		if i%10 == 0 {
			by = rui
		}
		err := audit.RecordNow(t.Context(), tx, by, noon.Add(time.Duration(i)*time.Minute), audit.Entry{
			Action: []string{"thing.made", "thing.lost"}[i%2], SubjectKind: "thing", SubjectID: int64(i + 1), After: map[string]int{"n": i},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func subjects(records []audit.Record) []int64 {
	ids := make([]int64, len(records))
	for i, r := range records {
		ids[i] = r.SubjectID
	}
	return ids
}

func TestSearchPagesThereAndBack(t *testing.T) {
	s, ctx := log(t, 120), t.Context()
	f := audit.Filter{SubjectKind: "thing"}
	var seen []int64
	var pages []audit.Found
	for older := int64(0); ; {
		found, err := s.Search(ctx, f, older, 0)
		if err != nil {
			t.Fatal(err)
		}
		seen, pages = append(seen, subjects(found.Records)...), append(pages, found)
		if older = found.Older; older == 0 {
			break
		}
	}
	want := make([]int64, 120)
	for i := range want {
		want[i] = int64(120 - i)
	}
	if diff := cmp.Diff(want, seen); diff != "" || len(pages) != 3 {
		t.Errorf("%d pages (-want +got):\n%s", len(pages), diff)
	}
	if pages[0].Newer != 0 {
		t.Error("the newest page leads to a newer one")
	}
	back, err := s.Search(ctx, f, 0, pages[2].Newer)
	if err != nil || !slices.Equal(subjects(back.Records), subjects(pages[1].Records)) {
		t.Errorf("back from the last page: %v, %v", subjects(back.Records), err)
	}
	if back, err = s.Search(ctx, f, 0, back.Newer); err != nil || back.Newer != 0 || back.Records[0].SubjectID != 120 {
		t.Errorf("back to the first page: %v, newer %d, %v", subjects(back.Records), back.Newer, err)
	}
}

func TestSearchFilters(t *testing.T) {
	s := log(t, 20)
	for name, c := range map[string]struct {
		filter audit.Filter
		want   []int64
	}{
		"who, in part and any case": {audit.Filter{Who: " rUI "}, []int64{11, 1}},
		"by id":                     {audit.Filter{ActorID: 8}, []int64{11, 1}},
		"action":                    {audit.Filter{Action: "thing.lost", Who: "íris", From: noon.Add(16 * time.Minute)}, []int64{20, 18}},
		"area":                      {audit.Filter{Area: "thin"}, []int64{}},
		"one thing":                 {audit.Filter{SubjectKind: "thing", SubjectID: 5}, []int64{5}},
		"from and until":            {audit.Filter{From: noon.Add(3 * time.Minute), Until: noon.Add(5 * time.Minute), SubjectKind: "thing"}, []int64{5, 4}},
		"nothing like it":           {audit.Filter{Who: "%"}, []int64{}},
	} {
		found, err := s.Search(t.Context(), c.filter, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, subjects(found.Records)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestExportIsHarmlessAndNoted(t *testing.T) {
	s := log(t, 3)
	by := actor.Actor{Kind: actor.Staff, ID: 9, Name: "Léo", Address: "203.0.113.11"}
	var file bytes.Buffer
	if err := s.Export(t.Context(), by, audit.Filter{SubjectKind: "thing"}, &file); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&file).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v; want a heading and three", len(rows), err)
	}
	if agent := rows[1][6]; agent != "'"+dona.Agent {
		t.Errorf("a browser that calls itself a formula: %q", agent)
	}
	if rows[1][5] != "203.0.113.9" || rows[1][7] != "thing.made" || rows[1][12] != `{"n": 2}` {
		t.Errorf("the newest row: %q", rows[1])
	}
	found, err := s.Search(t.Context(), audit.Filter{Action: "audit.exported"}, 0, 0)
	if err != nil || len(found.Records) != 1 || found.Records[0].ActorName != "Léo" || string(found.Records[0].After) != `{"entries": 3}` {
		t.Errorf("the log of the export: %+v, %v", found.Records, err)
	}
}

// TestWhereStaffActed: of customers no address is kept, because the log is for
// ever; but it is of what was tried against the staff.
func TestWhereStaffActed(t *testing.T) {
	tx, ctx := testdb.Tx(t), t.Context()
	guest := actor.Actor{Kind: actor.Customer, Address: "198.51.100.4", Agent: "Firefox"}
	for i, c := range []struct {
		by    actor.Actor
		where bool
		want  string
	}{{dona, false, dona.Address}, {guest, false, ""}, {guest, true, guest.Address}} {
		id := testdb.Serial()
		if err := audit.RecordNow(ctx, tx, c.by, noon, audit.Entry{Action: "x.y", SubjectKind: "where", SubjectID: id, Where: c.where}); err != nil {
			t.Fatal(err)
		}
		records, err := audit.OfSubject(ctx, tx, "where", id)
		if err != nil || len(records) != 1 || records[0].Address != c.want {
			t.Errorf("case %d: %+v, %v; want the address %q", i, records, err, c.want)
		}
	}
}

// TestTheLogCannotBeChanged: neither grant nor trigger lets it, and each of them
// alone would do.
func TestTheLogCannotBeChanged(t *testing.T) {
	d := testdb.New(t)
	for what, pool := range map[string]db.DB{"the app's role": d.Pool, "the owner, past the grant": d.OwnerPool} {
		for _, statement := range []string{"UPDATE audit_log SET action = 'x'", "DELETE FROM audit_log", "TRUNCATE audit_log"} {
			if _, err := pool.Exec(t.Context(), statement); err == nil {
				t.Errorf("%s: %s was allowed", what, statement)
			}
		}
	}
	for _, verb := range []string{"UPDATE", "DELETE", "TRUNCATE"} {
		var may bool
		query := fmt.Sprintf(`SELECT has_table_privilege(current_user, 'audit_log', '%s')`, verb)
		if err := d.Pool.QueryRow(t.Context(), query).Scan(&may); err != nil || may {
			t.Errorf("the app's role holds %s: %v", verb, err)
		}
	}
}
