package audit

import (
	"context"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"tenaz/internal/actor"
	"tenaz/internal/clock"
	"tenaz/internal/db"
	q "tenaz/queries/audit"
)

// Deps are what the service needs.
type Deps struct {
	DB    db.DB
	Clock clock.Clock
}

// Service reads the log for staff.
type Service struct{ Deps }

// New returns a Service.
func New(d Deps) *Service { return &Service{d} }

// Filter chooses entries; what is empty chooses all. Area is what an action
// begins with, such as "order". From is the first moment, Until the first after.
type Filter struct {
	Who         string
	ActorID     int64
	Action      string
	Area        string
	SubjectKind string
	SubjectID   int64
	// Subject is what people call it: an order's number, a SKU, a page's slug, a
	// person's e-mail or name, a role.
	Subject     string
	From, Until time.Time
}

// pageSize is how many entries a page of the log shows.
const pageSize = 50

// Found is a page of entries, the newest first. Older and Newer are the cursors
// of the pages beside it, 0 if there is none.
type Found struct {
	Records      []Record
	Older, Newer int64
}

// Search returns the entries before the one whose id is older, or after the one
// whose id is newer; with neither the newest.
func (s *Service) Search(ctx context.Context, f Filter, older, newer int64) (Found, error) {
	if newer > 0 {
		return s.newer(ctx, f, newer)
	}
	records, err := s.before(ctx, s.DB, f, older, pageSize+1)
	if err != nil {
		return Found{}, err
	}
	found := Found{Records: records[:min(len(records), pageSize)]}
	if len(records) > pageSize {
		found.Older = found.Records[pageSize-1].ID
	}
	if older > 0 && len(records) > 0 {
		found.Newer = records[0].ID
	}
	return found, nil
}

func (s *Service) newer(ctx context.Context, f Filter, newer int64) (Found, error) {
	f = f.bounded()
	rows, err := q.New().SearchNewer(ctx, s.DB, q.SearchNewerParams{
		Who: f.Who, ActorID: f.ActorID, Action: f.Action, Area: f.Area, SubjectKind: f.SubjectKind, SubjectID: f.SubjectID,
		Subject: f.Subject, FromAt: f.From, UntilAt: f.Until, AfterID: newer, Most: pageSize + 1,
	})
	if err != nil {
		return Found{}, db.Error(err)
	}
	var found Found
	for _, row := range rows[:min(len(rows), pageSize)] {
		found.Records = append(found.Records, toRecord(q.SearchRow(row)))
	}
	slices.Reverse(found.Records)
	if len(found.Records) > 0 {
		found.Older = found.Records[len(found.Records)-1].ID
	}
	if len(rows) > pageSize {
		found.Newer = found.Records[0].ID
	}
	return found, nil
}

// forever is after every entry.
var forever = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

func (f Filter) bounded() Filter {
	f.Who, f.Subject = strings.TrimSpace(f.Who), strings.TrimSpace(f.Subject)
	if f.Until.IsZero() {
		f.Until = forever
	}
	return f
}

func (s *Service) before(ctx context.Context, d q.DBTX, f Filter, before int64, most int32) ([]Record, error) {
	f = f.bounded()
	rows, err := q.New().Search(ctx, d, q.SearchParams{
		Who: f.Who, ActorID: f.ActorID, Action: f.Action, Area: f.Area, SubjectKind: f.SubjectKind, SubjectID: f.SubjectID,
		Subject: f.Subject, FromAt: f.From, UntilAt: f.Until, BeforeID: before, Most: most,
	})
	if err != nil {
		return nil, db.Error(err)
	}
	records := make([]Record, len(rows))
	for i, row := range rows {
		records[i] = toRecord(row)
	}
	return records, nil
}

func toRecord(row q.SearchRow) Record {
	return Record{
		ID: row.ID, At: row.At, ActorKind: actor.Kind(row.ActorKind), ActorID: row.ActorID, ActorName: row.ActorName,
		Address: row.Address, Agent: row.Agent, Action: row.Action, SubjectKind: row.SubjectKind, SubjectID: row.SubjectID,
		SubjectName: row.SubjectName, Staff: row.Staff, Before: row.Before, After: row.After,
	}
}

// Actions returns every action that was ever recorded, in the order of the
// alphabet.
func (s *Service) Actions(ctx context.Context) ([]string, error) {
	actions, err := q.New().Actions(ctx, s.DB)
	return actions, db.Error(err)
}

// OfSubject returns the newest entries about one subject.
func (s *Service) OfSubject(ctx context.Context, kind string, id int64) ([]Record, error) {
	return OfSubject(ctx, s.DB, kind, id)
}

// Record adds an entry that stands alone, at this moment.
func (s *Service) Record(ctx context.Context, by actor.Actor, e Entry) error {
	return RecordNow(ctx, s.DB, by, s.Clock.Now(), e)
}

// exportChunk is how many entries are in memory at once.
const exportChunk = 1000

// Export writes the chosen entries as CSV, the newest first, and records that it
// did. No cell is a formula to a spreadsheet program.
func (s *Service) Export(ctx context.Context, by actor.Actor, f Filter, to io.Writer) error {
	w := csv.NewWriter(to)
	header := []string{"id", "at", "actor_kind", "actor_id", "actor", "address", "agent", "action", "subject_kind", "subject_id", "subject", "before", "after"}
	if err := w.Write(header); err != nil {
		return err
	}
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		rows := 0
		for before := int64(0); ; {
			records, err := s.before(ctx, tx, f, before, exportChunk)
			if err != nil {
				return err
			}
			for _, r := range records {
				if err := w.Write(r.cells()); err != nil {
					return err
				}
			}
			rows += len(records)
			if len(records) < exportChunk {
				break
			}
			before = records[len(records)-1].ID
		}
		w.Flush()
		if err := w.Error(); err != nil {
			return err
		}
		return RecordTx(ctx, tx, by, s.Clock.Now(), Entry{
			Action: "audit.exported", SubjectKind: "audit", After: map[string]int{"entries": rows},
		})
	})
}

func (r Record) cells() []string {
	cells := []string{
		strconv.FormatInt(r.ID, 10), r.At.UTC().Format(time.RFC3339), string(r.ActorKind), strconv.FormatInt(r.ActorID, 10), r.ActorName,
		r.Address, r.Agent, r.Action, r.SubjectKind, strconv.FormatInt(r.SubjectID, 10), r.SubjectName, string(r.Before), string(r.After),
	}
	for i, cell := range cells {
		cells[i] = harmless(cell)
	}
	return cells
}

// harmless keeps a cell from being read as a formula: people choose their own
// names, and browsers theirs.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
