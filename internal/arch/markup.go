package arch

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

// banned is markup that the strict content security policy would block, or that
// works only by evaluating text.
var banned = []struct {
	pattern *regexp.Regexp
	what    string
}{
	{regexp.MustCompile(`(?i)\sstyle\s*=`), "a style attribute: use a class"},
	{regexp.MustCompile(`(?i)<style\b`), "an inline style sheet: it belongs into static/css"},
	{regexp.MustCompile(`(?i)\shx-on\b`), "hx-on evaluates text: use a script in static/js"},
	{regexp.MustCompile(`(?i)\son[a-z]+\s*=\s*["'{]`), "an inline event handler: use a script in static/js"},
	{regexp.MustCompile(`(?i)javascript:`), "a javascript: address"},
	{regexp.MustCompile(`(?i)=\s*["']js:`), "js: values are evaluated"},
	{regexp.MustCompile(`(?i)\shx-boost\b`), "hx-boost is not used: pages load as pages"},
}

var (
	scriptTag   = regexp.MustCompile(`(?is)<script\b((?:[^>{"]|"[^"]*"|\{[^}]*\})*)>`)
	goComment   = regexp.MustCompile(`(?m)^\s*//.*$`)
	htmlComment = regexp.MustCompile(`(?s)<!--.*?-->`)
)

// blank replaces what a pattern matches by spaces, so that places stay the same.
func blank(text string, pattern *regexp.Regexp) string {
	return pattern.ReplaceAllStringFunc(text, func(match string) string {
		return strings.Map(func(r rune) rune {
			if r == '\n' {
				return r
			}
			return ' '
		}, match)
	})
}

// evaluates is script that turns text into code, which the policy forbids.
var evaluates = regexp.MustCompile(`\beval\(|\bnew Function\(`)

// inMail says whether a view is a mail, which has to carry its styles with it.
func inMail(name string) bool { return under(name, "views/email") }

// checkMarkup wants pages without inline styles, scripts and handlers.
func checkMarkup(t *tree) []Problem {
	var problems []Problem
	for name, raw := range t.texts {
		// Libraries are kept as they came; ours may not evaluate.
		if under(name, "static") && path.Ext(name) == ".js" && !isVendored(name) {
			for _, at := range evaluates.FindAllStringIndex(raw, -1) {
				problems = append(problems, Problem{Where: line(name, raw, at[0]), What: "text is turned into code"})
			}
		}
		if path.Ext(name) != ".templ" {
			continue
		}
		text := blank(blank(raw, goComment), htmlComment)
		for _, b := range banned {
			if inMail(name) && strings.Contains(b.what, "style") {
				continue
			}
			for _, at := range b.pattern.FindAllStringIndex(text, -1) {
				problems = append(problems, Problem{Where: line(name, text, at[0]+1), What: b.what})
			}
		}
		for _, at := range scriptTag.FindAllStringSubmatchIndex(text, -1) {
			attributes := text[at[2]:at[3]]
			if !strings.Contains(attributes, "src=") && !strings.Contains(attributes, "application/ld+json") {
				problems = append(problems, Problem{Where: line(name, text, at[0]), What: "an inline script: it belongs into static/js"})
			}
		}
	}
	return problems
}

// untranslated are words that are the same in every language of the store.
var untranslated = regexp.MustCompile(`\b(Tenaz|Tech|Português|English|Esc|Styleguide|Mail|CPF|CNPJ|CEP|Pix|SKU|GTIN|NCM|CEST|UF|R\$|kg|mm|cm|px|pt|BR|en|EN|htmx|HTTP)\b`)

// shownAttributes hold text that people read.
var shownAttributes = regexp.MustCompile(`\s(aria-label|aria-description|aria-roledescription|alt|placeholder|title|label)="([^"]*)"`)

var letters = regexp.MustCompile(`\p{L}{2,}`)

// checkTexts wants every text that a page shows to come from views/locales.
func checkTexts(t *tree) []Problem {
	var problems []Problem
	for name, text := range t.texts {
		// The style guide and cmd/dev speak to developers.
		if path.Ext(name) != ".templ" || under(name, "views/styleguide", "cmd/dev") {
			continue
		}
		for _, said := range templTexts(text) {
			if word := letters.FindString(untranslated.ReplaceAllString(said.text, "")); word != "" {
				problems = append(problems, Problem{
					Where: line(name, text, said.offset),
					What:  fmt.Sprintf("%q is written into the page: it belongs into views/locales", strings.Join(strings.Fields(said.text), " ")),
				})
			}
		}
	}
	return problems
}
