package shipping

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	"golang.org/x/text/encoding/charmap"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/db"
	"tenaz/internal/money"
	q "tenaz/queries/shipping"
)

// Columns are the head of a file of rates, as it is exported and taken back.
var Columns = []string{"service", "zone", "max_grams", "price", "days_min", "days_max"}

const (
	// MaxFile is how large a file of rates may be.
	MaxFile = 200 << 10
	// maxProblems is how many wrong lines are named at once.
	maxProblems = 20
)

// LineProblem is a line of a file that cannot be taken, and why.
type LineProblem struct {
	Line int
	Why  apperr.Message
}

// BadFile refuses a file of rates as a whole; it is an apperr Invalid to
// errors.As.
type BadFile struct{ Problems []LineProblem }

// Error implements error, for logs.
func (e *BadFile) Error() string { return "bad lines: " + strconv.Itoa(len(e.Problems)) }

// Unwrap makes the refusal Invalid with a sentence for people.
func (e *BadFile) Unwrap() error { return apperr.New(apperr.Invalid, "shipping.upload.refused") }

// Cell writes a name for a file of rates so that no spreadsheet takes it for a
// formula; Upload reads it back.
func Cell(name string) string {
	if name != "" && strings.ContainsRune("=+-@\t\r'", rune(name[0])) {
		return "'" + name
	}
	return name
}

func uncell(text string) string { return strings.TrimPrefix(strings.TrimSpace(text), "'") }

// TableRate is one line of the whole table.
type TableRate struct {
	Service, Zone string
	Rate
}

// Table returns the whole table of rates, by service and zone.
func (s *Service) Table(ctx context.Context) ([]TableRate, error) {
	offers, err := s.Offers(ctx)
	if err != nil {
		return nil, err
	}
	zones, err := s.Zones(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := q.New().RatesOf(ctx, s.deps.DB, q.RatesOfParams{})
	if err != nil {
		return nil, db.Error(err)
	}
	codes, names := map[int64]string{}, map[int64]string{}
	for _, o := range offers {
		codes[o.ID] = o.Code
	}
	for _, z := range zones {
		names[z.ID] = z.Name
	}
	list := make([]TableRate, len(rows))
	for i, r := range rows {
		list[i] = TableRate{Service: codes[r.ServiceID], Zone: names[r.ZoneID], Rate: Rate{
			MaxGrams: int(r.MaxGrams), Price: r.PriceCents, DaysMin: int(r.DaysMin), DaysMax: int(r.DaysMax),
		}}
	}
	return list, nil
}

// UploadInput is a file of rates. Version is the sum of all services' versions
// that the form showed.
type UploadInput struct {
	File    io.Reader
	Version int
}

// Upload replaces the rates of every pair of service and zone that a file names,
// and returns how many lines it took: all of them, or none and a BadFile with the
// wrong ones. Pairs that it does not name stay. Conflict for a stale version.
func (s *Service) Upload(ctx context.Context, by actor.Actor, in UploadInput) (int, error) {
	rates, problems, err := readFile(in.File)
	if err != nil {
		return 0, err
	}
	err = db.InTx(ctx, s.deps.DB, func(tx pgx.Tx) error {
		offers, err := q.New().LockOffers(ctx, tx)
		if err != nil {
			return err
		}
		ids, version := map[string]int64{}, 0
		for _, o := range offers {
			ids[o.Code], version = o.ID, version+int(o.Version)
		}
		if version != in.Version {
			return apperr.New(apperr.Conflict, "error.stale")
		}
		zones, err := zonesOf(ctx, tx, 0)
		if err != nil {
			return err
		}
		pairs, more := pairUp(rates, ids, zones)
		if all := append(problems, more...); len(all) > 0 {
			return &BadFile{all[:min(len(all), maxProblems)]}
		}
		return s.replaceAllTx(ctx, tx, by, pairs, len(rates))
	})
	return len(rates), err
}

// pair is a service and a zone.
type pair struct{ offerID, zoneID int64 }

type fileRate struct {
	line          int
	service, zone string
	rate          Rate
}

// pairUp finds what the lines name.
func pairUp(rates []fileRate, offers map[string]int64, zones []Zone) (map[pair][]Rate, []LineProblem) {
	ids := map[string]int64{}
	for _, z := range zones {
		ids[strings.ToLower(z.Name)] = z.ID
	}
	pairs, seen := map[pair][]Rate{}, map[pair]map[int]bool{}
	var problems []LineProblem
	for _, r := range rates {
		p := pair{offers[r.service], ids[strings.ToLower(r.zone)]}
		why := apperr.Message{}
		switch {
		case p.offerID == 0:
			why = apperr.Message{ID: "shipping.upload.service", Args: []any{"Name", r.service}}
		case p.zoneID == 0:
			why = apperr.Message{ID: "shipping.upload.zone", Args: []any{"Name", r.zone}}
		case seen[p][r.rate.MaxGrams]:
			why = apperr.Message{ID: "shipping.invalid.twice"}
		case len(pairs[p]) >= MaxRates:
			why = apperr.Message{ID: "shipping.invalid.many", Args: []any{"Max", MaxRates}}
		}
		if why.ID != "" {
			problems = append(problems, LineProblem{r.line, why})
			continue
		}
		if seen[p] == nil {
			seen[p] = map[int]bool{}
		}
		seen[p][r.rate.MaxGrams] = true
		pairs[p] = append(pairs[p], r.rate)
	}
	return pairs, problems
}

func (s *Service) replaceAllTx(ctx context.Context, tx pgx.Tx, by actor.Actor, pairs map[pair][]Rate, lines int) error {
	touched := map[int64]bool{}
	for p, rates := range pairs {
		if err := replaceTx(ctx, tx, p.offerID, p.zoneID, rates); err != nil {
			return err
		}
		touched[p.offerID] = true
	}
	var ids []int64
	for id := range touched {
		ids = append(ids, id)
	}
	if err := q.New().RaiseOffers(ctx, tx, ids); err != nil {
		return err
	}
	return s.auditTx(ctx, tx, by, "shipping.table_uploaded", "shipping_service", 0, nil, map[string]any{"lines": lines, "pairs": len(pairs)})
}

// readFile reads a file of rates, separated by semicolons or commas; what is
// wrong with the file as a whole is a BadFile about its first line.
func readFile(file io.Reader) ([]fileRate, []LineProblem, error) {
	raw, err := io.ReadAll(io.LimitReader(file, MaxFile+1))
	if err != nil {
		return nil, nil, err
	}
	if len(raw) > MaxFile {
		return nil, nil, apperr.New(apperr.TooLarge, "")
	}
	text := strings.TrimPrefix(string(raw), "\ufeff")
	if !utf8.ValidString(text) {
		// As spreadsheets on Windows save it; every byte is a character there.
		if text, err = charmap.Windows1252.NewDecoder().String(text); err != nil {
			return nil, nil, err
		}
	}
	reader := csv.NewReader(strings.NewReader(text))
	if head, _, _ := strings.Cut(text, "\n"); strings.Contains(head, ";") {
		reader.Comma = ';'
	}
	reader.FieldsPerRecord, reader.TrimLeadingSpace = -1, true
	head, err := reader.Read()
	if err != nil || !sameColumns(head) {
		return nil, nil, &BadFile{[]LineProblem{{1, apperr.Message{ID: "shipping.upload.head", Args: []any{"Columns", strings.Join(Columns, ";")}}}}}
	}
	var rates []fileRate
	var problems []LineProblem
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return nil, nil, &BadFile{[]LineProblem{{bad.Line, apperr.Message{ID: "shipping.upload.line"}}}}
		}
		if err != nil {
			return nil, nil, err
		}
		line, _ := reader.FieldPos(0)
		rate, why := readLine(record)
		if why.ID != "" {
			problems = append(problems, LineProblem{line, why})
			continue
		}
		rate.line = line
		rates = append(rates, rate)
	}
	if len(rates)+len(problems) == 0 {
		return nil, nil, &BadFile{[]LineProblem{{1, apperr.Message{ID: "shipping.upload.empty"}}}}
	}
	return rates, problems, nil
}

func sameColumns(head []string) bool {
	if len(head) != len(Columns) {
		return false
	}
	for i, name := range head {
		if !strings.EqualFold(strings.TrimSpace(name), Columns[i]) {
			return false
		}
	}
	return true
}

func readLine(record []string) (fileRate, apperr.Message) {
	if len(record) != len(Columns) {
		return fileRate{}, apperr.Message{ID: "shipping.upload.columns", Args: []any{"Count", len(record), "Want", len(Columns)}}
	}
	r := fileRate{service: uncell(record[0]), zone: uncell(record[1])}
	price, isPrice := money.Parse(record[3])
	if !isPrice {
		return r, apperr.Message{ID: "error.amount"}
	}
	r.rate.Price = price
	for _, number := range []struct {
		column int
		target *int
	}{{2, &r.rate.MaxGrams}, {4, &r.rate.DaysMin}, {5, &r.rate.DaysMax}} {
		n, err := strconv.Atoi(strings.TrimSpace(record[number.column]))
		if err != nil {
			return r, apperr.Message{ID: "shipping.upload.number", Args: []any{"Column", Columns[number.column]}}
		}
		*number.target = n
	}
	var fields apperr.Fields
	checkRate(&fields, r.rate, "")
	for _, name := range []string{"max_grams", "price", "days_min", "days_max"} {
		if message, wrong := fields[name]; wrong {
			return r, message
		}
	}
	return r, apperr.Message{}
}
