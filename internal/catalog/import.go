package catalog

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
)

// ImportInput is a file of products as JSON Lines, plain or compressed.
type ImportInput struct {
	// Name is the file's name; one that ends in .gz is compressed, and so is a
	// content that begins like it.
	Name   string
	Reader io.Reader
	// Total is the number of lines if it is known, for Progress alone.
	Total int
	// Stock is what new variants begin with whose row names no stock.
	Stock int
	// Progress, if set, is called now and then with the lines done.
	Progress func(done, total int)
}

// RowProblem is what is wrong with a line: Line counts from 1.
type RowProblem struct {
	Line   int
	SKU    string // where the line could be read that far
	Reason string
}

// ImportReport says what became of a file.
type ImportReport struct {
	// Lines counts the lines that hold something.
	Lines, Created, Updated, Unchanged int
	// Refused are the lines that were not imported, in order.
	Refused []RowProblem
	// Warnings are about lines that were imported, at most mostWarnings of them;
	// WarningCount counts all.
	Warnings     []RowProblem
	WarningCount int
}

const (
	// importBatch is the number of products that are saved in one transaction.
	importBatch  = 500
	longestLine  = 8 << 20
	mostWarnings = 1000
)

// Import reads a file of products, one a line, and saves them in transactions of
// some hundred. A line that cannot be imported is reported with its reason and
// does not keep the others back. Importing the same file again changes nothing.
// An error is returned when the file cannot be read or the database fails; the
// report then says what was done so far.
func (s *Service) Import(ctx context.Context, by actor.Actor, in ImportInput) (ImportReport, error) {
	if !by.Can("catalogue") {
		return ImportReport{}, apperr.New(apperr.Forbidden, "")
	}
	lines, err := openLines(in.Name, in.Reader)
	if err != nil {
		return ImportReport{}, err
	}
	run := importRun{service: s, by: by, in: in, skus: map[string]int{}, gtins: map[string]int{}}
	err = run.read(ctx, lines)
	run.sortProblems()
	return run.report, err
}

// openLines returns the text of a file that may be compressed, without the mark
// that some programs put at its beginning.
func openLines(name string, r io.Reader) (*bufio.Reader, error) {
	lines := bufio.NewReaderSize(r, 256<<10)
	magic, _ := lines.Peek(2)
	if strings.HasSuffix(strings.ToLower(name), ".gz") || bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		unzipped, err := gzip.NewReader(lines)
		if err != nil {
			return nil, apperr.Wrap(apperr.Invalid, err, "catalog.import.gzip")
		}
		lines = bufio.NewReaderSize(unzipped, 256<<10)
	}
	if mark, _ := lines.Peek(3); bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		_, _ = lines.Discard(3)
	}
	return lines, nil
}

var errLongLine = errors.New("line is too long")

// nextLine returns a line without its end. A line over the limit is skipped and
// errLongLine returned; io.EOF after the last one.
func nextLine(r *bufio.Reader, buf []byte) ([]byte, error) {
	line, long := buf[:0], false
	for {
		part, err := r.ReadSlice('\n')
		if len(line)+len(part) > longestLine {
			long = true
		}
		if !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && (!errors.Is(err, io.EOF) || len(line) == 0 && !long):
			return line, err
		case long:
			return line, errLongLine
		}
		return bytes.TrimRight(line, "\r\n"), nil
	}
}

// importRun is one import on its way.
type importRun struct {
	service     *Service
	by          actor.Actor
	in          ImportInput
	report      ImportReport
	skus, gtins map[string]int // the line on which each code came first
	pending     []ProductInput
	lines       []int // of pending
}

func (run *importRun) read(ctx context.Context, r *bufio.Reader) error {
	var buf []byte
	number := 0
	for {
		line, err := nextLine(r, buf)
		if errors.Is(err, io.EOF) {
			break
		}
		number++
		if errors.Is(err, errLongLine) {
			run.report.Lines++
			run.refuse(number, "", fmt.Sprintf("line is longer than %d MiB", longestLine>>20))
			continue
		}
		if err != nil {
			return errors.Join(fmt.Errorf("line %d: %w", number, err), run.flush(ctx, number))
		}
		buf = line[:0]
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		run.report.Lines++
		run.take(number, line)
		if len(run.pending) == importBatch {
			if err := run.flush(ctx, number); err != nil {
				return err
			}
		}
	}
	return run.flush(ctx, number)
}

// take reads one line into the batch, or refuses it.
func (run *importRun) take(number int, line []byte) {
	row, err := parseRow(line)
	if err != nil {
		run.refuse(number, row.code(), err.Error())
		return
	}
	in, warnings := row.product(run.in.Stock)
	if err := in.check(); err != nil {
		run.refuse(number, row.code(), err.Error())
		return
	}
	for _, v := range in.Variants {
		if first := run.skus[v.SKU]; first != 0 {
			run.refuse(number, v.SKU, fmt.Sprintf("SKU %s stands on line %d already", clip(v.SKU), first))
			return
		}
		if first := run.gtins[v.GTIN]; v.GTIN != "" && first != 0 {
			run.refuse(number, v.SKU, fmt.Sprintf("GTIN %s stands on line %d already", v.GTIN, first))
			return
		}
	}
	for _, v := range in.Variants {
		run.skus[v.SKU] = number
		if v.GTIN != "" {
			run.gtins[v.GTIN] = number
			if !gtinChecks(v.GTIN) {
				warnings = append(warnings, "the check digit of GTIN "+v.GTIN+" is wrong")
			}
		}
	}
	run.warn(number, row.code(), warnings)
	run.pending = append(run.pending, in)
	run.lines = append(run.lines, number)
}

// flush saves the batch. Where the database refuses a whole batch, its products
// are tried one by one, so that the one to blame is named.
func (run *importRun) flush(ctx context.Context, done int) error {
	if len(run.pending) > 0 {
		saved, err := run.service.SaveProducts(ctx, run.by, run.pending)
		if err != nil {
			if saved, err = run.oneByOne(ctx, err); err != nil {
				return err
			}
		}
		for i, result := range saved {
			run.count(run.lines[i], run.pending[i].Variants[0].SKU, result)
		}
		run.pending, run.lines = run.pending[:0], run.lines[:0]
	}
	if run.in.Progress != nil {
		run.in.Progress(done, max(run.in.Total, done))
	}
	return nil
}

func (run *importRun) oneByOne(ctx context.Context, cause error) ([]Saved, error) {
	saved := make([]Saved, 0, len(run.pending))
	failed := 0
	for _, in := range run.pending {
		if ctx.Err() != nil {
			return nil, cause
		}
		result, err := run.service.SaveProducts(ctx, run.by, []ProductInput{in})
		if err != nil {
			failed++
			result = []Saved{{Err: fmt.Errorf("the database refused it: %w", err)}}
		}
		saved = append(saved, result[0])
	}
	if failed == len(run.pending) {
		return nil, cause // not the rows: the database
	}
	return saved, nil
}

func (run *importRun) count(line int, sku string, result Saved) {
	switch {
	case result.Err != nil:
		run.refuse(line, sku, result.Err.Error())
		return
	case result.Created:
		run.report.Created++
	case result.Changed:
		run.report.Updated++
	default:
		run.report.Unchanged++
	}
	run.warn(line, sku, result.Warnings)
}
