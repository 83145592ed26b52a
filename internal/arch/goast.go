package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
)

// checkNoInit wants no code that runs because a package was imported.
func checkNoInit(t *tree) []Problem {
	var problems []Problem
	for _, f := range t.goes {
		for _, decl := range f.ast.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				problems = append(problems, Problem{Where: t.at(fn), What: "func init runs by itself: call it where the program is wired"})
			}
		}
	}
	return problems
}

// checkViewsTakeTypes wants views to name only plain types of a domain, never its
// service.
func checkViewsTakeTypes(t *tree) []Problem {
	var problems []Problem
	for _, f := range t.goes {
		if from, known := declared(f.dir()); !known || from.layer != view || f.test {
			continue
		}
		domainNames := map[string]string{}
		for _, imported := range f.imports {
			if to, known := declared(imported.path); imported.inside && known && to.layer == domain {
				domainNames[imported.name] = imported.path
			}
		}
		ast.Inspect(f.ast, func(node ast.Node) bool {
			selector, ok := node.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			name, ok := selector.X.(*ast.Ident)
			if !ok || domainNames[name.Name] == "" {
				return true
			}
			if s := selector.Sel.Name; s == "Service" || s == "New" || s == "Deps" {
				problems = append(problems, Problem{
					Where: t.at(selector),
					What:  fmt.Sprintf("a view uses %s.%s: hand it plain types", domainNames[name.Name], s),
				})
			}
			return true
		})
	}
	return problems
}

// checkPgtypeInside wants no exported declaration of a domain to show pgtype.
func checkPgtypeInside(t *tree) []Problem {
	var problems []Problem
	for _, f := range t.goes {
		if from, known := declared(f.dir()); !known || f.test || (from.layer != domain && from.layer != foundation) {
			continue
		}
		for _, decl := range f.ast.Decls {
			for _, shown := range exportedParts(decl) {
				ast.Inspect(shown, func(node ast.Node) bool {
					selector, ok := node.(*ast.SelectorExpr)
					if !ok {
						return true
					}
					if name, ok := selector.X.(*ast.Ident); ok && name.Name == "pgtype" {
						problems = append(problems, Problem{Where: t.at(selector), What: fmt.Sprintf("pgtype.%s is shown to other packages", selector.Sel.Name)})
					}
					return true
				})
			}
		}
	}
	return problems
}

// exportedParts returns what other packages see of a declaration: signatures and
// exported fields.
func exportedParts(decl ast.Decl) []ast.Node {
	var parts []ast.Node
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() {
			parts = append(parts, d.Type)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			typed, ok := spec.(*ast.TypeSpec)
			if !ok || !typed.Name.IsExported() {
				continue
			}
			fields, ok := typed.Type.(*ast.StructType)
			if !ok {
				parts = append(parts, typed.Type)
				continue
			}
			for _, field := range fields.Fields.List {
				for _, name := range field.Names {
					if name.IsExported() {
						parts = append(parts, field.Type)
					}
				}
			}
		}
	}
	return parts
}

// checkDocs wants a comment on every package and on everything it exports.
func checkDocs(t *tree) []Problem {
	var problems []Problem
	packageDoc, first := map[string]bool{}, map[string]string{}
	for _, f := range t.goes {
		if f.test || (f.generated && path.Ext(f.path) == ".go" && !isTemplCode(f.path)) {
			continue
		}
		if f.ast.Doc != nil {
			packageDoc[f.dir()] = true
		}
		if first[f.dir()] == "" {
			first[f.dir()] = f.path
		}
		if f.generated || f.ast.Name.Name == "main" {
			continue
		}
		for _, decl := range f.ast.Decls {
			problems = append(problems, undocumented(t, decl)...)
		}
	}
	for dir, file := range first {
		if !packageDoc[dir] {
			problems = append(problems, Problem{Where: file + ":1", What: fmt.Sprintf("package %s has no comment that says what it holds", dir)})
		}
	}
	return problems
}

func isTemplCode(name string) bool {
	ok, _ := path.Match("*_templ.go", path.Base(name))
	return ok
}

// undocumented lists the exported names of a declaration without a comment.
func undocumented(t *tree, decl ast.Decl) []Problem {
	var problems []Problem
	missing := func(node ast.Node, name string) {
		problems = append(problems, Problem{Where: t.at(node), What: fmt.Sprintf("%s has no comment that says what it guarantees", name)})
	}
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) {
			missing(d, d.Name.Name)
		}
	case *ast.GenDecl:
		if d.Tok == token.IMPORT || d.Doc != nil {
			return nil
		}
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && s.Doc == nil {
					missing(s, s.Name.Name)
				}
			case *ast.ValueSpec:
				for _, name := range s.Names {
					if name.IsExported() && s.Doc == nil && s.Comment == nil {
						missing(name, name.Name)
					}
				}
			}
		}
	}
	return problems
}

// exportedReceiver says whether a function is a method that others can reach, or
// no method at all.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return true
	}
	kind := d.Recv.List[0].Type
	for {
		switch k := kind.(type) {
		case *ast.StarExpr:
			kind = k.X
		case *ast.IndexExpr:
			kind = k.X
		case *ast.Ident:
			return k.IsExported()
		default:
			return true
		}
	}
}
