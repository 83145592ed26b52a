package i18n_test

import (
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// recorder is what a package imports that writes to the audit log.
const recorder = "tenaz/internal/audit"

var (
	// noun is the shape of an audit log's action.
	noun = regexp.MustCompile(`^[a-z]+(?:_[a-z]+)*\.[a-z]+(?:_[a-z]+)*$`)
	// factor is the shape of what happens to a second step; it follows "factor.".
	factor = regexp.MustCompile(`^(?:totp|passkey|recovery)_[a-z]+$`)
	// notActions have the shape and are none: files and hosts.
	notActions = []string{"dados.json", "frete.csv", "pedidos.pdf", "gmail.com", "googlemail.com"}
	// together are the actions that are put together, by the expression.
	together = map[string][]string{
		`"data." + kind + "_asked"`: {"data.export_asked", "data.erasure_asked"},
		`"factor." + what`:          {"factor.reset"}, // and whatever is a factor in that package
	}
	// otherKinds are subjects that a function chooses.
	otherKinds = []string{"user", "guest", "shipping_service", "shipping_zone"}
)

// recorded is what the source writes to the audit log.
type recorded struct{ actions, kinds map[string]string }

// TestAuditLogSpeaks wants a text for every action and every kind of subject that
// the source records: whoever reads the log reads sentences.
func TestAuditLogSpeaks(t *testing.T) {
	found, all := readRecorded(t), texts(t, "pt-BR")
	if len(found.actions) < 80 || len(found.kinds) < 15 {
		t.Fatalf("the source records %d actions of %d kinds: the search has gone blind", len(found.actions), len(found.kinds))
	}
	for action, where := range found.actions {
		_, isAction := all["audit.action."+action]
		if _, isText := all[action]; !isAction && !isText && !slices.Contains(notActions, action) {
			t.Errorf("%s: the audit log has no text for %q (audit.action.%[2]s)", where, action)
		}
	}
	for kind, where := range found.kinds {
		if _, ok := all["audit.subject."+kind]; !ok {
			t.Errorf("%s: the audit log has no text for the subject %q (audit.subject.%[2]s)", where, kind)
		}
	}
	for id := range all {
		if action, is := strings.CutPrefix(id, "audit.action."); is && found.actions[action] == "" {
			t.Errorf("%q is of an action that nothing records", id)
		}
		if kind, is := strings.CutPrefix(id, "audit.subject."); is && found.kinds[kind] == "" {
			t.Errorf("%q is of a kind that nothing records", id)
		}
	}
}

// readRecorded walks every package that writes to the log.
func readRecorded(t *testing.T) recorded {
	t.Helper()
	found := recorded{actions: map[string]string{}, kinds: map[string]string{}}
	for _, kind := range otherKinds {
		found.kinds[kind] = "otherKinds"
	}
	for _, top := range []string{"cmd", "handlers", "internal"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && d.Name() != "testdata" {
				found.readFolder(t, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

func (r recorded) readFolder(t *testing.T, folder string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	set, records := token.NewFileSet(), strings.HasSuffix(filepath.ToSlash(folder), "internal/audit")
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
		records = records || slices.ContainsFunc(file.Imports, func(i *ast.ImportSpec) bool { return i.Path.Value == strconv.Quote(recorder) })
	}
	if !records {
		return
	}
	for _, file := range files {
		ast.Inspect(file, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.BasicLit:
				r.literal(node, set)
			case *ast.KeyValueExpr:
				r.field(t, node, set)
			}
			return true
		})
	}
}

// literal takes a string that has an action's shape.
func (r recorded) literal(lit *ast.BasicLit, set *token.FileSet) {
	text, err := strconv.Unquote(lit.Value)
	if lit.Kind != token.STRING || err != nil {
		return
	}
	where := set.Position(lit.Pos()).String()
	switch {
	case noun.MatchString(text):
		r.actions[text] = where
	case factor.MatchString(text) && strings.Contains(where, "internal/accounts/"):
		r.actions["factor."+text] = where
	}
}

// field takes a subject's kind, and an action that is put together.
func (r recorded) field(t *testing.T, pair *ast.KeyValueExpr, set *token.FileSet) {
	t.Helper()
	name, _ := pair.Key.(*ast.Ident)
	if name == nil {
		return
	}
	where := set.Position(pair.Pos()).String()
	switch value := pair.Value.(type) {
	case *ast.BasicLit:
		if kind, err := strconv.Unquote(value.Value); err == nil && name.Name == "SubjectKind" {
			r.kinds[kind] = where
		}
	case *ast.BinaryExpr:
		if name.Name != "Action" {
			return
		}
		var written strings.Builder
		if err := printer.Fprint(&written, set, value); err != nil {
			t.Fatal(err)
		}
		actions, known := together[written.String()]
		if !known {
			t.Errorf("%s: an action is put together as %s: add what it can be to together", where, written.String())
		}
		for _, action := range actions {
			r.actions[action] = where
		}
	}
}
