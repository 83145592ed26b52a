package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// module is the store's name in import paths.
const module = "tenaz"

// goFile is a parsed Go file.
type goFile struct {
	path      string
	ast       *ast.File
	test      bool
	generated bool
	imports   []goImport
}

// goImport is one import of a file; path is relative to the module when inside it.
type goImport struct {
	path   string
	name   string
	inside bool
	line   int
}

// dir is the folder of a file, which is also its package's path in the module.
func (f *goFile) dir() string { return path.Dir(f.path) }

// tree is the source of the store, as far as rules look at it.
type tree struct {
	fset  *token.FileSet
	goes  []*goFile
	texts map[string]string // every other source file by path
	tops  []string          // the top-level folders
}

// sources are the endings of files that rules read beside Go.
var sources = map[string]bool{".templ": true, ".sql": true, ".css": true, ".js": true, ".ts": true, ".vue": true, ".sh": true}

// load reads and parses the tree below root.
func load(root fs.FS) (*tree, error) {
	t := &tree{fset: token.NewFileSet(), texts: map[string]string{}}
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := path.Base(name)
		if entry.IsDir() {
			if name != "." && (strings.HasPrefix(base, ".") || base == "node_modules" || base == "testdata" || base == "dist") {
				return fs.SkipDir
			}
			if name != "." && !strings.Contains(name, "/") {
				t.tops = append(t.tops, name)
			}
			return nil
		}
		return t.add(root, name)
	})
	return t, err
}

func (t *tree) add(root fs.FS, name string) error {
	ending := path.Ext(name)
	if ending != ".go" && !sources[ending] {
		return nil
	}
	text, err := fs.ReadFile(root, name)
	if err != nil {
		return err
	}
	if ending != ".go" {
		t.texts[name] = string(text)
		return nil
	}
	parsed, err := parser.ParseFile(t.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("parse: %w", err)
	}
	f := &goFile{path: name, ast: parsed, test: strings.HasSuffix(name, "_test.go"), generated: ast.IsGenerated(parsed)}
	for _, spec := range parsed.Imports {
		full, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		imported := goImport{path: full, line: t.fset.Position(spec.Pos()).Line}
		if inside, found := strings.CutPrefix(full, module+"/"); found {
			imported.path, imported.inside = inside, true
		}
		if spec.Name != nil {
			imported.name = spec.Name.Name
		} else {
			imported.name = path.Base(full)
		}
		f.imports = append(f.imports, imported)
	}
	t.goes = append(t.goes, f)
	return nil
}

// at is the place of a node, for a problem.
func (t *tree) at(node ast.Node) string {
	position := t.fset.Position(node.Pos())
	return fmt.Sprintf("%s:%d", position.Filename, position.Line)
}

// line is the place of an offset in a text.
func line(name, text string, offset int) string {
	return fmt.Sprintf("%s:%d", name, 1+strings.Count(text[:min(offset, len(text))], "\n"))
}

// under says whether a package is one of the folders or below one.
func under(dir string, folders ...string) bool {
	for _, folder := range folders {
		if dir == folder || strings.HasPrefix(dir, folder+"/") {
			return true
		}
	}
	return false
}
