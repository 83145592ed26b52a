package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"tenaz/internal/actor"
	"tenaz/internal/app"
	"tenaz/internal/catalog"
	"tenaz/internal/config"
)

type importCmd struct {
	Products importProductsCmd `cmd:"" help:"Products as JSON Lines, one a line; may be gzipped. Importing a file again changes nothing."`
}

type importProductsCmd struct {
	File     string `arg:"" help:"The file, or - for the standard input."`
	Stock    int    `help:"Stock of new variants whose line names none." default:"0"`
	Warnings bool   `help:"List the warnings too."`
}

// Run imports the good lines and reports the others, by line and reason.
func (c *importProductsCmd) Run(ctx context.Context) error {
	cfg, log, err := configured(config.Database)
	if err != nil {
		return err
	}
	file, size, err := open(c.File)
	if err != nil {
		return err
	}
	defer file.Close()
	core, err := app.OpenCore(ctx, cfg, app.Options{Logger: log, Conns: 4})
	if err != nil {
		return err
	}
	defer core.Close()
	began := time.Now()
	show := newProgress(os.Stderr, size)
	report, err := core.Catalog.Import(ctx, actor.Store("tenaz import"), catalog.ImportInput{
		Name: c.File, Reader: io.TeeReader(file, show), Stock: c.Stock, Progress: show.lines,
	})
	show.end()
	printReport(os.Stdout, report, c.Warnings, time.Since(began))
	if err != nil {
		return inWords(err)
	}
	if len(report.Refused) > 0 {
		return errors.New(plural(len(report.Refused), "line was not imported", "lines were not imported"))
	}
	return nil
}

// open returns a file and its size, -1 if that is not known.
func open(name string) (*os.File, int64, error) {
	if name == "-" {
		return os.Stdin, -1, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return file, -1, err
	}
	return file, info.Size(), nil
}

func printReport(out io.Writer, r catalog.ImportReport, warnings bool, took time.Duration) {
	for _, p := range r.Refused {
		fmt.Fprintf(out, "line %d: %s\n", p.Line, p.Reason)
	}
	if warnings {
		for _, p := range r.Warnings {
			fmt.Fprintf(out, "warning, line %d: %s\n", p.Line, p.Reason)
		}
	}
	fmt.Fprintf(out, "%d lines: %d created, %d updated, %d unchanged, %d refused, %s, in %s\n",
		r.Lines, r.Created, r.Updated, r.Unchanged, len(r.Refused),
		plural(r.WarningCount, "warning", "warnings"), took.Round(100*time.Millisecond))
}

// progress shows how far a file has been read: a bar on a terminal, else a line
// now and then.
type progress struct {
	out  io.Writer
	bar  *progressbar.ProgressBar
	next time.Time
}

// quietFor is the time between two lines where there is no terminal.
const quietFor = 5 * time.Second

func newProgress(out *os.File, size int64) *progress {
	p := &progress{out: out, next: time.Now().Add(quietFor)}
	if term.IsTerminal(int(out.Fd())) {
		p.bar = progressbar.NewOptions64(size,
			progressbar.OptionSetWriter(out), progressbar.OptionSetDescription("Importing"),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(),
			progressbar.OptionSetPredictTime(true), progressbar.OptionShowBytes(false))
	}
	return p
}

// Write is told what has been read of the file.
func (p *progress) Write(b []byte) (int, error) {
	if p.bar != nil {
		_ = p.bar.Add(len(b)) // a bar that cannot be drawn stops no import
	}
	return len(b), nil
}

// lines is told how many lines are done.
func (p *progress) lines(done, _ int) {
	switch {
	case p.bar != nil:
		p.bar.Describe(fmt.Sprintf("Importing, %d lines", done))
	case time.Now().After(p.next):
		p.next = time.Now().Add(quietFor)
		fmt.Fprintf(p.out, "%d lines\n", done)
	}
}

func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Finish() // as above
	}
}
