package arch

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// sample is a small tree and what its rule says about it.
type sample struct {
	title string
	wants []string // what has to be said, all of it
	some  bool     // more may be said
	tree  fstest.MapFS
}

// readSamples reads testdata/RULE.txt: after "=== title" come lines "want: …" and
// files behind "-- path --".
func readSamples(t *testing.T, rule string) []sample {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", rule+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	var all []sample
	var file string
	for _, line := range strings.SplitAfter(string(text), "\n") {
		trimmed := strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "=== "):
			all = append(all, sample{title: strings.TrimPrefix(trimmed, "=== "), tree: fstest.MapFS{}})
			file = ""
		case len(all) == 0:
		case strings.HasPrefix(line, "-- ") && strings.HasSuffix(trimmed, " --"):
			file = strings.TrimSuffix(strings.TrimPrefix(trimmed, "-- "), " --")
			all[len(all)-1].tree[file] = &fstest.MapFile{Mode: fs.FileMode(0o644)}
		case file != "":
			all[len(all)-1].tree[file].Data = append(all[len(all)-1].tree[file].Data, line...)
		case strings.HasPrefix(line, "want: "):
			all[len(all)-1].wants = append(all[len(all)-1].wants, strings.TrimPrefix(trimmed, "want: "))
		case strings.HasPrefix(line, "some: "):
			all[len(all)-1].wants = append(all[len(all)-1].wants, strings.TrimPrefix(trimmed, "some: "))
			all[len(all)-1].some = true
		}
	}
	return all
}

// TestEveryRuleFailsOnItsSamples shows each rule trees that break it, and some
// that only look like it.
func TestEveryRuleFailsOnItsSamples(t *testing.T) {
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			broken := 0
			for _, s := range readSamples(t, r.name) {
				t.Run(s.title, func(t *testing.T) {
					source, err := load(s.tree)
					if err != nil {
						t.Fatal(err)
					}
					var got []string
					for _, p := range run(r, source) {
						got = append(got, p.String())
					}
					for _, want := range s.wants {
						if !slices.ContainsFunc(got, func(said string) bool { return strings.Contains(said, want) }) {
							t.Errorf("said nothing of %q, only\n%s", want, strings.Join(got, "\n"))
						}
					}
					if !s.some && len(got) != len(s.wants) {
						t.Errorf("said %d things, want %d:\n%s", len(got), len(s.wants), strings.Join(got, "\n"))
					}
				})
				if len(s.wants) > 0 {
					broken++
				}
			}
			if broken == 0 {
				t.Errorf("testdata/%s.txt shows no tree that breaks the rule", r.name)
			}
		})
	}
}

// TestCheckNamesTheRule makes sure that the whole check runs the rules at all.
func TestCheckNamesTheRule(t *testing.T) {
	problems, err := Check(fstest.MapFS{"internal/util/x.go": {Data: []byte("// Package util is vague.\npackage util\n\nfunc init() {}\n")}})
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for _, p := range problems {
		said[p.Rule] = true
	}
	for _, rule := range []string{"declared", "no-init"} {
		if !said[rule] {
			t.Errorf("Check does not run %s: %v", rule, problems)
		}
	}
}
