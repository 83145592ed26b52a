package privacy_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/clock"
	"tenaz/internal/privacy"
	"tenaz/internal/testdb"
)

var owner = actor.Actor{Kind: actor.Staff, ID: 1, Name: "Dona"}

func hit(at time.Time, address string, user int64) privacy.Access {
	return privacy.Access{At: at, Address: netip.MustParseAddr(address), Port: 40001, Method: "GET", Route: "/cart", UserID: user}
}

// write records through the real buffer, which Stop empties.
func write(t *testing.T, d *testdb.Database, rows ...privacy.Access) {
	t.Helper()
	r := privacy.NewRecorder(d.Pool, slog.New(slog.NewTextHandler(t.Output(), nil)))
	go r.Run()
	for _, row := range rows {
		r.Add(row)
	}
	r.Stop()
}

func TestTheRecordIsFoundByTimeAddressAndUser(t *testing.T) {
	t.Parallel()
	d := testdb.New(t)
	now := time.Now().Truncate(time.Second)
	record := privacy.NewAccessRecord(privacy.AccessDeps{DB: d.Pool, Clock: clock.NewFake(now)})
	var user int64
	if err := d.Pool.QueryRow(t.Context(), `INSERT INTO users (email, password_hash) VALUES ('Ana@example.com', 'x') RETURNING id`).Scan(&user); err != nil {
		t.Fatal(err)
	}
	rows := []privacy.Access{
		hit(now.Add(-time.Hour), "203.0.113.9", user), hit(now.Add(-2*time.Hour), "203.0.113.10", 0), hit(now.Add(-3*time.Hour), "2001:db8::1", 0),
		hit(now.Add(-40*24*time.Hour), "203.0.113.9", user),
		{At: now.Add(-4 * time.Hour), Method: "POST", Route: "/checkout/place"},
	}
	for range 700 {
		rows = append(rows, hit(now.Add(-5*time.Hour), "198.51.100.1", 0))
	}
	write(t, d, rows...)
	asked := privacy.AccessInput{From: now.Add(-24 * time.Hour), Until: now, Reason: "processo 1"}
	for name, c := range map[string]struct {
		change func(*privacy.AccessInput)
		want   int
	}{
		"one address":      {func(in *privacy.AccessInput) { in.Address = " 203.0.113.9 " }, 1},
		"a network":        {func(in *privacy.AccessInput) { in.Address = "203.0.113.0/24" }, 2},
		"an IPv6 address":  {func(in *privacy.AccessInput) { in.Address = "2001:db8:0::1" }, 1},
		"a user's address": {func(in *privacy.AccessInput) { in.User = "ana@EXAMPLE.com" }, 1},
		"a user's number":  {func(in *privacy.AccessInput) { in.User = fmt.Sprint(user) }, 1},
		"both":             {func(in *privacy.AccessInput) { in.User, in.Address = fmt.Sprint(user), "203.0.113.10" }, 0},
		"an hour":          {func(in *privacy.AccessInput) { in.From, in.Until = now.Add(-150*time.Minute), now.Add(-time.Hour) }, 1},
	} {
		in := asked
		c.change(&in)
		found, err := record.Find(t.Context(), owner, in)
		if err != nil || len(found.Rows) != c.want {
			t.Errorf("%s: %d rows, %v; want %d", name, len(found.Rows), err, c.want)
		}
	}
	all, err := record.Find(t.Context(), owner, asked)
	if err != nil || len(all.Rows) != 100 || !all.More || all.Rows[0].UserID != user || all.Rows[0].Port != 40001 || all.Rows[3].Address.IsValid() || all.Rows[3].Port != 0 {
		t.Errorf("%d rows, more %v, %v; want the newest hundred:\n%+v", len(all.Rows), all.More, err, all.Rows[:4])
	}
	asked.Page = 8
	if last, err := record.Find(t.Context(), owner, asked); err != nil || len(last.Rows) != 4 || last.More {
		t.Errorf("the last page has %d rows, more %v, %v; want 4", len(last.Rows), last.More, err)
	}
	if file, err := record.Export(t.Context(), owner, asked); err != nil || len(file) != 704 {
		t.Errorf("%d rows in the file, %v; want 704", len(file), err)
	}
	var audited, told int
	err = d.Pool.QueryRow(t.Context(), `SELECT count(*), count(*) FILTER (WHERE after::text ~ '203|ana@') FROM audit_log
		WHERE subject_kind = 'access_record' AND actor_id = 1 AND after->>'reason' = 'processo 1'`).Scan(&audited, &told)
	if err != nil || audited != 10 || told != 0 {
		t.Errorf("%d look-ups audited, %d with a personal value, %v; want 10 and none", audited, told, err)
	}
}

func TestALookUpNeedsReasonAndSpan(t *testing.T) {
	t.Parallel()
	tx, now := testdb.Tx(t), time.Now()
	record := privacy.NewAccessRecord(privacy.AccessDeps{DB: tx, Clock: clock.NewFake(now)})
	right := privacy.AccessInput{From: now.Add(-time.Hour), Until: now, Reason: "x"}
	for field, change := range map[string]func(*privacy.AccessInput){
		"reason":  func(in *privacy.AccessInput) { in.Reason = "  " },
		"from":    func(in *privacy.AccessInput) { in.From = time.Time{} },
		"until":   func(in *privacy.AccessInput) { in.Until = in.From },
		"address": func(in *privacy.AccessInput) { in.Address = "203.0.113" },
		"user":    func(in *privacy.AccessInput) { in.User = "nobody@example.com" },
	} {
		in := right
		change(&in)
		_, err := record.Find(t.Context(), owner, in)
		var refused *apperr.Error
		if !errors.As(err, &refused) || len(refused.Fields) != 1 || refused.Fields[field].ID == "" {
			t.Errorf("%s: %v, want it refused at its field", field, err)
		}
	}
	in := right
	in.From = now.Add(-32 * 24 * time.Hour)
	if _, err := record.Find(t.Context(), owner, in); !apperr.Is(err, apperr.Invalid) {
		t.Errorf("more than a month: %v, want Invalid", err)
	}
	var audited int
	if err := tx.QueryRow(t.Context(), `SELECT count(*) FROM audit_log`).Scan(&audited); err != nil || audited != 0 {
		t.Errorf("%d entries, %v; want none for what was not looked up", audited, err)
	}
}

func TestSixMonthsAreKeptAndNoMore(t *testing.T) {
	t.Parallel()
	d, now := testdb.New(t), time.Now()
	record := privacy.NewAccessRecord(privacy.AccessDeps{DB: d.Pool, Clock: clock.NewFake(now)})
	write(t, d, hit(now.Add(-185*24*time.Hour), "203.0.113.1", 0), hit(now.Add(-183*24*time.Hour), "203.0.113.2", 0), hit(now, "203.0.113.3", 0))
	if gone, err := record.Purge(t.Context()); err != nil || gone != 1 {
		t.Errorf("%d rows gone, %v; want the one of more than six months", gone, err)
	}
	for _, statement := range []string{
		`DELETE FROM access_record`, `UPDATE access_record SET user_id = 1`, `TRUNCATE access_record`,
	} {
		var refused *pgconn.PgError
		if _, err := d.Pool.Exec(t.Context(), statement); !errors.As(err, &refused) || refused.Code != "42501" {
			t.Errorf("%s: %v, want it refused", statement, err)
		}
		if _, err := d.OwnerPool.Exec(t.Context(), statement); err == nil {
			t.Errorf("%s passes as the owner", statement)
		}
	}
}

// A database that is away loses nothing silently.
func TestWhatIsLostIsSaid(t *testing.T) {
	t.Parallel()
	d := testdb.New(t)
	var log bytes.Buffer
	r := privacy.NewRecorder(d.Pool, slog.New(slog.NewTextHandler(&log, nil)))
	d.Pool.Close()
	const buffered = 20_000
	for range buffered + 5 {
		r.Add(hit(time.Now(), "203.0.113.1", 0))
	}
	go r.Run()
	r.Stop()
	if text := log.String(); !strings.Contains(text, "not written") || !strings.Contains(text, fmt.Sprintf("lost=%d", buffered+5)) {
		t.Errorf("the log says:\n%s", text)
	}
}
