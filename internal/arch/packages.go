package arch

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// layer is what a package is for; it decides what the package may import.
type layer int

const (
	foundation layer = iota // one subject each, known to everybody
	domain                  // what the store knows about a noun
	sql                     // generated from queries/
	view                    // HTML
	handler                 // HTTP
	wiring                  // knows all domains: app, jobs
	command                 // cmd/
	devOnly                 // never part of the production binary
)

// pack declares one package: a new one has to be entered here, with its place.
type pack struct {
	layer layer
	// calls are the domains that a domain may import, beside the foundation.
	calls []string
}

// domains are the packages that hold rules, with the domains that they call.
var domains = map[string][]string{
	"accounts":   nil,
	"analytics":  nil,
	"cart":       {"catalog", "inventory", "promotions", "shipping"},
	"catalog":    nil,
	"cep":        nil,
	"inventory":  nil,
	"mail":       nil,
	"orders":     {"cart", "catalog", "inventory", "pages", "payments", "promotions", "shipping"},
	"pages":      nil,
	"payments":   nil,
	"privacy":    {"accounts", "analytics", "cart", "catalog", "inventory", "mail", "orders", "payments", "promotions", "shipping", "support"},
	"promotions": nil,
	"queue":      nil,
	"shipping":   nil,
	"support":    nil,
}

// packages are all others. A path ending in /* stands for each folder below it.
var packages = map[string]pack{
	"internal/actor":      {layer: foundation},
	"internal/apperr":     {layer: foundation},
	"internal/audit":      {layer: foundation},
	"internal/blob":       {layer: foundation},
	"internal/clock":      {layer: foundation},
	"internal/config":     {layer: foundation},
	"internal/contact":    {layer: foundation},
	"internal/db":         {layer: foundation},
	"internal/dossier":    {layer: foundation},
	"internal/i18n":       {layer: foundation},
	"internal/invariants": {layer: foundation},
	"internal/markdown":   {layer: foundation},
	"internal/money":      {layer: foundation},
	"internal/ratelimit":  {layer: foundation},
	"internal/sealed":     {layer: foundation},
	"internal/settings":   {layer: foundation},
	"internal/taxid":      {layer: foundation},
	"migrations":          {layer: foundation},
	"static":              {layer: foundation},
	"views/locales":       {layer: foundation},

	"handlers":         {layer: handler},
	"handlers/account": {layer: handler},
	"handlers/admin":   {layer: handler},
	"handlers/hooks":   {layer: handler},
	"handlers/shop":    {layer: handler},
	"handlers/web":     {layer: handler},

	"views/account":    {layer: view},
	"views/admin":      {layer: view},
	"views/cart":       {layer: view},
	"views/catalog":    {layer: view},
	"views/checkout":   {layer: view},
	"views/contact":    {layer: view},
	"views/email":      {layer: view},
	"views/layout":     {layer: view},
	"views/orders":     {layer: view},
	"views/pages":      {layer: view},
	"views/privacy":    {layer: view},
	"views/problem":    {layer: view},
	"views/slip":       {layer: view},
	"views/styleguide": {layer: view},
	"views/ui":         {layer: view},

	"internal/app":  {layer: wiring},
	"internal/jobs": {layer: wiring},

	"cmd/tenaz": {layer: command},
	"cmd/dev":   {layer: devOnly},
	"cmd/dev/*": {layer: devOnly},

	"internal/arch":           {layer: devOnly},
	"internal/browsertest":    {layer: devOnly},
	"internal/chromium":       {layer: devOnly},
	"internal/devdb":          {layer: devOnly},
	"internal/storetest":      {layer: devOnly},
	"internal/stripesandbox":  {layer: devOnly},
	"internal/testdb":         {layer: devOnly},
	"internal/testdb/testrun": {layer: devOnly},
}

// declared returns a package's entry.
func declared(dir string) (pack, bool) {
	if p, found := packages[dir]; found {
		return p, true
	}
	if noun, found := strings.CutPrefix(dir, "internal/"); found {
		if calls, known := domains[noun]; known {
			return pack{layer: domain, calls: calls}, true
		}
	}
	if under(dir, "queries") && dir != "queries" {
		return pack{layer: sql}, true
	}
	for parent := path.Dir(dir); parent != "."; parent = path.Dir(parent) {
		if p, found := packages[parent+"/*"]; found {
			return p, true
		}
	}
	return pack{}, false
}

// tops are the top-level folders of the house.
var tops = []string{"cmd", "handlers", "internal", "migrations", "queries", "static", "views"}

// vague are names that say nothing about what a package holds.
var vague = []string{"base", "common", "helper", "helpers", "lib", "misc", "shared", "util", "utils"}

// checkDeclared wants every folder and package to have its place in the tables
// above, under a name that says what it holds.
func checkDeclared(t *tree) []Problem {
	var problems []Problem
	for _, top := range t.tops {
		if !slices.Contains(tops, top) {
			problems = append(problems, Problem{Where: top, What: "no place for this top-level folder in the design"})
		}
	}
	seen := map[string]bool{}
	for _, f := range t.goes {
		if seen[f.dir()] {
			continue
		}
		seen[f.dir()] = true
		if _, found := declared(f.dir()); !found {
			problems = append(problems, Problem{Where: f.path, What: fmt.Sprintf("package %s is not declared in internal/arch/packages.go", f.dir())})
		}
		if slices.Contains(vague, path.Base(f.dir())) || slices.Contains(vague, f.ast.Name.Name) {
			problems = append(problems, Problem{Where: f.path, What: fmt.Sprintf("a package named %s says nothing about what it holds", path.Base(f.dir()))})
		}
	}
	return problems
}
