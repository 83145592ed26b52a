package bench

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// options is what the command line says.
type options struct {
	warm, span time.Duration
	rest       time.Duration
	rounds     int
	clients    []int
	only       []string
	seed       uint64
	products   int
	binary     string
	profile    string
	keep       string
	settings   map[string]string
	noBare     bool
	noPgbench  bool
}

func readOptions(args []string, out io.Writer) (options, error) {
	self, err := os.Executable()
	if err != nil {
		return options{}, err
	}
	var o options
	var clients, only, settings string
	set := flag.NewFlagSet("bench", flag.ContinueOnError)
	set.SetOutput(out)
	set.DurationVar(&o.warm, "warm", 5*time.Second, "warm-up of a point")
	set.DurationVar(&o.span, "span", 15*time.Second, "length of a round")
	set.DurationVar(&o.rest, "rest", 15*time.Second, "how long a store is left alone before it counts as idle after the load")
	set.IntVar(&o.rounds, "rounds", 3, "rounds of a point, of which the median counts")
	set.StringVar(&clients, "clients", "1,8,32", "numbers of clients")
	set.StringVar(&only, "only", "", "points to measure, of "+strings.Join(pointNames(), ",")+" (default all)")
	set.Uint64Var(&o.seed, "seed", 20261123, "seed of the catalogue and of what clients choose")
	set.IntVar(&o.products, "products", 1000, "products in the catalogue, three variants each")
	set.StringVar(&o.binary, "binary", filepath.Join(filepath.Dir(self), "tenaz"), "the production binary")
	set.StringVar(&o.profile, "profile", "", "folder for processor profiles and PostgreSQL's statements; measures a development build")
	set.StringVar(&settings, "pg", "", "settings of PostgreSQL to try, name=value,…")
	set.StringVar(&o.keep, "keep-script", "", "file to keep the script of pgbench in")
	set.BoolVar(&o.noBare, "no-bare", false, "leave the bare handler out")
	set.BoolVar(&o.noPgbench, "no-pgbench", false, "leave pgbench out")
	if err := set.Parse(args); err != nil {
		return o, err
	}
	if set.NArg() > 0 {
		return o, fmt.Errorf("unknown argument %q", set.Arg(0))
	}
	if o.profile != "" {
		// The trace needs a store that works no jobs, which only the binary can be.
		o.noPgbench = true
	}
	o.settings = map[string]string{}
	for _, pair := range split(settings) {
		name, value, _ := strings.Cut(pair, "=")
		o.settings[name] = value
	}
	if o.only = split(only); len(o.only) == 0 {
		o.only = pointNames()
	}
	return o, errors.Join(o.readClients(clients), o.check())
}

func (o *options) readClients(text string) error {
	for _, part := range split(text) {
		n, err := strconv.Atoi(part)
		if err != nil || n < 1 || n > 1000 {
			return fmt.Errorf("-clients: %q is not a number from 1 to 1000", part)
		}
		o.clients = append(o.clients, n)
	}
	return nil
}

func (o *options) check() error {
	var errs []error
	for _, name := range o.only {
		if !slices.Contains(pointNames(), name) {
			errs = append(errs, fmt.Errorf("-only: there is no point %q", name))
		}
	}
	if len(o.clients) == 0 || o.rounds < 1 || o.span < 100*time.Millisecond || o.warm < 0 {
		errs = append(errs, errors.New("-clients, -rounds and -span must leave something to measure"))
	}
	if o.products < 100 {
		errs = append(errs, errors.New("-products: at least 100, so that a listing is full"))
	}
	return errors.Join(errs...)
}

func split(text string) []string {
	var parts []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}
